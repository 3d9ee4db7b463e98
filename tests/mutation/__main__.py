"""`make mutation`: how many small mistakes in what grades the tests notice. Not in CI: it takes half an hour.

    python -m tests.mutation --count 300 --seconds 3600 --seed 1 [--group checks] [--map] [--engine]

`--map` finds out anew which test runs which line, which takes some minutes. Each mutant is tried with the
replays of recorded evidence and with the unit tests that run its line, the quickest first; with `--engine`
what survives those with the tests on a real engine, too. What survives is in
out/mutation/survived-GROUP.json; tests/mutation/survivors.toml says of those that no test can tell why.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from helpers.paths import ROOT
from tests.mutation import coverage_map
from tests.mutation.attempt import Outcome, Replays, attempt, warm_up
from tests.mutation.evidence import SEED, judged
from tests.mutation.mutants import GROUPS, Mutant, of_files, sample

OUT = ROOT / "out" / "mutation"
KNOWN = Path(__file__).with_name("survivors.toml")
# The narrowest tests of what is mutated, in files of one run each.
POOLS = {
    "fast": ["tests/unit/test_" + name + ".py" for name in (
        "grading", "report", "demands", "container", "image", "service", "volume", "look", "history",
        "inspector", "baseline", "log", "drawing", "answers", "inspect_data", "health", "compose_conditions",
        "experiments", "files", "layers", "records", "ownership", "journal", "text", "assignment", "quiz",
        "authoring", "webpage", "explain", "lesson_files", "conditions",
    )],
    "explain": ["tests/explain"],
    "engine": ["tests/engine/test_" + name + ".py" for name in (
        "look", "http", "volumes", "journal", "ownership", "reset", "state",
    )],
}  # fmt: skip
MOST = {"fast": 150, "explain": 400, "engine": 12}  # tests a mutant is tried with
PATIENCE = 120.0  # seconds for one mutant


def build_map(*, engine: bool) -> None:
    """Run every pool, that of the engine if it is wanted, and every replay under coverage."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, tests in POOLS.items():
        if name != "engine" or engine:
            _covered(name, "pytest", "-q", "-p", "no:xdist", "-p", "tests.mutation.coverage_map", *tests)
    _covered("replay", "tests.mutation.coverage_map")


def _covered(name: str, *module: str) -> None:
    environment = os.environ | {
        "COVERAGE_FILE": str(OUT / f"{name}.coverage"),
        coverage_map.TIMES: str(OUT / f"{name}.json"),
    }
    print(f"map: {name}", flush=True)
    subprocess.run(
        [sys.executable, "-m", "coverage", "run", "--source=helpers,labs", "-m", *module],
        cwd=ROOT, env=environment, check=False,
    )  # fmt: skip


class Chooser:
    """What a mutant is tried with."""

    def __init__(self) -> None:
        os.environ["COURSE_SEED"] = SEED
        self._verdicts: Replays = {}
        there = [name for name in POOLS if (OUT / f"{name}.json").exists()] + ["replay"]
        self._maps = {name: coverage_map.read([OUT / f"{name}.coverage"]) for name in there}
        self._seconds = {
            name: json.loads((OUT / f"{name}.json").read_text()) for name in there if name in POOLS
        }

    def replays(self, mutant: Mutant) -> Replays:
        """The verdicts of the lessons whose evidence runs the line."""
        found = {context.removeprefix("replay ") for context in self._contexts("replay", mutant)}
        for lesson in found - self._verdicts.keys():
            self._verdicts[lesson] = [now for _name, _then, now in judged(lesson)]
        return {lesson: self._verdicts[lesson] for lesson in sorted(found)}

    def tests(self, mutant: Mutant, pool: str) -> list[str]:
        """Tests that run the line, the quickest first; those that fail by themselves left out."""
        seconds = self._seconds.get(pool, {})
        found = {name for name in self._contexts(pool, mutant) if seconds.get(name, float("inf")) < PATIENCE}
        return sorted(found, key=lambda name: (seconds[name], name))[: MOST[pool]]

    def _contexts(self, pool: str, mutant: Mutant) -> list[str]:
        lines = self._maps.get(pool, {}).get(mutant.file, {})
        # a line that only an import runs belongs to whatever runs anything of the file
        return lines.get(mutant.line) or [name for contexts in lines.values() for name in contexts]


def main() -> int:
    """Try a sample; 1 if less than the aim was noticed, a survivor has no reason or a reason no survivor."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--group", action="append", choices=list(GROUPS))
    parser.add_argument("--map", action="store_true")
    parser.add_argument("--engine", action="store_true", help="with the tests on a real engine, too")
    parser.add_argument("--again", action="store_true", help="only those that survived the last time")
    parser.add_argument("--aim", type=float, default=0.9)
    options = parser.parse_args()
    if options.map or not (OUT / "replay.coverage").exists():
        build_map(engine=options.engine)
    groups = options.group or list(GROUPS)
    last = OUT / f"survived-{'-'.join(groups)}.json"
    mutants = sample(options.count, options.seed, groups)
    if options.again:
        before = set(json.loads(last.read_text(encoding="utf-8")))
        mutants = (mutant for mutant in mutants if mutant.key in before)
    outcomes = _try(mutants, time.monotonic() + options.seconds, options.engine)
    survived = [mutant.key for mutant, outcome in outcomes if outcome == "survived"]
    last.write_text(json.dumps(survived, ensure_ascii=False, indent=1), encoding="utf-8")
    return _report(outcomes, options.aim)


def _report(outcomes: list[tuple[Mutant, Outcome]], aim: float) -> int:
    """Survivors with what is known of them, and figures by group; the exit code."""
    reasons = known_survivors()
    survived = {mutant.key for mutant, outcome in outcomes if outcome == "survived"}
    for key in sorted(survived):
        print(f"survived: {key}\n    {reasons.get(key, 'no reason is known')}")
    for group in GROUPS:
        counted = Counter(outcome for mutant, outcome in outcomes if mutant.group == group)
        print(f"{group}: " + ", ".join(f"{counted[outcome]} {outcome}" for outcome in get_args(Outcome)))
    noticed = sum(outcome != "survived" for _mutant, outcome in outcomes)
    share = noticed / max(1, len(outcomes))
    print(f"{noticed} of {len(outcomes)} noticed ({share:.0%})")
    wrong = {mutant.key for mutant, outcome in outcomes if outcome != "survived"} & reasons.keys()
    gone = reasons.keys() - of_files({key.partition(" | ")[0] for key in reasons})
    for text, keys in (("is noticed, and needs no reason", wrong), ("is no mutant any more", gone)):
        print(*(f"survivors.toml: {text}: {key}" for key in sorted(keys)), sep="\n", end="\n" if keys else "")
    return 0 if share >= aim and not (wrong or gone or survived - reasons.keys()) else 1


def known_survivors() -> dict[str, str]:
    """Mutant -> why no test can tell it from the program."""
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8")).get("survivor", []) if KNOWN.exists() else []
    return {entry["mutant"]: entry["reason"] for entry in known}


def _try(mutants: Iterable[Mutant], end: float, engine: bool) -> list[tuple[Mutant, Outcome]]:
    warm_up()
    chooser, found = Chooser(), list[tuple[Mutant, Outcome]]()
    for mutant in mutants:
        began = time.monotonic()
        if began > end:
            print("the time is up: the rest of the sample was not tried")
            break
        quick = [*chooser.tests(mutant, "fast"), *chooser.tests(mutant, "explain")]
        outcome = attempt(mutant, chooser.replays(mutant), quick, PATIENCE)
        if outcome == "survived" and engine and (slow := chooser.tests(mutant, "engine")):
            outcome = attempt(mutant, {}, slow, PATIENCE * 2)
        found.append((mutant, outcome))
        print(f"{outcome:<9} {time.monotonic() - began:5.1f} s  {mutant.key}", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
