"""A question between the steps: choose or type, and read why."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers.checks import Ask, Blocked, Choice, NotYet, Quiz, ask
from helpers.checks.quiz import find_quiz, recall, remember
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.views.style import style
from helpers.views.words import rich


def quiz(lesson: str, quiz_id: str) -> widgets.VBox:
    """The widget for one question of a lesson; what was answered before is there again.

    Raises LessonError for a question that does not exist.
    """
    question = find_quiz(lesson, quiz_id)
    return Typed(lesson, question) if isinstance(question, Ask) else Chosen(lesson, question)


class _Question(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Question above, ways to answer in the middle, feedback below."""

    def __init__(self, lesson: str, question: Quiz | Ask, answers: list[widgets.Widget]):
        self.lesson, self.question = lesson, question
        self.feedback = widgets.HTML()
        head = f"<p class='course-question'>{rich(_(question.question))}</p>"
        super().__init__([widgets.HTML(style() + head), *answers, self.feedback])
        self.add_class("course-panel")
        self.add_class("course-quiz")

    def say(self, right: bool, text: str) -> None:
        """Show the feedback; a live region reads it out."""
        mark, word = ("✓", _("맞음")) if right else ("✗", _("다시"))
        kind = "right" if right else "wrong"
        self.feedback.value = (
            f"<div role='status' aria-live='polite' class='course-feedback course-feedback-{kind}'>"
            f"<b>{mark} {word}</b> {rich(text)}</div>"
        )

    def note(self, text: str) -> None:
        """Show that the question cannot be answered yet."""
        self.feedback.value = (
            f"<div role='status' aria-live='polite' class='course-feedback'>– {rich(text)}</div>"
        )

    def options(self) -> list[str]:
        """The answers there are, as lines of text."""
        return []

    def __repr__(self) -> str:
        return "\n".join([_("질문: {text}").format(text=_(self.question.question)), *self.options()])

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        bundle: dict[str, str] = super()._repr_mimebundle_(**options)
        bundle["text/plain"] = repr(self)
        return bundle


class Chosen(_Question):
    """A question with choices: one button each, the pressed one marked."""

    def __init__(self, lesson: str, question: Quiz):
        self.choices = question.choices
        self.buttons = [self._button(number, choice) for number, choice in enumerate(question.choices)]
        super().__init__(lesson, question, self.buttons)
        before = recall().get(lesson, {}).get(question.id, "")
        if before.isdigit() and int(before) < len(self.choices):
            self._show(int(before))

    def _button(self, number: int, choice: Choice) -> widgets.Button:
        button = widgets.Button(description=_(choice.text).replace("`", ""))
        button.add_class("course-choice")
        button.on_click(lambda _button: self.answer(number))
        return button

    def answer(self, number: int) -> None:
        """Take the choice with this number (from 0) as the learner's answer."""
        remember(self.lesson, self.question.id, str(number))
        self._show(number)

    def _show(self, number: int) -> None:
        for other, button in enumerate(self.buttons):
            (button.add_class if other == number else button.remove_class)("course-chosen")
        chosen = self.choices[number]
        self.say(chosen.right, _(chosen.feedback))

    def options(self) -> list[str]:
        """The choices, numbered as people count."""
        return [f"  {number}. {_(choice.text)}" for number, choice in enumerate(self.choices, 1)]


class Typed(_Question):
    """A question whose answer is typed and compared with the learner's engine."""

    question: Ask

    def __init__(self, lesson: str, question: Ask):
        self.field = widgets.Text(
            placeholder=_("답을 쓰고 Enter"), value=recall().get(lesson, {}).get(question.id, "")
        )
        self.field.continuous_update = False
        button = widgets.Button(description=_("확인"))
        button.add_class("course-grade")
        button.on_click(lambda _button: self.answer())
        self.field.observe(lambda _change: self.answer(), names="value")
        super().__init__(lesson, question, [widgets.HBox([self.field, button])])

    def answer(self) -> None:
        """Compare what stands in the field with the engine."""
        typed = str(self.field.value)
        if not typed.strip():
            return
        remember(self.lesson, self.question.id, typed)
        try:
            truth = ask(self.lesson, self.question.answer)
        except (NotYet, Blocked, CourseError) as error:
            self.note(str(error))
            return
        right = self.question.same(typed, truth)
        self.say(right, _(self.question.right if right else self.question.wrong))
