"""What is drawn for each learner: names, ports and values of a task, so that a neighbour's commands do not fit.

A lesson that draws has labs/NN_slug/assignment.py, each value with what it is for:

    DRAWN = Drawing(
        "04_dockerfile",
        name=word(N_("프로젝트 이름")),
        image=made("{name}:1.0", N_("만들 이미지")),
        port=port(N_("공개할 포트")),
        limit=number(range(40, 90), N_("메모리 한도(MB)")),
    )

tasks.py: `SCOPE = DrawnScope(containers=("box", "{name}-web"), images=("{image}",), drawing=DRAWN)`. A
condition asks `mine = DRAWN.mine()`, then `mine["image"]`, `mine.number("port")`. The words of a task with
`drawn: true` may use {image} and the others; in a notebook `lab.assignment()` shows them, in a shell
`eval "$(course assignment 04 --shell)"` sets IMAGE and the others. All is computed from the learner's seed.
"""

from __future__ import annotations

import hashlib
import re
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.checks.load import lesson_module
from helpers.course import Lesson, course
from helpers.i18n import _
from helpers.lab import Scope, learner_seed

WORDS = ("maple", "cedar", "birch", "hazel", "aspen", "olive", "tulip", "lotus",
         "heron", "raven", "otter", "robin", "amber", "coral", "pearl", "topaz")  # fmt: skip
PORTS = range(20000, 29000)  # below the ports that systems hand out to outgoing connections
_FIELD = re.compile(r"\{(\w+)\}")

Draw = Callable[[bytes], str]
"""32 bytes that nobody can foresee -> a value without a character that a shell would read differently"""


@dataclass(frozen=True)
class Value:
    """One drawn value: what it is for (Korean), and how it is drawn; `template` is made of the others."""

    what: str
    draw: Draw = bytes.hex
    template: str = ""
    is_port: bool = False


def word(what: str) -> Value:
    """A name such as maple-3f2a."""
    return Value(what, lambda digest: f"{WORDS[digest[0] % len(WORDS)]}-{digest[1:3].hex()}")


def token(what: str, mark: str = "t", size: int = 5) -> Value:
    """Letters that nobody guesses, such as t-0badc0ffee; `size` in bytes."""
    return Value(what, lambda digest: f"{mark}-{digest[:size].hex()}")


def number(among: Sequence[int], what: str) -> Value:
    """One of these numbers."""
    return Value(what, lambda digest: str(among[int.from_bytes(digest[:4]) % len(among)]))


def one_of(among: Sequence[str], what: str) -> Value:
    """One of these texts."""
    return Value(what, lambda digest: among[int.from_bytes(digest[:4]) % len(among)])


def port(what: str) -> Value:
    """A port to publish; a new seed is drawn so that it was free then."""
    return Value(what, number(PORTS, what).draw, is_port=True)


def made(template: str, what: str) -> Value:
    """Made of values that stand before it: {name}:1.0."""
    return Value(what, template=template)


class Drawn:
    """One learner's values, by name."""

    def __init__(self, values: Mapping[str, str], what: Mapping[str, str]):
        self.values, self._what = dict(values), what

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def number(self, name: str) -> int:
        """A value that is a number."""
        return int(self.values[name])

    def fill(self, text: str) -> str:
        """The text with each {name} that was drawn replaced; other braces are somebody else's."""
        return _FIELD.sub(lambda found: self.values.get(found[1], found[0]), text)

    def shell(self) -> str:
        """NAME=value lines for `eval`."""
        return "\n".join(f"{name.upper()}={value}" for name, value in self.values.items())

    def text(self) -> str:
        """One line for each value: what it is called in a shell, the value, what it is for."""
        return "\n".join(
            f"{name.upper():<10} {value:<22} {_(self._what[name])}" for name, value in self.values.items()
        )


class Drawing:
    """What a lesson draws for each learner; `lesson` keeps the draws of two lessons apart."""

    def __init__(self, lesson: str, **values: Value):
        self.lesson, self.values = lesson, values

    def of(self, seed: str) -> Drawn:
        """The values that belong to a seed; the same on every machine."""
        found: dict[str, str] = {}
        for name, value in self.values.items():
            digest = hashlib.sha256(f"{self.lesson}/{name}/{seed}".encode()).digest()
            found[name] = value.template.format(**found) if value.template else value.draw(digest)
        return Drawn(found, {name: value.what for name, value in self.values.items()})

    def mine(self) -> Drawn:
        """This learner's values; asked anew each time, so that they are nobody else's in a long process.

        Raises StateError, BusyError.
        """
        return self.of(seed())

    def on_paper(self) -> Drawn:
        """The values as a shell calls them, for a sheet that everybody gets."""
        return Drawn({name: f"${name.upper()}" for name in self.values}, {})

    def ports_are_free(self, seed: str) -> bool:
        """Whether nobody listens on the ports of this seed, on this machine, at this moment."""
        drawn = self.of(seed)
        return all(_is_free(drawn.number(name)) for name, value in self.values.items() if value.is_port)


@dataclass(frozen=True)
class DrawnScope(Scope):
    """A scope in which names may hold drawn values, so they are asked for each time: {name}-web."""

    drawing: Drawing = field(kw_only=True)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of one kind, of the learner whose state this is."""
        written = super().names(kind)
        drawn = any("{" in name for name in written)
        return tuple(map(self.drawing.mine().fill, written)) if drawn else written


def drawing_of(lesson: Lesson) -> Drawing | None:
    """What a lesson draws, None if nothing."""
    if not (lesson.folder / "assignment.py").exists():
        return None
    found: Drawing = lesson_module(lesson.name, "assignment").DRAWN
    return found


def seed() -> str:
    """The learner's seed; a new one is drawn until the ports of every lesson are free with it."""
    return learner_seed(_suits)


def _suits(new: str) -> bool:
    drawings = (drawing_of(lesson) for lesson in course().lessons)
    return all(drawing.ports_are_free(new) for drawing in drawings if drawing)


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True
