"""The parts of a notebook that are generated, so that an author never writes a fact twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.course import Course, Lesson
from helpers.editions.phrases import Translate, context, translated
from helpers.editions.source import Source
from helpers.i18n import N_

CONTENTS = "index"
PLACEHOLDER = N_("# 여기에 명령을 쓰세요")

_QUESTIONS = N_("이 단원에서 답할 질문")
_OBJECTIVES = N_("이 단원을 마치면 할 수 있는 일")
_PREREQUISITES = N_("먼저 알아야 할 것")
_TIDY = N_(
    "이 단원이 엔진에 만든 것을 지우려면 터미널에서 `course reset {number}` 명령을 실행하세요. "
    "얻은 점수는 그대로입니다."
)
_KEY_POINTS = N_("핵심 정리")
_FACTS = N_("걸리는 시간: {minutes}분 · 과제: {tasks}개 · 배점: {points}점")
_FIRST = N_(
    "왼쪽 목록에 이 단원의 과제와 점수가 있습니다. 과제를 누르면 그 자리로 갑니다. 바로 아래의 셀부터 "
    "차례로 실행하세요(Shift+Enter)."
)
_HOW = N_("과제는 셀에서 풀어도 되고, 터미널에서 풀어도 됩니다. 채점은 도커 엔진의 실제 상태를 보고 합니다.")
_SCORE = N_("## 내 점수")
_CONTENTS_LINK = N_("목차")
_PREVIOUS = N_("이전: {title}")
_NEXT = N_("다음: {title}")
_TABLE_HEAD = N_("| 단원 | 제목 | 시간 | 배점 |")
_TABLE_ROW = N_("| {number} | [{title}]({file}) | {minutes}분 | {points}점 |")
# The same message as helpers.notebook prints; nbval compares the two in the solved lesson.
_SCORE_LINE = N_("점수: {points}/{max}")
_REFERENCE = N_("명령과 용어를 찾으려면 [한눈에 보기](reference.ipynb)를 여세요.")
_PROGRESS = N_("얻은 점수는 표의 오른쪽에 나타납니다. 터미널에서는 `course status`로 봅니다.")


@dataclass(frozen=True)
class Entry:
    """A lesson with all that is known of it: registry, source, and the points of each task by id."""

    lesson: Lesson
    source: Source
    points: Mapping[str, int]

    @property
    def total(self) -> int:
        """The points of the whole lesson."""
        return sum(self.points.values())


def opening(entry: Entry, translate: Translate, *, notebook: bool = True) -> str:
    """Title, facts, questions, objectives and prerequisites; in a notebook also its first cell."""
    facts = translate(_FACTS, "").format(
        minutes=entry.lesson.minutes, tasks=len(entry.points), points=entry.total
    )
    parts = [f"# {entry.lesson.number}. {translate(entry.lesson.title, '')}", f"> {facts}"]
    for title, name in (
        (_QUESTIONS, "questions"),
        (_OBJECTIVES, "objectives"),
        (_PREREQUISITES, "prerequisites"),
    ):
        parts += _section("##", title, name, entry.source, translate)
    return "\n\n".join([*parts, translate(_HOW, ""), *([translate(_FIRST, "")] if notebook else [])])


def start(lesson: Lesson) -> str:
    """The code that opens the lesson on the engine and shows its panel."""
    return f'from helpers.notebook import draw, lab\n\nlab.open("{lesson.name}")'


def score_heading(translate: Translate) -> str:
    """Stands above the cell that shows the learner's score."""
    return translate(_SCORE, "")


def full_score(entry: Entry, translate: Translate) -> str:
    """What the solved lesson's `lab.score()` must print."""
    line = translate(_SCORE_LINE, "").format(points=entry.total, max=entry.total)
    return f"{line}\n"


def key_points(entry: Entry, translate: Translate) -> str:
    """What was learnt; empty where a lesson has no such list."""
    return "\n\n".join(_section("##", _KEY_POINTS, "key_points", entry.source, translate))


def tidying(entry: Entry, translate: Translate) -> str:
    """How to tidy up; in a notebook the card at the end says it."""
    return translate(_TIDY, "").format(number=entry.lesson.number)


def closing(entry: Entry, course: Course, translate: Translate) -> str:
    """The way to the neighbours and the contents."""
    at = course.lessons.index(entry.lesson)
    links = []
    if at > 0:
        links.append(_link(course.lessons[at - 1], _PREVIOUS, translate, "← {}"))
    links.append(f"[{translate(_CONTENTS_LINK, '')}]({CONTENTS}.ipynb)")
    if at + 1 < len(course.lessons):
        links.append(_link(course.lessons[at + 1], _NEXT, translate, "{} →"))
    return " · ".join(links)


def contents_table(course: Course, entries: Sequence[Entry], translate: Translate) -> str:
    """The course's title and its lessons with minutes and points."""
    return f"# {translate(course.title, '')}\n\n" + lesson_table(entries, translate)


def reference_link(translate: Translate) -> str:
    """Where commands, columns and terms can be looked up."""
    return translate(_REFERENCE, "")


def lesson_table(entries: Sequence[Entry], translate: Translate, folder: str = "") -> str:
    """The lessons as a table; `folder` is where the notebooks are, seen from the table."""
    rows = [
        translate(_TABLE_ROW, "").format(
            number=entry.lesson.number,
            title=translate(entry.lesson.title, ""),
            file=f"{folder}{entry.lesson.name}.ipynb",
            minutes=entry.lesson.minutes,
            points=entry.total,
        )
        for entry in entries
    ]
    return "\n".join([translate(_TABLE_HEAD, ""), "|---|---|---:|---:|", *rows])


def contents_progress(translate: Translate) -> str:
    """Stands below the table, to which the desk adds what was earned."""
    return translate(_PROGRESS, "")


def _section(mark: str, title: str, name: str, source: Source, translate: Translate) -> list[str]:
    lines: tuple[str, ...] = getattr(source.front, name)
    where = context(source.name, name)
    items = "\n".join(f"- {translated(line, where, translate)}" for line in lines)
    return [f"{mark} {translate(title, '')}", items] if lines else []


def _link(lesson: Lesson, text: str, translate: Translate, arrow: str) -> str:
    label = arrow.format(translate(text, "").format(title=translate(lesson.title, "")))
    return f"[{label}]({lesson.name}.ipynb)"
