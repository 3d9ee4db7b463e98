"""What is on record as brought to the system: packages, group memberships, files; and the engine itself."""

from __future__ import annotations

import grp
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import requests
from docker.errors import DockerException

from helpers import installed
from helpers.engine import Engine, advice, dockerd
from helpers.engine.apt import ENGINE
from helpers.engine.find import DEFAULT
from helpers.engine.root import Root
from helpers.engine.system import lock
from helpers.i18n import _
from helpers.installed import Record
from helpers.uninstall.steps import Failed, Kept, Step, command

CHANGES = re.compile(r"^(?:Remv|Purg|Inst) (\S+)", re.M)  # what `apt-get --simulate` would do
PIDFILE = Path("/run/docker.pid")
STOPPING = 60.0  # seconds; containers get 10 s each, side by side
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def brought_the_engine(record: Record) -> bool:
    """Whether the course installed the engine of this machine, and it is still there."""
    return ENGINE[0] in {package.name for package in record.packages} & installed.installed_packages()


def steps(record: Record, keep_engine: str, unnamed: int = 0) -> Iterator[Step | Kept]:
    """What goes and what stays. `keep_engine` says why the engine has to stay; empty when it may go.

    With the engine go the images on it that have no name; so many there are, and nobody knows whose.
    """
    yield from _groups(record)
    yield from _files(record)
    yield from _packages(record, keep_engine, unnamed)
    if not keep_engine:
        yield from _made_groups(record)


def close_record() -> None:
    """Forget what somebody else has removed; a record without entries leaves no file and no folder."""
    record, here = installed.read(), installed.installed_packages()
    installed.forget(
        *(package for package in record.packages if package.name not in here),
        *(membership for membership in record.groups if membership.user not in _members(membership.group)),
        *(made for made in record.made_groups if not installed.group_exists(made.name)),
        *(file for file in record.files if not Path(file.path).exists()),
    )
    if not installed.path().exists():
        with suppress(OSError):
            for name in (installed.path().name, lock().name):
                for leftover in installed.path().parent.glob(f"{name}*"):
                    leftover.unlink()
            installed.path().parent.rmdir()


def _members(group: str) -> list[str]:
    try:
        return grp.getgrnam(group).gr_mem
    except KeyError:
        return []


def _groups(record: Record) -> Iterator[Step | Kept]:
    for membership in record.groups:
        if membership.user in _members(membership.group):
            yield Step(
                _("사용자 {user}의 {group} 그룹 소속").format(user=membership.user, group=membership.group),
                partial(_leave_group, membership),
                f"sudo gpasswd -d {membership.user} {membership.group}",
                needs_root=True,
            )


def _leave_group(membership: installed.Membership, root: Root) -> None:
    command(root, "gpasswd", "-d", membership.user, membership.group)
    installed.forget(membership)


def _made_groups(record: Record) -> Iterator[Step | Kept]:
    """A group that came along, once nobody but those whom the course put there is in it."""
    for made in record.made_groups:
        what = _("{group} 그룹").format(group=made.name)
        ours = {membership.user for membership in record.groups if membership.group == made.name}
        if others := sorted(set(_members(made.name)) - ours):
            yield Kept(what, _("{names}이(가) 쓰고 있습니다.").format(names=", ".join(others)))
        elif installed.group_exists(made.name):
            yield Step(what, partial(_remove_group, made), f"sudo groupdel {made.name}", needs_root=True)


def _remove_group(made: installed.Group, root: Root) -> None:
    command(root, "groupdel", made.name)
    installed.forget(made)


def _files(record: Record) -> Iterator[Step | Kept]:
    for noted in record.files:
        file = Path(noted.path)
        if not file.is_file():
            continue
        what = _("파일 {path}").format(path=noted.path)
        if installed.digest(file) == noted.digest:
            yield Step(what, partial(_remove_file, noted), f"sudo rm {noted.path}", needs_root=True)
        else:
            yield Kept(what, _("과정이 쓴 뒤에 내용이 바뀌었습니다."))


def _remove_file(noted: installed.File, root: Root) -> None:
    command(root, "rm", "-f", noted.path)
    installed.forget(noted)


def _packages(record: Record, keep_engine: str, unnamed: int) -> Iterator[Step | Kept]:
    here = installed.installed_packages()
    wanted = [package for package in record.packages if package.name in here]
    reasons: dict[str, str] = {}
    if keep_engine:  # with all that came in the same go: the engine may need what it only recommends
        batch = {package.when for package in wanted if package.name == ENGINE[0]}
        reasons |= {package.name: keep_engine for package in wanted if package.when in batch}
    manual = _ask("apt-mark", "showmanual").split()
    reasons |= {
        package.name: _("과정이 들여온 뒤에 직접 설치했습니다.")
        for package in wanted
        if not package.asked and package.name in manual and package.name not in reasons
    }
    names = [package.name for package in wanted if package.name not in reasons]
    reasons |= _needed_by_others(names)
    names = [name for name in names if name not in reasons]
    for reason in dict.fromkeys(reasons.values()):
        staying = [name for name in reasons if reasons[name] == reason]
        yield Kept(_("패키지 {names}").format(names=" ".join(staying)), reason)
    if names:
        what = _("패키지 {names}").format(names=" ".join(names))
        if unnamed and ENGINE[0] in names:
            what += _(" (엔진에 있는 이름 없는 이미지 {count}개도 함께 사라집니다)").format(count=unnamed)
        yield Step(
            what,
            partial(_purge, names, ENGINE[0] in names),
            f"sudo apt-get purge {' '.join(names)}",
            needs_root=True,
        )


def _needed_by_others(names: Sequence[str]) -> dict[str, str]:
    """Packages without which apt would remove or exchange something that the course did not bring."""
    kept: dict[str, str] = {}
    while going := [name for name in names if name not in kept]:
        if not _affected(going) - set(going):
            break
        before = len(kept)
        for name in going:
            if others := _affected([name]) - set(going):
                users = ", ".join(sorted(others)[:3])
                kept[name] = _("{names}이(가) 쓰고 있습니다.").format(names=users)
        if len(kept) == before:  # only together do they affect others: then they stay together
            kept |= dict.fromkeys(going, _("다른 패키지가 쓰고 있습니다."))
    return kept


def _affected(names: Sequence[str]) -> set[str]:
    return set(CHANGES.findall(_ask("apt-get", "--simulate", "purge", *names)))


def _purge(names: list[str], engine: bool, root: Root) -> None:
    if engine:
        images = _images_on_record()
        _stop_engine(root)
    done = subprocess.run(
        root.command(["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", "purge", "-y", *names], QUIET),
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode != 0:
        errors = [
            line for line in done.stdout.splitlines() + done.stderr.splitlines() if line.startswith("E:")
        ]
        raise Failed(errors[0] if errors else f"apt-get: {done.returncode}")
    if engine:
        command(root, "rm", "-f", str(dockerd.LOG))
        installed.forget(*images)
    installed.forget(*(package for package in installed.read().packages if package.name in names))


def _images_on_record() -> list[installed.Image]:
    """Those on the machine's engine, as long as it can be asked which one it is."""
    try:
        identity = Engine(DEFAULT, "system").client(timeout=10).info().get("ID")
    except (DockerException, requests.RequestException):
        return []
    return [image for image in installed.read().images if image.engine == identity]


def _stop_engine(root: Root) -> None:
    """However it was started: apt stops only what the init system knows of."""
    if advice.INIT_DIR.is_dir():
        root.run("systemctl", "stop", "docker.socket", "docker.service")
    elif dockerd.INIT_SCRIPT.exists():
        root.run("service", "docker", "stop")
    pid = root.read(PIDFILE)
    if not pid.isdigit() or root.read(Path(f"/proc/{pid}/comm")) != "dockerd":
        return
    command(root, "sh", "-c", f"kill {pid}")  # a minimal system has no program of that name
    deadline = time.monotonic() + STOPPING
    while root.read(Path(f"/proc/{pid}/cmdline")):  # empty once it is a zombie that nobody reaps
        if time.monotonic() > deadline:
            raise Failed(
                _("도커 엔진(PID {pid})이 {seconds:.0f}초 안에 멈추지 않았습니다.").format(
                    pid=pid, seconds=STOPPING
                )
            )
        time.sleep(0.1)


def _ask(*argv: str) -> str:
    """What a program of the system answers; nothing where there is none."""
    try:
        return subprocess.run(Root().command(argv), capture_output=True, text=True).stdout
    except OSError:
        return ""
