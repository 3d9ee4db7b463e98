"""The panel of a lesson: its tasks as the engine has them now, without a press."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import ipywidgets as widgets
from docker import APIClient

from helpers.checks import PASSED, Report, connect, grade, load
from helpers.checks.run import TROUBLE
from helpers.course import course, lesson
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.views import cards, webpage
from helpers.views.follow import Follower
from helpers.views.frame import Picture
from helpers.views.style import style

AGAIN = 5  # beats, which are seconds, between two looks at what makes no event


class Panel(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Shows one lesson's tasks and follows the engine until close().

    Works without a browser, too: its text/plain is the report, as `course check` prints it.
    """

    def __init__(self, name: str):
        """Grade once, so that the first picture is true, then follow. Raises LessonError."""
        self.demands = load(name)
        self.lesson = lesson(name)
        self.report = grade(name)
        self._turn = threading.Lock()  # the follower and the button grade from different threads
        self._beats = 0
        self._total, self._notice, self._live, self._pulse = (widgets.HTML() for _part in range(4))
        self._pages: dict[str, Picture] = {}  # by task, as they were when it passed
        self._cards = {one.id: _Card(one.hints) for one in self.demands.tasks}
        super().__init__(self._parts())
        self.add_class("course-panel")
        self._pulse.add_class("course-pulse")
        self._show(self.report, before=None)
        self._visit(before=None)
        self._beat()  # the kernel may die within the first second
        self._follower = Follower(self._changed, self._lost, self._beat)
        self._follower.start()

    def _parts(self) -> list[widgets.Widget]:
        button = widgets.Button(description=_("채점"), tooltip=_("지금 엔진에 있는 것을 채점합니다."))
        button.add_class("course-grade")
        button.on_click(lambda _button: self.grade())
        top = widgets.HBox([self._total, button])
        top.add_class("course-top")
        sheet = widgets.HTML(style())
        return [sheet, top, self._notice, self._live, *self._cards.values(), self._pulse]

    def grade(self, api: APIClient | None = None) -> Report:
        """Grade now and show it."""
        with self._turn:
            before, self.report = self.report, grade(self.lesson.name, api=api)
            self._show(self.report, before)
            self._visit(before)
            return self.report

    def close(self) -> None:
        """Stop following and take the panel off the page."""
        self._follower.stop()
        super().close()

    def _changed(self, api: APIClient) -> None:
        self.grade(api)

    def _lost(self, error: CourseError) -> None:
        with self._turn:
            _put(self._notice, cards.lost(str(error)))

    def _beat(self) -> None:
        self._beats += 1
        self._pulse.value = cards.pulse(self._beats)
        if self._beats % AGAIN == 0 and self._waits_without_events():
            self._follower.look_again()

    def _waits_without_events(self) -> bool:
        """Whether the current task can become true without an event."""
        current = cards.current(self.report)
        return any(one.silent and one.id == current for one in self.demands.tasks)

    def _show(self, report: Report, before: Report | None) -> None:
        if report.trouble:  # keep the last picture, say why it is not the present one
            _put(self._notice, cards.lost(str(report.trouble)))
            if before is not None and not before.trouble:
                self.report = before
                return
        else:
            finished = report.exit_code == 0
            _put(self._notice, cards.done(self._next_title()) if finished else "")
        _put(self._total, cards.total(report))
        unfolded = cards.current(report)
        for one in report.tasks:
            self._cards[one.id].show(cards.task(one, unfolded=one.id == unfolded), one.status)
        self._announce(report, before)

    def _visit(self, before: Report | None) -> None:
        """Show the page that a task which has just passed is about, and fold up the earlier ones."""
        passed, fresh = _passed(self.report), _fresh(self.report, before)
        for one in self.demands.tasks:
            if one.id not in passed:
                self._pages.pop(one.id, None)
            elif one.page and one.id in fresh:
                with contextlib.suppress(CourseError, *TROUBLE):  # the task has passed, seen or not
                    self._pages[one.id] = webpage.picture(
                        webpage.read(connect().api, one.page), one.page.container
                    )
        last = next((name for name in reversed(self._cards) if name in self._pages), "")
        for name, card in self._cards.items():
            seen = self._pages.get(name)
            card.picture(cards.page(seen.title, seen.body, unfolded=name == last) if seen else "")

    def _announce(self, report: Report, before: Report | None) -> None:
        if before is None:
            _put(self._live, cards.spoken([]))  # the region must be there before it has something to say
            return
        if fresh := _fresh(report, before):
            said = [_("통과: {title}").format(title=one.title) for one in report.tasks if one.id in fresh]
            said.append(_("{points}/{max}점").format(points=report.points, max=report.max_points))
            _put(self._live, cards.spoken(said))

    def _next_title(self) -> str:
        lessons = course().lessons
        after = lessons.index(self.lesson) + 1
        return f"{lessons[after].number} {_(lessons[after].title)}" if after < len(lessons) else ""

    def __repr__(self) -> str:
        return self.report.text()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        bundle: dict[str, str] = super()._repr_mimebundle_(**options)
        bundle["text/plain"] = self.report.text()  # ipywidgets would cut it to 110 characters
        return bundle


class _Card(widgets.VBox):  # type: ignore[misc]
    """One task. Its hints and its page are widgets of their own: a new result must not fold them up."""

    def __init__(self, hints: tuple[str, ...]):
        self._head, self._hints, self._page = widgets.HTML(), widgets.HTML(cards.hints(hints)), widgets.HTML()
        self._hints.add_class("course-hints")
        super().__init__([self._head, self._hints, self._page])
        self.add_class("course-card")

    def show(self, html: str, status: str) -> None:
        _put(self._head, html)
        (self.add_class if status == PASSED else self.remove_class)("course-card-passed")

    def picture(self, html: str) -> None:
        """The page under the task; empty takes it away."""
        _put(self._page, html)


def _fresh(report: Report, before: Report | None) -> set[str]:
    return _passed(report) - (_passed(before) if before else set())


def _passed(report: Report) -> set[str]:
    return {one.id for one in report.tasks if one.status == PASSED}


def _put(widget: widgets.HTML, html: str) -> None:
    """Redraw only what changed: a redraw folds up what the learner had unfolded and moves the focus."""
    if widget.value != html:
        widget.value = html
