"""Follow the engine from threads, so that a panel changes by itself, also while a cell is running."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from docker import APIClient
from docker.types import CancellableStream

from helpers.checks import connect
from helpers.checks.run import TROUBLE
from helpers.checks.throwaway import PROBE_LABEL
from helpers.engine import explain, find
from helpers.errors import CourseError
from helpers.lab.journal import interesting

SETTLE = 0.03  # seconds: one `docker run` is five events, and one look is enough for them
TRAIL = 0.5  # seconds: an event can come before its effect can be asked for, so look once more
RETRY = 1.0  # seconds until a lost engine is tried again
SILENCE = 30  # seconds without an event until the connection is made anew: it may have died quietly
BEAT = 1.0  # seconds between two signs of life


RESUMED: dict[str, Any] = {}  # stands for whatever happened while nobody listened


def telling(event: dict[str, Any]) -> bool:
    """Whether an event can change a grade."""
    return interesting(event) and PROBE_LABEL not in event.get("Actor", {}).get("Attributes", {})


class Follower:
    """Calls `changed(api)` after events, `lost(error)` when the engine is away, `beat()` each second.

    `worth(event)` decides which events deserve a look; it is given RESUMED at each new connection.
    The callbacks come from daemon threads, which end with stop() or with the process.
    """

    def __init__(
        self,
        changed: Callable[[APIClient], None],
        lost: Callable[[CourseError], None],
        beat: Callable[[], None],
        worth: Callable[[dict[str, Any]], bool] = telling,
    ):
        self._changed, self._lost, self._beat, self._worth = changed, lost, beat, worth
        self._stopped = threading.Event()
        self._news = threading.Event()
        self._api: APIClient | None = None
        self._stream: CancellableStream[dict[str, Any]] | None = None
        self._threads = [
            threading.Thread(target=run, name=f"course-{run.__name__.strip('_')}", daemon=True)
            for run in (self._listen, self._answer, self._live)
        ]

    def start(self) -> None:
        """Begin; returns at once."""
        for thread in self._threads:
            thread.start()

    def look_again(self) -> None:
        """Have `changed` called soon, without an event."""
        self._news.set()

    def stop(self) -> None:
        """End the threads; the stream is closed under the listener, which takes some 10 ms."""
        self._stopped.set()
        self._news.set()
        if self._stream:
            self._stream.close()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(2)

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                self._hear()
            except CourseError as error:
                self._away(error)
            except TROUBLE:  # the stream broke or fell silent; the next round finds out which
                pass
            except (AttributeError, ValueError):  # what reading a stream raises that stop() closed
                if not self._stopped.is_set():
                    raise

    def _hear(self) -> None:
        """One connection's worth of events. Raises CourseError if there is no engine."""
        engine = find()
        self._api = connect(engine).api
        client = engine.client(timeout=SILENCE)
        try:
            self._stream = client.api.events(decode=True)
            if self._worth(RESUMED):
                self._news.set()
            if self._stopped.is_set():  # stop() came while this was connecting and found no stream
                return
            for event in self._stream:
                if self._worth(event):
                    self._news.set()
        finally:
            client.close()

    def _answer(self) -> None:
        while not self._stopped.is_set():
            self._news.wait()
            self._look()
            if not self._news.wait(TRAIL):
                self._look()

    def _look(self) -> None:
        self._stopped.wait(SETTLE)
        self._news.clear()
        if self._stopped.is_set() or self._api is None:
            return
        try:
            self._changed(self._api)
        except TROUBLE as error:
            self._away(explain(error))

    def _away(self, error: CourseError) -> None:
        if not self._stopped.is_set():
            self._lost(error)
            self._stopped.wait(RETRY)

    def _live(self) -> None:
        while not self._stopped.wait(BEAT):
            self._beat()
