"""What happened to containers and images, read from the journal by id: names change, an id does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.lab import Event

_ID = re.compile(r"(?:sha256:)?[0-9a-f]{12,64}")
_PROMPT = re.compile(
    r"^(?:(?:I have no name!|\S*)[@:][^#$]*|[~/]\S* ?)[#$] (?P<typed>.+)$|^[#$] (?P<plain>.+)$"
)
_CONTROLS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])|\r")
NOT_FOUND = 127  # exit code of a shell whose command does not exist
# a shell's own words, after a prompt where somebody typed ahead: "sh: 1: git: not found"
_REFUSED = re.compile(
    r"(?:^|[#$] )-?(?:\S*/)?(?:ba|da|a)?sh: (?:(?:line )?\d+: )?(?P<program>[^\s:]+): (?:command )?not found"
)
_ERASED = re.compile(r"[^\x08]\x08")  # a character, and the backspace that took it back
_MISSING = re.compile(r"not found|no such file|executable file not found", re.I)


@dataclass(frozen=True)
class End:
    """How one run of a container ended: the signals the engine sent it, in order, and the exit code."""

    signals: tuple[str, ...]
    exit_code: int
    began: int  # ns, time of the first signal; of the end itself if there was none
    time: int  # ns

    @property
    def seconds(self) -> float:
        """From the first signal to the end."""
        return (self.time - self.began) / 10**9


@dataclass(frozen=True)
class Run:
    """A program that was run in a container: its words, its exit code (None if nobody knows), and how.

    `how` is "command" (what the container was made for), "exec", or "typed" (at its terminal).
    """

    command: str
    exit_code: int | None
    how: str


@dataclass(frozen=True)
class Life:
    """Everything that happened to one container, oldest first."""

    id: str
    events: tuple[Event, ...]

    def all(self, action: str, **attributes: str) -> list[Event]:
        """Its events of this action (start, die, destroy …) with these attributes."""
        return [
            event
            for event in self.events
            if event.action == action and attributes.items() <= event.attributes.items()
        ]

    def first(self, action: str) -> int:
        """When this happened first (ns); 0 if it is not known to have happened."""
        return min((event.time for event in self.all(action)), default=0)

    @property
    def image(self) -> str:
        """What its image was called when it was made: a name, an id or the beginning of one."""
        made = self.all("create") or self.all("start")
        return made[0].attributes.get("image", "") if made else ""

    def ends(self) -> list[End]:
        """Every run that ended."""
        found, signals = [], list[Event]()
        for event in self.events:
            if event.action == "start":
                signals = []
            elif event.action == "kill":
                signals.append(event)
            elif event.action == "die":
                sent = tuple(signal.attributes.get("signal", "") for signal in signals)
                began = signals[0].time if signals else event.time
                code = event.attributes.get("exitCode", "")
                found.append(End(sent, int(code) if code.lstrip("-").isdigit() else -1, began, event.time))
        return found

    def starts(self) -> Iterator[tuple[Event, bool]]:
        """Each start, and whether a client was attached to it (`docker run` without -d, `start -a`)."""
        attached = running = False
        for event in self.events:
            if event.action == "attach":
                attached = attached or not running
            elif event.action == "start":
                yield event, attached
                attached, running = False, True
            elif event.action == "die":
                running = False

    def attached_while_running(self) -> list[Event]:
        """Each time a client attached to the program: while it ran, or by starting it again with -a.

        A container whose beginning the journal does not know is taken as started.
        """
        found, started = [], not self.all("create")
        for event in self.events:
            if event.action == "start":
                started = True
            elif event.action == "attach" and started:
                found.append(event)
        return found

    def execs(self) -> list[Run]:
        """What `docker exec` ran in it."""
        codes = {
            event.attributes.get("execID", ""): event.attributes.get("exitCode", "")
            for event in self.all("exec_die")
        }
        return [
            Run(
                event.attributes.get("command", ""),
                _number(codes.get(event.attributes.get("execID", ""))),
                "exec",
            )
            for event in self.all("exec_create")
        ]


def lives(events: Iterable[Event]) -> dict[str, Life]:
    """The life of every container that the journal knows, by id, in the order they were first seen."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "container":
            found.setdefault(event.id, []).append(event)
    return {key: Life(key, tuple(happened)) for key, happened in found.items()}


def typed(log: str) -> list[Run]:
    """What was typed at a container's terminal, from its log; 127 where the shell did not find it."""
    lines = [_shown(line) for line in log.splitlines()]
    found: list[Run] = []
    answered = -1  # the line that has told how the command before it went
    for number, line in enumerate(lines):
        if refused := _REFUSED.search(line):
            if number != answered:
                found.append(Run(refused["program"], NOT_FOUND, "typed"))
        elif match := _PROMPT.match(line):
            command = (match["typed"] or match["plain"]).strip()
            missing = number + 1 < len(lines) and bool(_MISSING.search(lines[number + 1]))
            answered = number + 1 if missing else answered
            found.append(Run(command, NOT_FOUND if missing else None, "typed"))
    return found


def _shown(line: str) -> str:
    """A line of a terminal as somebody sees it in the end."""
    line = _CONTROLS.sub("", line).strip("\x00 ")
    while "\x08" in line[1:]:
        line = _ERASED.sub("", line, count=1)
    return line


def image_ids(events: Iterable[Event]) -> dict[str, set[str]]:
    """Every id that an image name once stood for, as far as commits, tags, builds, loads and pulls tell."""
    found: dict[str, set[str]] = {}
    for event in events:
        if event.kind == "container" and event.action == "commit":
            name, identity = event.attributes.get("imageRef", ""), event.attributes.get("imageID", "")
        elif event.kind == "image" and event.action in ("tag", "load", "pull", "import", "build", "create"):
            name, identity = event.name, event.id
        else:
            continue
        if name and identity:
            found.setdefault(short_name(name), set()).add(identity)
    return found


def is_id(reference: str) -> bool:
    """Whether an image was called by its id, or the beginning of it."""
    return bool(_ID.fullmatch(reference))


def short_name(reference: str) -> str:
    """An image's name as people write it: without docker.io/library/, with its tag, without its digest."""
    name = reference.partition("@")[0]
    name = name.removeprefix("docker.io/").removeprefix("library/")
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isdigit() else None
