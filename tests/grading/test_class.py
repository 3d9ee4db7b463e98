"""A class hands in from a real engine and is graded by tape: exactly the marks and flags that are due."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import ClassVar

import psutil
import pytest
from distributed import LocalCluster

from helpers.cli import main
from helpers.course import course
from helpers.grading import classfile, run_class
from helpers.grading.judge import Refused
from helpers.grading.roster import Person
from helpers.paths import ROOT
from tests.engine.waiting import until
from tests.grading import forgeries
from tests.grading.forgeries import repacked
from tests.grading.learners import Seat, first, worth

pytestmark = pytest.mark.engine
LESSON = "00_ready"
ALL = first(LESSON, 99)
LANGS = course().languages
SHARED = "same-engine"  # all of them work on the one engine of the test
# what else runs on that engine, made of images that lessons use
STRANGERS = (
    "docker run -d --name acme-web -v acme-vol:/d -l customer=acme busybox sleep 999",
    "docker run -d --name my-secret-db -e OWNER=acme debian:trixie-slim sleep acme",
)


class Graded:
    """What `course grade` found, by file."""

    def __init__(self, out: Path):
        raw = json.loads((out / "grades.json").read_text())
        self.out = out
        self.points = {row["file"]: row["points"] for row in raw["marked"]}
        self.flags = {row["file"]: {flag["kind"] for flag in row["flags"]} for row in raw["marked"]}
        self.refused = {row["file"]: row["reason"] for row in raw["refused"]}
        self.tasks = {
            row["file"]: {task["result"]["id"]: task["result"] for task in row["lessons"][0]["tasks"]}
            for row in raw["marked"]
        }


@pytest.fixture(scope="module")
def group() -> classfile.Class:
    """Eight learners of one lesson."""
    people = [Person(f"Learner {at}", str(at), f"s{at}", lang=LANGS[at % 2]) for at in range(1, 9)]
    return classfile.new("Class", people, [LESSON])


@pytest.fixture(scope="module")
def handed_in(engine, group, tmp_path_factory) -> Path:
    """The folder with everything that was handed in."""
    root = tmp_path_factory.mktemp("class")
    folder = root / "handed-in"
    folder.mkdir()
    work = [(ALL, ""), (ALL, "tidied up"), ([], ""), (ALL[:1], ALL[1])]
    for at, (tasks, then) in enumerate(work, 1):
        seat = Seat(root / f"seat-{at}", engine.engine.url, LANGS[at % 2])
        seat.begin(group.membership(at))
        seat.solve(LESSON, tasks, then if then in ALL else "")
        if then == "tidied up":  # what was earned stays
            seat.course("check", LESSON)
            seat.course("reset", LESSON)
        for command in STRANGERS if at == 1 else ():
            seat.run(*command.split())
        seat.submit(folder / f"{at}.course.tar.gz")
        seat.course("reset", LESSON)
    seat.run("docker", "rm", "-f", "acme-web", "my-secret-db")
    seat.run("docker", "volume", "rm", "acme-vol")
    solved = folder / "1.course.tar.gz"
    repacked(solved, folder / "6.course.tar.gz", forgeries.stolen(group, 6))
    repacked(solved, folder / "edited.course.tar.gz", forgeries.forged(LESSON, ALL[0]))
    forged = forgeries.signed_again(group, 8, forgeries.forged(LESSON, ALL[0]))
    repacked(folder / "3.course.tar.gz", folder / "8.course.tar.gz", forged)
    return folder


@pytest.fixture(scope="module")
def graded(handed_in, group, tmp_path_factory) -> Graded:
    """Everything graded by the command."""
    root = tmp_path_factory.mktemp("marks")
    group.save(root / "class.json")
    folder = root / "handed-in"
    shutil.copytree(handed_in, folder)
    said = forgeries.bombs(folder)
    arguments = ["grade", str(folder), "--out", str(root / "out"), "--class", str(root / "class.json")]
    assert main([*arguments, "--lang", "ko"]) == 1, "some files cannot be graded"
    found = Graded(root / "out")
    assert found.refused.keys() == said.keys()
    assert [name for name, why in said.items() if why not in found.refused[name]] == []
    return found


def test_each_gets_the_points_of_what_their_engine_proves(graded):
    full = worth(LESSON, ALL)
    assert graded.points == {
        "1.course.tar.gz": full,
        "2.course.tar.gz": full,
        "3.course.tar.gz": 0,
        "4.course.tar.gz": worth(LESSON, ALL[:1]),
        "6.course.tar.gz": full,
        "8.course.tar.gz": 0,
        "edited.course.tar.gz": full,
    }


def test_what_runs_beside_the_lessons_is_not_handed_in(handed_in):
    first_one = forgeries.contents(handed_in / "1.course.tar.gz")
    hidden = re.findall(rb'"kind": "container", "action": "create", .*"other-', first_one["journal.jsonl"])
    assert len(hidden) == len(STRANGERS), "they were made while the course looked"
    for path in (handed_in / f"{at}.course.tar.gz" for at in range(1, 5)):
        told = [
            name for name, body in forgeries.contents(path).items() if re.search(rb"acme|my-secret", body)
        ]
        assert told == []


def test_what_a_person_should_look_at_is_flagged_and_nothing_else(graded):
    same = {"same-containers", "same-events"}
    assert graded.flags == {
        "1.course.tar.gz": {SHARED, *same},
        "2.course.tar.gz": {SHARED},
        "3.course.tar.gz": {SHARED},
        "4.course.tar.gz": {SHARED},
        "6.course.tar.gz": {SHARED, *same},
        "8.course.tar.gz": {SHARED, "unproved"},
        "edited.course.tar.gz": {"edited", *same},
    }


def test_a_mistake_is_said_in_the_learners_language_with_what_to_do(graded, group):
    result = graded.tasks["4.course.tar.gz"][ALL[1]]
    assert result["status"] != "passed" and result["message"] and result["hint"]
    page = (graded.out / "learners" / "4.course.tar.gz.html").read_text()
    assert f'<html lang="{group.learner(4).person.lang}">' in page
    assert "Learner 4" in page and "Learner 5" not in page


def test_canvas_takes_the_gradebook(graded, group):
    rows = list(csv.reader((graded.out / "canvas.csv").read_text().splitlines()))
    assert rows[0][:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert "Points Possible" in rows[1][0] and rows[1][5:] == [str(worth(LESSON, ALL))]
    assert {len(row) for row in rows} == {6}
    marks = {row[1]: row[5] for row in rows[2:]}
    assert marks["4"] == str(worth(LESSON, ALL[:1]))
    assert marks["7"] == "", "nothing handed in changes nothing"


def test_moodle_takes_the_gradebook_with_feedback_beside_each_grade(graded):
    rows = list(csv.DictReader((graded.out / "moodle.csv").read_text().splitlines()))
    assert [row["ID number"] for row in rows] == [f"s{at}" for at in range(1, 9)]
    *_who, grade, feedback = rows[0]
    assert feedback == f"{grade} (feedback)"
    assert (rows[0][grade] == "") == (rows[0][feedback] == "")
    assert all((row[grade] == "") == (row[feedback] == "") for row in rows)


def test_graded_again_nothing_is_judged_again_and_all_is_the_same(graded, monkeypatch):
    root = graded.out.parent
    monkeypatch.setattr("helpers.grading.run_class._submit", pytest.fail)
    before = (graded.out / "grades.json").read_bytes()
    arguments = ["grade", str(root / "handed-in"), "--out", str(graded.out), "--lang", "ko"]
    assert main([*arguments, "--class", str(root / "class.json")]) == 1
    assert (graded.out / "grades.json").read_bytes() == before


def test_workers_of_a_scheduler_find_the_same_and_one_that_dies_loses_nothing(graded, tmp_path):
    root = graded.out.parent
    out = tmp_path / "out"
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killed: list[int] = []
        killer = threading.Thread(target=lambda: killed.append(kill_at_work(cluster)))
        killer.start()
        arguments = ["grade", str(root / "handed-in"), "--out", str(out), "--lang", "ko"]
        class_file = str(root / "class.json")
        assert main([*arguments, "--class", class_file, "--scheduler", cluster.scheduler_address]) == 1
        killer.join()
    assert killed, "a worker died while it had a file"
    assert (out / "grades.json").read_bytes() == (graded.out / "grades.json").read_bytes()


def kill_at_work(cluster: LocalCluster) -> int:
    """Kill a worker process that has a file just now."""

    def at_work() -> int:
        busy = {worker.address for worker in list(cluster.scheduler.workers.values()) if worker.processing}
        return next((nanny.pid for nanny in cluster.workers.values() if nanny.worker_address in busy), 0)

    pid = until(at_work, what="a worker with a file")
    os.kill(pid, signal.SIGKILL)
    return pid


def test_killed_in_the_middle_it_goes_on_where_it_was(graded, group, tmp_path):
    root, out = graded.out.parent, tmp_path / "out"
    files = sorted((root / "handed-in").iterdir())
    told: list[Path] = []

    def die(path: Path, _outcome: object) -> None:
        told.append(path)
        if len(told) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), run_class.executor(workers=1) as executor:
        run_class.judge_all(files, group, executor, out / "judged", die)
    kept = judged(out)
    assert 4 <= len(kept) < len(files)
    with run_class.executor(workers=1) as executor:
        again = run_class.judge_all(files, group, executor, out / "judged", lambda *_: None)
    assert [outcome.file for outcome in again] == [path.name for path in files]
    assert kept.items() <= judged(out).items()


def test_the_largest_file_is_begun_first_and_the_order_of_the_marks_is_that_of_the_names(tmp_path):
    """The last to end shall be a short one."""

    class AtOnce(Executor):
        began: ClassVar[list[str]] = []

        def submit(self, function, job, /):
            self.began.append(job.name)
            done = Future()
            done.set_result(Refused(job.name, "x"))
            return done

    files = []
    for name, size in (("a", 1), ("b", 9), ("c", 5)):
        files.append(tmp_path / name)
        files[-1].write_bytes(b"x" * size)
    found = run_class.judge_all(files, None, AtOnce(), tmp_path / "judged", lambda *_: None)
    assert AtOnce.began == ["b", "c", "a"]
    assert [outcome.file for outcome in found] == ["a", "b", "c"]


def test_killed_outright_it_leaves_no_process_and_what_was_judged_is_not_judged_again(graded, tmp_path):
    root, out = graded.out.parent, tmp_path / "out"
    command = [sys.executable, "-m", "helpers", "grade", str(root / "handed-in"), "--out", str(out)]
    command += ["--class", str(root / "class.json"), "--lang", "ko", "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: len(judged(out)) >= 2, 300, what="two files judged")
        workers = psutil.Process(process.pid).children(recursive=True)
    finally:
        process.kill()
        process.wait()
    until(lambda: not any(worker.is_running() for worker in workers), 120, what="workers that end, too")
    assert workers and not (out / "grades.json").exists(), "killed in the middle"
    kept = judged(out)
    assert main(command[3:]) == 1
    assert (out / "grades.json").read_bytes() == (graded.out / "grades.json").read_bytes()
    assert kept.items() <= judged(out).items()


def judged(out: Path) -> dict[str, int]:
    """What is kept, and when it was written."""
    return {path.name: path.stat().st_mtime_ns for path in (out / "judged").glob("*.json")}
