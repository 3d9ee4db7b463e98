"""What a submission is worth: each task's outcome, what it stands on, and the mark of the lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from helpers.checks import Result

TAPE, REPLAY, BOTH = "tape", "replay", "both"


@dataclass(frozen=True)
class TaskMark:
    """One task: its outcome in the learner's language, and what it stands on: tape, replay or both.

    `replayed` is what the replay said where it was another thing.
    """

    result: Result
    stands_on: str = TAPE
    replayed: str = ""

    def json(self) -> dict[str, Any]:
        """For the file that a later run goes on from."""
        return asdict(self)


@dataclass(frozen=True)
class LessonMark:
    """One lesson: its tasks in order, and what of the points is kept after lateness, in percent.

    `counts` is what all of it counts in the class, 0 for the points of its tasks.
    """

    lesson: str
    tasks: tuple[TaskMark, ...]
    kept_percent: float = 100.0
    counts: int = 0

    @property
    def earned(self) -> int:
        """Points before lateness."""
        return sum(entry.result.points for entry in self.tasks)

    @property
    def points(self) -> float:
        """Points, to a hundredth."""
        share = self.counts / self._of_tasks if self.counts and self._of_tasks else 1.0
        return round(self.earned * share * self.kept_percent / 100, 2)

    @property
    def max_points(self) -> int:
        """Points there are."""
        return self.counts or self._of_tasks

    @property
    def _of_tasks(self) -> int:
        return sum(entry.result.max_points for entry in self.tasks)


@dataclass(frozen=True)
class Flag:
    """Something that a person should look at. It changes no mark.

    `kind` does not change; `others` are the files of the submissions that it is about, too.
    """

    kind: str
    reason: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Traces:
    """What is compared between submissions: ids of things made, events, the engine; `words` are the values
    that were drawn for this learner, `names` the names and values that stand on what was made."""

    containers: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    engine: str = ""


@dataclass(frozen=True)
class Marked:
    """One submission that was judged. `number` is the learner's in the class, 0 where nobody is named.

    `public` is the key that signed it, "" without a signature that is right.
    """

    file: str
    digest: str
    number: int
    lang: str
    made: datetime
    lessons: tuple[LessonMark, ...]
    flags: tuple[Flag, ...] = ()
    traces: Traces = Traces()
    minutes: float = 0.0
    public: str = ""

    @property
    def whose(self) -> str:
        """The same for all submissions of one learner: the number, without a class file the key."""
        return f"learner {self.number}" if self.number else self.public or self.file

    @property
    def points(self) -> float:
        """Points of all lessons."""
        return round(sum(entry.points for entry in self.lessons), 2)

    @property
    def max_points(self) -> int:
        """Points there are."""
        return sum(entry.max_points for entry in self.lessons)

    def flagged(self, *more: Flag) -> Marked:
        """The same with more flags."""
        return replace(self, flags=(*self.flags, *more)) if more else self

    def json(self) -> dict[str, Any]:
        """For the file that a later run goes on from, and for other programs."""
        raw = asdict(self) | {
            "made": self.made.isoformat(),
            "points": self.points,
            "max_points": self.max_points,
        }
        for row, lesson in zip(raw["lessons"], self.lessons, strict=True):
            row |= {"points": lesson.points, "max_points": lesson.max_points}
        return raw


def from_json(raw: Mapping[str, Any]) -> Marked:
    """What json() wrote, with traces or without. Raises KeyError, TypeError or ValueError for anything else."""
    return Marked(
        raw["file"],
        raw["digest"],
        raw["number"],
        raw["lang"],
        datetime.fromisoformat(raw["made"]),
        tuple(
            LessonMark(
                row["lesson"],
                tuple(
                    TaskMark(Result(**entry["result"]), entry["stands_on"], entry["replayed"])
                    for entry in row["tasks"]
                ),
                row["kept_percent"],
                row["counts"],
            )
            for row in raw["lessons"]
        ),
        tuple(Flag(entry["kind"], entry["reason"], tuple(entry["others"])) for entry in raw["flags"]),
        _traces(raw["traces"]) if "traces" in raw else Traces(),
        raw["minutes"],
        raw["public"],
    )


def _traces(raw: Mapping[str, Any]) -> Traces:
    return Traces(
        raw["containers"],
        raw["images"],
        tuple(raw["events"]),
        tuple(raw["words"]),
        tuple(raw["names"]),
        raw["engine"],
    )
