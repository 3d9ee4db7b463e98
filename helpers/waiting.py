"""No wait without a word: whoever waits says for what, and a person hears of it once it takes long.

    with watched():                                  # a command, in its terminal
        with waiting(_("도커 엔진의 대답을 기다립니다.")):  # deep below, round whatever may take long
            ...

Where nobody watches, as in the threads of a panel, which has notices of its own, nothing is said.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

Say = Callable[[str], None]
WORD_AFTER = 2.0  # seconds of waiting until a person is told
AGAIN = 10.0  # seconds until the same is said again, of another wait
MARK = "… "  # before a word about waiting, which is neither a result nor an error

_say: ContextVar[Say | None] = ContextVar("say", default=None)


def tell(sentence: str) -> None:
    """Say something beside the results: where those go stays clean."""
    print(sentence, file=sys.stderr, flush=True)


def watch(say: Say = tell) -> Token[Say | None]:
    """From now on, in this context, `say` hears of each wait that takes long; the token takes that back."""
    said: dict[str, float] = {}

    def once(sentence: str) -> None:
        now = time.monotonic()
        if now - said.get(sentence, -AGAIN) >= AGAIN:
            said[sentence] = now
            say(MARK + sentence)

    return _say.set(once)


@contextmanager
def watched(say: Say = tell) -> Iterator[None]:
    """In this thread, and while the block runs, `say` hears of each wait that takes long."""
    token = watch(say)
    try:
        yield
    finally:
        _say.reset(token)


@contextmanager
def waiting(sentence: str, say: Say | None = None) -> Iterator[None]:
    """The block waits: after WORD_AFTER seconds of it `sentence` is said, by `say` or to who watches."""
    say = say or _say.get()
    if say is None:
        yield
        return
    timer = threading.Timer(WORD_AFTER, say, [sentence])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
