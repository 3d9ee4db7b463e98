"""The reference: what one keeps beside the keyboard. labs/reference.md becomes a notebook page, a handout and
the last chapter of the book; which lesson uses which command is read off the lessons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from helpers.editions.generated_cells import Entry
from helpers.editions.phrases import Message, Translate, found_in, translated
from helpers.i18n import N_

NAME = "reference"
FILE = "labs/reference.md"
INDEX_HEAD = N_("| 명령 | 단원 |")
# `docker network create` is a command of its own, `docker run busybox` is not
GROUPS = {"builder", "buildx", "compose", "container", "context", "image", "network", "system", "volume"}
_COMMAND = re.compile(r"\bdocker(?: --?\S+)* ([a-z]+)(?: ([a-z]+))?")
_HEADING = re.compile(r"^(?=## )", re.MULTILINE)


def text(root: Path) -> str:
    """The source, in Korean; "" in a course that has none."""
    file = root / FILE
    return file.read_text(encoding="utf-8") if file.exists() else ""


def messages(root: Path) -> Iterator[Message]:
    """Everything of it that has to be translated."""
    return found_in(text(root), NAME, FILE)


def sections(root: Path, entries: Iterable[Entry], translate: Translate) -> list[str]:
    """Its sections as Markdown, the index of commands at the end of the last; [] if there is none."""
    source = text(root)
    if not source:
        return []
    rows = "\n".join(f"| `docker {name}` | {', '.join(at)} |" for name, at in _index(entries).items())
    whole = translated(source, NAME, translate).rstrip("\n")
    index = f"{translate(INDEX_HEAD, '')}\n|---|---|\n{rows}"
    return [part.strip("\n") for part in _HEADING.split(f"{whole}\n\n{index}\n") if part.strip()]


def _index(entries: Iterable[Entry]) -> Mapping[str, list[str]]:
    """Each docker command and the numbers of the lessons in which it is run."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for cell in entry.source.cells:
            if cell.is_code and cell.text.lstrip().startswith("%%bash"):
                for command in _commands(cell.text):
                    found.setdefault(command, set()).add(entry.lesson.number)
    return {command: sorted(found[command]) for command in sorted(found)}


def _commands(shell: str) -> Iterator[str]:
    for line in shell.splitlines():
        for name, following in _COMMAND.findall(line.partition("#")[0]):
            yield f"{name} {following}" if name in GROUPS and following else name
