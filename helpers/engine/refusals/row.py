"""One refusal: the sentence by which it is known, what it means, what a learner can do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.errors import CourseError

Fields = dict[str, str]

# How likely a sentence is to be the cause when several are printed: the lowest wins.
ROOT = -1  # explains other sentences that stand before it
CAUSE = 0
PASSING = 1  # often said on the way to something else: `docker rm -f web` of a script that goes on
AFTER = 2  # follows from a cause that usually stands above it
LAST = 3  # says only that something failed


@dataclass(frozen=True)
class Row:
    """One refusal.

    `patterns` are the wordings of engines and clients, old and new. Each is tried at the beginning of a
    line as `lines.plain` leaves it; one that begins with "docker: " fits only what the engine or its
    client said, the others also a line without that mark. Named groups fill `what` and `remedy`.
    `also` is said after `remedy`: what several rows have in common.
    `unless` is a line that tells, after the sentence, that it went well in the end: tried again, done without.
    `look` may refuse a match (None) or add fields. `source` says where a wording is from, and the
    version, if it cannot be provoked on Linux with Debian's packages.
    """

    code: str
    patterns: tuple[str, ...]
    what: str
    remedy: str
    kind: type[CourseError] = CourseError
    rank: int = CAUSE
    look: Callable[[Fields], Fields | None] | None = None
    source: str = ""
    also: str = ""
    unless: str = ""

    def find(self, text: str) -> tuple[int, Fields] | None:
        """Where the row's sentence stands first in the text, and what its groups hold."""
        found = [hit for pattern in self.patterns if (hit := self._find(pattern, text))]
        return min(found, key=lambda hit: hit[0]) if found else None

    def _find(self, pattern: str, text: str) -> tuple[int, Fields] | None:
        if required(pattern) not in _small(text):
            return None
        for match in compiled(pattern).finditer(text):
            if self.unless and match.end() <= _last(self.unless, text):
                continue
            fields: Fields | None = {name: value or "" for name, value in match.groupdict().items()}
            if self.look and fields is not None:
                fields = self.look(fields)
            if fields is not None:
                return match.start(), fields
        return None


CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")  # a class of signs; its first may be a bracket
COUNT = re.compile(r"\{\d*,?\d*\}")


@cache
def required(pattern: str) -> str:
    """Letters that every text has which the pattern fits, in small letters; "" if that is not plain to see.

    Python needs a fifth of a second to compile all patterns, and hardly any of them is needed.
    """
    runs, run, depth, at = [], "", 0, 0
    while at < len(pattern):
        sign, size = pattern[at], 1
        if sign == "\\":
            size = 2
            sign = pattern[at + 1] if not pattern[at + 1].isalnum() else ""
        elif part := CLASS.match(pattern, at) or COUNT.match(pattern, at):
            size = part.end() - at
            sign, run = "", run[:-1] if sign == "{" else run
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            sign = ""
        elif sign == "|" and not depth:
            return ""
        elif sign in "?*+":
            sign, run = "", run[:-1]
        elif sign in ".^$":
            sign = ""
        if sign and not depth:
            run += sign
        else:
            runs.append(run)
            run = ""
        at += size
    return max([*runs, run], key=len).lower()


@lru_cache(maxsize=32)
def _last(pattern: str, text: str) -> int:
    """Where a line that the pattern fits stands last in the text; -1 if there is none."""
    return max((match.start() for match in compiled(pattern).finditer(text)), default=-1)


@lru_cache(maxsize=8)
def _small(text: str) -> str:
    return text.lower()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as it is tried: at the beginning of a line, in either case."""
    mark = "" if pattern.startswith("docker: ") else "(?:docker: )?"
    return re.compile(f"^{mark}(?:{pattern})", re.MULTILINE | re.IGNORECASE)
