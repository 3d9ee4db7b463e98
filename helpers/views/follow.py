"""Follow the engine from threads, so that a panel changes by itself, also while a cell is running."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from typing import Any

from docker import APIClient, errors

from helpers.checks import connect
from helpers.checks.run import TROUBLE, log_mistake
from helpers.checks.throwaway import PROBE_LABEL
from helpers.engine import Engine, explain, find, probe
from helpers.engine.client import Events, listening, ping
from helpers.errors import CourseError, EngineLost
from helpers.i18n import _
from helpers.lab.journal import interesting
from helpers.waiting import watched

log = logging.getLogger(__name__)
TRAIL = 0.5  # seconds: an event can come before its effect can be asked for, so look once more
PAUSE = 0.03  # seconds between two connections
RETRY = 1.0  # seconds until a lost engine is tried again
SILENCE = 60  # seconds without an event until the connection is made anew: it may have died quietly
BEAT = 1.0  # seconds between two signs of life
# An engine that hangs breaks no connection. It is asked every WATCH seconds, and has PATIENCE to answer.
WATCH, PATIENCE = 1.0, 8.0


RESUMED: dict[str, Any] = {}  # stands for whatever happened while nobody listened


def telling(event: dict[str, Any]) -> bool:
    """Whether an event can change a grade."""
    return interesting(event) and PROBE_LABEL not in event.get("Actor", {}).get("Attributes", {})


class Follower:
    """Calls `changed(api)` after events, `lost(error)` when the engine is away, `beat()` each second.

    `worth(event)` decides which events deserve a look; it is given RESUMED at each new connection.
    The callbacks come from daemon threads, which end with stop() or with the process. Whatever a
    callback raises is logged, and said by `lost`; so is a thread that has ended before its time.
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
        self._engine: Engine | None = None
        self._api: APIClient | None = None
        self._stream: Events | None = None
        self._hung = False  # the engine did not answer soon when it was asked last
        rounds = (self._listen, self._answer, self._watch, self._live)
        self._threads = [
            threading.Thread(
                target=self._again, args=(run,), name=f"course-{run.__name__.strip('_')}", daemon=True
            )
            for run in rounds
        ]

    @property
    def api(self) -> APIClient | None:
        """The engine that is followed; None before one was found."""
        return self._api

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
            # it may have ended by itself; over SSH it cannot be closed and ends with its next silence
            with contextlib.suppress(errors.DockerException, OSError, AttributeError, ValueError):
                self._stream.close()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(2)

    def _again(self, run: Callable[[], None]) -> None:
        """A thread: one round after the other until stop(), whatever a round raises."""
        while not self._stopped.is_set():
            try:
                run()
            except Exception as error:  # reading a stream that stop() closes raises a lot, too
                self._away(error)

    def _listen(self) -> None:
        """One connection's worth of events. Raises CourseError if there is no engine."""
        self._engine = find()
        self._api = connect(self._engine).api
        with (
            contextlib.suppress(*TROUBLE),  # broken or silent: the next round finds out which
            contextlib.closing(self._engine.client(timeout=SILENCE)) as client,
            listening(client.api) as self._stream,
        ):
            if self._worth(RESUMED):
                self._news.set()
            if self._stopped.is_set():  # stop() came while this was connecting and found no stream
                return
            for event in self._stream:
                if self._worth(event):
                    self._news.set()
        self._stopped.wait(PAUSE)

    def _answer(self) -> None:
        self._news.wait()
        self._look()
        if not self._news.wait(TRAIL):
            self._look()

    def _look(self) -> None:
        """At once: `docker run` is five events, and those that come during a look share the next one."""
        self._news.clear()
        if self._stopped.is_set() or self._api is None:
            return
        try:
            self._changed(self._api)
        except Exception as error:
            self._away(error)

    def _watch(self) -> None:
        """See whether the engine answers; of one that is gone the listener knows more."""
        if self._stopped.wait(WATCH) or self._engine is None or self._api is None:
            return
        try:
            with watched(self._slow):
                ping(self._api, PATIENCE)
        except TROUBLE as error:
            if explain(error).code == "engine-timeout":
                self._hung = True
                raise probe.silent(self._engine) from error
        else:
            if self._hung:
                self._hung = False
                self._news.set()

    def _slow(self, sentence: str) -> None:
        """The engine takes long to answer; what is known of one that hangs already says more."""
        if not (self._hung or self._stopped.is_set()):
            self._hung = True
            self._tell(EngineLost(sentence))

    def _live(self) -> None:
        if self._stopped.wait(BEAT):
            return
        self._beat()
        if not all(thread.is_alive() for thread in self._threads):
            self._tell(_mistake(_("멈춘 스레드")))

    def _away(self, error: Exception) -> None:
        if not self._stopped.is_set():
            self._tell(error)
            self._stopped.wait(RETRY)

    def _tell(self, error: Exception) -> None:
        """Say why there is nothing new; what no engine can be blamed for goes to the log, too."""
        if isinstance(error, (CourseError, *TROUBLE)):
            known = explain(error)
        else:
            log.error("following the engine", exc_info=error)
            known = _mistake(type(error).__name__, log_mistake("panel", error))
        try:
            self._lost(known)
        except Exception:
            log.exception("saying %s", known)


def _mistake(reason: str, path: str = "") -> CourseError:
    """What a person is told about a mistake of the course itself; `path` is where its traceback is."""
    again = _("이 페이지를 새로 고치세요. 채점은 'course check'로도 할 수 있습니다.")
    tell = _("{path} 파일의 끝부분을 과정의 저장소에 알려 주세요.").format(path=path) if path else ""
    return CourseError(
        _("과정의 오류로 화면이 엔진을 따라가지 못했습니다: {reason}").format(reason=reason),
        f"{again} {tell}".rstrip(),
        code="follower",
    )
