"""Root's rights are asked for once, by who may have them; the engine's group is in force at once."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from helpers.cli import lab, main
from helpers.engine import apt, group, root
from helpers.errors import EngineNotFound

USES = ["to install with apt: docker.io", "to start the Docker Engine"]


@pytest.fixture
def kim(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Not root, in the group sudo, with a `sudo` that needs no password and says nothing; its PATH."""
    (tmp_path / "sudo").symlink_to("/bin/true")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(root.CONSENT, "")  # also put back afterwards
    monkeypatch.setattr(root.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(root, "_groups", lambda: {"kim", "sudo"})
    monkeypatch.setattr(root.sys, "stdin", open(os.devnull))  # noqa: PTH123, SIM115  no terminal
    monkeypatch.setenv("COURSE_LANG", "en")
    return tmp_path


class Terminal:
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Somebody at a terminal who gives this answer; the list fills with the questions."""
    questions: list[str] = []
    monkeypatch.setattr(root.sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: questions.append(question) or answer)
    return questions


def test_root_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root.os, "geteuid", lambda: 0)
    assert root.obtain(USES, "command").prefix == ()


@pytest.mark.parametrize("answer", ["y", "Y", "yes", "예", "네", "ㅛ"])
def test_a_yes_counts_for_the_rest_of_the_session(
    kim: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    questions = answering(monkeypatch, answer)
    assert root.obtain(USES, "command").prefix == ("sudo", "-n")
    said = capsys.readouterr().out
    assert all(use in said for use in USES)
    assert root.obtain(["something else"], "command").prefix == ("sudo", "-n")
    assert len(questions) == 1
    assert os.environ[root.CONSENT] == "yes"  # what this process starts does not ask again


@pytest.mark.parametrize("answer", ["", "n", "no", "아니요", "yn"])
def test_anything_else_is_a_no(kim: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    answering(monkeypatch, answer)
    with pytest.raises(EngineNotFound):
        root.obtain(USES, "command")
    assert os.environ[root.CONSENT] == ""


def test_without_a_terminal_the_way_to_agree_in_advance_is_told(kim: Path) -> None:
    with pytest.raises(EngineNotFound) as caught:
        root.obtain(USES, "command")
    assert "make lab ARGS=--yes" in caught.value.remedy
    assert root.obtain(USES, "command", assume_yes=True).prefix == ("sudo", "-n")


def test_who_has_no_rights_is_not_led_to_a_password(kim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "_groups", lambda: {"lee"})
    (kim / "sudo").unlink()
    (kim / "sudo").symlink_to("/bin/false")
    questions = answering(monkeypatch, "y")
    with pytest.raises(EngineNotFound) as caught:
        root.obtain(USES, "usermod -aG docker lee")
    assert "usermod -aG docker lee" in caught.value.remedy
    assert "rootless" in caught.value.remedy
    assert questions == []


def test_a_rule_of_sudo_without_the_group_counts(kim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "_groups", lambda: {"lee"})
    assert root.may_become_root()
    (kim / "sudo").unlink()
    assert not root.may_become_root(agreed=True)  # there is no sudo at all


class Replaced(BaseException):
    """This process would be another program now."""


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command that the process became."""
    became: list[str] = []

    def execvp(program: str, arguments: list[str]) -> None:
        became.extend(arguments)
        raise Replaced

    monkeypatch.setattr(group.os, "execvp", execvp)
    monkeypatch.setattr(group, "_own", lambda: "kim")
    monkeypatch.setenv(group.AGAIN, "")
    return became


# What `sg docker -c "exec sg kim -c 'exec id -nG'"` prints: Debian 12's keeps both groups, 13's does not.
SG = "#!/bin/sh\necho {groups}\n"


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install_sg(path: Path, groups: str) -> None:
    (path / "sg").write_text(SG.format(groups=groups))
    (path / "sg").chmod(0o755)


def test_with_sg_the_group_is_entered_without_rights(path: Path, replaced: list[str]) -> None:
    install_sg(path, "kim sudo docker")
    with pytest.raises(Replaced):
        group.enter(["lab", "--lang", "ko"])
    assert replaced[:3] == ["sg", "docker", "-c"]
    assert "lab --lang ko" in replaced[3]
    group.enter(["lab"])  # the second start does not start a third


@pytest.mark.parametrize("groups", [None, "kim sudo"])
def test_without_an_sg_that_does_root_gives_the_groups_that_the_system_knows_now(
    path: Path, replaced: list[str], groups: str | None
) -> None:
    if groups:
        install_sg(path, groups)
    group.enter(["lab"])  # without rights there is no way, and nothing is tried
    assert replaced == []
    with pytest.raises(Replaced):
        group.enter(["lab"], root.Root(("sudo", "-n")))
    assert replaced[:4] == ["sudo", "-n", "-E", "setpriv"]
    assert "--init-groups" in replaced
    assert f"--reuid={os.getuid()}" in replaced


@pytest.mark.parametrize(
    ("compose", "expected"),
    [("2.26.1-4", True), ("1:2.40.3-3", True), ("1.29.2-3", False), ("(none)", False), (None, False)],
)
def test_compose_comes_with_the_engine_where_it_is_the_plugin(
    monkeypatch: pytest.MonkeyPatch, compose: str | None, expected: bool
) -> None:
    def policy(command: list[str], **_options: object) -> object:
        head = "{}:\n  Installed: (none)\n  Candidate: {}\n  Version table:\n"
        known = {"docker-cli": "26.1.5", "docker-buildx": "(none)", "docker-compose": compose}
        rows = [head.format(name, known[name]) for name in command[2:] if known.get(name)]
        return type("Done", (), {"stdout": "".join(rows)})

    monkeypatch.setattr(apt.subprocess, "run", policy)
    names = apt._complete(("docker.io", "iptables"))
    assert ("docker-compose" in names) is expected
    assert "docker-cli" in names
    assert "docker-buildx" not in names  # known by name, but no release here has it
    assert apt._complete(("mmdebstrap",)) == ("mmdebstrap",)


def test_lists_count_as_fresh_only_when_they_are_there_and_new(tmp_path: Path) -> None:
    assert not apt.lists_are_fresh(tmp_path)
    (tmp_path / "partial").mkdir()
    assert not apt.lists_are_fresh(tmp_path)
    (tmp_path / "mirror_dists_trixie_main_binary-amd64_Packages.lz4").touch()
    assert apt.lists_are_fresh(tmp_path)
    past = time.time() - apt.FRESH - 60
    os.utime(tmp_path / "partial", (past, past))
    assert not apt.lists_are_fresh(tmp_path)


def test_under_sudo_the_owner_of_a_checkout_is_told_to_leave_it_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(root.os, "geteuid", lambda: 0)
    root.refuse_sudo(tmp_path)
    owner = tmp_path.stat().st_uid or 1000
    monkeypatch.setenv("SUDO_UID", str(owner + 1))
    root.refuse_sudo(tmp_path)  # an administrator in somebody else's
    monkeypatch.setenv("SUDO_UID", str(owner))
    if os.getuid() == 0:
        os.chown(tmp_path, owner, owner)
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    assert main(["lab", "--no-browser", "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert "without sudo" in said.out + said.err


def test_apt_is_told_of_a_proxy_in_small_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in root.PROXIES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://a.example")
    monkeypatch.setenv("HTTPS_PROXY", "http://b.example")
    monkeypatch.setenv("https_proxy", "http://c.example")
    given = root.Root().command(["apt-get", "update"])
    assert {"http_proxy=http://a.example", "HTTP_PROXY=http://a.example"} <= set(given)
    assert {"https_proxy=http://c.example", "HTTPS_PROXY=http://b.example"} <= set(given)
