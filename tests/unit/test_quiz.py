"""Questions between the steps: feedback for each answer, kept over a reload."""

import errno

import pytest

from helpers.authoring.quiz_lint import _tell_tales
from helpers.checks import Ask, Choice, Quiz
from helpers.checks.answers import Given, answered, recall, remember
from helpers.checks.quiz import find_quiz, quizzes
from helpers.checks.typed import SECONDS, same
from helpers.errors import LessonError, StateError
from helpers.paths import state
from helpers.views.quiz import Chosen, Typed, quiz

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


def test_damaged_answers_are_kept_aside_before_new_ones_are_written(capsys):
    remember("04_dockerfile", "sum", "1")
    (state() / "answers.json").write_text("{mine", encoding="utf-8")
    remember("04_dockerfile", "other", "0")
    (kept,) = state().glob("answers.json.damaged-*")
    assert kept.read_text(encoding="utf-8") == "{mine"
    assert str(kept) in capsys.readouterr().err
    assert recall() == {"04_dockerfile": {"other": Given("0")}}


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")]
)
def test_an_answer_that_cannot_be_kept_has_its_feedback_and_a_sentence(monkeypatch, number, reason):
    def refuse(*_arguments, **_options):
        raise OSError(number, reason)

    remember("04_dockerfile", "sum", "0")
    monkeypatch.setattr("helpers.atomic.tempfile.mkstemp", refuse)
    with pytest.raises(StateError, match=reason):
        remember("04_dockerfile", "sum", "1")
    widget = Chosen("04_dockerfile", CAPITAL)
    widget.answer(1)
    said = widget.feedback.value
    assert "counted" in said
    assert "답을 적어 두지 못했습니다" in said and reason in said and str(state()) in said
    assert recall() == {"04_dockerfile": {"sum": Given("0")}}, "the one that was kept is still there"


def test_its_text_lists_the_choices_for_a_place_without_widgets():
    lines = repr(Chosen("04_dockerfile", CAPITAL)).splitlines()
    assert lines[0] == "질문: 1 + 1?"
    assert {line.partition(". ")[2] for line in lines[1:]} == {"2", "<b>3</b>"}
    assert [line[:4] for line in lines[1:]] == ["  1.", "  2."]


def test_an_unknown_question_names_the_known_ones():
    with pytest.raises(LessonError, match="cache-break"):
        find_quiz("04_dockerfile", "nonsense")
    with pytest.raises(LessonError):
        quiz("04_dockerfile", "nonsense")


FOUR = Quiz("four", "?", tuple(Choice(text, "why", right=text == "a") for text in "abcd"))


def test_each_learner_has_an_order_of_their_own_and_keeps_it():
    orders = {FOUR.order(str(seed)) for seed in range(200)}
    assert len(orders) == 24
    assert {order.index(0) for order in orders} == {0, 1, 2, 3}, "the right one stands everywhere"
    widget = Chosen("04_dockerfile", FOUR)
    labels = [button.description for button in widget.buttons.values()]
    assert [button.description for button in Chosen("04_dockerfile", FOUR).buttons.values()] == labels
    assert labels == ["abcd"[number] for number in widget.order]


def test_two_questions_of_a_learner_are_not_shuffled_alike():
    others = [Quiz(f"q{number}", "?", FOUR.choices) for number in range(20)]
    assert len({question.order("mine") for question in others}) > 5


def test_the_choice_that_was_pressed_says_so_in_words():
    widget = Chosen("04_dockerfile", CAPITAL)
    widget.answer(0)
    said = {button.description for button in widget.buttons.values()}
    assert said == {"고른 답: 2", "<b>3</b>"}
    assert "고른 답: 2" in repr(Chosen("04_dockerfile", CAPITAL)), "also without widgets, after a restart"


TEN = Ask("ten", "?", "10", right="so it is", wrong="count again", units=SECONDS)


@pytest.mark.parametrize("typed", ["10", "10s", "10 초", "10초", " 10 seconds. ", "10초입니다", "10.0"])
def test_a_number_counts_with_its_unit(typed):
    assert TEN.accepts(typed, "10")


@pytest.mark.parametrize("typed", ["", "1", "100", "10분", "10 minutes", "10~20", "-10", "v10", "10.5"])
def test_another_number_or_another_unit_does_not(typed):
    assert not TEN.accepts(typed, "10")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("2개", "2"), ("CPU 2", "2"), ("2 CPUs", "2"), ("`sh`", "sh"), ("SH", "sh"), ("１２", "12"),
     ("16,384", "16384"), ("7F00aa", "7f00aa")],
)  # fmt: skip
def test_what_people_write_around_an_answer_does_not_matter(typed, answer):
    assert same(typed, answer)


def test_a_typed_answer_is_there_again_with_its_verdict():
    widget = Typed("04_dockerfile", TEN)
    widget.field.value = "9"
    assert "✗" in widget.feedback.value and "count again" in widget.feedback.value
    widget.field.value = "10초"
    again = Typed("04_dockerfile", TEN)
    assert again.field.value == "10초"
    assert "so it is" in again.feedback.value and "10초" in repr(again)


def test_answers_count_once_they_are_right_and_an_old_file_is_read():
    known = quizzes("04_dockerfile")
    assert answered("04_dockerfile") == (0, len(known))
    right = next(at for at, choice in enumerate(known["cache-break"].choices) if choice.right)
    (state()).mkdir(parents=True, exist_ok=True)
    (state() / "answers.json").write_text(
        f'{{"04_dockerfile": {{"cache-break": "{right}"}}}}', encoding="utf-8"
    )
    assert answered("04_dockerfile") == (1, len(known))
    remember("04_dockerfile", "cache-break", str(right + 1))
    assert answered("04_dockerfile") == (0, len(known))
    remember("04_dockerfile", "count-layers", "4", right=True)
    assert answered("04_dockerfile") == (1, len(known))
    assert recall()["04_dockerfile"]["count-layers"] == Given("4", True)


def test_what_gives_an_answer_away_is_found():
    wrong = (Choice("no", "why not"), Choice("never", "why not"))
    for right, said in (
        (Choice("a very long and careful sentence that nobody doubts", "why", right=True), "눈에 띄게"),
        (Choice("yes", "맞습니다. because", right=True), "까닭부터"),
        (Choice("yes", "", right=True), "까닭부터"),
        (Choice("yes", "why"), "맞는 것은 하나"),
    ):
        assert any(said in what for _id, what in _tell_tales([Quiz("q", "?", (right, *wrong))]))
    fine = Quiz("q", "?", (Choice("yes", "why", right=True), *wrong))
    assert list(_tell_tales([fine])) == []
