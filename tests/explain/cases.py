"""The texts: refusals with the verdict they must get, and ordinary output that must get none.

index.tsv: case, code of the row ("-": not an error), what the explanation must contain in every language and
what it must not ("|" between alternatives), and where the text is from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
ORDINARY = sorted((FOLDER / "ordinary").glob("*.txt"))


class Case(NamedTuple):
    """One text and its verdict."""

    name: str
    code: str | None
    must: tuple[str, ...]
    never: tuple[str, ...]

    @property
    def text(self) -> str:
        return (FOLDER / "cases" / f"{self.name}.txt").read_text(encoding="utf-8")

    def wrong(self, code: str | None, said: str) -> str:
        """What is wrong about an explanation; "" if nothing is."""
        if code != self.code:
            return f"{self.name}: {code} instead of {self.code}"
        if self.must and not any(word in said for word in self.must):
            return f"{self.name}: none of {self.must} in: {said}"
        bad = [word for word in self.never if word in said]
        return f"{self.name}: {bad} in: {said}" if bad else ""


def cases() -> Iterator[Case]:
    """All of the index."""
    with (FOLDER / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Case(
                row["case"], None if row["code"] == "-" else row["code"],
                _words(row["must"]), _words(row["must not"]),
            )  # fmt: skip


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
