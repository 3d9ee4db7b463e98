"""A remedy is for the engine it speaks of: nobody restarts everybody's engine for a private one."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.engine import Engine, advice, find, remember
from helpers.engine.fitness import open_to_others
from helpers.errors import EngineError
from helpers.paths import state

SYSTEM = "unix:///var/run/docker.sock"
PRIVATE = "course engine stop && course engine start"


@pytest.mark.parametrize(
    ("meant", "place", "restart"),
    [
        (
            Engine("unix:///x/e/b/docker.sock", "private"),
            "private",
            "course engine stop && course engine start",
        ),
        (Engine(SYSTEM, "default"), "system", "docker restart"),
        (Engine(SYSTEM, "DOCKER_HOST"), "system", "docker restart"),
        (Engine("unix:///run/user/7/docker.sock", "rootless"), "rootless", "systemctl --user restart docker"),
        (
            Engine("unix:///run/user/7/podman/podman.sock", "Podman"),
            "podman",
            "systemctl --user restart podman",
        ),
        (Engine("unix:///home/u/.docker/desktop/docker.sock", "context"), "desktop", "Docker Desktop"),
        (Engine("tcp://10.1.2.3:2375", "DOCKER_HOST"), "elsewhere", "그 엔진이 도는 곳에서"),
        (Engine("ssh://somebody@host", "context"), "elsewhere", "그 엔진이 도는 곳에서"),
    ],
)
def test_each_engine_is_restarted_in_its_own_way(
    meant: Engine, place: str, restart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advice, "this_system", lambda: advice.System.LINUX)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    assert advice.place(meant) == place
    assert restart in advice.to_restart(engine=meant)
    if place != "system":
        for remedy in (advice.to_restart(engine=meant), advice.to_start(engine=meant)):
            assert "service docker" not in remedy
            assert "systemctl start" not in remedy


@pytest.mark.parametrize("by", ["DOCKER_HOST", "remembered"])
def test_the_learners_private_engine_is_known_however_it_was_chosen(
    by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"unix://{state().resolve()}/engine/docker.sock"
    monkeypatch.delenv("DOCKER_HOST")
    if by == "remembered":
        remember(Engine(url, "private"))
    else:
        monkeypatch.setenv("DOCKER_HOST", url)
    assert advice.place() == "private"
    assert advice.to_start() == "전용 엔진을 켜세요: course engine start"


def test_a_private_engine_that_is_gone_is_started_by_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{state().resolve()}/engine/docker.sock")
    with pytest.raises(EngineError) as caught:
        find()
    assert "course engine start" in caught.value.remedy


def test_without_a_choice_it_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCKER_HOST")
    assert advice.place() == "system"


@pytest.mark.parametrize(
    ("url", "verify", "warned"),
    [
        ("tcp://0.0.0.0:2375", "", True),
        ("tcp://192.168.0.7:2375", "", True),
        ("tcp://docker.example:2375", "", True),
        ("tcp://docker.example:2376", "1", False),
        ("tcp://127.0.0.1:2375", "", False),
        ("tcp://localhost:2375", "", False),
        ("tcp://[::1]:2375", "", False),
        ("ssh://u@host", "", False),
        (SYSTEM, "", False),
    ],
)
def test_an_engine_that_is_open_to_everybody_is_warned_of(
    url: str, verify: str, warned: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DOCKER_TLS_VERIFY", verify)
    found = [problem.code for problem in open_to_others(Engine(url, "DOCKER_HOST"))]
    assert found == ["engine-open"] * warned


# -- who may do it --------------------------------------------------------------------------------------
ROOT_S = ("apt-get", "service", "systemctl", "usermod", "dockerd")


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Who asks: root, somebody who may use sudo, a member of the group, with its rights or not yet."""
    who = {"root": False, "sudo": False, "member": False, "in_force": False}
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setattr(advice, "_is_root", lambda: who["root"])
    monkeypatch.setattr(advice, "may_become_root", lambda: who["sudo"])
    monkeypatch.setattr(advice, "_in_docker_group", lambda _user: who["member"])
    monkeypatch.setattr(advice, "_in_force", lambda: who["in_force"])
    return who


def remedies() -> list[str]:
    linux = advice.System.LINUX
    return [advice.to_start(linux), advice.to_restart(linux), advice.to_be_allowed(linux)]


def test_who_has_no_rights_is_told_whom_to_ask_and_nothing_with_sudo(user: dict[str, bool]) -> None:
    for remedy in remedies():
        assert "sudo" not in remedy
        assert "관리자에게" in remedy and "root로" in remedy
        assert any(command in remedy for command in ROOT_S)


def test_who_may_use_sudo_gets_the_command_with_it(user: dict[str, bool]) -> None:
    user["sudo"] = True
    for remedy in remedies():
        assert "sudo " in remedy and "관리자" not in remedy


def test_root_needs_no_sudo(user: dict[str, bool]) -> None:
    user["root"] = True
    for remedy in remedies()[:2]:
        assert "sudo" not in remedy and "관리자" not in remedy


@pytest.mark.parametrize("installed", [True, False])
def test_an_engine_that_is_not_installed_is_installed_by_who_may(
    user: dict[str, bool], installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advice, "dockerd", lambda: "/usr/sbin/dockerd" if installed else None)
    assert ("apt-get install docker.io" in advice.to_start(advice.System.LINUX)) is not installed


def test_a_member_of_the_group_is_told_only_what_is_missing(user: dict[str, bool]) -> None:
    user["member"] = True
    before_login = advice.to_be_allowed(advice.System.LINUX)
    assert "newgrp docker" in before_login and "usermod" not in before_login
    user["in_force"] = True
    refused_anyhow = advice.to_be_allowed(advice.System.LINUX)
    assert "newgrp" not in refused_anyhow and "ls -l" in refused_anyhow, "a new login would not help"


def test_the_course_enters_the_group_by_itself_but_only_for_the_machine_s_engine(
    user: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    user["sudo"] = True
    assert "make lab" in advice.to_be_allowed(advice.System.LINUX)
    monkeypatch.setenv("DOCKER_HOST", "unix:///other.sock")
    assert "make lab" not in advice.to_be_allowed(advice.System.LINUX)


@pytest.mark.parametrize("path", ["/run/podman/podman.sock", "/run/user/7/podman/podman.sock"])
def test_no_group_opens_a_socket_of_podman(path: str, user: dict[str, bool]) -> None:
    user["sudo"] = True
    remedy = advice.to_be_allowed(engine=Engine(f"unix://{path}", "Podman"))
    assert "systemctl --user enable --now podman.socket" in remedy
    assert "usermod" not in remedy


def test_a_users_podman_that_is_stopped_is_started_by_its_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    remedy = advice.to_start(engine=Engine("unix:///run/user/7/podman/podman.sock", "Podman"))
    assert "systemctl --user start podman.socket" in remedy
