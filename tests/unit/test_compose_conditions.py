"""Lesson 11: a project removed and started again is told by what the journal still knows of it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from helpers.checks import load
from helpers.checks.load import find_task
from tests.unit.scripted import container, event, look, refused

OLD, NEW, PAGE = "1" * 64, "2" * 64, "3" * 64
STORE, NETWORK, VOLUME = "memo-store-1", "memo_default", "memo_data"
NOTE = "started 2026-01-01T00:00:00Z"


def again(*happened: dict[str, Any]) -> Any:
    """The task's condition where both containers serve the note, after these events."""
    spec = load("11_compose")
    store = container(
        Id=NEW, Name=f"/{STORE}",
        Mounts=[{"Type": "volume", "Name": VOLUME, "Destination": "/data", "RW": True}],
        NetworkSettings={"Networks": {NETWORK: {"Aliases": ["store"]}}},
    )  # fmt: skip
    page = container(
        Id=PAGE, Name="/memo-page-1",
        NetworkSettings={
            "Networks": {NETWORK: {}},
            "Ports": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "9997"}]},
        },
    )  # fmt: skip
    seen = look(
        boxes={STORE: store, "memo-page-1": page}, scope=spec.scope, says=spec.says,
        network={"Name": NETWORK, "Id": "n"}, volume={"Name": VOLUME, "Mountpoint": "/v"},
        in_volume=[0, base64.b64encode(NOTE.encode()).decode()], http=[200, f"store says:\n{NOTE}\n"],
        events=[*happened, event(90, "create", name=STORE, identity=NEW)],
    )  # fmt: skip
    return lambda: find_task(spec, "again").condition(seen)


def of_old(time: int, action: str) -> dict[str, Any]:
    return event(time, action, name=STORE, identity=OLD)


def gone(time: int, kind: str, name: str) -> dict[str, Any]:
    return event(time, "destroy", kind=kind, name=name, identity=name)


DOWN = (of_old(50, "destroy"), gone(51, "network", NETWORK))


@pytest.mark.parametrize("known", [(of_old(1, "create"),), ()], ids=["from the beginning", "after a gap"])
def test_what_was_removed_with_its_network_was_down(known: tuple[dict[str, Any], ...]) -> None:
    assert again(*known, *DOWN)() == {"n": 1}


@pytest.mark.parametrize("known", [(of_old(1, "create"),), ()], ids=["from the beginning", "after a gap"])
def test_with_the_volume_the_note_went(known: tuple[dict[str, Any], ...]) -> None:
    lost = refused(again(*known, *DOWN, gone(52, "volume", VOLUME)))
    assert (lost.message, lost.found) == ("data-lost", NOTE)


def test_a_volume_lost_before_is_forgiven_once_a_later_store_was_down() -> None:
    assert again(gone(20, "volume", VOLUME), of_old(30, "create"), *DOWN)()


@pytest.mark.parametrize(
    "happened",
    [
        (),
        (of_old(1, "create"), of_old(50, "destroy")),
        (gone(51, "network", NETWORK), of_old(60, "create"), of_old(70, "destroy")),
        (of_old(1, "create"), gone(95, "network", NETWORK)),
    ],
)
def test_containers_alone_or_the_network_at_another_time_are_not_down(
    happened: tuple[dict[str, Any], ...],
) -> None:
    wrong = refused(again(*happened))
    assert (wrong.message, wrong.recorded) == ("never-down", True)
