"""Files that an author, an instructor or the learner wrote, whole or not."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import course, doctor, i18n, images
from helpers.editions import translations, workspace
from helpers.images import sources
from helpers.images.catalogue import from_toml, parse
from helpers.paths import LABS, NOTEBOOKS
from tests.bundle_sample import Member, file, good, tar
from tests.fuzz.outside import JSON, NESTED, changed, damaged, survives

NOTEBOOK = next(NOTEBOOKS.glob("ko/00*.ipynb")).read_bytes()
BUNDLE = tar(good())
PO = (
    b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#. note\n#, fuzzy\n#| msgid "old"\n'
    b'msgctxt "00-cell"\nmsgid "\xea\xb8\x80"\nmsgid_plural "n"\nmsgstr[0] "text"\n\n#~ msgid "gone"\n'
)


@pytest.fixture(scope="module")
def path() -> Iterator[Path]:
    """A file that each example writes anew."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder, "00_start.ipynb")


@given(damaged((LABS / "course.toml").read_bytes()) | NESTED | st.binary(max_size=200))
def test_the_registry(content: bytes) -> None:
    survives(course.parse, content)


@given(changed(tomllib.loads((LABS / "course.toml").read_text(encoding="utf-8"))))
def test_a_registry_of_other_types(raw: Any) -> None:
    survives(course.from_toml, raw)


@given(damaged((LABS / "images.toml").read_bytes()) | NESTED | st.binary(max_size=200))
def test_the_image_catalogue(content: bytes) -> None:
    survives(parse, content.decode(errors="surrogateescape"))


@given(changed(tomllib.loads((LABS / "images.toml").read_text(encoding="utf-8"))))
def test_an_image_catalogue_of_other_types(raw: Any) -> None:
    survives(from_toml, raw)


@given(damaged(next(LABS.glob("*/archive.toml")).read_bytes()) | NESTED | st.binary(max_size=200))
def test_the_file_of_an_archive(content: bytes) -> None:
    survives(sources.parse, content.decode(errors="surrogateescape"), Path("archive.toml"))


@given(damaged(PO) | NESTED | st.binary(max_size=200))
def test_a_translation(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    survives(translations.read, path)
    survives(i18n.entries, path)


@given(damaged(NOTEBOOK) | NESTED | st.binary(max_size=200))
def test_a_notebook(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    survives(workspace.check_notebook, path)
    survives(doctor._unreadable, path)


@given(changed(json.loads(NOTEBOOK)) | JSON)
def test_a_notebook_of_other_types(path: Path, raw: Any) -> None:
    path.write_text(json.dumps(raw), encoding="utf-8")
    survives(workspace.check_notebook, path)
    survives(doctor._unreadable, path)


@given(damaged(BUNDLE) | damaged(gzip.compress(BUNDLE)) | st.binary(max_size=600))
def test_a_bundle(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    bundle = survives(images.read, path)
    if bundle:
        survives(images.unpack, bundle)


@st.composite
def other_bundle(draw: st.DrawFn) -> list[Member]:
    """A bundle whose JSON files say something else, with digests that agree with them."""
    members = good()
    at = draw(st.integers(0, len(members) - 1))
    member, content = members[at]
    if content[:1] in b"[{":
        members[at] = file(member.name, json.dumps(draw(changed(json.loads(content)) | JSON)).encode())
    index = {"manifests": [{"annotations": {"io.containerd.image.name": "docker.io/library/x:1"}}]}
    if draw(st.booleans()):
        members.append(file("index.json", json.dumps(draw(changed(index) | JSON)).encode()))
    return members


@given(other_bundle())
def test_a_bundle_that_says_something_else(path: Path, members: list[Member]) -> None:
    path.write_bytes(tar(members))
    survives(images.read, path)


@st.composite
def odd_members(draw: st.DrawFn) -> bytes:
    """A tar of members of every type, with attributes that no archive has."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=draw(st.sampled_from([0, 1, 2]))) as made:
        for member, content in good():
            made.addfile(member, io.BytesIO(content))
        for _time in range(draw(st.integers(1, 4))):
            member = tarfile.TarInfo(draw(st.text(max_size=120).filter(lambda text: "\0" not in text)))
            member.type = draw(st.binary(min_size=1, max_size=1))
            member.linkname = draw(st.sampled_from(["", "manifest.json", "..", "a" * 200]))
            member.size = draw(st.sampled_from([0, 1, 511, 512, 4096]))
            member.pax_headers = draw(
                st.dictionaries(
                    st.sampled_from(
                        ["path", "size", "linkpath", "GNU.sparse.map", "GNU.sparse.major", "mtime"]
                    ),
                    st.sampled_from(["-1", "1", "1e400", "x", str(1 << 70), "0,1,2"]),
                    max_size=3,
                )
            )
            try:
                made.addfile(member, io.BytesIO(bytes(member.size)))
            except (ValueError, UnicodeError):  # what this writer cannot say
                continue
    return out.getvalue()


@given(odd_members())
def test_a_bundle_with_odd_members(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    survives(images.read, path)
