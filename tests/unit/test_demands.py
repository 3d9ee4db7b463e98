"""What checks make of commands, names and events, from recorded answers: no engine is asked."""

from __future__ import annotations

import json

import pytest

from helpers.checks import Look, NotYet, Scope
from helpers.checks.commands import is_shell, runs_program
from helpers.checks.questions import Asking


def look(**answers: object) -> Look:
    """A look that knows these answers to questions without arguments, and that no image is there."""
    played = {json.dumps([question]): answer for question, answer in answers.items()}
    played[json.dumps(["image", "hello-box:1.0"])] = None
    return Look(None, "02_image_container", Scope(images=("hello-box:1.0",)), Asking(played))


def event(time: int, action: str, name: str, identity: str = "1", **attributes: str) -> dict[str, object]:
    return {
        "time": time, "kind": "container", "action": action, "id": identity, "name": name,
        "attributes": attributes,
    }  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "git --version", "sh -c git", "sh -c 'echo $(git --version)'", "sh -c `git`", "/usr/bin/git -v",
        "bash -lc cd /tmp && git init", "if git --version; then true; fi", "env A=b git", "A=b git",
        "timeout 5 git", "busybox git", "find . -exec git add {} +", "/entrypoint.sh git", "ls | xargs git",
    ],
)  # fmt: skip
def test_a_program_is_found_wherever_it_stands_in_a_command(command: str) -> None:
    assert runs_program(command, "git")


@pytest.mark.parametrize(
    "command",
    [
        "digit", "apt-get install git-lfs", "cat .git/config", "", "echo git", "apt-get install git",
        "which git", "sh -c command -v x; ls /usr/bin/git", "bash -c echo git",
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_the_program_is_not_it(command: str) -> None:
    assert not runs_program(command, "git")


def test_a_shell_with_a_script_is_nothing_to_type_at() -> None:
    assert all(is_shell(command) for command in ("sh", "/bin/bash", "bash -l", "bash --norc"))
    assert not any(
        is_shell(command) for command in ("sh -c date", "bash -lc date", "bash -ec date", "sleep 9")
    )


def test_a_missing_image_names_what_is_there_instead() -> None:
    with pytest.raises(NotYet) as missing:
        look(image_names=["busybox:latest", "hello-box:v1.0"]).image("hello-box:1.0", hint="advice")
    assert (missing.value.found, missing.value.hint) == ("hello-box:v1.0", "advice")
    with pytest.raises(NotYet) as missing:
        look(image_names=["debian:trixie-slim"]).image("hello-box:1.0")
    assert missing.value.found == "없음"
    assert "docker images" in missing.value.hint


def test_a_container_has_lived_under_each_name_it_was_given() -> None:
    happened = [
        event(1, "create", "stuborn"),
        event(2, "rename", "stubborn", oldName="/stuborn"),
        event(3, "create", "stubborn", "2"),
        event(4, "create", "other", "3"),
    ]
    seen = look(events=happened)
    assert [life.id for life in seen.lives_of("stubborn")] == ["1", "2"]
    assert len(seen.lives_of("stubborn")[0].events) == 2
    assert [life.id for life in seen.lives_of("stuborn")] == ["1"]
