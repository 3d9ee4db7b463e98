"""Every question that a check asks of an engine goes through one object, which remembers the answers.

What was asked while a task was judged is the evidence for its result: it can be kept, and played back to
the same check later without an engine. Answers are plain JSON. A question about something that does not
change while a lesson is graded is asked once; a *volatile* one (a web page, a program that is run) is
asked anew each time and numbered within its task.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from helpers.checks.verdict import Blocked
from helpers.i18n import _

Answer = Any  # JSON: None, bool, numbers, text, lists, objects
Evidence = dict[str, Answer]
"""question (its name and arguments as JSON) -> answer"""

SILENT = ('["diff"',)  # asked once a round, like the others; its answer changes without an event
# asked of an image by its id: an image does not change, so neither does what was once answered
FACTS = ('["probe", "sha256:', '["trial", "sha256:', '["health", "sha256:', '["layers", "sha256:')

F = TypeVar("F", bound=Callable[..., Answer])


class Asking:
    """What questions were asked and answered; with `played`, every answer comes from there.

    `proved` gives what is known of a task's images (FACTS) since the task was earned: it takes the engine
    seconds to say that again.
    """

    def __init__(
        self,
        played: Mapping[str, Answer] | None = None,
        proved: Callable[[str], Mapping[str, Answer]] | None = None,
    ):
        self.played = played
        self._proved = proved
        self._answers: Evidence = {}
        self._task = ""
        self._asked: dict[str, None] = {}  # in order, each once
        self._numbers: Counter[str] = Counter()

    def begin(self, task_id: str) -> None:
        """From here on questions are asked for this task."""
        self._task = task_id
        self._asked = {}
        self._numbers.clear()

    @property
    def inside(self) -> bool:
        """Whether the task asked what can change without an event of the engine."""
        return any(self._numbers) or any(key.startswith(SILENT) for key in self._asked)

    def evidence(self) -> Evidence:
        """The questions of the task that was begun last, and what was answered."""
        return {key: self._answers[key] for key in self._asked}

    def answer(
        self, question: str, arguments: list[Answer], ask: Callable[[], Answer], volatile: bool
    ) -> Answer:
        """The answer to a question: remembered, played back, or asked now by `ask`.

        Raises Blocked when an answer is played back that was never recorded, and what `ask` raises.
        """
        key = json.dumps([question, *arguments], ensure_ascii=False, sort_keys=True)
        if volatile:
            self._numbers[key] += 1
            key = f"{self._task} {self._numbers[key]} {key}"
        if key not in self._answers:
            if self.played is None:
                self._answers[key] = self._facts(key).get(key) or ask()
            elif key in self.played:
                self._answers[key] = self.played[key]
            else:
                raise Blocked(_("기록에 이 질문의 답이 없습니다: {question}").format(question=question))
        self._asked[key] = None
        return self._answers[key]

    def _facts(self, key: str) -> Mapping[str, Answer]:
        """What is known of the task's images, if that is what the question is about."""
        return self._proved(self._task) if self._proved and key.startswith(FACTS) else {}


def question(*, volatile: bool = False) -> Callable[[F], F]:
    """Makes a method of an object with an `asking` attribute a question; arguments and answer are JSON."""

    def wrap(asks: F) -> F:
        @functools.wraps(asks)
        def asked(self: Any, *args: Any, **kwargs: Any) -> Answer:
            arguments = [*args, kwargs] if kwargs else list(args)
            asking: Asking = self.asking
            return asking.answer(asks.__name__, arguments, lambda: asks(self, *args, **kwargs), volatile)

        return cast("F", asked)

    return wrap
