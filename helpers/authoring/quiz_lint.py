"""What a lesson's questions say wrongly: an answer that can be told without knowing it, a question that is
asked nowhere or twice, feedback that repeats the verdict beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from helpers.checks import Choice, Quiz
from helpers.checks.quiz import PAPER, Question, quizzes
from helpers.course import Lesson
from helpers.i18n import _
from helpers.text import columns

RECALLED = 3  # questions about earlier lessons at the head of one
LONGER = 1.4  # times the longest wrong choice: from there on the right one stands out
FEW = 12  # columns that make no difference
_ASKED = re.compile(r'lab\.quiz\("([^"]+)"\)')
_VERDICT = re.compile(r"(맞습니다|맞아요|그렇습니다|정답|네[,.]|예[,.]|틀렸|아닙니다\.)")


def problems(lesson: Lesson) -> Iterator[str]:
    """What is wrong, one sentence each."""
    known = quizzes(lesson.name)
    text = (lesson.folder / "lesson.md").read_text(encoding="utf-8")
    asked = Counter(_ASKED.findall(text))
    recalled = [question for question in known.values() if question.recall]
    where = lesson.name
    for name in known.keys() - asked.keys() - {question.id for question in recalled}:
        yield _("{lesson}: 어디에서도 묻지 않는 질문입니다: {quiz}").format(lesson=where, quiz=name)
    for name, count in asked.items():
        if name not in known or count > 1:
            yield _("{lesson}: 없거나 두 번 묻는 질문입니다: {quiz}").format(lesson=where, quiz=name)
    if bool(recalled) != ("lab.recall()" in text) or len(recalled) not in (0, RECALLED):
        yield _("{lesson}: `lab.recall()` 셀과 recall이 있는 질문 {n}개가 함께 있어야 합니다.").format(
            lesson=where, n=RECALLED
        )
    for question in recalled:
        if not (question.recall.isdigit() and question.recall < lesson.number):
            yield _("{lesson}: {quiz}의 recall에는 앞 단원의 번호를 씁니다.").format(
                lesson=where, quiz=question.id
            )
    yield from (
        _("{lesson}: 질문 {quiz}: {what}").format(lesson=where, quiz=name, what=what)
        for name, what in _tell_tales(known.values())
    )


def _tell_tales(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """Where somebody who knows nothing finds the answer."""
    chosen = [question for question in questions if isinstance(question, Quiz)]
    longest, places = 0, set()
    for question in chosen:
        right = [choice for choice in question.choices if choice.right]
        if len(right) != 1 or len(question.choices) < 3:
            yield question.id, _("선택지는 셋 이상, 맞는 것은 하나여야 합니다.")
            continue
        wrong = max(_length(choice) for choice in question.choices if not choice.right)
        if _length(right[0]) > max(wrong * LONGER, wrong + FEW):
            yield question.id, _("맞는 선택지가 눈에 띄게 깁니다.")
        longest += _length(right[0]) > wrong
        places.add(question.order(PAPER).index(question.choices.index(right[0])))
        for choice in question.choices:
            if not choice.feedback or _VERDICT.match(choice.feedback):
                yield (
                    question.id,
                    _("풀이는 까닭부터 적습니다. 맞고 틀림은 화면이 말합니다: {text}").format(
                        text=choice.feedback[:20]
                    ),
                )
    if len(chosen) > 2 and longest > len(chosen) / 2:
        yield chosen[0].id, _("단원의 질문 절반 넘게 맞는 선택지가 가장 깁니다.")
    if len(chosen) > 3 and len(places) == 1:
        yield chosen[0].id, _("인쇄물에서 맞는 선택지가 늘 같은 자리에 있습니다.")
    for ask in questions:
        if not isinstance(ask, Quiz) and (_VERDICT.match(ask.right) or not ask.wrong):
            yield (
                ask.id,
                _("풀이는 까닭부터 적습니다. 맞고 틀림은 화면이 말합니다: {text}").format(
                    text=ask.right[:20]
                ),
            )


def _length(choice: Choice) -> int:
    return columns(choice.text.replace("`", ""))
