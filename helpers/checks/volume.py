"""A volume as a check reads it, and the files in it, whether or not a container uses it now."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from helpers.checks.files import NO_FOLDER
from helpers.checks.throwaway import Ran
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.container import Container
    from helpers.checks.look import Look

_LIST = 'cd /mount || exit 1; for name in * .[!.]*; do [ ! -e "$name" ] || stat -c "%Y %n" "$name"; done'
_WHEN = '[ -e "/mount/$1" ] && stat -c %y "/mount/$1"'
_NO_FILE = 3
_READ = f'[ -f "/mount/$1" ] || exit {_NO_FILE}; head -c "$2" "/mount/$1" | base64'


@dataclass(frozen=True)
class Volume:
    """One volume, from /volumes/NAME, with the look that found it."""

    raw: dict[str, Any]
    look: Look = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its name, which is all the identity that a volume has."""
        return str(self.raw["Name"])

    @property
    def created(self) -> str:
        """When the engine says it was made; on Engine 20.10 this moves with the files in it."""
        return str(self.raw.get("CreatedAt") or "")

    @property
    def mountpoint(self) -> str:
        """Where its files are on the engine's host."""
        return str(self.raw.get("Mountpoint") or "")

    def users(self) -> list[Container]:
        """Every container that has it, running or not."""
        return self.look.list_containers(volume=self.name)

    def listing(self) -> dict[str, int]:
        """What lies at its top, and when (s since 1970) each was last written."""
        lines = (line.partition(" ") for line in self._ran("sh", "-c", _LIST).output.splitlines())
        return {path: int(written) for written, _space, path in lines if written.isdigit()}

    def written(self, path: str) -> int:
        """When a file in it was last written (ns since 1970, by the engine's clock); 0 if it is not there."""
        ran = self._ran("sh", "-c", _WHEN, "when", path)
        day, _point, fraction = ran.said.strip().partition(".")
        if ran.code != 0 or not day:
            return 0
        moment = datetime.strptime(day, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        return int(moment.timestamp()) * 10**9 + int(fraction[:9] or 0)

    def file(self, path: str, limit: int = 1_000_000) -> bytes | None:
        """A file in it, `path` from its top, at most `limit` bytes; None if it is not there.

        Raises Blocked if it cannot be read.
        """
        ran = self._ran("sh", "-c", _READ, "read", path, str(limit))
        return None if ran.code in (_NO_FILE, NO_FOLDER.code) else base64.b64decode(ran.output)

    def text(self, path: str) -> str | None:
        """A text file in it without blanks at its ends; None if it is not there."""
        data = self.file(path)
        return None if data is None else data.decode("utf-8", "replace").strip()

    def names(self) -> str:
        """The names at its top, for a message."""
        return ", ".join(self.listing()) or _("없음")

    def _ran(self, *argv: str) -> Ran:
        return Ran(*self.look.ask.in_volume(self.mountpoint, list(argv)))
