"""What commands and the engine's inspect data say."""

from __future__ import annotations

import pytest

from helpers.checks.commands import is_shell, runs_program
from helpers.checks.inspect_data import ContainerData, ImageData


def test_a_command_without_words_is_no_shell() -> None:
    assert not is_shell("") and not is_shell("echo sh") and is_shell("/bin/dash -i")
    assert runs_program("true; git", "git") and runs_program("sh -x -c git", "git")
    assert not runs_program("echo -c git", "git") and not runs_program("sh script git", "git")


@pytest.mark.parametrize("raw", [{}, {"Config": None, "State": 3, "Mounts": {}, "NetworkSettings": []}])
def test_what_an_engine_leaves_out_is_empty(raw: dict) -> None:
    box, image = ContainerData(raw), ImageData(raw)
    assert (box.name, box.status, box.exit_code, box.env, box.mounts, box.ports, box.networks) == (
        "", "", 0, {}, [], {}, {},
    )  # fmt: skip
    assert (image.id, image.tags, image.size, image.layers, image.command) == ("", (), 0, (), ())


def test_ports_are_those_that_can_be_asked() -> None:
    places = [
        {"HostIp": "::", "HostPort": "80"},
        {"HostPort": "x"},
        {"HostPort": "123456"},
        {"HostPort": "١"},
        3,
    ]
    box = ContainerData({"NetworkSettings": {"Ports": {"80/tcp": places, "81/tcp": None, "82/tcp": [3]}}})
    assert box.ports == {"80/tcp": [("::", 80)]}


def test_names_on_a_network_are_aliases_and_dns_names() -> None:
    ends = {"net": {"Aliases": ["web"], "DNSNames": ["box", 3]}, "other": None}
    assert ContainerData({"NetworkSettings": {"Networks": ends}}).networks == {
        "net": ["web", "box", "3"],
        "other": [],
    }


def test_an_image_begins_with_all_layers_of_its_base() -> None:
    def layers(*digests: str) -> ImageData:
        return ImageData({"RootFS": {"Layers": list(digests)}, "Id": "sha256:" + "a" * 64})

    assert layers("a", "b").starts_with(layers("a")) and layers("a").starts_with(layers("a"))
    assert not layers("a").starts_with(layers("a", "b")) and not layers("b").starts_with(layers("a"))
    assert layers().short() == "a" * 12
