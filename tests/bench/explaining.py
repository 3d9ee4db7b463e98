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
from tests.bench.checking import Row, processor
from tests.explain.cases import FOLDER, ORDINARY, Case, cases

ROUNDS = 7
COMMAND = [sys.executable, "-m", "helpers", "explain", "--lang", "en"]


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
        ("`course explain`, the whole process, median", f"{process():.2f} s", "≤ 0.4 s"),
        ("the same, time of the processor", f"{processor(COMMAND, ordinary()):.2f} s", ""),
    ]


def rightly(case: Case, lang: str) -> bool:
    """Whether the explanation in `lang` is the one that the index asks for."""
    i18n.choose(lang)
    known = translate(case.text)
    said = f"{known.what}\n{known.remedy}" if known else ""
    return not case.wrong(known.code if known else None, said)


def process() -> float:
    """Seconds of `course explain` for an ordinary refusal."""
    return statistics.median(once(ordinary()) for _round in range(ROUNDS))


def ordinary() -> str:
    """What docker says of a name that is taken."""
    return (FOLDER / "cases" / "name-conflict.txt").read_text(encoding="utf-8")


def once(text: str) -> float:
    """One process from start to end."""
    begun = time.perf_counter()
    subprocess.run(COMMAND, input=text, text=True, capture_output=True, check=True)
    return time.perf_counter() - begun
