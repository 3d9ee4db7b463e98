"""Mistakes and mishaps, as a learner meets them in the shell: one line in their language, nothing lost."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import i18n
from helpers.cli import main
from helpers.errors import CourseError
from helpers.paths import work

HANGUL = re.compile("[가-힣]")
BROKEN = '{"cells": ['


@pytest.fixture(params=["ko", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COURSE_LANG", request.param)
    monkeypatch.setattr(i18n, "_chosen", None)
    return str(request.param)


def in_language(text: str, lang: str) -> bool:
    return bool(HANGUL.search(text)) == (lang == "ko")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("check 99", "03_commit_diff"), ("restart 99", "03_commit_diff"), ("reset 99", "03_commit_diff"),
        ("check 03 --task nope", "remove-in-order"), ("chekc", "check"),
        ("lab --port 99999", "course lab --help"), ("lab --lang zz", "ko, en"), ("--lang zz lab", "ko, en"),
        ("images nope", "load"), ("images get nope", "busybox"), ("engine nope", "status"),
        ("check 03 more", "course check --help"), ("check --nope", "course check --help"),
    ],
)  # fmt: skip
def test_an_unknown_word_is_one_line_that_says_what_is_known(
    arguments: str, names: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert names in err
    assert err.count("\n") == 1
    assert in_language(err, lang)


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """This process without root's rights over files; real, as far as the kernel is concerned."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become somebody who is not")
@pytest.mark.parametrize("command", ["check 03", "status", "images list", "reset 03", "engine"])
def test_a_socket_without_permission(
    command: str, lang: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("denied")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{folder}/s")
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as own,  # the course's folder is one's own
        socket.socket(socket.AF_UNIX) as closed,
    ):
        monkeypatch.setenv("COURSE_STATE", own)
        main(["check", "03"])  # what lies below root's home is read while it can be
        main(command.split())
        capsys.readouterr()
        for path in (Path(own), *Path(own).rglob("*")):
            path.chmod(0o777)
        closed.bind(str(folder / "s"))
        closed.listen()
        (folder / "s").chmod(0)
        with nobody():
            code = main(command.split())
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert "usermod -aG docker" in err or "docker.sock" in err
    assert err.count("\n") == 1
    assert in_language(err, lang)


def test_a_port_that_is_taken(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["lab", "--port", str(port), "--no-browser"]) == 2
    err = capsys.readouterr().err
    assert str(port) in err
    assert "--port" in err
    assert err.count("\n") == 1
    assert in_language(err, lang)


def test_a_notebook_edited_into_invalid_json_is_named_and_kept(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = work() / lang / "03_commit_diff.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text(BROKEN)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert f"course --lang {lang} restart 03_commit_diff" in out
    assert in_language(out, lang)
    assert main(["restart", "03"]) == 2  # for want of an engine; the notebooks are new and kept by then
    out = capsys.readouterr().out
    (kept,) = notebook.parent.glob("03_commit_diff-*.ipynb")
    assert kept.read_text() == BROKEN
    assert str(kept) in out
    assert str(notebook) in out
    assert notebook.read_text(encoding="utf-8").startswith("{\n")


def test_what_happened_and_what_to_do_are_told_apart(tmp_path: Path) -> None:
    assert str(CourseError("It is gone.", "Look again.")) == "It is gone. Look again."
    assert str(CourseError(f"No such file: {tmp_path}", "Look again.")) == (
        f"No such file: {tmp_path} → Look again."
    )
    assert str(CourseError("It is gone")) == "It is gone"
