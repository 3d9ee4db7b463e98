"""The course's own files, after a power cut, an editor, or another version of the course."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks import answers, earned
from helpers.engine import contexts
from helpers.engine.find import remembered
from helpers.lab import log
from helpers.lab.baseline import Baseline
from helpers.lab.events import Event
from helpers.lab.seed import learner_seed
from helpers.launch import session
from tests.fuzz.outside import JSON, NESTED, changed, damaged, survives

EVENT = asdict(Event(1, "container", "create", "0123", "box", {"name": "box", "image": "busybox"}))
BASELINE: dict[str, Any] = {
    "version": 2, "time": 1795939200123456789,
    "things": {
        "container": {"box": "0123"}, "image": {"busybox:latest": "sha256:0"}, "volume": {"v": "now"},
        "network": {"bridge": "4"},
    },
    "ids": {"container": ["0123"], "image": ["sha256:0"], "network": ["4"]},
    "anchor": [1, "container", "create", "0123"], "datastore": "x",
}  # fmt: skip
ANSWERS = {"version": 2, "lessons": {"02_image_container": {"layers": "b"}}}
EARNED = {"version": 1, "lessons": {"03": {"box": {"points": 2, "time": 1, "message": "git-box"}}}}
ENGINE = {"url": "unix:///x.sock", "origin": "private"}
SERVER = {"base": "http://127.0.0.1:9", "token": "t", "path": "/lab", "pid": 1}
CONFIG = {"currentContext": "far", "auths": {}}
META = {"Name": "far", "Endpoints": {"docker": {"Host": "unix:///x.sock"}}}


def anything(sample: Any) -> st.SearchStrategy[bytes]:
    """A file of the course that holds something else."""
    whole = json.dumps(sample).encode()
    return (
        damaged(whole) | NESTED | st.binary(max_size=200)
        | (changed(sample) | JSON).map(lambda raw: json.dumps(raw).encode())
    )  # fmt: skip


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A state folder for all examples of a test."""
    before = os.environ.get("COURSE_STATE")
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
    assert os.environ.get("COURSE_STATE") == before


@pytest.fixture(autouse=True)
def _in_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_STATE", str(home))
    monkeypatch.delenv("COURSE_SEED", raising=False)


@given(anything(BASELINE))
def test_a_baseline(content: bytes) -> None:
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return
    try:
        baseline = survives(Baseline.from_json, raw)
    except ValueError:  # its way to say that this is none
        return
    assert survives(baseline.holds, "volume", "v", "now") in (True, False)
    assert survives(Baseline.from_json, survives(baseline.json)) == baseline


@given(st.lists(anything(EVENT) | anything({"version": 2, "baseline": BASELINE}), max_size=5))
def test_a_journal(home: Path, lines: list[bytes]) -> None:
    path = home / "journal.jsonl"
    path.write_bytes(b"\n".join(lines))
    parsed = survives(log.read, path)
    assert all(isinstance(event.name, str) for event in parsed.events)
    survives(log.head, path)
    survives(log.append, path, [Event(1, "container", "create", "0123", "box")])
    assert survives(log.read, path).events[-1].name == "box", "whatever stands before it"
    survives(log.shorten, path, BASELINE)


@given(anything(ANSWERS))
def test_answers(home: Path, content: bytes) -> None:
    (home / "answers.json").write_bytes(content)
    survives(answers.recall)
    survives(answers.remember, "02_image_container", "layers", "b")
    assert survives(answers.recall)["02_image_container"]["layers"].answer == "b"


@given(anything(EARNED))
def test_what_was_earned(home: Path, content: bytes) -> None:
    (home / "earned.json").write_bytes(content)
    for found in survives(earned.earned, "03").values():
        assert isinstance(found.points, int)
    survives(earned.keep, "03", "box", 2, "git-box", {})


@given(anything({"version": 1, "answers": {"a": 1}}), st.booleans())
def test_evidence(home: Path, content: bytes, packed: bool) -> None:
    path = earned.evidence_path("03", "box")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(content) if packed else content)
    survives(earned.evidence, "03", "box")


@given(st.binary(max_size=300))
def test_a_seed(home: Path, content: bytes) -> None:
    (home / "seed").write_bytes(content)
    assert survives(learner_seed)


@given(anything(ENGINE))
def test_the_engine_remembered(home: Path, content: bytes) -> None:
    (home / "engine.json").write_bytes(content)
    survives(remembered)


@given(anything(SERVER))
def test_the_note_of_a_server(home: Path, content: bytes) -> None:
    (home / "lab.json").write_bytes(content)
    survives(session.running)


@given(anything(CONFIG), anything(META))
def test_a_docker_context(home: Path, config: bytes, meta: bytes) -> None:
    env = {"DOCKER_CONFIG": str(home)}
    (home / "config.json").write_bytes(config)
    path = home / "contexts/meta" / sha256(b"far").hexdigest() / "meta.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(meta)
    survives(contexts.current, env)
    survives(contexts.engine, "far", env)
