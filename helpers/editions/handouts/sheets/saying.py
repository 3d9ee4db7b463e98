"""The sentences of the sheets, and how a text of the course is said in the language of a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from helpers.checks.drawing import drawing_of
from helpers.course import Course
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import markup
from helpers.editions.handouts.sentences import POINTS
from helpers.editions.phrases import NOTES, Translate, context, notes, translated
from helpers.i18n import N_

CHEAT_SHEET = N_("명령 한 장")
TIMETABLE = N_("수업 시간표")
ROOM_SHEET = N_("교실 준비")
ANSWER_KEY = N_("답안")
RUN_SHEET = N_("진행표")

WORDS: Mapping[str, str] = {
    "course_commands": N_("이 과정의 명령"),
    "relative": N_("수업을 시작하는 때가 0:00입니다. 실제 시각은 옆에 적으세요."),
    "when": N_("시각"),
    "lesson": N_("단원"),
    "minutes": N_("분"),
    "tasks": N_("과제"),
    "task": N_("과제"),
    "all_tasks": N_("모두"),
    "break": N_("쉬는 시간"),
    "lunch": N_("점심"),
    "spare": N_("여유"),
    "end": N_("마침"),
    "drop": N_("시간이 모자라면 뒤에서부터 뺄 것"),
    "half": N_("{number}부"),
    "work": N_("수업 {minutes}분, 쉬는 시간을 더하면 {length}"),
    "points": N_("배점"),
    "points_of": POINTS,
    "minutes_of": N_("{minutes}분"),
    "questions": N_("질문의 답"),
    "drawn": N_("$로 시작하는 큰 글자의 이름은 사람마다 다릅니다: `{command}`"),
    "check": N_("채점 명령"),
    "stuck": N_("막히는 곳"),
    "helps": N_("도움이 되는 것"),
    "time_goes": N_("시간이 가는 곳"),
    "say": N_("할 말: 자주 헷갈리는 것"),
    "show": N_("보여 주면 좋은 것"),
    "before": N_("수업 전에"),
    "at": N_("몇 분째"),
    "my_times": N_("실제 시각"),
    "on_engine": N_("엔진마다 다릅니다"),
}
_HEADING = re.compile(r"^## (.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Saying:
    """A language of the course; `translate` is what says a text of the source in it."""

    course: Course
    lang: str
    translate: Translate

    def __call__(self, text: str, **fields: object) -> str:
        """A sentence of the program."""
        said = self.translate(text, "")
        return said.format(**fields) if fields else said

    @property
    def words(self) -> Mapping[str, str]:
        """Every short word of the templates."""
        return {name: self(text) for name, text in WORDS.items()}

    def of(self, entry: Entry, text: str) -> Markup:
        """A line of a lesson's tasks or questions; what is drawn for each learner as a shell calls it."""
        drawing = drawing_of(entry.lesson)
        said = self(text)
        return markup.inline(drawing.on_paper().fill(said) if drawing else said)

    def line(self, text: str, **fields: object) -> Markup:
        """A sentence of the program with code in it."""
        return markup.inline(self(text, **fields))

    def title(self, entry: Entry) -> str:
        """A lesson's number and title."""
        return f"{entry.lesson.number}. {self(entry.lesson.title)}"

    def notes(self, root: Path, entry: Entry) -> Mapping[str, Markup]:
        """The parts of the instructor's notes on a lesson, by their Korean headings."""
        korean = notes(root, entry.lesson.name)
        said = translated(korean, context(entry.lesson.name, NOTES), self.translate)
        parts, texts = (_HEADING.split(text) for text in (korean, said))
        return {name: prose(text, 0) for name, text in zip(parts[1::2], texts[2::2], strict=True)}


def prose(text: str, lower: int = 1) -> Markup:
    """Markdown of the course's own as markup."""
    return markup.markdown(text, lower)
