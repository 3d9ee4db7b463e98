"""A question between the steps: choose or type, and read why."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers.checks import Ask, Blocked, NotYet, Quiz, ask
from helpers.checks.answers import Given, recall, remember
from helpers.checks.quiz import Question, find_quiz, mine, recalls, where_to_read
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.views.style import style
from helpers.views.words import rich


def quiz(lesson: str, quiz_id: str) -> Chosen | Typed:
    """The widget for one question of a lesson; what was answered before is there again.

    Raises LessonError for a question that does not exist.
    """
    return _widget(lesson, find_quiz(lesson, quiz_id))


class Recall(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The questions about earlier lessons that a lesson begins with, in one block."""

    def __init__(self, lesson: str):
        super().__init__([_widget(lesson, question) for question in recalls(lesson)])

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.children))

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        return _with_text(super()._repr_mimebundle_(**options), repr(self))


class _Question(widgets.VBox):  # type: ignore[misc]
    """Question above, ways to answer in the middle, feedback below."""

    def __init__(self, lesson: str, question: Question, answers: list[widgets.Widget]):
        self.lesson, self.question, self.unkept = lesson, question, ""
        self.feedback = widgets.HTML()
        head = f"<p class='course-question'>{rich(_(question.question))}</p>"
        super().__init__([widgets.HTML(style() + head), *answers, self.feedback])
        self.add_class("course-panel")
        self.add_class("course-quiz")

    def keep(self, answer: str, *, right: bool = False) -> None:
        """Remember an answer; where that cannot be done the feedback says so below what it says else."""
        self.unkept = ""
        try:
            remember(self.lesson, self.question.id, answer, right=right)
        except CourseError as error:
            self.unkept = _("답을 적어 두지 못했습니다: {reason}").format(reason=error)

    def say(self, right: bool, text: str) -> None:
        """Show the feedback; a live region reads it out."""
        mark, word = ("✓", _("맞음")) if right else ("✗", _("다시"))
        kind = "right" if right else "wrong"
        onward = "" if right else where_to_read(self.question)
        below = (f"<br>{rich(onward)}" if onward else "") + self._unkept()
        self.feedback.value = (
            f"<div role='status' aria-live='polite' class='course-feedback course-feedback-{kind}'>"
            f"<b>{mark} {word}</b> {rich(text)}{below}</div>"
        )

    def _unkept(self) -> str:
        return f"<br>– {rich(self.unkept)}" if self.unkept else ""

    def note(self, text: str) -> None:
        """Show that the question cannot be answered yet."""
        said = f"– {rich(text)}{self._unkept()}"
        self.feedback.value = f"<div role='status' aria-live='polite' class='course-feedback'>{said}</div>"

    def given(self) -> Given | None:
        """What was answered before."""
        return recall().get(self.lesson, {}).get(self.question.id)

    def options(self) -> list[str]:
        """The answers there are, as lines of text."""
        return []

    def __repr__(self) -> str:
        return "\n".join([_("질문: {text}").format(text=_(self.question.question)), *self.options()])

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        return _with_text(super()._repr_mimebundle_(**options), repr(self))


class Chosen(_Question):
    """A question with choices: one button each, in this learner's order, the pressed one marked."""

    def __init__(self, lesson: str, question: Quiz):
        self.choices, self.order = question.choices, mine(question)
        self.buttons = {number: self._button(number) for number in self.order}
        super().__init__(lesson, question, list(self.buttons.values()))
        before = self.given()
        if before and before.answer.isdigit() and int(before.answer) < len(self.choices):
            self._show(int(before.answer))

    def _button(self, number: int) -> widgets.Button:
        button = widgets.Button(description=self._label(number))
        button.add_class("course-choice")
        button.on_click(lambda _button: self.answer(number))
        return button

    def _label(self, number: int) -> str:
        return _(self.choices[number].text).replace("`", "")

    def answer(self, number: int) -> None:
        """Take a choice as the learner's answer, by its number in the source (from 0)."""
        self.keep(str(number), right=self.choices[number].right)
        self._show(number)

    def _show(self, number: int) -> None:
        for other, button in self.buttons.items():
            (button.add_class if other == number else button.remove_class)("course-chosen")
            # ipywidgets has no aria-pressed: what is chosen is said in words
            label = self._label(other)
            button.description = _("고른 답: {text}").format(text=label) if other == number else label
        chosen = self.choices[number]
        self.say(chosen.right, _(chosen.feedback))

    def options(self) -> list[str]:
        """The choices, numbered as people count; the one that was chosen says so."""
        before = self.given()
        lines = []
        for place, number in enumerate(self.order, 1):
            text = _(self.choices[number].text)
            if before and before.answer == str(number):
                text = _("고른 답: {text}").format(text=text)
            lines.append(f"  {place}. {text}")
        return lines


class Typed(_Question):
    """A question whose answer is typed and compared with what is right, or with the learner's engine."""

    question: Ask

    def __init__(self, lesson: str, question: Ask):
        before = recall().get(lesson, {}).get(question.id)
        self.field = widgets.Text(placeholder=_("답을 쓰고 Enter"), value=before.answer if before else "")
        self.field.continuous_update = False
        button = widgets.Button(description=_("확인"))
        button.add_class("course-grade")
        button.on_click(lambda _button: self.answer())
        self.field.observe(lambda _change: self.answer(), names="value")
        super().__init__(lesson, question, [widgets.HBox([self.field, button])])
        if before and before.right:  # it was, even if the engine has another answer by now
            self.say(True, _(question.right))

    def answer(self) -> None:
        """Compare what stands in the field with the right answer."""
        typed = str(self.field.value)
        if not typed.strip():
            return
        wanted = self.question.answer
        try:
            truth = wanted if isinstance(wanted, str) else ask(self.lesson, wanted)
        except (NotYet, Blocked, CourseError) as error:
            self.keep(typed)
            self.note(str(error))
            return
        right = self.question.accepts(typed, truth)
        self.keep(typed, right=right)
        self.say(right, _(self.question.right if right else self.question.wrong))

    def options(self) -> list[str]:
        """What was typed before."""
        before = self.given()
        return ["  " + _("쓴 답: {text}").format(text=before.answer)] if before else []


def _widget(lesson: str, question: Question) -> Chosen | Typed:
    return Typed(lesson, question) if isinstance(question, Ask) else Chosen(lesson, question)


def _with_text(bundle: dict[str, str], text: str) -> dict[str, str]:
    """The bundle with its text for a place without widgets; ipywidgets would cut it to 110 characters."""
    bundle["text/plain"] = text
    return bundle
