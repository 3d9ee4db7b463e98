"""The panel of a lesson: its tasks as the engine has them now, without a press.

It has no page of its own. Its parts are pieces of HTML by name; whoever shows them (helpers/desk) is told
what has changed.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from docker import APIClient

from helpers.checks import FAILED, PASSED, Report, Result, connect, grade, load
from helpers.checks.answers import answered
from helpers.checks.run import TROUBLE
from helpers.course import course, lesson
from helpers.engine import Engine
from helpers.engine.client import address
from helpers.engine.unreached import unreached
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.views import cards, webpage
from helpers.views.after import after
from helpers.views.execs import Execs
from helpers.views.follow import Follower, telling
from helpers.views.words import safe

AGAIN = 1.2  # seconds between two looks at what makes no event; a change inside shows within 2
STUCK = 3  # verdicts asked for in vain, after which the card points to the last hint
SHARE = 4  # of the time, at most one part in SHARE is spent on such looks: some checks take seconds


class Panel:
    """Grades one lesson and follows the engine until close(). `shown(news)` comes from its own threads.

    `parts` is all that there is to show: `total`, `notice`, `unreached`, `live`, `finish`, `current` (the
    id of the task to work on) and for each task `task:ID`, `hints:ID`, `after:ID`, `page:ID` and `row:ID`.
    """

    def __init__(self, name: str, shown: Callable[[Mapping[str, str]], None] | None = None):
        """Grade once, so that the first picture is true, then follow. Raises LessonError."""
        self.spec = load(name)
        self.lesson = lesson(name)
        self.parts: dict[str, str] = {}
        self._shown = shown
        self._turn = threading.Lock()  # the follower and a press grade from different threads
        self._telling = threading.Lock()  # what was changed first is told first
        self._beats, self._looked, self._took = 0, 0.0, 0.0
        self._engine = Engine("", "")  # as the follower found it
        self._execs = Execs()
        self._failures: Counter[str] = Counter()  # by task, verdicts asked for that were not "passed"
        self._seen: dict[str, str] = {}  # by task, the page as it was when it passed
        self.report = grade(name)
        self._show(self.report, before=None)
        self._follower = Follower(self._changed, self._lost, self._beat, self._worth)
        self._follower.start()

    def grade(self, api: APIClient | None = None, asked: str = "") -> Report:
        """Grade now and show it; `asked` is a task whose verdict the learner asks for."""
        with self._turn:
            began = time.monotonic()
            before, self.report = self.report, grade(self.lesson.name, api=api, told=self._passed)
            self._failures.update(
                result.id for result in self.report.tasks if result.id == asked and result.status == FAILED
            )
            self._looked = time.monotonic()
            self._took = self._looked - began
            self._show(self.report, before)
            return self.report

    def close(self) -> None:
        """Stop following."""
        self._follower.stop()

    # -- what the follower tells ------------------------------------------------------------------
    def _changed(self, api: APIClient) -> None:
        self._engine = Engine(address(api), "")
        self.grade(api)

    def _lost(self, error: CourseError) -> None:
        """Without waiting for a turn: an engine that hangs keeps whoever has it."""
        self._tell({"notice": cards.lost(str(error))})

    def _worth(self, raw: dict[str, Any]) -> bool:
        """What is run in a container is looked at with the next beat, when it is known who ran it."""
        return telling(raw) or self._execs.note(raw)

    def _beat(self) -> None:
        self._beats += 1
        # a port is opened late or given up without an event; a question is answered without one
        self._tell({"unreached": cards.unreached(unreached(self._engine)), "total": self._total(self.report)})
        if self._execs.by_the_learner(self._follower.api) or self._waits_without_events():
            self._follower.look_again()

    def _waits_without_events(self) -> bool:
        """Whether it is time to look again at what can become true without an event."""
        if not any(result.inside and not result.earned for result in self.report.tasks):
            return False
        return time.monotonic() - self._looked > max(AGAIN - 1, self._took * SHARE)

    # -- what is shown ------------------------------------------------------------------------------
    def _passed(self, result: Result) -> None:
        """Show a task that has passed before the ones after it are looked at."""
        self._tell(
            {
                f"task:{result.id}": cards.task(result, begun=True),
                f"row:{result.id}": cards.row(result, begun=True),
            }
        )

    def _show(self, report: Report, before: Report | None) -> None:
        if report.trouble and before is not None and not before.trouble:
            self.report = before  # keep the last picture, say why it is not the present one
            self._tell({"notice": cards.lost(str(report.trouble))})
            return
        current = cards.current(report)
        news = {
            "notice": cards.lost(str(report.trouble)) if report.trouble else "",
            "total": self._total(report),
            "finish": cards.finish(report, self.lesson, self._next()),
            "current": current,
            "live": self._announcement(report, before),
        }
        tasks = {task.id: task for task in self.spec.tasks}
        for result in report.tasks:
            stuck = self._failures[result.id] >= STUCK
            news[f"task:{result.id}"] = cards.task(result, begun=result.begun, stuck=stuck)
            news[f"row:{result.id}"] = cards.row(result, begun=result.begun)
            task = tasks[result.id]
            news[f"hints:{task.id}"] = "" if result.earned else cards.hints(tuple(map(task.say, task.hints)))
            news[f"after:{task.id}"] = after(task) if result.earned else ""
        self._tell(news)
        self._visit(report, before)

    def _total(self, report: Report) -> str:
        return cards.total(report, answered(self.lesson.name))

    def _visit(self, report: Report, before: Report | None) -> None:
        """The page that a task which has just passed is about; it is kept as it was then."""
        passed, fresh = _passed(report), _fresh(report, before)
        for task in self.spec.tasks:
            if task.id not in passed:
                self._seen.pop(task.id, None)
            elif task.page and task.id in fresh:
                with contextlib.suppress(CourseError, *TROUBLE):  # the task has passed, seen or not
                    seen = webpage.picture(webpage.read(connect().api, task.page), task.page.container)
                    self._seen[task.id] = cards.page(seen.title, seen.body)
        self._tell({f"page:{task.id}": self._seen.get(task.id, "") for task in report.tasks})

    def _announcement(self, report: Report, before: Report | None) -> str:
        fresh = _fresh(report, before) if before else set()
        if not fresh:
            return self.parts.get("live", "")
        said = [_("통과: {title}").format(title=task.title) for task in report.tasks if task.id in fresh]
        said.append(_("{points}/{max}점").format(points=report.points, max=report.max_points))
        return safe(" ".join(said))

    def _tell(self, parts: Mapping[str, str]) -> None:
        """Tell only what changed: a redraw folds up what the learner had unfolded and moves the focus."""
        with self._telling:
            news = {name: html for name, html in parts.items() if self.parts.get(name) != html}
            self.parts.update(news)
            if news and self._shown:
                self._shown(news)

    def _next(self) -> tuple[str, str]:
        """The next lesson's name and title; empty after the last one."""
        lessons = course().lessons
        after = lessons.index(self.lesson) + 1
        if after == len(lessons):
            return "", ""
        return lessons[after].name, f"{lessons[after].number} {_(lessons[after].title)}"


def _fresh(report: Report, before: Report | None) -> set[str]:
    return _passed(report) - (_passed(before) if before else set())


def _passed(report: Report) -> set[str]:
    return {task.id for task in report.tasks if task.status == PASSED}
