"""Questions: what fits, in which order, what was answered and where to read on."""

from __future__ import annotations

import pytest

from helpers.checks import answers
from helpers.checks.answers import Given, answered, recall, remember
from helpers.checks.quiz import (
    PAPER,
    Ask,
    Choice,
    Quiz,
    find_quiz,
    mine,
    quizzes,
    recalls,
    texts,
    where_to_read,
)
from helpers.checks.typed import SECONDS, plain, same
from helpers.course import course
from helpers.errors import LessonError, StateError

QUIZ = Quiz("q", "왜?", (Choice("a", "no"), Choice("b", "yes", True), Choice("c", "no")))
ASK = Ask("n", "몇?", "2", "맞다", "아니다", units=("개",), recall="03")


@pytest.fixture
def asked(monkeypatch) -> dict:
    found = {"q": QUIZ, "n": ASK}
    monkeypatch.setattr(answers, "quizzes", lambda _lesson: found)
    return found


def test_answers_are_kept_and_counted(asked) -> None:
    assert answered("03") == (0, 2)
    remember("03", "q", "1", right=True)
    remember("03", "n", "two")
    assert recall() == {"03": {"q": Given("1", True), "n": Given("two", False)}}
    assert answered("03") == (1, 2)
    remember("03", "n", "2", right=True)
    assert answered("03") == (2, 2)


@pytest.mark.parametrize(("old", "right"), [("1", 1), ("0", 0), ("3", 0), ("x", 0), ("-2", 0)])
def test_an_answer_of_an_older_course_is_judged_by_its_number(asked, old: str, right: int) -> None:
    answers._path().parent.mkdir(parents=True)
    answers._path().write_text(f'{{"03": {{"q": "{old}", "gone": "1", "n": "1"}}}}')
    assert answered("03") == (right, 2)


@pytest.mark.parametrize("damage", ["[]", "{", "3"])
def test_damaged_answers_are_set_aside_when_the_next_one_comes(asked, damage: str, capsys) -> None:
    answers._path().parent.mkdir(parents=True)
    answers._path().write_text(damage)
    assert recall() == {}
    remember("03", "q", "1")
    assert "손상되어" in capsys.readouterr().err
    assert recall() == {"03": {"q": Given("1")}}


def test_a_damaged_answer_costs_only_itself(asked) -> None:
    answers._path().parent.mkdir(parents=True)
    answers._path().write_text('{"03": {"q": {"answer": 3}, "n": {"answer": "2", "right": 1}}, "04": 3}')
    assert recall() == {"03": {"n": Given("2", False)}}, "right is true, and nothing like it"


def test_choices_are_shuffled_by_learner_and_question(monkeypatch) -> None:
    orders = {QUIZ.order(str(seed)) for seed in range(50)}
    assert orders == {(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)}
    monkeypatch.setenv("COURSE_SEED", "s")
    assert mine(QUIZ) == QUIZ.order("s")

    def refuse() -> str:
        raise StateError("x", "y")

    monkeypatch.setattr("helpers.checks.quiz.seed", refuse)
    assert mine(QUIZ) == QUIZ.order(PAPER)


def test_questions_of_a_lesson_are_found_or_listed() -> None:
    known = quizzes("03")
    first = next(iter(known))
    assert find_quiz("03", first) is known[first]
    with pytest.raises(LessonError) as error:
        find_quiz("03", "no-such-thing")
    assert first in error.value.remedy
    recalled = [question.recall for question in recalls("03")]
    assert len(recalled) == 3 and set(recalled) <= {"00", "01", "02"}


def test_a_recall_says_where_it_is_to_be_read() -> None:
    third = next(lesson for lesson in course().lessons if lesson.number == "03")
    assert f"03 {third.title}" in where_to_read(ASK)
    assert where_to_read(QUIZ) == ""
    assert list(texts([QUIZ, ASK])) == ["왜?", "a", "no", "b", "yes", "c", "no", "몇?", "맞다", "아니다"]
    assert ASK.accepts("2개", "2") and not ASK.accepts("2초", "2")
    assert Ask("n", "", "2", "", "", same=lambda said, answer: said == answer * 2).accepts("22", "2")


@pytest.mark.parametrize(
    ("said", "answer", "units", "fits"),
    [
        ("`SH`.", "sh", (), True),
        ("2개입니다", "2", ("개",), True),
        ("2초", "2", (), True),
        ("2초", "2", ("개",), False),
        ("약 2 개", "2", ("개",), False),
        ("1,000", "1000", (), True),
        ("1 2", "1", (), False),
        ("10.0", "10", (), True),
        ("2a", "2", (), True),
        ("a2", "2", (), False),
        ("3", "2", (), False),
        ("two", "2", (), False),
        ("2", "sh", (), False),
        ("10s", "10", SECONDS, True),
    ],
)
def test_what_was_typed_says_the_answer(said: str, answer: str, units: tuple[str, ...], fits: bool) -> None:
    assert same(said, answer, units) is fits
    assert plain(f"  “{answer}”  ") == plain(answer)
