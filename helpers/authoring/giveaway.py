"""Whether a message of a check says what only the third hint should: the command itself.

A message names what is wrong and the idea; the command is what the learner has come to find. What the
lesson shows before the task, everybody has read: that gives nothing away.
"""

from __future__ import annotations

import re
from functools import cache

from helpers.course import lesson as find_lesson
from helpers.editions.source import read

SHORTEST = 3  # words from which on a command says how, and not only with which tool
_CODE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)*)`")
_AROUND = re.compile(r"[\"'“”‘’]")


def gives_away(said: str, hint: str, shown: str = "") -> str:
    """The command that both the message and the third hint hold; "" if there is none, or if it stands in
    `shown`."""
    for ours in map(_words, _CODE.findall(said)):
        for theirs in map(_words, _CODE.findall(hint)):
            short, long = sorted((ours, theirs), key=len)
            if len(short) >= SHORTEST and _holds(long, short) and not _holds(_words(shown), short):
                return " ".join(short)
    return ""


@cache
def shown(lesson: str) -> str:
    """What a lesson shows to everybody: its prose and the commands that are only run."""
    return "\n".join(cell.text for cell in read(find_lesson(lesson).folder).cells if not cell.task)


def _words(text: str) -> list[str]:
    return _AROUND.sub("", text.replace("`", " ")).split()


def _holds(long: list[str], short: list[str]) -> bool:
    """Whether the words stand in a row in the longer text."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
