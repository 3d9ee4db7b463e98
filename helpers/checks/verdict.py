"""How a check says what it found: it returns, or raises one of these."""

from __future__ import annotations

import re

_KEY = re.compile(r"[a-z][a-z0-9-]*")


class NotYet(Exception):
    """The task is not done: what is wrong, what was expected, what was found, what to try.

    `message` is a sentence, or the key of one in the lesson's `says`; `fields` fill that one. `recorded`:
    it is about what happened, which only the journal knows; where the journal has a gap, nobody can say.
    """

    def __init__(
        self,
        message: str,
        expected: str = "",
        found: str = "",
        hint: str = "",
        *,
        recorded: bool = False,
        **fields: object,
    ):
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.found = found
        self.hint = hint
        self.recorded = recorded
        self.fields = fields

    @property
    def key(self) -> str:
        """The key in the lesson's `says`; "" if the message is a sentence."""
        return self.message if _KEY.fullmatch(self.message) else ""


class Blocked(Exception):
    """The task cannot be judged now: an earlier step is missing, or a name belongs to somebody else."""

    def __init__(self, reason: str, hint: str = ""):
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def expect(
    condition: object,
    message: str,
    *,
    expected: str = "",
    found: object = "",
    hint: str = "",
    recorded: bool = False,
    **fields: object,
) -> None:
    """Raise NotYet unless the condition holds. `hint` is what to try, often a command."""
    if not condition:
        raise NotYet(message, str(expected), str(found), hint, recorded=recorded, **fields)
