"""Questions between the steps: feedback for each answer, kept over a reload."""

import pytest

from helpers.checks import Choice, Quiz
from helpers.checks.quiz import find_quiz, recall, remember
from helpers.errors import LessonError
from helpers.paths import state
from helpers.views.quiz import Chosen, quiz

CAPITAL = Quiz("sum", "1 + 1?", (Choice("2", "yes", right=True), Choice("<b>3</b>", "counted <i>twice</i>")))


def test_each_choice_shows_its_own_feedback():
    widget = Chosen("04_dockerfile", CAPITAL)
    widget.answer(0)
    assert "✓" in widget.feedback.value and "yes" in widget.feedback.value
    widget.answer(1)
    assert "✗" in widget.feedback.value and "counted" in widget.feedback.value


def test_markup_in_a_feedback_is_shown_not_obeyed():
    widget = Chosen("04_dockerfile", CAPITAL)
    widget.answer(1)
    assert "<i>" not in widget.feedback.value and "&lt;i&gt;" in widget.feedback.value


def test_an_answer_is_there_again_after_a_reload():
    Chosen("04_dockerfile", CAPITAL).answer(1)
    assert "counted" in Chosen("04_dockerfile", CAPITAL).feedback.value


def test_damaged_answers_are_forgotten_not_fatal():
    remember("04_dockerfile", "sum", "1")
    (state() / "answers.json").write_text("{", encoding="utf-8")
    assert recall() == {}
    assert Chosen("04_dockerfile", CAPITAL).feedback.value == ""


def test_its_text_lists_the_choices_for_a_place_without_widgets():
    assert repr(Chosen("04_dockerfile", CAPITAL)).splitlines() == ["질문: 1 + 1?", "  1. 2", "  2. <b>3</b>"]


def test_an_unknown_question_names_the_known_ones():
    with pytest.raises(LessonError, match="cache-break"):
        find_quiz("04_dockerfile", "nonsense")
    with pytest.raises(LessonError):
        quiz("04_dockerfile", "nonsense")
