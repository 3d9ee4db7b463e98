"""Keeps labs/locale/LANG/LC_MESSAGES/course.po complete and in order.

Lessons' text is known by its cell (msgctxt), program messages and the course's titles stand without.
A changed Korean text keeps its old translation as fuzzy, with the Korean it was made for; an unused
entry is dropped. No dates and no line numbers: an edit changes only the entries it is about.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import polib
from babel.messages.extract import extract_from_file

from helpers.editions.phrases import Message, Translate
from helpers.errors import CourseError
from helpers.i18n import _

_ALIKE = 0.6  # from this share of equal text on, an old translation is worth keeping as fuzzy
_SHAPE = re.compile(r"^ *(?:[-*]|\d+\.|#{1,6}) ", re.MULTILINE)  # of lists and headings
_KEYWORDS = {"_": None, "N_": None}
_HEADER = {
    "Project-Id-Version": "docker-course",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}

Key = tuple[str, str]  # context, Korean text


@dataclass(frozen=True)
class Gap:
    """An entry that cannot be published: `kind` is missing, fuzzy, shape or fields; `where` cell or file."""

    kind: str
    where: str
    text: str
    is_lesson: bool


def program_messages(root: Path) -> Iterator[Message]:
    """The strings in `_()` and `N_()` of helpers and labs, in the order of files and lines."""
    for path in sorted([*root.glob("helpers/**/*.py"), *root.glob("labs/*/*.py")]):
        file = path.relative_to(root).as_posix()
        for _line, text, _comments, _context in extract_from_file("python", path, keywords=_KEYWORDS):
            if isinstance(text, str) and text:
                yield Message(text, "", file)


def path_of(locale: Path, lang: str) -> Path:
    """Where a language's catalogue is."""
    return locale / lang / "LC_MESSAGES" / "course.po"


def read(path: Path) -> polib.POFile:
    """The catalogue in the file, empty if there is none yet. Raises CourseError if it cannot be read."""
    try:
        return polib.pofile(path.read_text(encoding="utf-8")) if path.exists() else polib.POFile()
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:  # polib raises them all
        raise CourseError(
            _("번역 파일 {path}을(를) 읽을 수 없습니다: {error}").format(path=path, error=error),
            _("표시된 줄을 고치세요."),
            code="catalogue",
        ) from error


def text(catalogue: polib.POFile) -> str:
    """The file's content."""
    return str(catalogue).rstrip("\n") + "\n"


def translate_with(catalogue: polib.POFile) -> Translate:
    """Looks texts up; what is missing or fuzzy stays Korean, it is never published half right."""
    known = {_key(entry): entry.msgstr for entry in catalogue if not _gap(entry)}
    return lambda korean, context: known.get((context, korean), korean)


def updated(messages: Iterable[Message], old: polib.POFile, lang: str) -> polib.POFile:
    """A catalogue with exactly these messages and what `old` knows about them."""
    entries = _entries(messages)
    _Memory(old, entries).fill(entries.values())
    new = polib.POFile(wrapwidth=100)
    new.header = " Entries come and go with `course build`; what a translator writes is msgstr."
    dates = {"POT-Creation-Date", "PO-Revision-Date"}
    new.metadata = {key: value for key, value in old.metadata.items() if key not in dates}
    new.metadata |= _HEADER | {"Language": lang}
    new.extend(entries.values())
    return new


def gaps(catalogue: polib.POFile) -> Iterator[Gap]:
    """What is missing or fuzzy, or has other headings, items of lists or fields than the Korean."""
    for entry in catalogue:
        kind = _gap(entry)
        if kind:
            where = entry.msgctxt or entry.occurrences[0][0]
            yield Gap(kind, where, entry.msgid, is_lesson=bool(entry.msgctxt))


def _gap(entry: polib.POEntry) -> str:
    if not entry.msgstr:
        return "missing"
    if entry.fuzzy:
        return "fuzzy"
    if _SHAPE.findall(entry.msgid) != _SHAPE.findall(entry.msgstr):
        return "shape"
    return "" if entry.msgctxt or _fields(entry.msgid) == _fields(entry.msgstr) else "fields"


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _fields(text: str) -> set[str] | None:
    try:
        return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}
    except ValueError:  # a text with braces that is never formatted
        return None


def _entries(messages: Iterable[Message]) -> dict[Key, polib.POEntry]:
    """One empty entry for each different message; it names every file that uses it."""
    entries: dict[Key, polib.POEntry] = {}
    for message in messages:
        entry = entries.setdefault(
            (message.context, message.text),
            polib.POEntry(msgid=message.text, msgctxt=message.context or None),
        )
        if (message.file, "") not in entry.occurrences:
            entry.occurrences.append((message.file, ""))
    return entries


class _Memory:
    """The old translations, and which of them nobody claims any more."""

    def __init__(self, old: polib.POFile, wanted: dict[Key, polib.POEntry]):
        usable = [entry for entry in old if entry.msgstr and not entry.obsolete]
        self._exact = {_key(entry): entry for entry in usable}
        self._left = [entry for entry in usable if _key(entry) not in wanted]

    def fill(self, entries: Iterable[polib.POEntry]) -> None:
        """Give each entry its translation: the same, the same text of another cell, or a fuzzy one."""
        open_entries = [entry for entry in entries if not self._take(entry)]
        open_entries = [entry for entry in open_entries if not self._take_moved(entry)]
        for entry in open_entries:
            self._take_alike(entry)

    def _take(self, entry: polib.POEntry) -> bool:
        old = self._exact.get(_key(entry))
        if old:
            _copy(old, entry)
        return old is not None

    def _take_moved(self, entry: polib.POEntry) -> bool:
        """The same text in a cell that got another id: its translation stays good."""
        for old in self._candidates(entry):
            if old.msgid == entry.msgid:
                _copy(old, entry)
                self._left.remove(old)
                return True
        return False

    def _take_alike(self, entry: polib.POEntry) -> None:
        best, best_ratio = None, _ALIKE
        for old in self._candidates(entry):
            matcher = SequenceMatcher(None, old.msgid, entry.msgid, autojunk=False)
            if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
                continue
            # the cell it stood in before wins over a slightly more similar text elsewhere
            ratio = matcher.ratio() + (0.2 if old.msgctxt == entry.msgctxt else 0)
            if ratio >= best_ratio:
                best, best_ratio = old, ratio
        if best:
            entry.msgstr = best.msgstr
            entry.flags = ["fuzzy"]
            entry.previous_msgid = best.previous_msgid or best.msgid
            self._left.remove(best)

    def _candidates(self, entry: polib.POEntry) -> list[polib.POEntry]:
        return [old for old in self._left if _lesson(old) == _lesson(entry)]


def _lesson(entry: polib.POEntry) -> str:
    return (entry.msgctxt or "").partition("/")[0]


def _copy(old: polib.POEntry, new: polib.POEntry) -> None:
    new.msgstr = old.msgstr
    new.tcomment = old.tcomment
    if old.fuzzy:
        new.flags = ["fuzzy"]
        new.previous_msgid = old.previous_msgid
