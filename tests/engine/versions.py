"""Other Docker versions beside the machine's own, to run the engine tests on. Not part of CI.

    python tests/engine/versions.py sid
    COURSE_TEST_ENGINE=sid python -m pytest tests/engine

Versions (as of 2026): trixie has 26.1, sid 28.5. "sid-containerd" is sid with the containerd image
store, "sid-buildkit" has a client that builds with BuildKit besides: what a new installation has. The
packages are unpacked, not installed; a private engine mounts their /usr over its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict

from helpers.images.debian import MIRROR

ROOT = Path("/var/tmp/docker-course-versions")
PACKAGES = ("docker.io", "docker-buildx", "iptables", "procps")
CONTAINERD = ("--feature", "containerd-snapshotter")
OPTIONS = {"trixie": (), "sid": (), "sid-containerd": CONTAINERD, "sid-buildkit": CONTAINERD}
BUILDX = "libexec/docker/cli-plugins/docker-buildx"


class Arguments(TypedDict):
    """What PrivateEngine has to be told."""

    usr: str
    options: tuple[str, ...]


def arguments(version: str) -> Arguments:
    """The arguments that make PrivateEngine use a version prepared earlier."""
    usr = usr_of(version)
    if not (usr / "sbin/dockerd").exists():
        raise SystemExit(f"{version} is not there: python tests/engine/versions.py {version}")
    return {"usr": str(usr), "options": OPTIONS[version]}


def client_folder(version: str) -> Path | None:
    """DOCKER_CONFIG for the machine's docker command, where a version wants BuildKit."""
    return ROOT / "client" if version.endswith("-buildkit") else None


def usr_of(version: str) -> Path:
    """Where the /usr of a version lies."""
    return ROOT / version.partition("-")[0] / "root/usr"


def prepare(version: str) -> None:
    """Download the packages of a suite and unpack them; about 10 s and 256 MB."""
    suite = version.partition("-")[0]
    apt = ROOT / suite / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (apt / name).mkdir(parents=True, exist_ok=True)
    (apt / "sources.list").write_text(f"deb [trusted=yes] {MIRROR} {suite} main\n")
    settings = {
        "Dir::Etc::sourcelist": apt / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": apt / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": apt / "cache",
        "Acquire::Check-Valid-Until": "false",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "root",
    }
    apt_get = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in settings.items())]
    subprocess.run([*apt_get, "update"], check=True)
    subprocess.run([*apt_get, "--yes", "--download-only", "install", *PACKAGES], check=True)
    unpack(sorted((apt / "cache/archives").glob("*.deb")), usr_of(version).parent)


def unpack(packages: list[Path], root: Path) -> None:
    """Unpack packages into a merged-/usr tree; what their scripts would link is linked here."""
    fresh = Path(tempfile.mkdtemp(dir=root.parent))
    (fresh / "usr").mkdir()
    for name in ("bin", "sbin", "lib", "lib64"):
        (fresh / "usr" / name).mkdir()
        (fresh / name).symlink_to(f"usr/{name}")
    for package in packages:
        tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
        subprocess.run(["tar", "-x", "--keep-directory-symlink", "-C", fresh], stdin=tar.stdout, check=True)
        tar.wait()
    for name in ("iptables", "ip6tables"):
        link = fresh / "usr/sbin" / name
        link.unlink(missing_ok=True)
        link.symlink_to("xtables-nft-multi")
    fresh.chmod(0o755)
    shutil.rmtree(root, ignore_errors=True)
    fresh.rename(root)


def link_buildx(version: str) -> None:
    """Give the machine's docker command the plugin that makes it build with BuildKit."""
    if folder := client_folder(version):
        plugin = folder / "cli-plugins" / "docker-buildx"
        plugin.parent.mkdir(parents=True, exist_ok=True)
        plugin.unlink(missing_ok=True)
        plugin.symlink_to(usr_of(version) / BUILDX)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in OPTIONS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(OPTIONS)}")
    if not (usr_of(sys.argv[1]) / BUILDX).exists():
        prepare(sys.argv[1])
    link_buildx(sys.argv[1])
    print(usr_of(sys.argv[1]))
