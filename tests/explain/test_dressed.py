"""A refusal is known however it was copied: out of a terminal, a post, the log of another tool."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.engine import translate
from helpers.engine.refusals import lines
from tests.explain.cases import ORDINARY, Case, cases

SAMPLE = [case for case in cases() if case.code and len(case.text) < 1000][::50]


def _each(before: str) -> Callable[[str], str]:
    return lambda text: "\n".join(before + line if line else line for line in text.split("\n"))


def _wrapped(width: int) -> Callable[[str], str]:
    def wrap(text: str) -> str:
        pieces = [
            line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width)
        ]
        return "\n".join(pieces)

    return wrap


WAYS: dict[str, Callable[[str], str]] = {
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "red": lambda text: f"\x1b[31m{text.rstrip()}\x1b[0m\n",
    "indented": _each("    "),
    "quoted": _each("> "),
    "fenced": lambda text: f"```console\n{text}\n```\n",
    "Jenkins": _each("10:00:01  "),
    "GitHub Actions": _each("2024-09-08T10:00:01.1234567Z "),
    "Compose": _each("web-1  | "),
    "80 columns": _wrapped(80),
    "120 columns": _wrapped(120),
    "after a prompt": lambda text: f"kim@pc:~/app$ make up\n{text}\nmake: *** [Makefile:2: up] Error 1\n",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", SAMPLE, ids=[case.name for case in SAMPLE])
def test_a_refusal_is_known_as_it_was_copied(case: Case, way: str) -> None:
    if way == "Compose" and "docker.sock" in case.text:
        pytest.skip("what a service says of the engine's socket is about its container")
    known = translate(WAYS[way](case.text))
    assert known is not None
    assert known.code == case.code


@pytest.mark.parametrize(
    "before", ["[ERROR] ", "stderr: ", "- ", "* ", "1. ", '"', "`", "**", "##[error]", "Error building: "]
)
def test_what_stands_before_it_on_its_line(before: str) -> None:
    for said, code in (
        ("Error response from daemon: No such container: web", "no-such-container"),
        ("unknown shorthand flag: 'n' in -name", "option-one-dash"),
    ):
        if before == "Error building: " and code == "option-one-dash":
            continue
        known = translate(f"{before}{said}\nSee 'docker run --help'.\n")
        assert known is not None
        assert known.code == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("docker: Error response from daemon: Conflict. The container name\n\"/db\" is already in use by "
         "container \"a1\"\n", "name-taken"),
        ("Error: Error response from daemon: Get \"https://registry-1.docker.io/v2/\": \nunauthorized: "
         "incorrect username or password\n", "login-refused"),
    ],
)  # fmt: skip
def test_a_sentence_that_its_author_broke(said: str, code: str) -> None:
    known = translate(said)
    assert known is not None
    assert known.code == code


def test_lines_of_a_width_are_joined_only_where_a_terminal_broke_them() -> None:
    progress = " => [internal] load build definition from Dockerfile".ljust(76) + "0.0s"
    other = " => transferring context: 2B".ljust(76) + "0.1s"
    assert not lines.broken(f"{progress}\n{other}\n")
    assert lines.unwrapped(f"{progress}\n{other}\nend") == f"{progress}\n{other}\nend\n"
    assert lines.unwrapped("a" * 80 + "\nb") == "a" * 80 + "b\n"
    assert lines.unwrapped("short\nlines") == "short\nlines"


@pytest.mark.parametrize("way", ["quoted", "80 columns", "GitHub Actions", "fenced"])
def test_ordinary_output_stays_ordinary(way: str) -> None:
    assert not [path.name for path in ORDINARY if translate(WAYS[way](path.read_text(encoding="utf-8")))]
