"""Hours of learning in one go: every lesson solved, graded and reset again and again beside foreign things.

    make soak               30 minutes
    make soak SECONDS=300

Prints a table of what grows, and ends with 1 if a lesson fails, a foreign thing changed, or something is
not flat. Not part of CI.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docker

from helpers import images
from helpers.authoring.prove import Proof
from helpers.authoring.solutions import solutions
from helpers.course import course
from helpers.editions.workspace import prepare
from helpers.engine import Engine, PrivateEngine, plugins
from helpers.lab import Baseline
from helpers.paths import ROOT, state
from tests.soak.bystanders import fingerprints, make_bystanders
from tests.soak.measure import COLUMNS, Sample, flat, measure
from tests.standin import served
from tests.standin.fixtures import build_wiki

ARCHIVE = ("MONIWIKI_URL", "MONIWIKI_SHA256")  # build arguments
NEED_WIKI = ("06_deploy", "10_network")  # they begin with the image that lesson 05 ends with


def main(seconds: float) -> int:
    """Go on until the time is over; the lesson that has begun is finished."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-", dir="/var/tmp")))
        os.environ |= {
            "COURSE_STATE": str(home / "state"), "COURSE_WORK": str(home / "work"), "COURSE_LANG": "ko",
        }  # fmt: skip
        os.environ |= stack.enter_context(served())
        private = PrivateEngine("soak", home / "engine", host_loopback=True)
        stack.callback(private.stop, remove=True)
        engine = private.start()
        os.environ |= engine.env()
        images.seed(engine)
        client = stack.enter_context(contextlib.closing(engine.client()))
        make_bystanders(client.api)
        before = fingerprints(client.api)
        Baseline.of(client.api)
        recorder = stack.enter_context(recording())
        return rounds(seconds, engine, client.api, before, lambda: measure(home, recorder.pid))


def rounds(
    seconds: float,
    engine: Engine,
    api: docker.APIClient,
    before: dict[str, str],
    sample: Callable[[], Sample],
) -> int:
    """Every lesson in a random order, again and again; a row of the table for each."""
    seed = int(os.environ.get("COURSE_SOAK_SEED") or time.time())
    print(f"{len(before)} foreign things; COURSE_SOAK_SEED={seed}")
    print(f"{'lesson':16}{'minutes':>8}" + "".join(f"{name:>17}" for name in COLUMNS))
    wrong, began = list[str](), time.monotonic()
    samples: list[Sample] = []
    for lesson in shuffled(random.Random(seed)):
        wrong += learn(lesson, engine)
        changed = differences(before, fingerprints(api))
        wrong += [f"{lesson}: a foreign thing changed: {change}" for change in changed]
        samples.append(sample())
        row = "".join(f"{value:>17}" for value in samples[-1])
        print(f"{lesson:16}{(time.monotonic() - began) / 60:>8.1f}{row}", flush=True)
        if time.monotonic() - began > seconds:
            break
    settled = min(len(course().lessons), len(samples)) - 1  # each lesson's images and build cache are there
    wrong += flat(samples[settled], samples[-1])
    print("\n".join(f"✗ {fault}" for fault in wrong) or "every foreign thing as it was, and everything flat")
    return 1 if wrong else 0


def shuffled(order: random.Random) -> Iterator[str]:
    """All lessons in one order after the other, without end."""
    lessons = [lesson.name for lesson in course().lessons if not plugins.lacking(lesson)]
    print(f"left out for want of a plugin: {len(course().lessons) - len(lessons)} lessons")
    while True:
        order.shuffle(lessons)
        yield from lessons


def learn(lesson: str, engine: Engine) -> list[str]:
    """Solve a lesson as its source does, have it graded and removed by the commands; what was wrong."""
    if lesson in NEED_WIKI:
        build_wiki(engine, {name: os.environ[name] for name in ARCHIVE})
    proof = Proof(lesson, engine, prepare("ko"))
    for commands in solutions(lesson).values():
        proof.shell(commands, strict=True)
    code, said = run("check", lesson, "--now", "--json")
    if code:
        failed = [task["id"] for task in json.loads(said)["tasks"] if task["status"] != "passed"]
        proof.wrong.append(f"{lesson}: not passed: {failed}")
    code, said = run("reset", lesson)
    if code:
        proof.wrong.append(f"{lesson}: reset ends with {code}: {said}")
    code, said = run("reset", lesson, "--dry-run")
    if "지울 것이 없습니다" not in said:
        proof.wrong.append(f"{lesson}: left after a reset: {said}")
    return proof.wrong


def run(*words: str) -> tuple[int, str]:
    """One `course` command as a learner starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "helpers", *words], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    return done.returncode, done.stdout if words[-1] == "--json" else done.stdout + done.stderr


def differences(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What is not as it was."""
    return [f"{name}: {look} -> {now.get(name)}" for name, look in before.items() if now.get(name) != look]


@contextlib.contextmanager
def recording() -> Iterator[subprocess.Popen[bytes]]:
    """The recorder as `course lab` starts it."""
    process = subprocess.Popen([sys.executable, "-m", "helpers.lab.record"], cwd=ROOT)
    try:
        while not list(state().glob("journal-*")):
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1800))
