"""What a layer of `docker save` holds, without an engine."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Iterator

from helpers.checks.layer_files import _layer, read


def layer(*names: str) -> io.BytesIO:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name))
    out.seek(0)
    return out


def holding(content: bytes, name: str = "app/notes") -> io.BytesIO:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    out.seek(0)
    return out


def test_words_are_found_in_a_file_and_in_one_that_is_packed() -> None:
    secret = b"TOKEN=42"
    archive = gzip.compress(holding(b"x " + secret).getvalue())
    assert _layer(holding(b"a " + secret), [], secret, False).mentions
    assert _layer(holding(archive, "app/backup.tgz"), [], secret, False).mentions
    assert _layer(holding(b"\x1f\x8b no archive, but " + secret), [], secret, False).mentions
    assert not _layer(holding(archive, "app/backup.tgz"), [], b"TOKEN=43", False).mentions
    assert not _layer(holding(b"anything"), [], b"", False).mentions


def test_a_fingerprint_tells_content_mode_and_owner_apart() -> None:
    def printed(content: bytes, mode: int = 0o644, uid: int = 0) -> dict[str, str]:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            entry = tarfile.TarInfo("f")
            entry.size, entry.mode, entry.uid, entry.mtime = len(content), mode, uid, id(out) % 10**6
            archive.addfile(entry, io.BytesIO(content))
        out.seek(0)
        return _layer(out, [], b"", True).fingerprints

    assert printed(b"a") == printed(b"a")
    assert len({str(printed(*case)) for case in ((b"a",), (b"b",), (b"a", 0o755), (b"a", 0o644, 7))}) == 4
    assert _layer(holding(b"a"), [], b"", False).fingerprints == {}


def test_a_whiteout_is_no_file() -> None:
    saved = layer("app/build.log", "./app/other.log", "app/.wh.gone.log", "app/app.sh")
    assert _layer(saved, ["*.log"], b"", False).files == ("app/build.log", "app/other.log")


def test_a_pattern_with_a_slash_fits_the_whole_path() -> None:
    saved = layer("var/lib/apt/lists/deb_Packages.lz4", "var/lib/apt/lists/deb_InRelease", "Packages")
    found = _layer(saved, ["var/lib/apt/lists/*_Packages*"], b"", False).files
    assert found == ("var/lib/apt/lists/deb_Packages.lz4",)


class Saved:
    """An engine that saves one image: a plain layer, and one that is packed."""

    base_url = "http+docker://saved"

    def get_image(self, image: str, chunk_size: int) -> Iterator[bytes]:
        assert image == "sha256:saved"
        out = io.BytesIO()
        files = {
            "base.tar": holding(b"nothing", "etc/base").getvalue(),
            "own.tar": gzip.compress(holding(b"word", "app/notes.log").getvalue()),
            "config.json": b'{"history": ["word"]}',
            "manifest.json": json.dumps(
                [{"Layers": ["base.tar", "own.tar"], "Config": "config.json"}]
            ).encode(),
        }
        with tarfile.open(fileobj=out, mode="w") as archive:
            for name, content in files.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
        content = out.getvalue()
        return iter([content[at : at + 700] for at in range(0, len(content), 700)])


def test_a_saved_image_is_told_layer_by_layer_and_its_configuration_last() -> None:
    base, own, config = read(Saved(), "sha256:saved", ["*.log"], "word")
    assert (base["files"], base["mentions"]) == ([], False)
    assert (own["files"], own["mentions"]) == (["app/notes.log"], True)
    assert (config["files"], config["mentions"]) == ([], True)
