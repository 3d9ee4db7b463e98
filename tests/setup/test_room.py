"""A room's pack: what it says of itself, what is refused, and that nothing of a hostile one is written."""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.errors import CourseError
from helpers.paths import ROOT
from helpers.room import first, manifest, unpack
from tests.bundle_sample import Member, file, link, tar
from tests.setup.packs import FILES, HERE, LIST, described, pack


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COURSE_LANG", "en")


def refusal(path: Path) -> CourseError:
    with pytest.raises(CourseError) as caught:
        unpack.unpack(path, lambda _manifest: None)
    assert caught.value.remedy
    assert str(path) in caught.value.what
    assert unpack.there() is None
    return caught.value


def in_the_cache() -> set[str]:
    return {str(path.relative_to(unpack.folder())) for path in unpack.folder().rglob("*") if path.is_file()}


# --- what is right


def test_a_pack_is_taken_in_once_and_the_next_one_writes_only_what_changed(tmp_path: Path) -> None:
    said: list[manifest.Manifest] = []
    done = unpack.unpack(pack(tmp_path / "a.tar"), said.append)
    assert said == [done.manifest]
    assert (done.written, done.kept) == (11, 0)
    by_hash = f"{LIST.rpartition('/')[0]}/by-hash/SHA256/{hashlib.sha256(b'packages').hexdigest()}"
    assert in_the_cache() == {*FILES, by_hash, manifest.NAME}

    changed = {LIST: b"newer!", **{path: body for path, body in FILES.items() if path != LIST}}
    done = unpack.unpack(pack(tmp_path / "b.tar", changed), said.append)
    assert (done.written, done.kept) == (6, 3)
    assert by_hash not in in_the_cache()
    assert (unpack.folder() / LIST).read_bytes() == b"newer!"


def test_a_file_that_was_changed_in_the_cache_is_written_again(tmp_path: Path) -> None:
    source = pack(tmp_path / "a.tar")
    unpack.unpack(source, lambda _manifest: None)
    (unpack.folder() / LIST).write_bytes(b"tampered")
    assert unpack.unpack(source, lambda _manifest: None).written == len(b"packages")
    assert (unpack.folder() / LIST).read_bytes() == b"packages"


def test_the_manifest_survives_writing_and_reading() -> None:
    made = manifest.parse(json.dumps(described()).encode())
    again = manifest.parse(made.text().encode())
    assert (again.files, again.made_for, again.images) == (made.files, made.made_for, made.images)


def test_show_says_what_is_in_it_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["room", "show", str(pack(tmp_path / "a.tar", lacking=["wiki.tar"]))]) == 0
    shown = capsys.readouterr().out
    assert first.describe(HERE) in shown
    assert "1 Debian packages" in shown
    assert "wiki.tar" in shown
    assert not unpack.folder().exists()


EVIL = "\x1b]0;owned\x07\x1b[2J|wiki"


def test_nothing_that_a_pack_says_of_itself_reaches_the_terminal_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_for = [{"release": EVIL, "python": EVIL, "architecture": EVIL}]
    words = {"course": EVIL, "made": EVIL, "images": [EVIL], "lacking": [EVIL]}
    source = pack(tmp_path / "a.tar", **{"for": made_for}, **words)
    assert main(["room", "show", str(source)]) == 0
    shown = capsys.readouterr().out
    assert "wiki" in shown and "\x1b" not in shown and "owned" not in shown
    assert "\x1b" not in str(refusal(source))
    line = first.fits(source, ROOT / "requirements.lock")
    assert line.startswith("machine|¦wiki, Python") and line.count("|") == 2 and line.isprintable()


# --- what is refused, and why


@pytest.mark.parametrize("kind", ["release", "python", "architecture"])
def test_a_pack_for_another_machine_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    found = refusal(pack(tmp_path / "a.tar", **{"for": [{**HERE, kind: "other"}]}))
    assert found.code == "room-other-machine"
    assert first.describe(HERE) in found.what
    assert "\n" not in str(found)


def test_a_program_with_packages_of_its_own_takes_a_pack_for_another_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a wheel the Python packages are there, by whatever Python; system and machine still count."""
    monkeypatch.setattr(unpack, "IS_CHECKOUT", False)
    other = {**HERE, "python": "3.99"}
    assert unpack.unpack(pack(tmp_path / "a.tar", **{"for": [other]}), lambda _manifest: None).written
    found = _refused(pack(tmp_path / "b.tar", **{"for": [{**other, "release": "sarge"}]}))
    assert found.code == "room-other-machine"
    assert f"{HERE['release']}, {HERE['architecture']}" in found.what


def _refused(path: Path) -> CourseError:
    with pytest.raises(CourseError) as caught:
        unpack.unpack(path, lambda _manifest: None)
    return caught.value


def test_a_pack_of_another_version_of_the_course_is_refused(tmp_path: Path) -> None:
    assert refusal(pack(tmp_path / "a.tar", lock="0" * 64)).code == "room-other-course"


def test_a_file_that_is_not_what_the_manifest_says_is_not_kept(tmp_path: Path) -> None:
    git = next(path for path in FILES if path != LIST)
    wrong = {LIST: [8, hashlib.sha256(b"packages").hexdigest()], git: [3, "0" * 64]}
    found = refusal(_with(tmp_path, wrong))
    assert found.code == "room-damaged"
    assert git in found.what
    assert in_the_cache() == {LIST}


def _with(folder: Path, listed: object) -> Path:
    path = folder / "tampered.tar"
    text = json.dumps(described(FILES) | {"files": listed}).encode()
    path.write_bytes(tar([file(manifest.NAME, text), *(file(name, body) for name, body in FILES.items())]))
    return path


HOSTILE: dict[str, list[Member]] = {
    "a file that is not listed": [file("mirror/extra", b"x")],
    "a file twice": [file(LIST, b"packages")],
    "a symbolic link": [link("mirror/debian/pool/x", "/etc/passwd")],
    "a hard link": [link("mirror/debian/pool/x", LIST, tarfile.LNKTYPE)],
    "a path upwards": [file("../outside", b"x")],
    "an absolute path": [file("/tmp/outside", b"x")],
    "a device": [link("mirror/null", "", tarfile.CHRTYPE)],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_member_is_refused(tmp_path: Path, kind: str) -> None:
    assert refusal(pack(tmp_path / "a.tar", FILES, *HOSTILE[kind])).code == "room-damaged"
    assert in_the_cache() <= {*FILES}
    assert not (tmp_path / "outside").exists()


LISTED: dict[str, object] = {
    "a path upwards": {"mirror/../../x": [1, "0" * 64]},
    "a path elsewhere": {"etc/passwd": [1, "0" * 64]},
    "a hidden file": {"mirror/.ssh": [1, "0" * 64]},
    "a size below nothing": {LIST: [-1, "0" * 64]},
    "a size that is no number": {LIST: ["8", "0" * 64]},
    "a digest that is none": {LIST: [8, "x"]},
    "no table": ["mirror/x"],
}


@pytest.mark.parametrize("kind", LISTED)
def test_a_manifest_that_lists_what_no_pack_has_is_refused(tmp_path: Path, kind: str) -> None:
    assert refusal(_with(tmp_path, LISTED[kind])).code == "room-damaged"
    assert not (tmp_path / "x").exists()


def test_what_is_no_pack_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = pack(tmp_path / "whole.tar").read_bytes()
    other = {
        "empty": b"", "text": b"hello\n" * 400, "cut": whole[:1600], "late": tar([file(LIST, b"packages")]),
        "huge": tar([file(manifest.NAME, b" " * (first.LARGEST + 1))]),
        "other format": whole.replace(b'mat": 1', b'mat": 2'),
    }  # fmt: skip
    for name, body in other.items():
        path = tmp_path / f"{name}.tar"
        path.write_bytes(body)
        assert main(["room", "show", str(path)]) == 2, name
        said = capsys.readouterr().err
        assert str(path) in said
        assert "Traceback" not in said
        assert len(said.strip().splitlines()) == 1
    assert main(["room", "show", str(tmp_path / "nowhere.tar")]) == 2


def test_an_unknown_release_and_an_unknown_word_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["room", "pack", "x.tar", "--for", "buster"]) == 2
    assert "bookworm" in capsys.readouterr().err
    assert main(["room", "unpack"]) == 2
    assert "rehearse" in capsys.readouterr().err
    assert not Path("x.tar").exists()
