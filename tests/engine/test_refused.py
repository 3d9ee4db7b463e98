"""What a learner sees when the engine refuses a command: in a cell, and with `course explain`."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import docker as docker_py
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers import i18n
from helpers.paths import ROOT
from helpers.views import failed

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
RUN = "docker run -d --name taken busybox sleep 60"
SAID = {"ko": "컨테이너가 이미 있습니다", "en": "There is a container 'taken' already"}
UNKNOWN = {"ko": "까닭은 위의 출력에 있습니다", "en": "The reason is in the output above"}


@pytest.fixture
def shell() -> InteractiveShell:
    made = InteractiveShell()  # type: ignore[no-untyped-call]
    failed.install(made)
    failed.install(made)  # a notebook's first cell is run again and again
    return made


@pytest.fixture(params=["ko", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COURSE_LANG", request.param)
    monkeypatch.setattr(i18n, "_chosen", None)
    return str(request.param)


def cell(shell: InteractiveShell, text: str) -> bool:
    """Run a %%bash cell; whether it succeeded."""
    return bool(shell.run_cell(f"%%bash\n{text}").success)


def test_a_cell_whose_command_is_refused_says_what_happened_and_still_fails(
    shell: InteractiveShell, lang: str, docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    docker.create_container("busybox", name="taken")
    assert not cell(shell, RUN)
    out, err = capsys.readouterr()
    assert 'container name "/taken" is already in use' in out + err
    assert SAID[lang] in out
    assert "docker rename taken taken-old" in out
    assert "Traceback" not in out
    assert "CalledProcessError" not in out


def test_another_failure_keeps_its_output_and_its_exit_code(
    shell: InteractiveShell, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not cell(shell, "echo reason >&2; exit 7")
    out, err = capsys.readouterr()
    assert "reason" in out + err
    assert "7" in out
    assert UNKNOWN[lang] in out
    assert "Traceback" not in out


def test_a_cell_that_succeeds_prints_what_it_prints_and_no_more(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cell(shell, "docker version --format '{{.Server.Os}}'; false; true")
    assert capsys.readouterr().out.strip() == "linux"


def piped(command: str) -> subprocess.CompletedProcess[str]:
    """A learner's command, its output led through `course explain`."""
    return subprocess.run(
        ["sh", "-c", f"({command}) 2>&1 | {sys.executable} -m helpers explain"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=180,
    )  # fmt: skip


def test_explain_shows_the_output_and_then_what_it_means(lang: str, docker: docker_py.APIClient) -> None:
    docker.create_container("busybox", name="taken")
    done = piped(RUN)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert any('name "/taken" is already in use' in line for line in lines[:-2])
    assert SAID[lang] in lines[-2]
    assert "docker rename taken taken-old" in lines[-1]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("DOCKER_HOST=unix:///nowhere/docker.sock docker ps", "도커 엔진이 없거나 멈춰 있습니다"),
        ("setpriv --reuid 65534 --clear-groups docker ps", "소켓을 쓸 권한이 없습니다"),
    ],
    ids=["stopped", "denied"],
)
def test_explain_knows_an_engine_that_cannot_be_asked(command: str, says: str) -> None:
    done = piped(command)
    assert says in done.stdout, done.stdout
    assert "course doctor" in done.stdout


def test_explain_passes_on_what_it_does_not_know_and_bytes_that_are_no_text() -> None:
    done = piped("printf 'all is well \\377\\n'")
    assert done.returncode == 1
    assert re.fullmatch("all is well .\n", done.stdout)
    assert "course가 아는 도커의 오류가 없습니다" in done.stderr


def test_explain_names_the_line_of_an_output_it_does_not_know() -> None:
    done = piped("echo 'Error response from daemon: never seen before'; echo \"See 'docker run --help'.\"")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("never seen before")


@pytest.mark.parametrize("command", ["--lang en explain", "explain --lang en", "explain --lang=en"])
def test_explain_speaks_the_language_asked_for_before_or_after(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "helpers", *command.split()],
        cwd=ROOT, input="bash: dokcer: command not found\n", capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0
    assert "It looks like docker misspelt" in done.stdout


def test_a_cell_of_shell_without_bash_says_so(
    shell: InteractiveShell, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("docker run busybox true", "$ docker ps", "docker --version", "docker ps\ndocker images"):
        assert not shell.run_cell(text).success
        out = capsys.readouterr().out
        assert "%%bash" in out, out
        assert "Error" in out  # Python's own words stay
    for text in ("print(nope)", "def f(:\n    pass", "docker.from_env()"):
        assert not shell.run_cell(text).success
        out = capsys.readouterr().out
        assert "%%bash" not in out, out
        assert "Error" in out


def test_a_cell_that_was_killed_without_a_word_says_what_137_means(
    shell: InteractiveShell, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not cell(shell, "docker run --rm busybox sh -c 'kill -9 $PPID; kill -9 0'; exit 137")
    out, _err = capsys.readouterr()
    assert "SIGKILL" in out
    assert "OOMKilled" in out


def test_a_cell_compares_a_misspelt_image_with_those_on_the_engine(
    shell: InteractiveShell, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not cell(shell, "docker run --rm busybx true")
    out, _err = capsys.readouterr()
    assert {"ko": "busybox 이미지를 뜻했나요?", "en": "Did you mean busybox?"}[lang] in out


def test_explain_without_anything_to_explain_is_one_line() -> None:
    master, terminal = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "explain"], cwd=ROOT, stdin=terminal, capture_output=True, text=True
    )
    os.close(master)
    os.close(terminal)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "2>&1 | course explain" in done.stderr


def test_an_error_that_was_copied_can_be_given_as_words() -> None:
    asked = [sys.executable, "-m", "helpers", "explain", "--lang", "en", "bash: docker: command not found"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0
    assert done.stdout.startswith("✗ The docker command is not installed"), done.stdout
