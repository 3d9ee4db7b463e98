"""The busybox image from Debian's package busybox-static: one program under many names."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

from helpers.errors import ImageError
from helpers.i18n import _

FOLDERS = {"bin": 0o755, "dev": 0o755, "etc": 0o755, "home": 0o755, "root": 0o700, "tmp": 0o1777,
           "usr": 0o755, "usr/bin": 0o755, "usr/sbin": 0o755, "var": 0o755, "var/www": 0o755}  # fmt: skip
FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\n"
    "nobody:x:65534:65534:nobody:/home:/bin/false\n",
    "etc/group": "root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}
HISTORY = "ADD busybox-static applets in /"


def build(layer: Path) -> None:
    """Write the root file system of a busybox image to the tar `layer`.

    Raises ImageError when the package can be neither found nor downloaded.
    """
    with tempfile.TemporaryDirectory() as folder:
        program = _installed() or _downloaded(Path(folder))
        listed = subprocess.run([program, "--list"], capture_output=True, text=True, check=True).stdout
        _write(layer, program.read_bytes(), [name for name in listed.split() if name != "busybox"])


def _installed() -> Path | None:
    """The program of an installed busybox-static; that of the package busybox needs libraries."""
    for path in (Path("/usr/bin/busybox"), Path("/bin/busybox")):
        if path.exists() and b"/ld-linux" not in path.read_bytes():
            return path
    return None


def _downloaded(folder: Path) -> Path:
    command = ["apt-get", "download", "-qq", "busybox-static"]
    try:
        got = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        debs = list(folder.glob("*.deb"))
        if got.returncode == 0 and debs:
            subprocess.run(["dpkg-deb", "-x", debs[0], folder / "root"], check=True, timeout=60)
            found = [file for file in (folder / "root").rglob("bin/busybox") if file.is_file()]
            return found[0]
        reason = (got.stderr.strip().splitlines() or ["apt-get"])[-1]
    except (OSError, subprocess.SubprocessError) as error:
        reason = str(error)
    raise ImageError(
        _("busybox를 만들 busybox-static 패키지를 받지 못했습니다: {reason}").format(reason=reason),
        _("'sudo apt-get update' 뒤에 다시 하거나, 다른 컴퓨터의 묶음을 쓰세요: course images load FILE"),
        code="image-offline",
    )


def _write(layer: Path, program: bytes, applets: list[str]) -> None:
    with tarfile.open(layer, "w") as tar:
        for name, mode in FOLDERS.items():
            tar.addfile(_member(name, tarfile.DIRTYPE, mode))
        for name, text in FILES.items():
            _add(tar, _member(name, tarfile.REGTYPE, 0o644), text.encode())
        _add(tar, _member("bin/busybox", tarfile.REGTYPE, 0o755), program)
        for name in applets:
            tar.addfile(_link(f"bin/{name}", tarfile.LNKTYPE, "bin/busybox"))
        tar.addfile(_link("usr/bin/env", tarfile.SYMTYPE, "../../bin/env"))  # scripts name it there


def _member(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.mode, member.mtime = kind, mode, int(time.time())
    return member


def _link(name: str, kind: bytes, target: str) -> tarfile.TarInfo:
    member = _member(name, kind, 0o755)
    member.linkname = target
    return member


def _add(tar: tarfile.TarFile, member: tarfile.TarInfo, body: bytes) -> None:
    member.size = len(body)
    tar.addfile(member, io.BytesIO(body))
