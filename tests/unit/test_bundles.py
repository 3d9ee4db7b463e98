"""A bundle comes from somebody else: whatever is in it, one line and nothing loaded, in little memory."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import tarfile
from pathlib import Path

import pytest

from helpers import images
from helpers.cli import main
from helpers.errors import ImageError
from helpers.images import bundle as bundles
from helpers.images import contents, listing, sources
from tests.bundle_sample import (
    Member,
    bundle,
    config,
    digest,
    file,
    good,
    header,
    image,
    layer,
    link,
    tar,
    write,
)

MEBIBYTE = 1 << 20
MEMORY = 150 * MEBIBYTE  # what reading any bundle may take beyond the program itself
A, B = layer("a"), layer("b")


def refusal(path: Path) -> str:
    with pytest.raises(ImageError) as caught:
        images.read(path)
    assert str(path) in caught.value.what
    assert caught.value.remedy
    return caught.value.code


def renamed(members: list[Member], old: str, new: str) -> list[Member]:
    for member, _content in members:
        member.name = new if member.name == old else member.name
    return members


def manifest(**changes: object) -> list[Member]:
    entry, files = image("busybox:latest", A, B)
    return bundle(({**entry, **changes}, files))


# --- what is right is read


def test_a_bundle_says_what_it_brings(tmp_path: Path) -> None:
    found = images.read(write(tmp_path / "b.tar", good()))
    (listed,) = found.images
    assert listed.references == ("busybox:latest",)
    assert listed.digest == digest(config(A, B))
    assert listed.architecture == "amd64"
    assert found.foreign == ()


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gz", "xz"])
def test_a_packed_bundle_is_read_too(tmp_path: Path, pack: type[bytes]) -> None:
    (tmp_path / "b.tar.gz").write_bytes(pack(tar(good())))
    assert images.read(tmp_path / "b.tar.gz").images


def test_a_layer_that_occurs_twice_may_be_a_link_as_docker_save_makes_it(tmp_path: Path) -> None:
    entry, files = image("busybox:latest", A, A)
    first, second = entry["Layers"]
    members = [part for part in bundle((entry, files)) if part[0].name != second]
    assert images.read(write(tmp_path / "b.tar", [*members, link(second, f"../{first}")])).images


def test_layers_may_be_packed_and_named_by_their_digest_as_newer_engines_save_them(tmp_path: Path) -> None:
    packed, body = gzip.compress(A) + gzip.compress(b""), config(A)
    names = [f"blobs/sha256/{digest(part)}" for part in (packed, body)]
    entry = {"Config": names[1], "RepoTags": ["busybox:latest"], "Layers": [names[0]]}
    index = {
        "schemaVersion": 2,
        "manifests": [{"annotations": {listing.NAME: "docker.io/library/busybox:latest"}}],
    }
    members = [
        *bundle((entry, {names[0]: packed, names[1]: body})),
        file("index.json", json.dumps(index).encode()),
    ]
    assert images.read(write(tmp_path / "b.tar", members)).foreign == ()


def test_a_zstd_layer_is_left_to_the_engine(tmp_path: Path) -> None:
    packed = contents.ZSTD + b"whatever"
    entry, files = image("busybox:latest", A)
    (name,) = entry["Layers"]
    assert images.read(write(tmp_path / "b.tar", bundle((entry, {**files, name: packed})))).images


def test_names_that_the_course_does_not_use_are_known_before_anything_is_loaded(tmp_path: Path) -> None:
    both = bundle(image("docker.io/library/busybox:latest", A), image("evil.example:5000/wiki:1", B))
    assert images.read(write(tmp_path / "b.tar", both)).foreign == ("evil.example:5000/wiki:1",)


def test_a_name_that_only_the_oci_index_has_is_known_too(tmp_path: Path) -> None:
    index = json.dumps({"manifests": [{"annotations": {listing.NAME: "docker.io/library/evil:1"}}]}).encode()
    assert images.read(write(tmp_path / "b.tar", [*good(), file("index.json", index)])).foreign == ("evil:1",)


# --- what is damaged is named


@pytest.mark.parametrize("which", [A, config(A, B)], ids=["layer", "config"])
def test_a_byte_that_changed_is_found_before_anything_is_loaded(tmp_path: Path, which: bytes) -> None:
    whole = bytearray(tar(good()))
    at = whole.index(which) + len(which) // 2
    whole[at] ^= 1
    (tmp_path / "b.tar").write_bytes(whole)
    assert refusal(tmp_path / "b.tar") in ("image-damaged", "image-bad-archive")


def test_another_layer_than_the_image_s_is_found(tmp_path: Path) -> None:
    entry, files = image("busybox:latest", A)
    (name,) = entry["Layers"]
    assert refusal(write(tmp_path / "b.tar", bundle((entry, {**files, name: B})))) == "image-damaged"


def test_the_sha256_that_was_told_has_to_be_the_file_s(tmp_path: Path) -> None:
    path = write(tmp_path / "b.tar", good())
    own = digest(path.read_bytes())
    assert images.read(path, own.upper()) == images.read(path, f"sha256:{own}")
    with pytest.raises(ImageError) as caught:
        images.read(path, "0" * 64)
    assert caught.value.code == "image-other-bundle"
    assert own in caught.value.what


def test_an_archive_of_a_lesson_counts_only_with_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki = sources.Archive("http://127.0.0.1:9/x", digest(b"wiki"), "x.tar")
    monkeypatch.setattr(bundles, "archives", lambda: (wiki,))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for content in (b"wiki", gzip.compress(b"wiki")):
        right = images.read(write(tmp_path / "b.tar", [*good(), file("course/x.tar", content)]))
        assert (right.archives, right.damaged) == ((wiki,), ())
        images.unpack(right)
        assert wiki.cached.read_bytes() == content
        assert wiki.cached.stat().st_mode & 0o777 == 0o600
    wrong = images.read(write(tmp_path / "b.tar", [*good(), file("course/x.tar", b"another")]))
    assert (wrong.archives, wrong.damaged) == ((), (wiki,))


# --- what is hostile is one line

TAGS: tuple[object, ...] = (
    [1, 2],
    ["../../../info?x="],
    ["a b"],
    ["\x1b[2J"],
    "busybox",
    [None],
    ["x" * 9999 + "/"],
)


@pytest.mark.parametrize("tags", TAGS, ids=str)
def test_names_that_no_image_has_are_refused(tmp_path: Path, tags: object) -> None:
    assert refusal(write(tmp_path / "b.tar", manifest(RepoTags=tags))) == "image-bad-archive"


HOSTILE: dict[str, list[Member]] = {
    "manifest is a link to itself": [*good()[:-1], link("manifest.json", "manifest.json")],
    "manifest in a ring": [*good()[:-1], link("manifest.json", "x"), link("x", "manifest.json")],
    "hard links in a ring": [*good(), link("x", "y", tarfile.LNKTYPE), link("y", "x", tarfile.LNKTYPE)],
    "archive in a ring": [*good(), link("course/a", "b"), link("course/b", "a")],
    "link out of the archive": [*good(), link("x", "/etc/passwd")],
    "link to the folder": [*good(), link("x", "."), file("x/manifest.json", b"[]")],
    "link beside a file of its name": [
        *good(),
        link("manifest.json", "course/other"),
        file("course/other", b"[]"),
    ],
    "two manifests": [*good(), file("manifest.json", b"[]")],
    "two manifests, spelt differently": [*good(), file("./x/../manifest.json", b"[]")],
    "name above": [*good(), file("../../x", b"x")],
    "absolute name": [*good(), file("/etc/x", b"x")],
    "device": [*good(), link("null", "", tarfile.CHRTYPE)],
    "pipe": [*good(), link("pipe", "", tarfile.FIFOTYPE)],
    "config above": manifest(Config="../../x"),
    "config is no text": manifest(Config=["x"]),
    "layers are no list": manifest(Layers=7),
    "fewer layers": manifest(Layers=[]),
    "deep manifest": [*good()[:-1], file("manifest.json", b"[" * 200_000)],
    "deep index": [*good(), file("index.json", b'{"manifests":' + b"[" * 200_000)],
    "index of another kind": [*good(), file("index.json", b'{"manifests": {"a": 1}}')],
    "large number": [*good()[:-1], file("manifest.json", b"[" + b"9" * 100_000 + b"]")],
    "blanks": [*good()[:-1], file("manifest.json", b" " * (contents.DOCUMENT + 1) + b"[]")],
}


@pytest.mark.parametrize("members", HOSTILE.values(), ids=HOSTILE)
def test_what_no_engine_saves_is_refused(tmp_path: Path, members: list[Member]) -> None:
    assert refusal(write(tmp_path / "b.tar", members)) == "image-bad-archive"


def sparse(name: str, size: int) -> bytes:
    """A member of `size` bytes of which none is there, in GNU's older spelling (tar(5))."""
    block = bytearray(header(name, 0, tarfile.GNUTYPE_SPARSE))
    block[483:495] = b"\x80" + size.to_bytes(11, "big")
    block[148:156] = b"%06o\0 " % (sum(block) - sum(block[148:156]) + 8 * 32)
    return bytes(block)


CLAIMS = {
    "a header of 8 GB": header("x", 8 << 30, tarfile.XHDTYPE),
    "a name of 8 GB": header("x", 8 << 30, tarfile.GNUTYPE_LONGNAME),
    "a negative size": header("x", -512),
    "a negative name": header("x", -512, tarfile.GNUTYPE_LONGNAME),
    "a size beyond the file": header("x", 1 << 62),
    "a size beyond all": header("x", 1 << 80),
    "500 GB that are not there": sparse("course/moniwiki-1.2.10.tar", 500 << 30),
}


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_a_header_cannot_claim_what_is_not_there(tmp_path: Path, claim: bytes) -> None:
    body = tar(good()).rstrip(b"\0")
    (tmp_path / "b.tar").write_bytes(body + bytes(-len(body) % 512) + claim + bytes(10240))
    assert refusal(tmp_path / "b.tar") in ("image-bad-archive", "image-too-large")


def test_a_sparse_file_in_the_newer_spelling_is_refused(tmp_path: Path) -> None:
    member, content = file("course/moniwiki-1.2.10.tar", b"1\n0\n0\n" + bytes(506))
    member.pax_headers = {
        "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(500 << 30),
    }  # fmt: skip
    assert refusal(write(tmp_path / "b.tar", [*good(), (member, content)])) == "image-too-large"


def test_more_files_than_any_image_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MEMBERS", 50)
    many = [file(f"f{number}", b"") for number in range(contents.MEMBERS + 1)]
    assert refusal(write(tmp_path / "b.tar", [*good(), *many])) == "image-bad-archive"


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_file(path: str) -> None:
    assert refusal(Path(path)) == "image-bad-archive"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "image-bad-archive"


def test_what_a_server_sends_as_the_archive_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sources, "LARGEST", 3 * MEBIBYTE)
    wiki = sources.Archive("http://127.0.0.1:9/x", digest(b"wiki"), "x.tar")
    assert not wiki.keep(io.BytesIO(bytes(4 * MEBIBYTE)))
    assert not wiki.keep(io.BytesIO(gzip.compress(bytes(4 * MEBIBYTE))))
    assert list(wiki.cached.parent.iterdir()) == []


# --- as a person types it


@pytest.mark.parametrize("words", [[], ["--yes"], ["--sha256", "0" * 64]])
def test_a_bad_bundle_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    path = write(tmp_path / "b.tar", HOSTILE["manifest in a ring"])
    assert main(["images", "load", str(path), *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
