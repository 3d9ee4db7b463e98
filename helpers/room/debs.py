"""The part of Debian's archive that a pack takes along, found and fetched by apt itself.

For each release: its indexes as Debian signed them, and every package that would be installed. apt works
in a folder of its own; nothing of this machine's configuration is changed, its proxies are used.
"""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from helpers.engine.apt import ENGINE, WITH_ENGINE
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.debian import KEYRING, mirrors
from helpers.room.lessons import WITHOUT, Install, installs

HELPER = "/usr/lib/apt/apt-helper"
ARCHIVES = ("debian", "debian-security")  # in a pack and in the base images; a mirror may call them otherwise
URI = re.compile(r"'(?P<url>[^']+)' (?P<file>\S+) (?P<size>\d+) SHA256:(?P<sha256>[0-9a-f]{64})")
LISTED = re.compile(r"^ ([0-9a-f]{64}) +(\d+) (\S+)$", re.MULTILINE)
# What a machine needs beyond an engine: for scripts/setup, and what the engines of a class may ask for.
BESIDES = (
    "python3-venv",
    "iproute2",
    "procps",
    "uidmap",
    "slirp4netns",
    "mmdebstrap",
    "debian-archive-keyring",
)
FORCE = "-oAcquire::ForceHash=SHA256"  # --print-uris shows MD5 otherwise
# Some systems' settings keep apt from writing down what it has read; they come after APT_CONFIG's.
KEEPING = ("-oDir::Cache::pkgcache=pkgcache.bin", "-oDir::Cache::srcpkgcache=srcpkgcache.bin")
TOGETHER = 200  # files that one apt-helper fetches


@dataclass(frozen=True, order=True)
class File:
    """A file of an archive: where in a pack, from where, how large, its SHA-256.

    Without a SHA-256 it is the signed list, which vouches for the others, and `url` is a path here.
    """

    path: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Archive:
    """apt's own folder for one release, with its lists up to date."""

    release: str
    architecture: str
    folder: Path

    @property
    def settings(self) -> Path:
        """The file that APT_CONFIG names."""
        return self.folder / "apt.conf"

    def update(self) -> None:
        """Get the release's lists. Raises CourseError with apt's reason."""
        for name in ("lists/partial", "archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        main, security = mirrors()
        options = f"[arch={self.architecture} signed-by={KEYRING} target=Packages]"
        rows = [
            f"{main} {self.release}",
            f"{main} {self.release}-updates",
            f"{security} {self.release}-security",
        ]
        (self.folder / "sources.list").write_text("".join(f"deb {options} {row} main\n" for row in rows))
        self.settings.write_text(
            f'Dir::Etc::sourcelist "{self.folder}/sources.list";\n'
            'Dir::Etc::sourceparts "/dev/null";\nDir::Etc::preferences "/dev/null";\n'
            'Dir::Etc::preferencesparts "/dev/null";\nAPT::Default-Release "";\n'
            f'Dir::State::lists "{self.folder}/lists";\nDir::State::status "{self.folder}/status";\n'
            f'Dir::State::extended_states "{self.folder}/extended";\n'
            f'Dir::Cache "{self.folder}";\nDir::Cache::archives "{self.folder}/archives";\n'
            f'APT::Architecture "{self.architecture}";\nAPT::Architectures {{ "{self.architecture}"; }};\n'
            'APT::Sandbox::User "root";\nDebug::NoLocking "true";\nAcquire::Languages "none";\n'
        )
        (self.folder / "status").write_text("")
        self.run("apt-get", "-q", "--error-on=any", "update")

    def run(self, *command: str) -> str:
        """What a command of apt prints. Raises CourseError."""
        env = {**os.environ, "APT_CONFIG": str(self.settings), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [*command, *KEEPING], env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith(("E:", "Err:"))]
            raise CourseError(
                _("apt가 {release} 패키지를 찾지 못했습니다: {reason}").format(
                    release=self.release, reason=errors[0] if errors else done.returncode
                ),
                _("네트워크와 apt의 미러를 확인하고 다시 실행하세요."),
                code="room-apt",
            )
        return done.stdout

    def indexes(self) -> Iterator[File]:
        """The signed InRelease of each suite and the list of packages that it vouches for."""
        main, security = mirrors()
        for suite in (self.release, f"{self.release}-updates", f"{self.release}-security"):
            base, archive = (security, ARCHIVES[1]) if suite.endswith("-security") else (main, ARCHIVES[0])
            (signed,) = (self.folder / "lists").glob(f"*_dists_{suite}_InRelease")
            text = signed.read_text(encoding="utf-8")
            yield File(f"{archive}/dists/{suite}/InRelease", str(signed), signed.stat().st_size, "")
            name = f"main/binary-{self.architecture}/Packages.xz"
            # MD5 sums come first in the file; only SHA-256 has 64 digits
            found = {path: (sha256, int(size)) for sha256, size, path in LISTED.findall(text)}
            sha256, size = found[name]
            by_hash = f"{base}/dists/{suite}/{Path(name).parent}/by-hash/SHA256/{sha256}"
            yield File(f"{archive}/dists/{suite}/{name}", by_hash, size, sha256)

    def knows(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that this release can install."""
        known = self.run("apt-cache", "policy", *names)
        candidates = re.findall(r"^(\S+):\n.*\n  Candidate: (?!\(none\))", known, re.MULTILINE)
        return tuple(name for name in dict.fromkeys(names) if name in candidates)

    def closure(self, install: Install, status: str = "") -> set[File]:
        """Every package that the command would fetch on a system whose dpkg has this `status`."""
        names = self.knows(install.names)
        if not names:
            return set()
        dpkg = self.folder / "status"
        if (
            dpkg.read_text() != status
        ):  # apt keeps what it has read of the lists until one of its files changes
            dpkg.write_text(status)
        plain = [] if install.recommends else [WITHOUT]
        printed = self.run("apt-get", "-qq", "-y", "--print-uris", FORCE, *plain, "install", *names)
        return {self._file(found) for found in URI.finditer(printed)}

    def _file(self, found: re.Match[str]) -> File:
        url = found["url"]
        for base, archive in zip(mirrors(), ARCHIVES, strict=True):
            if url.startswith(f"{base}/"):
                path = archive + unquote(url.removeprefix(base))
                return File(path, url, int(found["size"]), found["sha256"])
        raise CourseError(
            _("apt가 모르는 곳의 패키지를 골랐습니다: {url}").format(url=url),
            _("다른 저장소 설정을 끄고 다시 실행하세요."),
            code="room-apt",
        )

    def of_the_system(self) -> set[File]:
        """What the set-up installs on a machine, down to what a minimal one has already."""
        names = self.knows([*ENGINE, *WITH_ENGINE, *BESIDES])
        names = tuple(name for name in names if name != "docker-compose" or self._has_plugin())
        return self.closure(Install(names, recommends=False))

    def _has_plugin(self) -> bool:
        """Whether its Compose is the plugin (`docker compose`), not the older docker-compose 1."""
        return not re.search(r"Candidate: 1\.", self.run("apt-cache", "policy", "docker-compose"))

    def of_the_lessons(self, status: str, also: Sequence[str]) -> set[File]:
        """What lessons install in a container of a base image with this dpkg status, in whichever order.

        Each command as it stands, and each of its packages alone: a learner may do one after the other.
        """
        commands = installs()
        alone = {
            Install((name,), recommends)
            for command in commands
            for name in command.names
            for recommends in (command.recommends, False)
        }
        wanted = {*commands, *alone, *(Install((name,), True) for name in also)}
        return {file for command in sorted(wanted) for file in self.closure(command, status)}


def status_of(layer: Path) -> str:
    """What dpkg has in the root file system of a base image."""
    with tarfile.open(layer) as tar:
        for member in tar:
            if member.name.removeprefix("./") == "var/lib/dpkg/status":
                found = tar.extractfile(member)
                return found.read().decode() if found else ""
    return ""


def fetch(
    archive: Archive, files: Iterable[File], place: Callable[[File], Path], say: Callable[[str], None]
) -> None:
    """Download what is not there yet; apt-helper checks each digest. Raises CourseError."""
    wanted = sorted(file for file in files if not place(file).exists())
    done = 0
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        words = [word for file in some for word in (file.url, f"{place(file)}.part", f"SHA256:{file.sha256}")]
        archive.run(HELPER, "download-file", *words)
        for file in some:
            Path(f"{place(file)}.part").replace(place(file))
        done += sum(file.size for file in some)
        say(_("  {release}: {done:.0f} MB를 받았습니다.").format(release=archive.release, done=done / 1e6))
