"""What a guest boots from: the kernel of Debian's package user-mode-linux, a root disk, a disk with images.

Made once for each machine, when a replay is asked for: some minutes, 1 GB in the cache. The folder's name is a
digest of what goes into it; the last thing made, the disk with the images, is made by a guest that boots.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers import atomic, paths
from helpers.errors import ImageError
from helpers.grading import uml_agent
from helpers.grading.uml_inside import INIT, IPTABLES
from helpers.i18n import _
from helpers.images import catalogue, debian
from helpers.images.catalogue import Recipe
from helpers.waiting import Say

VERSION = 1  # raise it when the same recipe comes to give other disks
KERNEL_SUITE = "sid"  # older ones have no seccomp=on and are eight times slower
PACKAGE = "user-mode-linux"
SUITE = "trixie"
PACKAGES = (
    "docker.io", "docker-cli", "docker-compose", "docker-buildx", "tini",
    "iproute2", "kmod", "curl", "procps", "python3", "ca-certificates",
)  # fmt: skip
MODULES = (
    "net/llc/llc", "net/802/stp", "net/bridge/bridge", "drivers/net/veth", "fs/overlayfs/overlay",
    "net/sched/sch_ingress", "net/sched/cls_flower", "net/sched/act_pedit", "net/sched/act_csum",
)  # fmt: skip
LIBRARIES = ("ld-linux-x86-64.so.2", "libc.so.6", "libgcc_s.so.1")
UNUSED = ("usr/bin/ctr", "usr/bin/containerd-shim", "usr/bin/containerd-shim-runc-v1")
ROOT_SIZE, DATA_SIZE = 900, 4096  # MiB; what a guest may fill is the second
DRAFT = "wall-draft-"
UNUSED_FOR = 30 * 86400.0  # seconds after which disks of another version go
MAKING = 1800.0  # seconds that another process may take to make them


@dataclass(frozen=True)
class Disks:
    """Where everything lies."""

    folder: Path

    @property
    def kernel(self) -> Path:
        """The program that is the kernel."""
        return self.folder / "linux.uml"

    @property
    def root(self) -> Path:
        """Debian with Docker, read-only for every guest."""
        return self.folder / "root.ext4"

    @property
    def data(self) -> Path:
        """The course's images; a guest gets a copy."""
        return self.folder / "data.ext4"

    @property
    def ready(self) -> bool:
        """Whether they are there: the last one is put in place whole."""
        return self.data.exists()


def disks() -> Disks:
    """Those of this version of the course; whether they were made is another question."""
    return Disks(paths.cache() / f"wall-{_digest()}")


def _digest() -> str:
    images = [repr((entry.full_reference, entry.offline)) for entry in catalogue()]
    agent = Path(uml_agent.__file__).read_text()
    parts = (VERSION, SUITE, PACKAGES, MODULES, ROOT_SIZE, DATA_SIZE, INIT, IPTABLES, agent, images)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


@contextmanager
def making(wanted: Disks, say: Say) -> Iterator[Path | None]:
    """Kernel and root disk are made, one process at a time; for the block an empty data disk, to be filled.

    None where another process has made them all meanwhile. The block's end puts the disk in place. Raises
    ImageError, BusyError, OSError.
    """
    word = _("다른 프로세스가 벽의 디스크를 만들기를 기다립니다.")
    with atomic.locked(wanted.folder, say, MAKING, word):
        if wanted.ready:
            yield None
            return
        _clear_unused(wanted.folder.parent)
        with tempfile.TemporaryDirectory(prefix=DRAFT, dir=wanted.folder.parent) as folder:
            draft = Disks(Path(folder))
            say(_("User Mode Linux 커널을 받습니다."))
            modules = _kernel(draft)
            say(_("벽 안의 루트 디스크를 만듭니다 (1~2분쯤 걸립니다)."))
            _root(draft, modules)
            made = draft.folder / "filling.ext4"
            _empty(made, DATA_SIZE)
            draft.folder.chmod(0o755)
            yield made
            os.chown(made, 0, 0)  # it was a guest's
            made.rename(draft.data)
            _settle(draft, wanted)


def _clear_unused(folder: Path) -> None:
    """Remove what a process that was killed has left, and disks of other versions that are long unused."""
    for draft in folder.glob(f"{DRAFT}*"):  # nobody else makes any while the lock is held
        shutil.rmtree(draft, ignore_errors=True)
    for data in folder.glob("wall-*/data.ext4"):
        if data.stat().st_mtime < time.time() - UNUSED_FOR:
            shutil.rmtree(data.parent, ignore_errors=True)


def _settle(draft: Disks, wanted: Disks) -> None:
    wanted.folder.mkdir(mode=0o755)
    for path in draft.folder.iterdir():
        if path.is_file() and path != draft.data:
            path.rename(wanted.folder / path.name)
    draft.data.rename(wanted.data)


def _kernel(draft: Disks) -> Path:
    """The kernel and the libraries of its own suite; the folder of its modules."""
    with_apt = draft.folder / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (with_apt / name).mkdir(parents=True)
    mirror = debian.mirrors()[0]
    source = f"deb [signed-by={debian.KEYRING}] {mirror} {KERNEL_SUITE} main\n"
    (with_apt / "sources.list").write_text(source)
    settings = {
        "Dir::Etc::sourcelist": with_apt / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": with_apt / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": with_apt / "cache",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "root",
    }
    apt_get = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in settings.items())]
    _run(*apt_get, "update")
    _run(*apt_get, "--yes", "--download-only", "install", PACKAGE)
    tree = draft.folder / "tree"
    for package in sorted((with_apt / "cache/archives").glob("*.deb")):
        _run("dpkg-deb", "--extract", str(package), str(tree))
    shutil.copy(tree / "usr/bin/linux.uml", draft.kernel)
    for name in LIBRARIES:
        (found,) = {path.resolve() for path in tree.rglob(name)}
        shutil.copy(found, draft.folder / name)
        (draft.folder / name).chmod(0o755)
    (modules,) = (tree / "usr/lib/uml/modules").iterdir()
    return modules / "kernel"


def _root(draft: Disks, modules: Path) -> None:
    """Debian with Docker, and what starts it, as a read-only disk."""
    debian.require_mmdebstrap(lambda _line: None)
    tar, tree = draft.folder / "root.tar", draft.folder / "root"
    debian.build(Recipe("debian", SUITE, PACKAGES, ("sh",)), tar, lambda _line: None)
    tree.mkdir()
    _run("tar", "-x", "-f", str(tar), "-C", str(tree))
    tar.unlink()
    for name in UNUSED:
        (tree / name).unlink(missing_ok=True)
    for name in ("dev", "data", "lib/modules/uml"):
        (tree / name).mkdir(parents=True, exist_ok=True)
    for module in MODULES:
        shutil.copy(modules / f"{module}.ko", tree / "lib/modules/uml")
    order = "".join(f"{module.rpartition('/')[2]}\n" for module in MODULES)
    (tree / "lib/modules/uml/order").write_text(order)
    (tree / "etc/resolv.conf").write_text("nameserver 10.0.2.3\n")
    for place, text in (("usr/sbin/guest-init", INIT), ("usr/local/sbin/iptables", IPTABLES)):
        (tree / place).write_text(text)
        (tree / place).chmod(0o755)
    shutil.copy(uml_agent.__file__, tree / "usr/local/lib/agent.py")
    _run("mke2fs", "-q", "-t", "ext4", "-m", "0", "-O", "^has_journal", "-d", str(tree), str(draft.root), f"{ROOT_SIZE}M")  # fmt: skip


def _empty(path: Path, size: int) -> None:
    _run("mke2fs", "-q", "-t", "ext4", "-m", "0", str(path), f"{size}M")


def _run(*command: str) -> None:
    """A program of Debian's. Raises ImageError with its last words."""
    environ = os.environ | {"PATH": os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        last = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-1:]
        raise ImageError(
            _("벽의 디스크를 만들지 못했습니다: {program}: {why}").format(
                program=command[0], why="".join(last) or done.returncode
            ),
            code="wall-disks",
        )
