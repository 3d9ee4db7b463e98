"""Languages: Korean is what the source says, every other language is a gettext catalogue.

Catalogues are read as .po files (labs/locale/LANG/LC_MESSAGES/course.po), so that a translator's
change is seen without a compile step. Which languages there are stands in labs/course.toml.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

import polib

from helpers.paths import LOCALE

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


def language() -> str:
    """The language in force."""
    return _chosen or guess(os.environ)


@lru_cache(maxsize=4)
def messages(lang: str) -> dict[str, str]:
    """Every finished entry of a catalogue without cell context: Korean text to its translation.

    A catalogue that cannot be read must not stop a learner: they get Korean, and `course build` names
    the line that is wrong.
    """
    path = LOCALE / lang / "LC_MESSAGES" / "course.po"
    try:
        if lang == SOURCE or not path.exists():
            return {}
        entries = polib.pofile(str(path))
    except (OSError, ValueError):
        return {}
    return {e.msgid: e.msgstr for e in entries if e.translated() and not e.msgctxt}


def _(text: str) -> str:
    """The text in the language in force; fill its fields afterwards with .format()."""
    return messages(language()).get(text, text)


def N_(text: str) -> str:
    """Marks a constant for translation; it is translated where it is shown."""
    return text
