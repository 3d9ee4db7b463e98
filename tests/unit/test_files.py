"""Files of a container: read past its mounts, cut to a limit, never by the engine's dangerous call."""

from __future__ import annotations

import base64
import io
import json
import tarfile
from typing import Any

import pytest
import requests

from helpers.checks import files
from helpers.checks.files import Files
from helpers.checks.inspect_data import ContainerData
from helpers.checks.throwaway import Ran
from tests.unit.pretend import refuses

MOUNTS = [
    {"Type": "volume", "Source": "/v/data", "Destination": "/app"},
    {"Type": "bind", "Source": "/h/deep", "Destination": "/app/deep"},
    {"Type": "tmpfs", "Source": "", "Destination": "/tmp"},
]


def tar(*entries: tuple[str, bytes | None], kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    """An archive of these files; a folder where there is no content."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname, entry.mode = (
                (kind if content is not None else tarfile.DIRTYPE),
                link,
                0o640,
            )
            entry.size = len(content or b"")
            archive.addfile(entry, io.BytesIO(content or b""))
    return out.getvalue()


class Api:
    """What a container's files are asked of; it notes which call was used."""

    base_url, api_version, timeout = "http://engine", "1.41", 60

    def __init__(self, archive: bytes = b"", export: bytes = b"", head: Any = None):
        self.archive, self.exported, self.answer, self.calls = archive, export, head, list[str]()

    def get_archive(self, identity: str, path: str) -> tuple[Any, Any]:
        self.calls.append(f"archive {path}")
        if not self.archive:
            raise refuses(404, "no such file")
        return iter([self.archive[at : at + 512] for at in range(0, len(self.archive), 512)]), {}

    def export(self, identity: str) -> Any:
        self.calls.append("export")
        return iter([self.exported[at : at + 700] for at in range(0, len(self.exported), 700)])

    def head(self, url: str, params: dict[str, str], timeout: float) -> requests.Response:
        self.calls.append(f"head {params['path']}")
        answer = requests.Response()
        answer.status_code = 200 if self.answer else 404
        if self.answer:
            packed = base64.b64encode(json.dumps(self.answer).encode()).decode()
            answer.headers["X-Docker-Container-Path-Stat"] = packed
        return answer


def files_of(api: Api, *mounts: dict[str, Any]) -> Files:
    return Files(api, ContainerData({"Id": "1", "Mounts": list(mounts)}), "03")


def test_a_file_is_read_up_to_the_limit() -> None:
    api = Api(tar(("a.txt", b"x" * 10_000)))
    assert files_of(api).read("/a.txt", 20_000) == b"x" * 10_000
    assert files_of(api).read("/a.txt", 3) == b"xxx"
    assert api.calls == ["archive /a.txt"] * 2


def test_what_is_no_file_or_not_there_is_none() -> None:
    assert files_of(Api(tar(("a", None)))).read("/a", 10) is None
    assert files_of(Api()).read("/a", 10) is None


def test_without_mounts_the_engine_is_asked_of_a_path() -> None:
    api = Api(head={"size": 5, "mode": 420, "linkTarget": ""})
    found = files_of(api).stat("/a")
    assert found is not None and (found.size, found.mode, found.target) == (5, 420, "")
    assert api.calls == ["head /a"]
    assert files_of(Api()).stat("/a") is None


def test_with_mounts_the_engine_s_own_call_is_never_used() -> None:
    """On Engine 20.10 it can cost the learner's files."""
    api = Api(export=tar(("etc/", None), ("etc/x", b"hello"), ("etc/y", b"later")))
    box = files_of(api, *MOUNTS)
    assert box.read("/etc/x", 100) == b"hello"
    assert box.read("/etc/none", 100) is None
    found, folder = box.stat("/etc/x"), box.stat("/etc")
    assert found is not None and (found.size, found.mode, found.target) == (5, 0o640, "")
    assert folder is not None and folder.mode == 0o640 | 1 << 31
    assert box.stat("/etc/none") is None
    assert set(api.calls) == {"export"}


def test_a_link_is_told_with_its_target() -> None:
    api = Api(export=tar(("bin/git", b""), kind=tarfile.SYMTYPE, link="/opt/git"))
    found = files_of(api, *MOUNTS).stat("/bin/git")
    assert found is not None and (found.target, found.mode) == ("/opt/git", 0o640 | 1 << 27)


@pytest.mark.parametrize(
    ("path", "source", "inside"),
    [
        ("/app/x", "/v/data", "x"),
        ("/app", "/v/data", "."),
        ("/app/deep/x", "/h/deep", "x"),
        ("/app/deeper", "/v/data", "deeper"),
    ],
)
def test_what_lies_in_a_mount_is_read_at_its_source(path, source, inside, monkeypatch) -> None:
    asked: list[Any] = []

    def in_source(_api: object, *question: str) -> Ran:
        asked.append(question)
        return Ran(0, base64.b64encode(tar(("x", b"in the volume"))).decode())

    monkeypatch.setattr(files, "in_source", in_source)
    assert files_of(Api(), *MOUNTS).read(path, 100) == b"in the volume"
    assert (asked[0][0], asked[0][-2], asked[0][-1]) == (source, inside, str(100 + files.HEADERS))


def test_a_mount_without_a_source_is_looked_at_from_outside() -> None:
    api = Api(export=tar(("tmp/x", b"a")))
    assert files_of(api, *MOUNTS).read("/tmp/x", 10) == b"a"
    assert api.calls == ["export"]


def test_a_source_that_is_gone_is_no_folder_and_another_refusal_is_one(monkeypatch) -> None:
    def refusing(said: str) -> Any:
        def throwaway(*_question: Any, **_mounts: Any) -> Any:
            raise refuses(400, said)

        return throwaway

    monkeypatch.setattr(files, "throwaway", refusing(f"invalid mount config: {files.GONE}: /v/data"))
    assert files.in_source(None, "/v/data", "03", "ls") == files.NO_FOLDER
    assert files.NO_FOLDER.code == 1
    assert files.from_source(None, "/v/data", "x", 10, "03") == b""
    monkeypatch.setattr(files, "throwaway", refusing("no such image"))
    with pytest.raises(Exception, match="no such image"):
        files.in_source(None, "/v/data", "03", "ls")
