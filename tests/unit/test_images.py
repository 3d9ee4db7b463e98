"""The catalogue, archives and fallbacks, as far as they need no engine."""

from __future__ import annotations

import io
import json
import tarfile
import threading
from pathlib import Path

import pytest

from helpers import waiting
from helpers.errors import ImageError
from helpers.images import archive, cache, debian, listing, read
from helpers.images.catalogue import catalogue, entry, parse, with_tag
from helpers.images.failures import of_mmdebstrap
from helpers.images.pull import PullFailed, _moving, progress

GOOD = """
[[image]]
reference = "tool"
purpose = "purpose"
size = 4
platforms = ["linux/amd64"]
end_of_life = ""
offline = { kind = "busybox", suite = "", packages = [], command = ["sh"] }
"""


def quiet(line: str) -> None:
    pass


# --- catalogue


def test_the_catalogue_has_what_the_lessons_stand_on() -> None:
    assert {"debian:trixie-slim", "busybox"} <= {entry.reference for entry in catalogue()}


def test_every_image_that_a_lesson_names_is_in_the_catalogue() -> None:
    from helpers.course import course

    for lesson in course().lessons:
        for reference in lesson.images:
            assert entry(reference).reference


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("busybox", "busybox:latest"),
        ("debian:trixie-slim", "debian:trixie-slim"),
        ("127.0.0.1:5000/x", "127.0.0.1:5000/x:latest"),
        ("a/b@sha256:0", "a/b@sha256:0"),
    ],
)
def test_a_reference_without_tag_means_latest(short: str, full: str) -> None:
    assert with_tag(short) == full


def test_an_unknown_image_names_the_known_ones() -> None:
    with pytest.raises(ImageError) as caught:
        entry("nginx")
    assert caught.value.code == "unknown-image"
    assert "nginx" in caught.value.what
    assert "busybox" in caught.value.remedy


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('purpose = "purpose"\n', "", "purpose"),
        ("offline =", "else =", "offline"),
        ('"busybox"', '"alpine"', "offline.kind"),
        ("size = 4", 'size = "big"', "size"),
    ],
)
def test_a_malformed_entry_is_named_with_its_field(before: str, after: str, field: str) -> None:
    assert parse(GOOD)[0].full_reference == "tool:latest"
    with pytest.raises(ImageError) as caught:
        parse(GOOD.replace(before, after))
    assert "tool" in caught.value.what
    assert field in caught.value.what


def test_a_reference_may_stand_only_once() -> None:
    with pytest.raises(ImageError, match="tool"):
        parse(GOOD + GOOD.replace('"tool"', '"tool:latest"'))


def test_broken_toml_is_one_line() -> None:
    with pytest.raises(ImageError) as caught:
        parse("[[image\n")
    assert "images.toml" in str(caught.value)


# --- mirrors


def test_the_mirror_is_this_machines_own() -> None:
    uris = (
        "http://mirror.example/debian/\nhttp://mirror.example/debian/\nhttp://sec.example/debian-security/\n"
    )
    assert debian.choose_mirrors(uris) == (
        "http://mirror.example/debian",
        "http://sec.example/debian-security",
    )


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "cdrom:[disc]/debian",
        "http://127.0.0.1:3142/debian",
        "http://localhost/debian",
        "http://mirror.example/ubuntu/",
    ],
)
def test_a_mirror_that_a_container_cannot_use_is_not_taken(uri: str) -> None:
    assert debian.choose_mirrors(uri) == (debian.MIRROR, debian.SECURITY)


# --- what mmdebstrap says when it fails


@pytest.mark.parametrize(
    ("line", "code", "shown"),
    [
        ("dpkg: error: write failed: No space left on device", "image-disk-full", ""),
        (
            "W: Failed to fetch http://m/InRelease  Could not resolve 'm'",
            "image-offline",
            "Could not resolve 'm'",
        ),
        ("  The following signatures couldn't be verified: NO_PUBKEY 6ED0", "image-keyring", "keyring"),
        ("E: unable to pick chroot mode automatically (use --mode)", "image-needs-root", "관리자"),
        ("E: apt-get update failed", "image-offline", "apt-get update failed"),
    ],
)
def test_a_failed_build_says_why(line: str, code: str, shown: str) -> None:
    error = of_mmdebstrap(["I: running apt-get update...", line])
    assert error.code == code
    assert shown in error.what
    assert error.remedy


def test_only_this_machines_architecture_can_be_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ImageError) as caught:
        cache.get(entry("busybox"), "s390x", quiet)
    assert "s390x" in caught.value.what
    assert "course images load" in caught.value.remedy
    assert not list(tmp_path.rglob("*.tar"))


def test_without_mmdebstrap_and_without_rights_an_administrator_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        debian.shutil, "which", lambda name, *_: None if name in ("mmdebstrap", "sudo") else f"/bin/{name}"
    )
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    with pytest.raises(ImageError) as caught:
        debian.require_mmdebstrap(quiet)
    assert "apt-get install -y mmdebstrap" in caught.value.remedy
    assert "sudo" not in caught.value.remedy


def test_without_apt_a_bundle_is_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian.shutil, "which", lambda name, *_: None)
    with pytest.raises(ImageError) as caught:
        debian.require_mmdebstrap(quiet)
    assert "course images load" in caught.value.remedy


def test_a_cache_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(ImageError) as caught:
        cache.get(entry("busybox"), debian.architecture(), quiet)
    assert caught.value.code == "image-cache"


def test_the_second_to_ask_waits_and_does_not_build_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(waiting, "WORD_AFTER", 0.1)
    busybox, said, got = entry("busybox"), threading.Event(), []
    file = cache.path(busybox, "s390x")  # building it here would fail

    def second() -> None:
        got.append(cache.get(busybox, "s390x", lambda line: said.set()))

    with cache.locked(file, quiet):
        thread = threading.Thread(target=second)
        thread.start()
        assert said.wait(60)
        file.write_text("built by the first")
    thread.join(60)
    assert got == [file]


# --- pulling


def test_progress_is_megabytes_of_all_layers() -> None:
    events = [
        {"status": "Pulling fs layer", "id": "a"},
        {
            "status": "Downloading",
            "id": "a",
            "progressDetail": {"current": 10_000_000, "total": 30_000_000},
        },
        {"status": "Downloading", "id": "b", "progressDetail": {"current": 5_000_000, "total": 20_000_000}},
        {"status": "Extracting", "id": "a", "progressDetail": {"current": 3, "units": "s"}},
    ]
    assert list(progress(events, every=0))[-1].strip().endswith("15 / 50 MB")
    assert list(progress(events, every=60)) == []


def test_retries_are_no_progress() -> None:
    with pytest.raises(PullFailed):
        list(_moving([{"status": "Retrying in 5 seconds"}] * 2, quiet=-1))
    assert list(_moving([{"status": "Downloading"}], quiet=-1))


def test_an_error_in_the_stream_ends_the_pull() -> None:
    with pytest.raises(PullFailed):
        list(_moving([{"error": "toomanyrequests: rate limit"}], quiet=9))


# --- archives


def bundle(path: Path, *references: str) -> Path:
    """An archive of one image a reference, each with a layer of its own."""
    for number, reference in enumerate(references):
        layer = path.with_suffix(f".layer{number}")
        with tarfile.open(layer, "w") as tar:
            member = tarfile.TarInfo("file")
            member.size = len(reference)
            tar.addfile(member, io.BytesIO(reference.encode()))
        archive.write(path.with_suffix(f".{number}"), reference, layer, "amd64", ["sh"], "ADD layer")
    manifest = []
    with tarfile.open(path, "w") as out:
        for number in range(len(references)):
            with tarfile.open(path.with_suffix(f".{number}")) as tar:
                for member in tar:
                    body = tar.extractfile(member).read()
                    if member.name == "manifest.json":
                        manifest += json.loads(body)
                    else:
                        out.addfile(member, io.BytesIO(body))
        archive._add(out, "manifest.json", json.dumps(manifest).encode())
    return path


def test_an_archive_lists_its_images(tmp_path: Path) -> None:
    found, _files = listing.read(bundle(tmp_path / "b.tar", "one:1", "two:2"))
    assert [archive.references for archive in found] == [("one:1",), ("two:2",)]
    assert found[0].layers != found[1].layers


def test_names_can_be_left_out_of_an_archive(tmp_path: Path) -> None:
    whole = bundle(tmp_path / "b.tar", "one:1", "two:2")
    rest = tmp_path / "rest.tar"
    rest.write_bytes(b"".join(listing.without(whole, frozenset({"one:1"}))))
    assert listing.read(rest)[0] == listing.read(whole)[0][1:]


def test_names_can_be_left_out_of_an_oci_index() -> None:
    name = "io.containerd.image.name"
    manifests = [
        {"annotations": {name: f"docker.io/library/{reference}"}} for reference in ("one:1", "two:2")
    ]
    body = json.dumps({"manifests": manifests}).encode()
    assert json.loads(listing._strip("index.json", body, frozenset({"one:1"})))["manifests"] == manifests[1:]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_bundle_that_was_cut_off_is_refused(tmp_path: Path, part: float) -> None:
    whole = bundle(tmp_path / "b.tar", "one:1", "two:2").read_bytes()
    content = whole[: int(len(whole.rstrip(b"\0")) * part)]
    (tmp_path / "cut.tar").write_bytes(content)
    with pytest.raises(ImageError) as caught:
        read(tmp_path / "cut.tar")
    assert caught.value.code == "image-bad-archive"


@pytest.mark.parametrize("content", [b"", b"text", bytes(4096), b"\x1f\x8bnot gzip", b"{}"])
def test_a_file_that_is_no_bundle_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(ImageError) as caught:
        read(tmp_path / "other.bin")
    assert caught.value.code == "image-bad-archive"
    assert "other.bin" in caught.value.what


@pytest.mark.parametrize("manifest", [b"[]", b"{}", b"[1]", b'[{"Config":"x"}]', b"\xff", b'[{"Layers":[]}]'])
def test_a_manifest_that_names_no_image_is_refused(tmp_path: Path, manifest: bytes) -> None:
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        archive._add(tar, "manifest.json", manifest)
    with pytest.raises(ImageError, match=r"b\.tar"):
        read(tmp_path / "b.tar")


def test_a_bundle_without_one_of_its_layers_is_refused(tmp_path: Path) -> None:
    whole, cut = bundle(tmp_path / "b.tar", "one:1"), tmp_path / "cut.tar"
    with tarfile.open(whole) as tar, tarfile.open(cut, "w") as out:
        for member in tar:
            if not member.name.endswith("layer.tar"):
                out.addfile(member, tar.extractfile(member))
    with pytest.raises(ImageError):
        read(cut)


@pytest.mark.parametrize("path", ["/no/such/file", "/"])
def test_a_file_that_cannot_be_read_is_refused(path: str) -> None:
    with pytest.raises(ImageError) as caught:
        read(Path(path))
    assert caught.value.code == "image-no-file"
