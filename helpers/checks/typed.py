"""Whether a typed answer says the right one: people write 2개, CPU 2, 10s, `sh` and mean 2, 10 and sh."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_AROUND = " \t\r\n\"'`“”‘’.。!?"
_WORD = re.compile(r"[^\W\d_%]+|%")

SECONDS = ("s", "sec", "secs", "second", "seconds", "초")
PIECES = (
    "개",
    "번",
    "줄",
    "층",
    "레이어",
    "layer",
    "layers",
    "line",
    "lines",
    "cpu",
    "cpus",
    "core",
    "cores",
)
KINDS = ("가지", "개", "kinds", "ids")
MEGABYTES = ("m", "mb", "mib", "메가", "메가바이트", "megabyte", "megabytes")


def same(typed: str, answer: str, units: tuple[str, ...] = ()) -> bool:
    """Whether both say the same: letter case, quotes and a full stop do not matter, and around a number
    its unit may stand. With `units` it must be one of them; what is a number only in part is none."""
    said, right = plain(typed), plain(answer)
    if said == right:
        return True
    if not _NUMBER.fullmatch(right):
        return False
    numbers = _NUMBER.findall(said)
    if len(numbers) != 1 or float(numbers[0]) != float(right):
        return False
    around = said.replace(numbers[0], " ", 1)
    words = [re.sub(r"(?:입니다|이다|이에요|예요)$", "", word) for word in _WORD.findall(around)]
    return not units or all(word in units for word in words if word)


def plain(text: str) -> str:
    """A text without what does not matter in an answer."""
    text = unicodedata.normalize("NFKC", text).casefold().strip(_AROUND)
    return _THOUSANDS.sub("", " ".join(text.split()))
