"""The stand-in busybox, made from Debian's package, against the one of Docker Hub (hub_busybox.txt)."""

import re
import tarfile
from pathlib import Path

import pytest

from helpers.course import course
from helpers.errors import ImageError
from helpers.images import busybox

LIST = Path(__file__).with_name("hub_busybox.txt")
HUB = {
    name
    for line in LIST.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split()
}


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The applets of the stand-in."""
    layer = tmp_path_factory.mktemp("busybox") / "layer.tar"
    try:
        busybox.build(layer)
    except ImageError as error:
        pytest.skip(f"no stand-in to compare with: {error}")
    with tarfile.open(layer) as tar:
        return {name.removeprefix("bin/") for name in tar.getnames() if name.startswith("bin/")}


def test_what_the_stand_in_is_said_to_lack_it_lacks(stand_in):
    assert {"adduser", "addgroup"} <= HUB - stand_in  # `course images list` names the first
    assert {"sh", "httpd", "nc", "wget", "ps", "ping", "nslookup"} <= HUB & stand_in


def test_no_lesson_uses_an_applet_that_only_the_stand_in_has(stand_in):
    beyond = stand_in - HUB
    for lesson in course().lessons:
        for name in ("lesson.md", "proof.sh"):
            text = (lesson.folder / name).read_text(encoding="utf-8")
            words = set(re.findall(r"[\w-]+", text))
            assert not beyond & words, f"{lesson.name}/{name}"
