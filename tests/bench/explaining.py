"""How many refusals `course explain` explains rightly, its false alarms, and how fast it is."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from helpers import i18n
from helpers.course import course
from helpers.engine import Engine, translate
from tests.bench.checking import Row
from tests.explain.cases import FOLDER, ORDINARY, Case, cases

ROUNDS = 7


def measure(_engine: Engine, _folder: Path) -> list[Row]:
    """Both languages, each text; the time is that of the whole process."""
    texts = list(cases())
    right = [(case, lang) for lang in course().languages for case in texts if rightly(case, lang)]
    alarms = [path for path in ORDINARY if translate(path.read_text(encoding="utf-8"))]
    asked = len(texts) * len(course().languages)
    return [
        (
            f"refusals explained rightly, {', '.join(course().languages)}",
            f"{len(right)}/{asked}",
            f"{asked}/{asked}",
        ),
        ("ordinary output explained", f"{len(alarms)}/{len(ORDINARY)}", f"0/{len(ORDINARY)}"),
        ("course explain, the whole process, median", f"{process():.2f} s", "< 0.4 s"),
    ]


def rightly(case: Case, lang: str) -> bool:
    """Whether the explanation in `lang` is the one that the index asks for."""
    i18n.choose(lang)
    known = translate(case.text)
    said = f"{known.what}\n{known.remedy}" if known else ""
    return not case.wrong(known.code if known else None, said)


def process() -> float:
    """Seconds of `course explain` for an ordinary refusal."""
    text = (FOLDER / "cases" / "name-conflict.txt").read_text(encoding="utf-8")
    return statistics.median(once(text) for _round in range(ROUNDS))


def once(text: str) -> float:
    """One process from start to end."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "helpers", "explain", "--lang", "en"], input=text, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return time.perf_counter() - begun
