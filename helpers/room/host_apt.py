"""apt on this machine, led to the room's packages without a change to the system's configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

from helpers.engine.root import ROOM_APT
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.debian import KEYRING
from helpers.paths import START_IN_ROOM
from helpers.room import first
from helpers.room.unpack import folder


def lead_apt() -> None:
    """From here on what the course installs comes from the room. Raises CourseError with apt's reason.

    Debian's signature is checked as always. The lists are read here, not as root: they lie in the user's
    own cache.
    """
    if not shutil.which("apt-get"):
        return
    made = _write(folder() / "apt", folder() / "mirror", first.this_machine())
    env = {**os.environ, "APT_CONFIG": str(made), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["apt-get", "-q", "--error-on=any", "update"],
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith(("E:", "Err:"))]
        raise CourseError(
            _("apt가 교실 묶음의 패키지를 읽지 못했습니다: {reason}").format(
                reason=errors[0] if errors else done.returncode
            ),
            _("{folder} 폴더를 지우고 묶음을 다시 읽어 들이세요: {command}").format(
                folder=folder(), command=START_IN_ROOM
            ),
            code="room-apt",
        )
    os.environ[ROOM_APT] = str(made)


def _write(own: Path, mirror: Path, here: dict[str, str]) -> Path:
    for name in ("lists/partial", "lists/auxfiles"):
        (own / name).mkdir(parents=True, exist_ok=True)
    release = here["release"]
    options = f"[arch={here['architecture']} signed-by={KEYRING} target=Packages]"
    rows = (f"debian {release}", f"debian {release}-updates", f"debian-security {release}-security")
    sources = "".join(f"deb {options} file://{quote(str(mirror))}/{row} main\n" for row in rows)
    (own / "sources.list").write_text(sources, encoding="utf-8")
    settings = own / "apt.conf"
    settings.write_text(
        f'Dir::Etc::sourcelist "{own}/sources.list";\nDir::Etc::sourceparts "/dev/null";\n'
        f'Dir::State::lists "{own}/lists";\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n'
        'Acquire::Languages "none";\n'
        'APT::Sandbox::User "root";\n'  # apt's own user may not read a home
        'Acquire::Check-Valid-Until "false";\n',  # Debian signs its updates for a week only
        encoding="utf-8",
    )
    return settings
