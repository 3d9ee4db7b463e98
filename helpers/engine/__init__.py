"""The Docker Engine: find one, bring one up, start a private one, and say in words what it refused.

find()          the engine to talk to
bring_up(say)   the system's engine, installed and started first where needed (Linux)
PrivateEngine   one of our own, apart from everything else (Linux, root)
explain(error)  what docker-py raised, as a CourseError with a remedy
translate(text) what a docker command printed, as a CourseError; None if nothing in it is known
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.engine.explain import explain, translate
from helpers.engine.find import Say, find, forget, remember
from helpers.engine.types import Engine

if TYPE_CHECKING:
    from helpers.engine.private import PrivateEngine
    from helpers.engine.system import bring_up

__all__ = ["Engine", "PrivateEngine", "Say", "bring_up", "explain", "find", "forget", "remember", "translate"]


def __getattr__(name: str) -> object:
    """Loads what works only on Linux when it is asked for: macOS and Windows lack its modules."""
    if name == "PrivateEngine":
        from helpers.engine.private import PrivateEngine

        return PrivateEngine
    if name == "bring_up":
        from helpers.engine.system import bring_up

        return bring_up
    raise AttributeError(name)
