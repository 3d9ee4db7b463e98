"""Which engine is looked for, in which order, and what is said when none of them can be used."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.engine import Engine, advice, find, forget, probe, remember
from helpers.engine.find import remembered
from helpers.errors import EngineDenied, EngineError, EngineLost, EngineNotFound

places = sys.modules["helpers.engine.find"]  # the package's `find` is the function of that name


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a runtime folder in which nothing is, and a default socket that is not the machine's."""
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / ".docker"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setattr(places, "DEFAULT", f"unix://{tmp_path}/default.sock")
    monkeypatch.setattr(places, "PODMAN", tmp_path / "podman.sock")
    (tmp_path / "run").mkdir()
    return tmp_path


def candidates() -> list[tuple[str, str]]:
    return [(engine.url, engine.origin) for engine in places._candidates(os.environ)]


def context(home: Path, name: str, host: str) -> None:
    """A docker context as the CLI writes it."""
    folder = home / ".docker/contexts/meta" / sha256(name.encode()).hexdigest()
    folder.mkdir(parents=True)
    meta = {"Name": name, "Metadata": {}, "Endpoints": {"docker": {"Host": host, "SkipTLSVerify": False}}}
    (folder / "meta.json").write_text(json.dumps(meta))


def use(home: Path, name: str) -> None:
    (home / ".docker").mkdir(exist_ok=True)
    (home / ".docker/config.json").write_text(json.dumps({"currentContext": name}))


def error_of(url: str) -> EngineError:
    with pytest.raises(EngineError) as raised:
        probe.check(Engine(url, "test"), patience=1)
    assert raised.value.what
    assert raised.value.remedy
    return raised.value


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """As a user without rights; root may do everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_only_the_default_socket_is_tried_where_nothing_else_is(nowhere):
    assert candidates() == [(f"unix://{nowhere}/default.sock", "default")]


def test_order_of_places(nowhere):
    remember(Engine("unix:///remembered.sock", "private"))
    context(nowhere, "lab", "unix:///context.sock")
    use(nowhere, "lab")
    for name in ("run/docker.sock", ".docker/desktop/docker.sock", "run/podman/podman.sock"):
        (nowhere / name).parent.mkdir(parents=True, exist_ok=True)
        (nowhere / name).touch()
    assert [origin for _, origin in candidates()] == [
        "private", "context", "default", "rootless", "Docker Desktop", "Podman",
    ]  # fmt: skip
    assert candidates()[1][0] == "unix:///context.sock"


def test_docker_host_is_the_only_one_tried(nowhere, monkeypatch):
    remember(Engine("unix:///remembered.sock", "private"))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{nowhere}/chosen.sock")
    with pytest.raises(EngineNotFound, match=r"chosen\.sock"):
        find()


def test_docker_context_in_the_environment_is_the_only_one_tried(nowhere, monkeypatch):
    context(nowhere, "lab", f"unix://{nowhere}/lab.sock")
    monkeypatch.setenv("DOCKER_CONTEXT", "lab")
    with pytest.raises(EngineNotFound, match=r"lab\.sock"):
        find()


def test_context_that_does_not_exist_is_named(monkeypatch):
    monkeypatch.setenv("DOCKER_CONTEXT", "no-such-context")
    with pytest.raises(EngineNotFound, match="no-such-context") as raised:
        find()
    assert raised.value.code == "engine-bad-context"


@pytest.mark.parametrize("text", ["{", '{"currentContext": "gone"}', "[]", ""])
def test_broken_docker_configuration_does_not_hide_other_engines(nowhere, text):
    (nowhere / ".docker").mkdir()
    (nowhere / ".docker/config.json").write_text(text)
    assert candidates() == [(f"unix://{nowhere}/default.sock", "default")]


def test_broken_context_file_does_not_hide_other_engines(nowhere):
    context(nowhere, "lab", "unix:///x.sock")
    use(nowhere, "lab")
    next(nowhere.glob(".docker/contexts/meta/*/meta.json")).write_text("{")
    assert candidates() == [(f"unix://{nowhere}/default.sock", "default")]


def test_remembered_engine_that_died_is_passed_over_with_its_reason(nowhere):
    remember(Engine(f"unix://{nowhere}/dead.sock", "private"))
    heard: list[str] = []
    with pytest.raises(EngineNotFound, match=r"default\.sock"):
        find(heard.append)
    assert len(heard) == 1
    assert "dead.sock" in heard[0]


def test_what_is_remembered_can_be_forgotten():
    remember(Engine("unix:///x.sock", "private"))
    assert remembered() == Engine("unix:///x.sock", "private")
    forget()
    forget()
    assert remembered() is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"x"', "null"])
def test_a_damaged_note_is_no_note(text):
    remember(Engine("unix:///x.sock", "private"))
    (places.state() / "engine.json").write_text(text)
    assert remembered() is None


def test_no_socket(nowhere):
    known = error_of(f"unix://{nowhere}/absent.sock")
    assert (type(known), known.code) == (EngineNotFound, "engine-no-socket")


def test_socket_that_nobody_listens_on(nowhere):
    path = nowhere / "stale.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    known = error_of(f"unix://{path}")
    assert (type(known), known.code) == (EngineNotFound, "engine-stopped")


def test_socket_without_permission(tmp_path_factory):
    folder = tmp_path_factory.mktemp("denied")
    with socket.socket(socket.AF_UNIX) as closed:
        closed.bind(str(folder / "s"))
        closed.listen()
        (folder / "s").chmod(0)
        with nobody():
            known = error_of(f"unix://{folder}/s")
    assert (type(known), known.code) == (EngineDenied, "engine-denied")


def test_socket_that_accepts_and_says_nothing(nowhere):
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(nowhere / "mute.sock"))
        mute.listen()
        known = error_of(f"unix://{nowhere}/mute.sock")
    assert (type(known), known.code) == (EngineLost, "engine-timeout")


def test_socket_whose_queue_is_full(nowhere, monkeypatch):
    monkeypatch.setattr(probe, "CONNECT", 0.2)
    with socket.socket(socket.AF_UNIX) as full, socket.socket(socket.AF_UNIX) as first:
        full.bind(str(nowhere / "full.sock"))
        full.listen(0)
        first.connect(str(nowhere / "full.sock"))
        known = error_of(f"unix://{nowhere}/full.sock")
    assert known.code == "engine-timeout"


def test_socket_path_that_is_too_long():
    assert error_of(f"unix:///{'x' * 200}").code == "engine-no-socket"


def test_file_that_is_no_socket(nowhere):
    (nowhere / "file").touch()
    assert error_of(f"unix://{nowhere}/file").code == "engine-stopped"


def test_host_without_an_engine():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        known = error_of(f"tcp://127.0.0.1:{free.getsockname()[1]}")
    assert (type(known), known.code) == (EngineNotFound, "engine-unreachable")


@pytest.mark.parametrize("url", ["tcp://no-such-host.invalid:2375", "tcp://127.0.0.1:notaport"])
def test_address_that_leads_nowhere(url):
    assert error_of(url).code == "engine-unreachable"


@pytest.mark.parametrize("url", ["banana", "ftp://x", "/var/run/docker.sock"])
def test_address_that_is_none(url):
    assert error_of(url).code == "engine-bad-address"


@pytest.mark.parametrize("system", list(advice.System))
@pytest.mark.parametrize("say", [advice.to_start, advice.to_be_allowed, advice.to_restart])
def test_every_system_gets_advice(system, say):
    assert len(say(system)) > 10


def test_advice_about_the_group_says_what_it_means():
    assert "root" in advice.to_be_allowed(advice.System.LINUX)


def test_one_that_is_there_but_denied_says_more_than_one_that_is_absent():
    absent = EngineNotFound("absent", code="engine-no-socket")
    stopped = EngineNotFound("stopped", code="engine-stopped")
    denied = EngineDenied("denied")
    assert places._most_telling([absent, stopped, denied]) is denied
    assert places._most_telling([absent, stopped]) is stopped
    assert places._most_telling([absent]) is absent
