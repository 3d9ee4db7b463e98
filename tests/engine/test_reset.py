"""Reset on a real engine: what the lesson declares goes, everything else stays."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from threading import Thread

import docker as docker_py
import pytest

from helpers import paths, waiting
from helpers.checks import grade, load
from helpers.cli import main
from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline, Journal, Ownership, Scope, Thing, inventory, owned, reset
from helpers.lab.remove import remove

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
BASE = "busybox:latest"
SCOPE = Scope(
    containers=("mine", "other-mine"), images=("mine:1",), volumes=("mine-data",), networks=("mine-net",)
)
SLEEP = ["sleep", "1000"]


def run(api: docker_py.APIClient, name: str, image: str = BASE) -> None:
    api.create_container(image, SLEEP, name=name)
    api.start(name)


def make_all(api: docker_py.APIClient) -> None:
    """Everything that SCOPE declares, once."""
    run(api, "mine")
    api.commit("mine", "mine", "1")
    run(api, "other-mine", "mine:1")
    api.create_volume("mine-data")
    api.create_network("mine-net")


def test_exactly_what_is_declared_goes(docker: docker_py.APIClient) -> None:
    run(docker, "bystander")
    docker.commit("bystander", "bystander", "1")
    docker.create_volume("bystander-data")
    docker.create_network("bystander-net")
    before = inventory(docker)
    Baseline.of(docker)
    make_all(docker)
    run(docker, "made-during-the-lesson-by-somebody-else")
    said: list[Thing] = []
    removed, stayed = reset(docker, "03_commit_diff", SCOPE, said.append)
    docker.remove_container("made-during-the-lesson-by-somebody-else", force=True)
    assert inventory(docker) == before
    assert stayed == []
    assert (
        said
        == removed
        == [
            Thing("container", "mine"),
            Thing("container", "other-mine"),
            Thing("image", "mine:1"),
            Thing("volume", "mine-data"),
            Thing("network", "mine-net"),
        ]
    )


def test_what_bore_the_name_before_the_course_stays(docker: docker_py.APIClient) -> None:
    make_all(docker)
    before = inventory(docker)
    Baseline.of(docker)
    assert owned(docker, SCOPE) == []
    assert reset(docker, "03_commit_diff", SCOPE, lambda _thing: None) == ([], [])
    assert inventory(docker) == before


def test_a_name_that_was_given_to_a_new_thing_is_the_learner_s(docker: docker_py.APIClient) -> None:
    run(docker, "mine")
    Baseline.of(docker)
    docker.remove_container("mine", force=True)
    run(docker, "mine")
    assert owned(docker, SCOPE) == [Thing("container", "mine")]


def test_a_bystander_keeps_running_when_its_image_loses_its_name(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "mine")
    docker.commit("mine", "mine", "1")
    run(docker, "bystander", "mine:1")
    reset(docker, "03_commit_diff", SCOPE, lambda _thing: None)
    assert docker.inspect_container("bystander")["State"]["Running"]
    assert "mine:1" not in inventory(docker)["image"]


def test_reset_starts_the_lesson_s_journal_anew(docker: docker_py.APIClient) -> None:
    Baseline.of(docker)
    run(docker, "mine")
    reset(docker, "03_commit_diff", SCOPE, lambda _thing: None)
    journal = Journal(docker)
    journal.catch_up()
    assert "mine" in [event.name for event in journal.events()]
    assert [event.name for event in journal.events("03_commit_diff") if event.kind == "container"] == []


def solve_first_task(api: docker_py.APIClient) -> None:
    grade("03_commit_diff")  # the course meets the engine
    api.create_container("debian:trixie-slim", ["bash"], name="git-box", tty=True, stdin_open=True)
    api.start("git-box")
    assert grade("03_commit_diff").points == 1


def test_the_command_lists_each_thing_and_the_points_stay(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    solve_first_task(docker)
    assert main(["reset", "03"]) == 0
    assert capsys.readouterr().out == "지움: 컨테이너 git-box\n"
    assert grade("03_commit_diff", now=True).points == 0
    assert grade("03_commit_diff").points == 1
    assert main(["reset", "--all"]) == 0
    assert "03_commit_diff: 지울 것이 없습니다.\n" in capsys.readouterr().out


def test_a_dry_run_lists_and_removes_nothing(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    solve_first_task(docker)
    before = inventory(docker)
    assert main(["reset", "03_commit_diff", "--dry-run"]) == 0
    assert capsys.readouterr().out == "지울 것: 컨테이너 git-box\n"
    assert inventory(docker) == before


def test_reset_leaves_the_notebook_alone_and_restart_keeps_the_old_one(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    solve_first_task(docker)
    notebook: Path = paths.work() / "ko" / "03_commit_diff.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("my answers", encoding="utf-8")
    assert main(["reset", "03"]) == 0
    assert notebook.read_text(encoding="utf-8") == "my answers"
    assert main(["restart", "03"]) == 0
    assert str(notebook) in capsys.readouterr().out
    assert notebook.read_text(encoding="utf-8").startswith("{")
    kept = [copy for copy in notebook.parent.glob("03_commit_diff*.ipynb") if copy != notebook]
    assert [copy.read_text(encoding="utf-8") for copy in kept] == ["my answers"]


def test_two_resets_at_once_both_end_well(docker: docker_py.APIClient, engine: PrivateEngine) -> None:
    Baseline.of(docker)
    make_all(docker)
    before = inventory(docker)
    said: list[Thing] = []
    with ThreadPoolExecutor(3) as pool, ExitStack() as stack:
        apis = [stack.enter_context(closing(engine.engine.client())).api for _number in range(3)]
        ended = [pool.submit(reset, api, "03_commit_diff", SCOPE, said.append) for api in apis]
        stayed = [run.result()[1] for run in ended]
    assert stayed == [[], [], []]
    assert len(said) == 5, "each thing is removed once"
    assert inventory(docker) != before
    assert owned(docker, SCOPE) == []


def test_what_goes_while_it_is_being_removed_is_done(
    docker: docker_py.APIClient, engine: PrivateEngine
) -> None:
    Baseline.of(docker)
    make_all(docker)
    ownership, things = Ownership.of(docker), owned(docker, SCOPE)
    with closing(engine.engine.client()) as other:
        for thing in things:
            racer = Thread(target=_remove_quietly, args=(other.api, thing))
            racer.start()
            remove(ownership, thing.kind, thing.name, thing.identity)
            racer.join()
    assert owned(docker, SCOPE) == []


def _remove_quietly(api: docker_py.APIClient, thing: Thing) -> None:
    with suppress(docker_py.errors.APIError):
        if thing.kind == "container":
            api.remove_container(thing.identity, force=True)
        elif thing.kind == "image":
            api.remove_image(thing.name, force=True)
        elif thing.kind == "volume":
            api.remove_volume(thing.name)
        else:
            api.remove_network(thing.identity)


def test_a_reset_that_has_to_wait_says_so_and_is_bounded(
    docker: docker_py.APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "WORD_AFTER", 0.1)
    program = "import sys; from pathlib import Path; from helpers.atomic import locked\n" + (
        f"with locked(Path({str(paths.state() / 'reset')!r})): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program], cwd=paths.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin and holder.stdout
    assert holder.stdout.readline() == b"held\n"
    said = Heard("기다립니다", holder.stdin.close)  # it holds the lock until then
    monkeypatch.setattr(sys, "stderr", said)
    assert main(["reset", "03"]) == 0
    assert "기다립니다" in said.getvalue()
    assert holder.wait(60) == 0


class Heard(io.StringIO):
    """A stderr that does something once a word was written to it."""

    def __init__(self, word: str, then: Callable[[], None]) -> None:
        super().__init__()
        self._word, self._then = word, then

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._word in text:
            self._then()
        return written


def test_a_failed_build_s_leftover_is_not_the_lesson_s_and_does_no_harm(
    docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    grade("03_commit_diff")
    run(docker, "left-by-a-build")
    docker.commit("left-by-a-build", "debian", "git")
    assert main(["reset", "03"]) == 0
    assert capsys.readouterr() == ("지움: 이미지 debian:git\n", "")
    assert "left-by-a-build" in inventory(docker)["container"]


def test_every_name_a_lesson_declares_is_one_it_does_not_share_with_a_base_image() -> None:
    images = load("03_commit_diff").scope.images
    assert "debian:trixie-slim" not in images
