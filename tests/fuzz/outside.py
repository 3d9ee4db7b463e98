"""What comes from outside: values of any type, real samples with something changed, bytes that are cut."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from helpers.errors import CourseError

tried = 0

WORDS = st.sampled_from(
    ["", "Id", "name", "Config", "\x1b]0;x\x07", "\u202e", "0" * 400, "-1", "\ud800", "한글", "/", ".."]
)
TEXT = st.text(max_size=40) | WORDS
NUMBERS = st.integers() | st.sampled_from([0, -1, 1 << 63, 1 << 80, 10**400]) | st.floats()
DEEP = 30_000  # more than Python's own depth of calls
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def survives(call: Callable[..., Any], *args: Any) -> Any:
    """What it gives, None for a CourseError; any other exception is the failure that is looked for."""
    global tried
    tried += 1
    try:
        return call(*args)
    except CourseError as error:
        assert str(error)
        return None


@st.composite
def changed(draw: st.DrawFn, sample: Any) -> Any:
    """A real sample in which up to three values are others, or gone."""
    whole = copy.deepcopy(sample)
    for _time in range(draw(st.integers(1, 3))):
        places = list(_places(whole))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        if draw(st.booleans()) and isinstance(holder, dict):
            del holder[key]
        else:
            holder[key] = draw(JSON)
    return whole


def _places(value: Any) -> Any:
    """Every place in a value: what holds it, and its key."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


# files that are deeper than a reader that calls itself can go
NESTED = st.sampled_from([b"[" * DEEP, b'{"a":' * DEEP, b"a = " + b"[" * DEEP, b"[" * DEEP + b"]" * DEEP])


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    """A real file with some bytes changed, cut out or put in, maybe cut off."""
    whole = bytearray(sample)
    for _time in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(whole) - 1, 0)))
        kind = draw(st.sampled_from(["change", "cut", "insert", "end", "repeat"]))
        if kind == "change" and whole:
            whole[at] = draw(st.integers(0, 255))
        elif kind == "cut":
            del whole[at : at + draw(st.integers(1, 600))]
        elif kind == "insert":
            whole[at:at] = draw(
                st.binary(max_size=30) | st.sampled_from([bytes(512), b"[" * DEEP, b"\xff\xfe"])
            )
        elif kind == "repeat":
            whole[at:at] = whole[: draw(st.integers(1, 2000))]
        else:
            del whole[at:]
    return bytes(whole)
