"""Other Docker versions beside the machine's own, to run the tests on.

    make test ENGINE=sid-containerd-buildkit     prepares it, and runs every test on it
    make test-engines                            the lessons on all of them, as a table

A name is a suite of Debian, and after it what is switched on: bookworm has Docker 20.10, trixie 26.1, sid
28.5 (as of 2026); `containerd` is its image store, `buildkit` a client that builds with it. A new
installation has both. `podman` is Podman's service, which answers as Docker does (5.8 in sid), set up as
`course doctor` advises. The packages are unpacked, not installed; a private engine mounts their /usr over
its own. The docker command is the machine's in any case.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict

from helpers.atomic import locked
from helpers.course import lesson
from helpers.engine import plugins
from helpers.images.debian import MIRROR

ROOT = Path("/var/tmp/docker-course-versions")
PACKAGES = ("docker.io", "iptables", "procps")
PODMAN = ("podman", "catatonit", "dash", "sed", "coreutils", "netavark", "aardvark-dns", "runc", "nftables")
# What runs as dockerd where Podman is meant: its service, at the same place with the same data folder.
SERVICE = """#!/bin/sh
while [ $# -gt 0 ]; do
    case "$1" in
    --data-root) data=$2 ;;
    --host) host=$2 ;;
    esac
    shift
done
mkdir -p /etc/containers /run/containers
echo '{"default": [{"type": "insecureAcceptAnything"}]}' >/etc/containers/policy.json
cat >/etc/containers/registries.conf <<EOF
unqualified-search-registries = ["docker.io"]
[[registry]]
location = "127.0.0.1:5000"
insecure = true
EOF
cat >/etc/containers/containers.conf <<EOF
[engine]
image_default_format = "v2s2"
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "file"
EOF
podman() { command podman --root "$data/podman" --runroot /run/podman "$@"; }
# Podman has its health checks run by timers of systemd, which is not here.
while sleep 1; do
    for name in $(podman ps -q --filter health=starting --filter health=healthy --filter health=unhealthy); do
        podman healthcheck run "$name"
    done
done >/dev/null 2>&1 &
exec podman --root "$data/podman" --runroot /run/podman system service --time=0 "$host"
"""
# A build by Podman wants more open files than it may have where CAP_SYS_RESOURCE is missing.
RUNC = """#!/bin/sh
for word; do
    if [ "$previous" = --bundle ]; then
        sed -i -E 's/"hard":[0-9]+,"soft":[0-9]+/"hard":1024,"soft":1024/g' "$word/config.json"
    fi
    previous=$word
done
exec runc.real "$@"
"""
CONTAINERD = ("--feature", "containerd-snapshotter")
VERSIONS = (
    "bookworm",
    "bookworm-buildkit",
    "trixie",
    "trixie-buildkit",
    "sid",
    "sid-buildkit",
    "sid-containerd",
    "sid-containerd-buildkit",
    "sid-podman",
)
# Tasks that rest on what an engine does not tell, and after which commands they can be judged after all.
NO_SIGNALS = "Podman does not tell which signals were sent"
BY_PODMAN = {
    "02_image_container": {"stubborn": "", "remove": "", "alone": ""},
    "09_final": {"stop": ""},
    "11_compose": {"watched": "", "alone": ""},
}
OLD_BUILDKIT = "bookworm-buildkit"
NO_TAGS = (
    "this BuildKit tells no event, and an image without a layer of its own is as old as its base: docker tag"
)
BY_BUILDKIT_20 = {
    "04_dockerfile": {
        "defaults": "docker tag lab/hello:v1 lab/hello:v1",
        "alone": 'eval "$(course assignment 04 --shell)"; docker tag "$IMAGE" "$IMAGE"',
    }
}
UNTOLD = "untold"  # a test's property, for the table
BUILDX = "libexec/docker/cli-plugins/docker-buildx"
COMPOSE = "libexec/docker/cli-plugins/docker-compose"
COMPOSE_SUITE = "trixie"  # 2.26, which will not change any more; it speaks to every Docker above


class Arguments(TypedDict):
    """What PrivateEngine has to be told."""

    usr: str
    options: tuple[str, ...]


def arguments(version: str) -> Arguments:
    """The arguments that make PrivateEngine use a version prepared earlier."""
    usr = usr_of(version)
    if not (usr / "sbin/dockerd").exists():
        raise SystemExit(f"{version} is not there: python tests/engine/versions.py {version}")
    return {"usr": str(usr), "options": CONTAINERD if "containerd" in version.split("-") else ()}


def client_folder(version: str) -> Path | None:
    """DOCKER_CONFIG for the machine's docker command, where a version wants BuildKit."""
    suite, *switched_on = version.split("-")
    return ROOT / "client" / buildx_suite(suite) if "buildkit" in switched_on else None


def lacks(version: str, name: str) -> str:
    """Why a lesson cannot be done on a version; "" where it can. Bookworm's BuildKit knows no heredocs."""
    suite, *switched_on = version.split("-")
    if "buildx" not in lesson(name).plugins or ("buildkit" in switched_on and suite != "bookworm"):
        return ""
    return f"{name}: {version or 'the machine'} does not build with BuildKit 23.0 or later"


def untold(version: str, name: str) -> tuple[dict[str, str], str]:
    """Tasks of a lesson of which a version does not tell enough, with what helps ("": nothing), and why."""
    if "podman" in version.split("-"):
        return BY_PODMAN.get(name, {}), NO_SIGNALS
    return (BY_BUILDKIT_20.get(name, {}), NO_TAGS) if version == OLD_BUILDKIT else ({}, "")


def buildx_suite(suite: str) -> str:
    """Where the plugin comes from: bookworm has none."""
    return "trixie" if suite == "bookworm" else suite


def usr_of(version: str) -> Path:
    """Where the /usr of a version lies: one a suite, and one with Podman in place of dockerd."""
    suite, *switched_on = version.split("-")
    return ROOT / (version if "podman" in switched_on else suite) / "root/usr"


def prepare(version: str) -> None:
    """Download the packages of a suite and unpack them; about 10 s and 256 MB."""
    suite, *switched_on = version.split("-")
    packages = PACKAGES if suite == "bookworm" else (*PACKAGES, "docker-buildx")
    if "podman" in switched_on:
        packages = (*PACKAGES, *PODMAN)
    apt = usr_of(version).parent.parent / "apt"
    apt_get = updated_apt(apt, suite)
    subprocess.run([*apt_get, "--yes", "--download-only", "install", *packages], check=True)
    unpack(sorted((apt / "cache/archives").glob("*.deb")), usr_of(version).parent)
    if "podman" in switched_on:
        folder = usr_of(version) / "sbin"
        (folder / "runc").rename(folder / "runc.real")
        (folder / "dockerd").unlink()
        for name, script in (("dockerd", SERVICE), ("runc", RUNC)):
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)


def updated_apt(apt: Path, suite: str) -> list[str]:
    """apt-get with lists and a cache of its own, for the packages of a suite."""
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
    return apt_get


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
        plugin.symlink_to(usr_of(folder.name) / BUILDX)


def config_with_compose(version: str) -> Path | None:
    """DOCKER_CONFIG with Compose beside what the version has; None where the docker command has Compose.

    Downloaded once (13 MB, about 5 s): Debian 12 has no such plugin.
    """
    if plugins.answers("compose"):
        return None
    beside = client_folder(version) if version else None
    folder = ROOT / "client" / f"{beside.name if beside else 'plain'}-compose"
    root = ROOT / f"compose-{COMPOSE_SUITE}/root"
    with locked(ROOT / "compose"):
        if not root.exists():
            _download_compose(root)
        for plugin in (root / "usr" / COMPOSE, *((beside / "cli-plugins").iterdir() if beside else ())):
            link = folder / "cli-plugins" / plugin.name
            link.parent.mkdir(parents=True, exist_ok=True)
            if not link.exists():
                link.symlink_to(plugin.resolve())
    return folder


def _download_compose(root: Path) -> None:
    apt = root.parent / "apt"
    apt_get = updated_apt(apt, COMPOSE_SUITE)
    archives = apt / "cache/archives"
    subprocess.run([*apt_get, "download", "docker-compose"], cwd=archives, check=True)
    (package,) = archives.glob("docker-compose_*.deb")
    fresh = Path(tempfile.mkdtemp(dir=root.parent))
    subprocess.run(["dpkg-deb", "-x", package, fresh], check=True)
    fresh.chmod(0o755)
    fresh.rename(root)


def provide(version: str) -> None:
    """Download what a version needs and is not here yet."""
    folder = client_folder(version)
    for tree in {version, *([folder.name] if folder else [])}:
        if not (usr_of(tree) / "sbin/dockerd").exists():
            prepare(tree)
    link_buildx(version)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in VERSIONS:
        sys.exit(f"{sys.argv[1:]}: one of {', '.join(VERSIONS)}, please.")
    provide(sys.argv[1])
    print(usr_of(sys.argv[1]))
