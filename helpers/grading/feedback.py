"""What is given back: a page for each learner in their language, and the class on one page with plots.

Jinja2 escapes whatever stands in a page; no page loads anything from elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from helpers import i18n
from helpers.checks import load
from helpers.checks.report import SYMBOLS
from helpers.course import course
from helpers.grading import gradebooks
from helpers.grading.classfile import Class
from helpers.grading.judge import Refused
from helpers.grading.marks import BOTH, REPLAY, TAPE, Marked, TaskMark
from helpers.i18n import N_, _
from helpers.templates import template

ASK = N_("따로 적힌 것이 없으면 낸 사람에게 `course submit`으로 만든 파일을 그대로 다시 내 달라고 하세요.")
STANDS_ON = {TAPE: N_("기록(tape)"), REPLAY: N_("다시 실행(replay)"), BOTH: N_("기록과 다시 실행")}
WORDS = {
    "title": N_("제출물의 점수"),
    "points": N_("점"),
    "expected": N_("기대"),
    "found": N_("실제"),
    "next": N_("해 보기"),
    "stands_on": N_("근거"),
    "passed": N_("해냄"),
    "open": N_("아직"),
    "late": N_("늦은 제출: 점수의 {percent}%"),
    "made": N_("제출한 때"),
    "disagree": N_("다시 실행한 결과는 다릅니다"),
    "overview": N_("학급 한눈에"),
    "learner": N_("학습자"),
    "file": N_("파일"),
    "total": N_("합계"),
    "minutes": N_("분"),
    "flags": N_("살펴볼 것"),
    "flags_note": N_("여기 적힌 것은 점수를 바꾸지 않습니다. 사람이 보고 판단하세요."),
    "refused": N_("채점하지 못한 파일"),
    "refused_note": ASK,
    "missing": N_("내지 않은 사람"),
    "hardest": N_("가장 많이 못 한 과제"),
    "time": N_("걸린 시간"),
    "spread": N_("점수의 분포"),
    "people": N_("명"),
    "others": N_("함께 볼 파일"),
    "counts": N_("이 파일을 셉니다"),
    "counts_note": N_(
        "여러 번 낸 사람은 늦은 만큼 뺀 점수가 가장 높은 파일을 셉니다. 점수가 같으면 나중에 낸 것입니다."
    ),
}

INSIDE = ("points", "made", "people", "others", "stands_on", "counts")  # words in the middle of a line


@dataclass(frozen=True)
class Bar:
    """One bar of a plot: its label, its length between 0 and 1, what stands beside it and below it."""

    label: str
    share: float
    note: str
    below: str = ""


def learner_page(paper: Marked, group: Class | None) -> str:
    """The page of one submission, in its learner's language."""
    learner = group.learner(paper.number) if group else None
    with i18n.speaking(paper.lang):
        return template("helpers.grading", "learner.html.j2").render(
            lang=paper.lang,
            paper=paper,
            made=paper.made.astimezone().isoformat(" ", "minutes"),
            name=learner.person.name if learner else paper.file,
            **_common(),
        )


def overview(marked: Sequence[Marked], refused: Sequence[Refused], group: Class | None) -> str:
    """The class on one page, in the language in force."""
    names = {paper.number: paper.person.name for paper in group.learners} if group else {}
    here = {paper.number for paper in marked}
    counting = gradebooks.counting(marked, group)
    often = Counter(paper.whose for paper in marked)
    missing = [paper.person.name for paper in group.learners if paper.number not in here] if group else []
    return template("helpers.grading", "overview.html.j2").render(
        lang=i18n.language(),
        group=group,
        marked=sorted(marked, key=lambda paper: (not paper.number, names.get(paper.number, ""), paper.file)),
        names=names,
        counts={paper.file for paper in counting if often[paper.whose] > 1},
        refused=refused,
        missing=missing,
        hardest=hardest(counting),
        spread=spread(counting),
        minutes=minutes(counting),
        **_common(),
    )


def hardest(marked: Sequence[Marked], most: int = 15) -> list[Bar]:
    """The tasks that most learners have not done, of those who began the lesson, with the mistake seen most."""
    tried: Counter[tuple[str, str]] = Counter()
    failed: dict[tuple[str, str], list[tuple[Marked, TaskMark]]] = defaultdict(list)
    for paper in marked:
        for lesson in paper.lessons:
            for task in lesson.tasks if lesson.earned else ():
                key = (lesson.lesson, task.result.id)
                tried[key] += 1
                if not task.result.earned:
                    failed[key].append((paper, task))
    rows = sorted(failed, key=lambda key: (-len(failed[key]) / tried[key], key))[:most]
    return [
        Bar(
            f"{key[0][:2]} {_title(*key)}",
            len(failed[key]) / tried[key],
            f"{len(failed[key])}/{tried[key]}",
            _said_most(failed[key]),
        )
        for key in rows
    ]


def _title(lesson: str, task: str) -> str:
    """A task's title in the language in force: a result has it in its learner's."""
    return next((_(entry.title) for entry in load(lesson).tasks if entry.id == task), task)


def _said_most(failed: Sequence[tuple[Marked, TaskMark]]) -> str:
    """The mistake seen most; as it was said in the language in force, if it was said in that at all."""
    here = [task for paper, task in failed if paper.lang == i18n.language()]
    said = Counter(task.result.message for task in here or [task for _paper, task in failed])
    return said.most_common(1)[0][0]


def spread(marked: Sequence[Marked]) -> list[Bar]:
    """How many learners have how much, in tenths of all points."""
    tenths: Counter[int] = Counter(
        min(9, int(10 * paper.points / (paper.max_points or 1))) for paper in marked
    )
    top = max(tenths.values(), default=1)
    return [Bar(f"{10 * at}–{10 * at + 10} %", tenths[at] / top, str(tenths[at])) for at in range(10)]


def minutes(marked: Sequence[Marked]) -> list[Bar]:
    """How many learners took how long from event to event: quarters of hours."""
    times = [paper.minutes for paper in marked if paper.minutes]
    if not times:
        return []
    step = max(15, int(max(times) / 10 / 15 + 1) * 15)
    bins: Counter[int] = Counter(int(time // step) for time in times)
    top = max(bins.values())
    bars = [
        Bar(f"{at * step}–{(at + 1) * step}", bins[at] / top, str(bins[at])) for at in range(max(bins) + 1)
    ]
    return [*bars, Bar(_("중앙값"), 0.0, f"{median(times):.0f}")]


def _common() -> dict[str, object]:
    lessons = {paper.name: f"{paper.number} {_(paper.title)}" for paper in course().lessons}
    return {
        "words": {key: _(text) if key in INSIDE else _capital(_(text)) for key, text in WORDS.items()},
        "tape": TAPE,
        "stands_on": {key: _(text) for key, text in STANDS_ON.items()},
        "lessons": lessons,
        "symbol": _symbol,
    }


def _symbol(task: TaskMark) -> str:
    return SYMBOLS["passed" if task.result.earned else task.result.status]


def _capital(text: str) -> str:
    """The same beginning with a capital: some of these words stand elsewhere inside a sentence."""
    return text[:1].upper() + text[1:]
