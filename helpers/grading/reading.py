"""Read what somebody handed in, within limits: it comes from a machine that nobody else controls.

Nothing of it is written to a disk or executed. The rules for archives are those of helpers.images.contents.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.grading.handin import MANIFEST, SIGNATURE, VERSION
from helpers.grading.keys import verified
from helpers.grading.tape import Tape, from_json
from helpers.i18n import _
from helpers.images import contents

LARGEST = 60_000_000  # bytes of the archive
UNPACKED = 200_000_000  # bytes of all that is in it
FILES = 2000
TAPE = 60_000_000  # bytes of one tape
ZIP = b"PK"  # what such a file begins with
DEEPEST = 60  # brackets within brackets: an inspect has some ten


class Unreadable(ValueError):
    """It cannot be graded; the reason in the language in force."""


@dataclass(frozen=True)
class Submission:
    """One archive that was read and found whole. `signed` is whether its list is signed by its own key.

    `made` is when, by the learner's clock. `edited` are files that are not what the list says.
    """

    path: Path
    made: datetime
    lang: str
    class_id: str
    number: int
    seed: str
    engine: str
    version: str
    public: str
    signed: bool
    edited: tuple[str, ...]
    files: Mapping[str, bytes]

    def tape(self, lesson: str) -> Tape | None:
        """The tape of a lesson, if there is one. Raises Unreadable for one that is no tape."""
        body = self.files.get(f"tapes/{lesson}.json")
        if body is None:
            return None
        try:
            made = from_json(parsed(body))
        except ValueError as error:
            raise Unreadable(_("{lesson}의 기록(tape)을 읽을 수 없습니다.").format(lesson=lesson)) from error
        if made.lesson != lesson:
            raise Unreadable(_("{lesson}의 기록(tape)을 읽을 수 없습니다.").format(lesson=lesson))
        return made

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The JSON lines of a file that are objects."""
        found = []
        for line in self.files.get(name, b"").splitlines()[:200_000]:
            try:
                row = parsed(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                found.append(row)
        return found


def read(path: Path) -> Submission:
    """The submission in a file. Raises Unreadable with one sentence for whatever else it is."""
    files = _files(path)
    if MANIFEST not in files:
        raise Unreadable(_("`course submit`으로 만든 파일이 아닙니다."))
    try:
        manifest = parsed(files[MANIFEST])
        made = datetime.fromisoformat(manifest["made"])
        if not 1970 < made.year < 9000:  # it is compared with deadlines and clocks
            raise ValueError("made")
        if manifest["version"] != VERSION:
            raise Unreadable(
                _("다른 판({version})의 과정으로 만든 파일입니다.").format(
                    version=str(manifest["version"])[:20]
                )
            )
        listed = dict(manifest["files"])
        signature = parsed(files.get(SIGNATURE, b"{}"))
        public = str(signature.get("public", ""))
        return Submission(
            path,
            made if made.tzinfo else made.replace(tzinfo=UTC),
            str(manifest["lang"])[:5],
            str(manifest["class"] or "")[:20],
            int(manifest["learner"] or 0),
            str(manifest["seed"])[:200],
            str(manifest["engine"])[:64],
            str(manifest["course"])[:64],
            public,
            verified(public, files[MANIFEST], str(signature.get("signature", ""))),
            _edited(files, listed),
            files,
        )
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(_("목록(manifest.json)을 읽을 수 없습니다.")) from error


def parsed(body: bytes) -> Any:
    """JSON, unless it is so deep that reading it would end this process. Raises ValueError."""
    if len(body) > TAPE:
        raise ValueError("size")
    text = re.sub(rb'"(?:[^"\\]|\\.)*"', b"", body)
    depth = deepest = 0
    for bracket in re.findall(rb"[\[\]{}]", text):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise ValueError("depth")
    return json.loads(body)


def _edited(files: Mapping[str, bytes], listed: Mapping[str, str]) -> tuple[str, ...]:
    known = files.keys() - {MANIFEST, SIGNATURE}
    wrong = [name for name in known if hashlib.sha256(files[name]).hexdigest() != listed.get(name)]
    return tuple(sorted({*wrong, *(listed.keys() - known)}))


def _files(path: Path) -> dict[str, bytes]:
    """Every file of the archive. Raises Unreadable."""
    try:
        if path.is_symlink() or not path.is_file():
            raise Unreadable(_("파일이 아닙니다."))
        if path.stat().st_size > LARGEST:
            raise Unreadable(_("너무 큽니다."))
        if _begins(path, ZIP):  # as Moodle gives out what a class has handed in
            raise Unreadable(_("zip 파일입니다. 압축을 풀고 그 폴더를 채점하세요."))
        files: dict[str, bytes] = {}
        room = UNPACKED
        with contents.opened(path) as tar:
            for name, member in contents.members(tar):
                if not member.isreg():
                    raise Unreadable(_("파일이 아닌 것이 들어 있습니다: {name}").format(name=name[:80]))
                if name in files or len(files) >= FILES:
                    raise Unreadable(_("같은 이름이 두 번 나오거나 파일이 너무 많습니다."))
                room -= member.size
                if room < 0:
                    raise contents.TooLarge(name)
                files[name] = _body(tar, member)
        return files
    except Unreadable:
        raise
    except contents.TooLarge as error:
        raise Unreadable(_("풀면 너무 큽니다.")) from error
    except OSError as error:
        if error.strerror:
            raise Unreadable(error.strerror) from error
        raise Unreadable(_("손상되었거나 압축 파일이 아닙니다.")) from error
    except contents.BROKEN as error:
        raise Unreadable(_("손상되었거나 압축 파일이 아닙니다.")) from error


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _body(tar: Any, member: Any) -> bytes:
    content = tar.extractfile(member)
    pieces, left = [], member.size
    while left:
        piece = content.read(min(left, contents.CHUNK))
        if not piece:
            raise EOFError
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
