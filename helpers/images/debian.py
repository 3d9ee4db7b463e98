"""A Debian base image by mmdebstrap, as close to the official slim image as it can be.

Same settings as debuerreotype writes into the official images
(https://github.com/debuerreotype/debuerreotype: scripts/debuerreotype-minimizing-config and
.slimify-excludes): apt leaves no caches behind, no documentation, no translations.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from helpers.engine import apt
from helpers.engine.root import obtain
from helpers.errors import EngineNotFound, ImageError
from helpers.i18n import N_, _
from helpers.images import failures
from helpers.images.catalogue import Recipe

MIRROR = "http://deb.debian.org/debian"
PATIENCE = 120  # seconds for apt to say what it knows; it takes one on an idle machine
SECURITY = "http://deb.debian.org/debian-security"
PUBLIC = (MIRROR, SECURITY)
MERGED_USR = "/usr/share/mmdebstrap/hooks/merged-usr"  # without it full perl comes in: 116 MB instead of 75
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
_APT = "/var/cache/apt"
CLEAN = f"rm -f {_APT}/archives/*.deb {_APT}/archives/partial/*.deb {_APT}/*.bin || true"
SLIM = (
    "path-exclude /usr/share/doc/*",
    "path-include /usr/share/doc/*/copyright",
    "path-exclude /usr/share/man/*",
    "path-exclude /usr/share/info/*",
    "path-exclude /usr/share/locale/*",
    "path-include /usr/share/locale/locale.alias",
    "path-exclude /usr/share/lintian/*",
)
SETTINGS = {
    "etc/apt/apt.conf.d/docker-clean": (
        f'DPkg::Post-Invoke {{ "{CLEAN}"; }};\nAPT::Update::Post-Invoke {{ "{CLEAN}"; }};\n'
        'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n'
    ),
    "etc/apt/apt.conf.d/docker-gzip-indexes": 'Acquire::GzipIndexes "true";\n',
    "etc/apt/apt.conf.d/docker-no-languages": 'Acquire::Languages "none";\n',
    "etc/apt/apt.conf.d/docker-autoremove-suggests": 'Apt::AutoRemove::SuggestsImportant "false";\n',
    "etc/dpkg/dpkg.cfg.d/docker-apt-speedup": "force-unsafe-io\n",
    "etc/dpkg/dpkg.cfg.d/docker": "".join(f"{line}\n" for line in SLIM),
}
POLICY = "#!/bin/sh\n# Services are not started while packages are installed in an image.\nexit 101\n"
LEFTOVERS = ("etc/apt/sources.list", "etc/apt/apt.conf.d/99mmdebstrap", "etc/dpkg/dpkg.cfg.d/99mmdebstrap",
             "etc/hostname", "etc/resolv.conf", "var/cache/apt/*.bin", "var/cache/debconf/*-old")  # fmt: skip
# What mmdebstrap says it is doing, in its order
STEPS = {
    "running apt-get update": N_("패키지 목록을 받는 중"),
    "downloading packages": N_("패키지를 내려받는 중"),
    "extracting archives": N_("패키지를 푸는 중"),
    "installing essential": N_("꼭 필요한 패키지를 설치하는 중"),
    "installing remaining": N_("나머지 패키지를 설치하는 중"),
    "creating tarball": N_("파일 하나로 묶는 중"),
}
NEEDED = ("mmdebstrap", "debian-archive-keyring")
NEEDED_BY_USERS = ("uidmap",)  # who is not root builds in a user namespace
LIMIT = 900  # seconds; it takes 20 to 40


def sources(suite: str, of: tuple[str, str] | None = None) -> str:
    """What stands in the image's /etc/apt/sources.list.d/debian.sources: this machine's own mirror."""
    mirror, security = of or mirrors()
    first = f"Types: deb\nURIs: {mirror}\nSuites: {suite} {suite}-updates\nComponents: main\n"
    second = f"Types: deb\nURIs: {security}\nSuites: {suite}-security\nComponents: main\n"
    return f"{first}Signed-By: {KEYRING}\n\n{second}Signed-By: {KEYRING}\n"


@lru_cache(maxsize=1)
def mirrors() -> tuple[str, str]:
    """The mirrors for packages and for security updates, from the apt configuration of this machine."""
    return choose_mirrors(_output("apt-get", "indextargets", "--format", "$(REPO_URI)"))


def choose_mirrors(uris: str) -> tuple[str, str]:
    """The first Debian mirror and security mirror among `uris` (one a line) that a container can reach."""
    usable = [uri.rstrip("/") for uri in uris.split() if _reachable(uri)]
    main = [mirror for mirror in usable if mirror.endswith("/debian")]
    security = [mirror for mirror in usable if mirror.endswith(("/debian-security", "security.debian.org"))]
    return (main or [MIRROR])[0], (security or [SECURITY])[0]


def _reachable(uri: str) -> bool:
    """Not a disc, and not this machine itself: its 127.0.0.1 is another one inside a container."""
    parts = urlsplit(uri)
    return parts.scheme in ("http", "https") and not re.match(r"localhost$|127\.", parts.hostname or "")


def dates() -> str:
    """Whether this machine's apt accepts lists whose date has passed: a frozen mirror needs it inside too."""
    dumped = _output("apt-config", "dump", "Acquire::Check-Valid-Until", "Acquire::Check-Date")
    return "".join(f"{line}\n" for line in dumped.splitlines() if re.search(r'"(false|no|0)";', line))


def build(recipe: Recipe, layer: Path, say: Callable[[str], None]) -> None:
    """Write the root file system of `recipe` to the tar `layer`; about 20–40 s, 80 MB.

    Raises ImageError where mmdebstrap is missing and cannot be installed, without a mirror, on a
    full disk.
    """
    require_mmdebstrap(say)
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.tar"
        _write_settings(settings, recipe.suite)
        lines = _run(_command(recipe, layer, settings), say)
    if lines is not None:
        raise failures.of_mmdebstrap(lines)


def is_ready() -> bool:
    """Whether mmdebstrap and Debian's keys are here."""
    return bool(shutil.which("mmdebstrap")) and Path(KEYRING).exists()


def needed() -> tuple[str, ...]:
    """The packages that build images, for who runs this."""
    return NEEDED if os.geteuid() == 0 else (*NEEDED, *NEEDED_BY_USERS)


def require_mmdebstrap(say: Callable[[str], None]) -> None:
    """mmdebstrap and Debian's keys are here, or are installed, with the consent that the engine has.

    Raises ImageError with the command to type.
    """
    if is_ready():
        return
    no_builder = _("이미지를 만들 프로그램 mmdebstrap이 없습니다.")
    if not shutil.which("apt-get"):
        bundle = _("이미지 묶음이 있다면 다음으로 읽어 들이세요: course images load FILE")
        raise ImageError(no_builder, bundle, code="image-no-builder")
    names = " ".join(needed())
    by_hand = f"apt-get install -y {names}"
    try:
        root = obtain([_("apt로 설치: {packages}").format(packages=names)], by_hand)
        apt.install(root, needed(), say)
    except EngineNotFound as error:
        raise ImageError(
            f"{no_builder} {error.what}",
            _("관리자가 root로 다음을 실행한 뒤 다시 하세요: {command}").format(command=by_hand),
            code="image-no-builder",
        ) from error


def _command(recipe: Recipe, layer: Path, settings: Path) -> list[str]:
    secure = ["ca-certificates"] if any(mirror.startswith("https:") for mirror in mirrors()) else []
    packages = ",".join(["usr-is-merged", *secure, *recipe.packages])
    mirror, security = mirrors()
    return [
        "mmdebstrap",
        "--variant=minbase",
        "--format=tar",
        "--skip=check/signed-by",  # given below
        "--skip=output/dev",  # device nodes: the engine makes its own, and a rootless one cannot unpack them
        f"--include={packages}",
        f"--hook-dir={MERGED_USR}",
        *(f"--dpkgopt={line.replace(' ', '=', 1)}" for line in SLIM),
        *(f"--aptopt={line}" for line in _carried()),
        f"--customize-hook=cd \"$1\" && rm -f {' '.join(LEFTOVERS)}",
        # the settings come last: with them mmdebstrap's own clean-up no longer finds apt's caches
        f"--customize-hook=tar-in {settings} /",
        recipe.suite,
        str(layer),
        *(f"deb [signed-by={KEYRING}] {where}" for where in (
            f"{mirror} {recipe.suite} main",
            f"{mirror} {recipe.suite}-updates main",
            f"{security} {recipe.suite}-security main",
        )),
    ]  # fmt: skip


def _carried() -> list[str]:
    """Settings of this machine's apt that decide whether its mirror can be reached."""
    wanted = r"Acquire::(https?::(Proxy|[^ ]*::Proxy|CaInfo)|Check-(Valid-Until|Date)) "
    return [line for line in _output("apt-config", "dump", "Acquire").splitlines() if re.match(wanted, line)]


def _write_settings(path: Path, suite: str) -> None:
    files = {**SETTINGS, "etc/apt/sources.list.d/debian.sources": sources(suite)}
    if dates():
        files["etc/apt/apt.conf.d/mirror-dates"] = dates()
    with tarfile.open(path, "w") as tar:
        for name, text in {**files, "usr/sbin/policy-rc.d": POLICY}.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(text.encode()), 0o755 if text is POLICY else 0o644
            member.mtime = int(time.time())
            tar.addfile(member, io.BytesIO(text.encode()))


def _run(command: Sequence[str], say: Callable[[str], None]) -> list[str] | None:
    """Run mmdebstrap and say each step; its last lines when it failed, else None.

    In a session of its own: on some failures it ends its whole process group, and us with it.
    """
    last: list[str] = []
    number = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          errors="replace", start_new_session=True) as process:  # fmt: skip
        try:
            for line in process.stderr or ():
                last = [*last, line.strip()][-40:]
                for sign, text in STEPS.items():
                    if line.startswith(f"I: {sign}"):
                        number += 1
                        say(f"  [{number}/{len(STEPS)}] {_(text)}")
        except BaseException:  # Ctrl-C no longer reaches it by itself; it takes its mounts down
            os.killpg(process.pid, signal.SIGINT)
            raise
        return last if process.wait() else None


def _output(*command: str) -> str:
    """What a command of apt prints; nothing where there is no apt, or none that answers."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def architecture() -> str:
    """This machine's architecture in Debian's words, which Docker shares (amd64, arm64); "" elsewhere."""
    return _output("dpkg", "--print-architecture").strip()
