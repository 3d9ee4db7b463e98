"""Progress over the whole course: what was earned, and what is true on the engine now."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from unicodedata import east_asian_width

from helpers.checks import PASSED, earned, grade, load
from helpers.checks.answers import answered
from helpers.course import course
from helpers.i18n import _
from helpers.views.style import style
from helpers.views.words import safe


@dataclass(frozen=True)
class Standing:
    """One lesson: where the learner stands; `minutes` is what the lesson takes in all.

    `points` and `passed` are what was earned, `now` how many tasks the engine shows as done.
    """

    lesson: str
    title: str
    minutes: int
    points: int
    max_points: int
    passed: int
    tasks: int
    answered: int = 0  # questions between the steps, which have no points
    questions: int = 0
    now: int | None = None  # None: as many as were earned

    @property
    def full(self) -> bool:
        """Whether nothing is left to do."""
        return self.passed == self.tasks

    def json(self) -> dict[str, str | int | None]:
        """As `course status --json` lists it."""
        return asdict(self)

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """The row of a table: mark, title, minutes, tasks, points, questions."""
        asked = _("질문 {answered}/{questions}").format(answered=self.answered, questions=self.questions)
        mark = "✓" if self.full else "●" if self.passed else "–"
        return (
            mark,
            f"{self.lesson[:2]} {self.title}",
            _("{minutes}분").format(minutes=self.minutes),
            self._done(),
            _("{points}/{max}점").format(points=self.points, max=self.max_points),
            asked if self.questions else "",
        )

    def _done(self) -> str:
        """Tasks that were earned, and how many of them the engine shows, where it is fewer."""
        done = _("과제 {passed}/{tasks}").format(passed=self.passed, tasks=self.tasks)
        if self.now is None or self.now >= self.passed:
            return done
        return _("{done} · 지금은 {now}").format(done=done, now=self.now)


def earned_points() -> dict[str, dict[str, int]]:
    """By lesson what was earned so far; asks no engine, so it is known at once and without one."""
    found = {}
    for lesson in course().lessons:
        spec, known = load(lesson.name), earned.earned(lesson.name)
        passed = [task for task in spec.tasks if task.id in known]
        found[lesson.name] = {
            "points": sum(task.points for task in passed), "max": spec.points,
            "passed": len(passed), "tasks": len(spec.tasks),
        }  # fmt: skip
    return found


def standings() -> list[Standing]:
    """Grade every lesson. Raises the EngineError if the engine cannot be asked."""
    return [_standing(lesson.name, lesson.title, lesson.minutes) for lesson in course().lessons]


def next_lesson(all_of_them: list[Standing]) -> Standing | None:
    """The first that is not full, or None at the end of the course."""
    return next((standing for standing in all_of_them if not standing.full), None)


def advice(all_of_them: list[Standing]) -> str:
    """What to do next, in one line."""
    following = next_lesson(all_of_them)
    if following is None:
        return _("모든 단원을 마쳤습니다.")
    return _("다음에 할 것: {lesson}").format(lesson=f"{following.lesson[:2]} {following.title}")


def table(all_of_them: list[Standing]) -> str:
    """Lines of text in columns; a Korean letter is two columns wide in a terminal."""
    rows = [standing.cells() for standing in all_of_them]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
    return "\n".join([*lines, advice(all_of_them)])


@dataclass(frozen=True)
class Contents:
    """The table in a notebook: HTML in a browser, text elsewhere."""

    standings: list[Standing]

    def __repr__(self) -> str:
        return table(self.standings)

    def _repr_html_(self) -> str:
        names = (_("상태"), _("단원"), _("시간"), _("과제"), _("점수"), _("질문"))
        head = "".join(f'<th scope="col">{safe(name)}</th>' for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in standing.cells()) + "</tr>"
            for standing in self.standings
        )
        return (
            f'{style()}<table class="course-contents"><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table><p>{safe(advice(self.standings))}</p>"
        )


def _standing(name: str, title: str, minutes: int) -> Standing:
    report = grade(name)
    if report.trouble:
        raise report.trouble
    passed = sum(task.earned for task in report.tasks)
    now = sum(task.status == PASSED for task in report.tasks)
    return Standing(
        name, _(title), minutes, report.points, report.max_points, passed, len(report.tasks), *answered(name),
        now,
    )  # fmt: skip


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
