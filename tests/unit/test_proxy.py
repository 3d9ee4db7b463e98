"""A proxy reaches apt and dockerd through sudo; the doctor says who was not told of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.engine import proxy
from helpers.engine.root import Root

TOLD = {"http": "http://proxy.example:3128", "https": "http://proxy.example:3128"}
ENGINE = {"HttpProxy": "http://proxy.example:3128", "HttpsProxy": "http://proxy.example:3128"}
CONTAINERS = {"httpProxy": "http://proxy.example:3128"}


def codes(told: dict[str, str], info: dict[str, str], given: dict[str, str]) -> list[str]:
    return [problem.code for problem in proxy.missing(told, info, given)]


@pytest.mark.parametrize(
    ("info", "given", "expected"),
    [
        (ENGINE, CONTAINERS, []),
        ({"HttpsProxy": "x"}, {"httpsProxy": "x"}, []),
        ({"HttpProxy": "", "HttpsProxy": ""}, CONTAINERS, ["engine-no-proxy"]),
        (ENGINE, {}, ["containers-no-proxy"]),
        ({}, {"noProxy": "x"}, ["engine-no-proxy", "containers-no-proxy"]),
    ],
)
def test_who_was_not_told_is_named(info: dict[str, str], given: dict[str, str], expected: list[str]) -> None:
    assert codes(TOLD, info, given) == expected


def test_a_proxy_of_this_machine_alone_is_none_for_containers() -> None:
    found = list(proxy.missing({"http": "127.0.0.1:3128"}, ENGINE, {}))
    assert "127.0.0.1" in found[0].remedy.replace("127.0.0.1:3128", "")
    found = list(proxy.missing(TOLD, ENGINE, {}))
    assert "127.0.0.1" not in found[0].remedy


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY"])
def test_both_spellings_count(name: str) -> None:
    assert proxy.wanted({name: "http://x"}) == {"https": "http://x"}
    assert proxy.wanted({name: "", "no_proxy": "x"}) == {}


def test_what_containers_get_is_read_from_the_clients_configuration(tmp_path: Path) -> None:
    env = {"DOCKER_CONFIG": str(tmp_path)}
    assert proxy.settings(env) == {}
    for broken in ("", "[]", '{"proxies": []}', '{"proxies": {"default": 1}}'):
        (tmp_path / "config.json").write_text(broken)
        assert proxy.settings(env) == {}
    (tmp_path / "config.json").write_text(json.dumps({"proxies": {"default": CONTAINERS}}))
    assert proxy.settings(env) == CONTAINERS


def test_commands_of_root_get_the_proxies_and_nothing_else_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "localhost")
    monkeypatch.setenv("SECRET", "ours")
    command = Root(("sudo", "-n")).command(["apt-get", "update"])
    assert command[:3] == ["sudo", "-n", "env"]
    assert {"https_proxy=http://proxy.example:3128", "NO_PROXY=localhost"} <= set(command)
    assert not any("SECRET" in part for part in command)
    assert command[-2:] == ["apt-get", "update"]
