"""How a check says what it found: it returns a sentence, or raises one of these."""

from __future__ import annotations


class NotYet(Exception):
    """The task is not done: what is wrong, what was expected, what was found, what to try."""

    def __init__(self, message: str, expected: str = "", found: str = "", hint: str = ""):
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.found = found
        self.hint = hint


class Blocked(Exception):
    """The task cannot be judged now: an earlier step is missing, or a name belongs to somebody else."""

    def __init__(self, reason: str, hint: str = ""):
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def expect(condition: object, message: str, *, expected: str = "", found: str = "", hint: str = "") -> None:
    """Raise NotYet unless the condition holds. `hint` is what to try, often a command."""
    if not condition:
        raise NotYet(message, str(expected), str(found), hint)
