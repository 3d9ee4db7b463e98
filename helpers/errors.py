"""Errors that a person can do something about.

    CourseError
    ├── EngineError         the engine cannot be asked
    │   ├── EngineNotFound      nothing to talk to: not installed, not running, not this system
    │   ├── EngineDenied        the socket is there, this user may not use it
    │   └── EngineLost          it went away in the middle
    ├── ImageError          an image can be neither pulled nor built nor loaded
    ├── LessonError         a lesson, task or notebook that is not there or cannot be read
    ├── BusyError           a port, a name or a lock that somebody else holds
    └── StateError          the course's own folder cannot be read or written

Each says in one line what happened and where, and in `remedy` what to do. The command line prints
both and exits with 2; a panel shows both; nobody sees a traceback.
"""

from __future__ import annotations

from helpers.text import SENTENCE, clean

SENTENCE_ENDS = (".", "!", "?", ")")


class CourseError(Exception):
    """What happened (translated), what mends it (translated), and a code that does not change."""

    code = "course"

    def __init__(self, what: str, remedy: str = "", *, code: str | None = None):
        # what the engine said is part of many sentences: harmless from here on, for every face
        self.what = clean(what, SENTENCE)
        self.remedy = clean(remedy, SENTENCE)
        super().__init__(self.what)
        self.code = code or type(self).code

    def __str__(self) -> str:
        if not self.remedy:
            return self.what
        # a reason or a path at the end must not run into what is to be done
        return f"{self.what}{' ' if self.what.endswith(SENTENCE_ENDS) else ' → '}{self.remedy}"

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a cell instead of a traceback."""
        return [str(self)]


class EngineError(CourseError):
    """The engine cannot be asked."""

    code = "engine"


class EngineNotFound(EngineError):
    """There is nothing to talk to."""

    code = "engine-not-found"


class EngineDenied(EngineError):
    """The socket is there, but this user may not use it."""

    code = "engine-denied"


class EngineLost(EngineError):
    """The engine went away while it was being asked."""

    code = "engine-lost"


class ImageError(CourseError):
    """An image can be neither pulled nor built nor loaded."""

    code = "image"


class LessonError(CourseError):
    """A lesson, task or notebook that is not there, or that cannot be read."""

    code = "lesson"


class BusyError(CourseError):
    """A port, a name or a lock that somebody else holds."""

    code = "busy"


class StateError(CourseError):
    """The course's own folder, or a file in it, cannot be read or written."""

    code = "state"
