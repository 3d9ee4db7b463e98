"""Languages: Korean is what the source says, every other language is a gettext catalogue.

Catalogues are read as .po files (labs/locale/LANG/LC_MESSAGES/course.po), so that a translator's
change is seen without a compile step. Which languages there are stands in labs/course.toml.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from helpers.paths import LOCALE, cache

SOURCE = "ko"
FALLBACK = "en"
_chosen: str | None = None


def choose(lang: str | None, env: Mapping[str, str] = os.environ) -> str:
    """Set the language of this process and hand it on to the processes it starts.

    `lang` as given by --lang, else COURSE_LANG, else the locale; a locale for which there is
    no catalogue gets English.
    """
    global _chosen
    _chosen = lang or guess(env)
    os.environ["COURSE_LANG"] = _chosen
    return _chosen


def guess(env: Mapping[str, str]) -> str:
    """The language that the environment asks for (order: COURSE_LANG, then gettext's own)."""
    for name in ("COURSE_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = env.get(name, "")
        if value:
            code = value.split(":")[0].split(".")[0].split("_")[0].lower()
            return code if code == SOURCE or _has_catalogue(code) else FALLBACK
    return FALLBACK


def _has_catalogue(code: str) -> bool:
    try:
        return (LOCALE / code).is_dir()
    except OSError:  # a checkout below root's home, and somebody else asks
        return False


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """This process speaks another language for the length of the block; processes it starts do not."""
    global _chosen
    before, _chosen = _chosen, lang
    try:
        yield
    finally:
        _chosen = before


def language() -> str:
    """The language in force."""
    return _chosen or guess(os.environ)


@lru_cache(maxsize=4)
def messages(lang: str) -> dict[str, str]:
    """Every finished entry of a catalogue without cell context: Korean text to its translation.

    A catalogue that cannot be read must not stop a learner: they get Korean, and `course build` names
    the line that is wrong.
    """
    return {} if lang == SOURCE else _read(lang, LOCALE / lang / "LC_MESSAGES" / "course.po")


def _read(lang: str, path: Path) -> dict[str, str]:
    """entries(), kept in the cache for as long as the catalogue is the same file: reading it takes longer
    than most commands do otherwise. The folder is not made for it: who looks leaves nothing behind."""
    try:
        stat = path.stat()
        kept = cache() / f"messages-{lang}.json"
    except (OSError, RuntimeError):  # no home folder
        return entries(path)
    same = [stat.st_mtime_ns, stat.st_size, str(path)]
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(kept.read_bytes())
        if found["of"] == same:
            return dict(found["messages"])
    messages = entries(path)
    if messages:
        from helpers import atomic  # which speaks, too

        with suppress(OSError):  # also where the home may not be entered
            if kept.parent.is_dir():
                atomic.write(kept, json.dumps({"of": same, "messages": messages}, ensure_ascii=False))
    return messages


def entries(path: Path) -> dict[str, str]:
    """The finished entries of a catalogue without cell context; none where it cannot be read."""
    import polib  # the source's language needs none

    try:
        found = polib.pofile(path.read_text(encoding="utf-8"))
    except (
        OSError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
    ):  # polib raises them all, by the line
        return {}
    return {e.msgid: e.msgstr for e in found if e.translated() and not e.msgctxt}


def _(text: str) -> str:
    """The text in the language in force; fill its fields afterwards with .format()."""
    return messages(language()).get(text, text)


def N_(text: str) -> str:
    """Marks a constant for translation; it is translated where it is shown."""
    return text


# a particle's two forms, by whether a final consonant stands before it: (with, without)
_FORMS = {
    "이(가)": ("이", "가"), "은(는)": ("은", "는"), "을(를)": ("을", "를"), "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"), "(이)라": ("이라", "라"), "(이)": ("이", ""), "(은)는": ("은", "는"),
}  # fmt: skip
_PARTICLE = re.compile(
    r"(?<=[\w\]])(?P<quote>['\"’”)\]]?)(?P<form>" + "|".join(re.escape(form) for form in _FORMS) + ")"
)
_DIGITS = {
    "0": "영",
    "1": "일",
    "2": "이",
    "3": "삼",
    "4": "사",
    "5": "오",
    "6": "육",
    "7": "칠",
    "8": "팔",
    "9": "구",
}


def particles(text: str) -> str:
    """Korean particles of filled-in names: `3번을(를)` becomes `3번을`, `8080(으)로` `8080으로`.

    How a name in Latin letters is read is not known; there the neutral form stays.
    """

    def chosen(match: re.Match[str]) -> str:
        before = text[match.start() - 1]
        letter = _DIGITS.get(before, before)
        if not "가" <= letter <= "힣":
            return match[0]
        final = (ord(letter) - ord("가")) % 28
        closed = final != 0 and not (match["form"] == "(으)로" and final == 8)  # ㄹ takes 로
        return match["quote"] + _FORMS[match["form"]][0 if closed else 1]

    return _PARTICLE.sub(chosen, text)
