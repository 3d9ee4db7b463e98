"""What containers find in a room: a mirror of packages, and base images that know it."""

from __future__ import annotations

import http.client
import io
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers.images import catalogue
from helpers.images.debian import PUBLIC
from helpers.room import furnish, manifest, serve, unpack


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "debian").mkdir()
    (tmp_path / "debian" / "InRelease").write_text("signed")
    (tmp_path / "secret").write_text("secret")
    handler = partial(serve._Mirror, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("http://deb.debian.org/debian/InRelease", 200),  # as apt asks a proxy
        ("/debian/InRelease", 200),
        ("http://deb.debian.org/debian/other", 404),
        ("http://deb.debian.org/../../../../etc/passwd", 404),
        ("/debian/", 404),  # no listings
    ],
)
def test_the_mirror_gives_files_of_its_folder_and_nothing_else(mirror: int, asked: str, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", mirror, timeout=60)
    connection.putrequest("GET", asked, skip_host=True)
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, b"signed" in answer.read()) == (status, status == 200)
    connection.close()


def test_a_base_image_for_a_room_differs_in_apts_settings_alone(tmp_path: Path) -> None:
    plain, made = tmp_path / "plain.tar", tmp_path / "made.tar"
    with tarfile.open(plain, "w") as out:
        for name in ("./bin/sh", "./etc/apt/sources.list.d/debian.sources", f"./{furnish.LEFT_OUT}"):
            member = tarfile.TarInfo(name)
            member.size = 3
            out.addfile(member, io.BytesIO(b"old"))
    furnish.furnish(
        plain, made, furnish.SETTINGS | {"etc/apt/sources.list.d/debian.sources": "\n".join(PUBLIC)}
    )
    with tarfile.open(made) as found:
        names = found.getnames()
        script = found.extractfile(furnish.SCRIPT)
        assert script is not None
        text = script.read().decode()
    assert sorted(name.removeprefix("./") for name in names) == sorted(
        ["bin/sh", "etc/apt/sources.list.d/debian.sources", *furnish.SETTINGS]
    )
    # it is run by apt in a container; here it finds no mirror and says that apt is to go its usual way
    ran = subprocess.run(["bash", "-c", text], capture_output=True, text=True, timeout=180)
    assert ran.stdout.strip() in ("DIRECT", f"http://{furnish.BRIDGE}:{furnish.PORT}")
    assert not ran.stderr


def test_a_pack_names_every_image_of_the_catalogue_by_a_file_of_its_own() -> None:
    names = [unpack.file_name(entry) for entry in catalogue()]
    assert len(set(names)) == len(names)
    assert all(manifest.PATHS.fullmatch(f"images/{name}") for name in names)
