"""`course uninstall`: exactly what the course brought goes; what was there, and what others made, stays."""

from __future__ import annotations

import contextlib
import grp
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from docker import APIClient

from helpers import images, installed, paths
from helpers.cli import main
from helpers.engine import PrivateEngine, remember, root
from helpers.errors import EngineNotFound
from helpers.grading import terminal_log
from helpers.images import provision
from helpers.uninstall import folders, host
from helpers.uninstall.steps import Kept, Step


@pytest.fixture(autouse=True)
def _only_ours(tmp_path, monkeypatch):
    """A test that reached for a folder of this machine would fail before anything is gone."""
    real = folders._remove

    def guarded(found, how):
        ours = (tmp_path, Path(os.environ["COURSE_STATE"]))
        assert all(any(path.is_relative_to(folder) for folder in ours) for path in found), found
        real(found, how)

    monkeypatch.setattr(folders, "_remove", guarded)
    monkeypatch.setenv("COURSE_LANG", "en")


@pytest.fixture
def uninstall(tmp_path, monkeypatch, capfd) -> Callable[..., tuple[int, str]]:
    """Runs the command with a cache of the test's own; exit code, and what was said."""

    def run(*arguments: str) -> tuple[int, str]:
        with monkeypatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
            code = main(["uninstall", *arguments])
        said = capfd.readouterr()
        return code, said.out + said.err

    return run


class System:
    """Programs of a Debian that change a few files instead of the machine."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        self.dpkg, self.manual, self.needs = (folder / name for name in ("dpkg", "manual", "needs"))
        for file in (self.dpkg, self.manual, self.needs):
            file.touch()
        self.program("dpkg-query", 'sed "s/^/installed /" dpkg')
        self.program("apt-mark", "cat manual")
        # `needs` holds "A B": A cannot be without B
        self.program(
            "apt-get",
            """
            echo "$@" >>calls
            case "$*" in *DPkg::Lock*) grep -q . broken 2>/dev/null && { cat broken >&2; exit 100; } ;; esac
            simulate=; names=
            for word; do
                case $word in --simulate) simulate=1 ;; -*|purge|*::*) ;; *) names="$names $word" ;; esac
            done
            for name in $names; do
                for all in $name $(sed -n "s/ $name\\$//p" needs); do
                    echo "Purg $all [1.0]"
                    [ "$simulate" ] || sed -i "/^$all\\$/d" dpkg
                done
            done
        """,
        )
        self.program("gpasswd", 'echo "$@" >>left')

    def program(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\ncd {self.folder}\n{textwrap.dedent(body)}\n")
        path.chmod(0o755)

    def install(self, *names: str, asked: tuple[str, ...]) -> None:
        """As the course does it."""
        with installed.noting(asked):
            self.has(*names)

    def has(self, *names: str) -> None:
        """As a person does it."""
        self.dpkg.write_text(self.dpkg.read_text() + "".join(f"{name}\n" for name in names))

    @property
    def packages(self) -> list[str]:
        return self.dpkg.read_text().split()


@pytest.fixture
def debian(tmp_path, monkeypatch) -> System:
    made = System(tmp_path / "debian")
    path = f"{made.folder}:{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    monkeypatch.setattr(root, "PATH", path)
    monkeypatch.setattr(host, "PIDFILE", tmp_path / "no.pid")
    monkeypatch.setattr(host.dockerd, "INIT_SCRIPT", tmp_path / "no-script")
    monkeypatch.setattr(host.dockerd, "LOG", tmp_path / "dockerd.log")
    monkeypatch.setattr(host.advice, "INIT_DIR", tmp_path / "no-systemd")
    monkeypatch.setattr(grp, "getgrnam", lambda name: grp.struct_group((name, "x", 999, ["kim"])))
    made.has("make", "python3")
    return made


def kept(found: list[Step | Kept]) -> dict[str, str]:
    return {thing.what: thing.why for thing in found if isinstance(thing, Kept)}


def test_where_the_course_brought_nothing_there_is_nothing_to_do(uninstall, debian):
    assert uninstall() == (0, "There is nothing to remove that the course brought to this machine.\n")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_looking_for_what_is_there_makes_nothing(tmp_path, lang):
    places = {name: str(tmp_path / name) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "COURSE_STATE")}
    env = {**os.environ, **places, "COURSE_LANG": lang, "COURSE_WORK": str(tmp_path / "work")}
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "uninstall"],
        cwd=paths.ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ("지울 것이 없습니다" if lang == "ko" else "There is nothing to remove") in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_packages_and_group_that_the_course_brought_go_and_no_others(uninstall, debian, monkeypatch):
    debian.install("mmdebstrap", "debian-archive-keyring", "perl-modules", asked=("mmdebstrap",))
    installed.note_group("kim", "docker")
    installed.note_group("lee", "docker")  # an administrator has taken lee out since
    debian.has("vim")
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: 1000)
        code, said = uninstall("--dry-run")
    assert code == 0
    assert "- Membership of kim in the group docker\n    sudo gpasswd -d kim docker\n" in said
    assert "lee" not in said
    assert debian.packages == [
        "make",
        "python3",
        "mmdebstrap",
        "debian-archive-keyring",
        "perl-modules",
        "vim",
    ]
    assert not (debian.folder / "left").exists()
    code, said = uninstall("--yes")
    assert code == 0
    assert debian.packages == ["make", "python3", "vim"]
    assert (debian.folder / "left").read_text() == "-d kim docker\n"


def test_nothing_of_the_record_is_left_when_all_is_gone(uninstall, debian, monkeypatch):
    debian.install("mmdebstrap", asked=("mmdebstrap",))
    assert uninstall("--yes")[0] == 0
    assert not paths.user_state().exists()
    assert uninstall("--yes")[1].startswith("There is nothing to remove")


def test_a_package_that_something_else_needs_by_now_stays_and_is_named(uninstall, debian):
    debian.install("mmdebstrap", "perl-modules", asked=("mmdebstrap",))
    debian.has("exiftool")
    debian.needs.write_text("exiftool perl-modules\n")
    code, said = uninstall("--yes")
    assert code == 0
    assert "- Packages perl-modules: In use by exiftool." in said
    assert debian.packages == ["make", "python3", "perl-modules", "exiftool"]
    assert [package.name for package in installed.read().packages] == ["perl-modules"]


def test_a_package_that_a_person_has_asked_for_since_stays(uninstall, debian):
    debian.install("mmdebstrap", "uidmap", asked=("mmdebstrap",))
    debian.manual.write_text("make\nmmdebstrap\nuidmap\n")  # what the course asks for is marked manual too
    code, said = uninstall("--yes")
    assert code == 0
    assert "- Packages uidmap: You have installed it yourself since." in said
    assert debian.packages == ["make", "python3", "uidmap"]


@pytest.mark.parametrize(
    ("keep", "left"), [("", []), ("a container is on it", ["docker.io", "docker-cli", "runc"])]
)
def test_the_engine_stays_with_all_that_came_with_it(debian, monkeypatch, keep, left):
    times = iter(("2026-01-01T10:00:00+00:00", "2026-01-01T10:05:00+00:00"))
    monkeypatch.setattr(installed, "_now", lambda: next(times))
    debian.install("docker.io", "docker-cli", "runc", asked=("docker.io", "docker-cli"))
    debian.install("mmdebstrap", asked=("mmdebstrap",))
    found = list(host.steps(installed.read(), keep))
    assert kept(found) == ({"Packages docker-cli docker.io runc": keep} if keep else {})
    for step in found:
        if isinstance(step, Step):
            step.run(root.Root())
    assert debian.packages == ["make", "python3", *left]


@pytest.fixture
def docker_group(monkeypatch) -> list[str]:
    """The group docker with these members; there as soon as the test puts somebody, or "", into it."""
    members: list[str] = []

    def look(name: str) -> grp.struct_group:
        if name != "docker" or not members:
            raise KeyError(name)
        return grp.struct_group((name, "x", 999, [member for member in members if member]))

    monkeypatch.setattr(grp, "getgrnam", look)
    return members


@pytest.mark.parametrize(("others", "goes"), [([], True), (["lee"], False)])
def test_a_group_that_came_along_goes_unless_others_are_in_it(
    uninstall, debian, docker_group, monkeypatch, others, goes
):
    debian.program("groupdel", 'echo "$@" >>deleted')
    with installed.noting_group("docker"):
        docker_group.append("kim")
    installed.note_group("kim", "docker")
    docker_group += others
    code, said = uninstall("--yes")
    assert code == 0
    assert (debian.folder / "left").read_text() == "-d kim docker\n"
    assert (debian.folder / "deleted").exists() == goes
    assert ("- The group docker: In use by lee." in said) != goes
    assert "Removing: Membership of kim in the group docker\n" in said  # before it is done


def test_a_group_that_was_there_stays(uninstall, debian, docker_group):
    docker_group.append("")
    with installed.noting_group("docker"):
        docker_group.append("kim")
    installed.note_group("kim", "docker")
    code, said = uninstall("--yes")
    assert code == 0 and "The group docker" not in said
    assert (debian.folder / "left").exists()


def test_images_without_a_name_that_go_with_the_engine_are_counted(debian):
    debian.install("docker.io", "runc", asked=("docker.io",))
    (step,) = host.steps(installed.read(), "", 3)
    assert step.what == "Packages docker.io runc (with the 3 images on the engine that have no name)"
    (kept_now,) = host.steps(installed.read(), "a container is on it", 3)
    assert "3 images" not in kept_now.what


def test_an_engine_that_cannot_be_asked_stays(uninstall, debian, monkeypatch):
    monkeypatch.setattr("helpers.uninstall.plan.DEFAULT", os.environ["DOCKER_HOST"])  # nobody listens there
    debian.install("docker.io", "runc", asked=("docker.io",))
    code, said = uninstall("--yes")
    assert code == 0
    assert "- Packages docker.io runc: What is on the engine cannot be seen, so it stays: " in said
    assert debian.packages == ["make", "python3", "docker.io", "runc"]


def test_a_file_of_the_system_goes_only_as_the_course_wrote_it(uninstall, debian, tmp_path):
    ours, changed = tmp_path / "proxy.conf", tmp_path / "daemon.json"
    for file in (ours, changed):
        file.write_text("{}")
        installed.note_file(file)
    changed.write_text('{"mtu": 1400}')
    code, said = uninstall("--yes")
    assert (code, ours.exists(), changed.exists()) == (0, False, True)
    assert f"- File {changed}: Its content has changed since the course wrote it." in said


def test_when_apt_fails_its_reason_is_said_and_the_record_stays(uninstall, debian):
    debian.install("mmdebstrap", asked=("mmdebstrap",))
    (debian.folder / "broken").write_text(
        "Reading…\nE: dpkg was interrupted, you must run dpkg --configure -a\n"
    )
    code, said = uninstall("--yes")
    assert code == 1
    assert (
        "Not removed: Packages mmdebstrap (E: dpkg was interrupted, you must run dpkg --configure -a)" in said
    )
    assert said.rstrip().splitlines()[-1].strip() == "sudo apt-get purge mmdebstrap"
    assert [package.name for package in installed.read().packages] == ["mmdebstrap"]


def test_who_may_not_become_root_is_told_the_commands_and_the_rest_is_done(
    uninstall, debian, monkeypatch, tmp_path
):
    def refuse(*_arguments, **_options):
        raise EngineNotFound("no", "", code="no-root")

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr("helpers.cli.uninstall.obtain", refuse)
    debian.install("mmdebstrap", asked=("mmdebstrap",))
    cache = tmp_path / "cache" / "docker-course"
    cache.mkdir(parents=True)
    code, said = uninstall("--yes")
    assert (code, cache.exists(), debian.packages[-1]) == (1, False, "mmdebstrap")
    assert "Something is left. Run this yourself:\n  sudo apt-get purge mmdebstrap\n" in said


def test_nobody_is_asked_where_nobody_is_there_and_nothing_goes(uninstall, debian):
    debian.install("mmdebstrap", asked=("mmdebstrap",))
    code, said = uninstall()
    assert code == 2
    assert said.endswith("so nothing was removed. To remove without being asked: `course uninstall --yes`\n")
    assert "mmdebstrap" in debian.packages


def test_caches_and_state_go_and_the_notebooks_only_when_that_is_asked_for(uninstall, debian, tmp_path):
    cache = tmp_path / "cache" / "docker-course"
    mine = {cache / "busybox.tar", paths.state() / "seed", paths.state() / "jupyter" / "server.log"}
    others = {tmp_path / "cache" / "other" / "file", paths.state() / "thesis.txt", paths.work() / "notes.txt"}
    notebooks = {paths.work() / "ko" / "00_ready.ipynb", paths.work() / "en" / "00_ready.ipynb"}
    for file in mine | others | notebooks:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    code, said = uninstall("--yes")
    assert (code, {path for path in mine | others | notebooks if path.exists()}) == (0, others | notebooks)
    assert f"- Your notebooks: {paths.work()}: Your answers are in them." in said
    assert uninstall("--work", "--yes")[0] == 0
    assert {path for path in others | notebooks if path.exists()} == others


def test_every_file_that_the_course_keeps_in_its_folder_is_known_as_its_own():
    path = re.compile(r'(turn\()?(?<![\w.])(?:state|home)\(\) / f?"([\w.{}()-]+)"')
    kept = {terminal_log.FILE, terminal_log.OFF}
    for file in (paths.ROOT / "helpers").rglob("*.py"):
        for is_lock, name in path.findall(file.read_text(encoding="utf-8")):
            kept.add(re.sub(r"\{[^}]*\}", "x", name) + (".lock" if is_lock else ""))
    assert len(kept) > 12
    assert [name for name in sorted(kept) if not any(fnmatch(name, ours) for ours in folders.OURS)] == []


def test_an_open_jupyterlab_is_closed_first(uninstall, debian, monkeypatch):
    from helpers.launch.session import Running

    monkeypatch.setattr(
        "helpers.cli.uninstall.running", lambda: Running("http://127.0.0.1:8888", "t", "/lab", 1)
    )
    code, said = uninstall("--yes")
    assert (code, said) == (
        2,
        "The course's JupyterLab is open: http://127.0.0.1:8888 → "
        "Close it with Ctrl-C in the window where `course lab` runs, then run again.\n",
    )
    assert uninstall("--dry-run")[0] == 0  # which removes nothing


# --- on a real engine ----------------------------------------------------------------------------------
@pytest.fixture
def engine(new_engine) -> PrivateEngine:
    """An engine of the test's own: the shared one also holds what other tests need."""
    private = new_engine("uninstall")
    images.seed(private.start())
    return private


@pytest.fixture(name="docker")
def _docker(engine) -> Iterator[APIClient]:
    with contextlib.closing(engine.engine.client()) as client:
        yield client.api


@pytest.fixture
def brought(engine, docker) -> str:
    """busybox is on the engine because the course brought it, and on record."""
    found = docker.inspect_image("busybox:latest")
    with contextlib.closing(engine.engine.client()) as client:
        provision.note(
            provision.Engine(engine.engine.url, "DOCKER_HOST"), client, "busybox:latest", found["Id"]
        )
    return found["Id"]


def tags(api) -> set[str]:
    return {tag for image in api.images() for tag in image.get("RepoTags") or ()}


@pytest.mark.engine
def test_base_images_go_and_what_others_have_on_the_engine_stays(uninstall, debian, docker, brought):
    docker.tag("debian:trixie-slim", "mine", "1")
    docker.create_volume("data")
    before = tags(docker)
    code, said = uninstall("--dry-run")
    assert (code, tags(docker)) == (0, before)
    assert "- image busybox:latest\n" in said
    code, said = uninstall("--yes")
    assert code == 0
    assert tags(docker) == {"mine:1"}  # the id behind debian:trixie-slim stays with it
    assert [volume["Name"] for volume in docker.volumes()["Volumes"]] == ["data"]
    assert not installed.read().images


@pytest.mark.engine
def test_a_base_image_that_somebody_uses_stays_and_they_are_named(uninstall, debian, docker, brought):
    docker.create_container("busybox", ["true"], name="of-somebody")
    made = docker.create_container("debian:trixie-slim", ["true"], name="for-a-moment")
    docker.commit(made["Id"], "built-on-it", "1")
    docker.remove_container(made["Id"])
    code, said = uninstall("--yes")
    assert code == 0
    assert "- image busybox:latest: In use by of-somebody." in said
    assert "- image debian:trixie-slim: In use by built-on-it:1." in said
    assert {"busybox:latest", "debian:trixie-slim", "built-on-it:1"} <= tags(docker)


@pytest.mark.engine
def test_an_image_of_the_same_name_that_the_course_did_not_bring_stays(uninstall, debian, docker, brought):
    made = docker.create_container("busybox", ["touch", "/theirs"], name="for-a-moment")
    docker.start(made["Id"])
    docker.wait(made["Id"])
    docker.commit(made["Id"], "busybox", "latest")  # another image by the name, with the label inherited
    docker.remove_container(made["Id"])
    code, said = uninstall("--yes")
    assert code == 0
    assert "busybox" not in said
    assert "busybox:latest" in tags(docker)


@pytest.mark.engine
def test_what_lessons_made_goes(uninstall, debian, docker, brought):
    from helpers.lab import Baseline

    Baseline.of(docker)
    docker.create_container("debian:trixie-slim", ["true"], name="git-box")
    code, said = uninstall("--yes")
    assert code == 0
    assert "Removed: Made in lesson 03_commit_diff: container git-box" in said
    assert not docker.containers(all=True)


@pytest.mark.engine
def test_what_a_lesson_made_and_somebody_uses_stays_and_is_named(uninstall, debian, docker, brought):
    from helpers.lab import Baseline

    Baseline.of(docker)
    docker.create_volume("our-vol")
    mount = docker.create_host_config(binds=["our-vol:/data"])
    docker.create_container("busybox", ["true"], name="of-somebody", host_config=mount)
    code, said = uninstall("--yes")
    assert code == 1
    assert "Not removed: Made in lesson 07_volume: volume our-vol (Volume our-vol:" in said
    assert "of-somebody" in said.partition("Not removed: ")[2]
    assert said.rstrip().splitlines()[-1].strip() == "course reset 07_volume"
    assert [volume["Name"] for volume in docker.volumes()["Volumes"]] == ["our-vol"]


@pytest.mark.engine
@pytest.mark.parametrize("other", ["container", "volume", "network", "image", ""])
def test_the_engine_goes_only_when_nothing_else_is_on_it(
    uninstall, debian, docker, brought, engine, monkeypatch, other
):
    monkeypatch.setattr("helpers.uninstall.plan.DEFAULT", engine.engine.url)
    monkeypatch.setattr("helpers.uninstall.host.DEFAULT", engine.engine.url)
    debian.install("docker.io", asked=("docker.io",))
    make = {
        "container": lambda: docker.create_container("busybox", ["true"], name="theirs"),
        "volume": lambda: docker.create_volume("theirs"),
        "network": lambda: docker.create_network("theirs"),
        "image": lambda: docker.tag("busybox", "theirs", "1"),
        "": lambda: None,
    }
    make[other]()
    code, said = uninstall("--yes")
    assert code == 0
    if other:
        assert (
            f"- Packages docker.io: The engine holds what the course did not make (1): {other} theirs" in said
        )
    assert ("docker.io" in debian.packages) == bool(other)


@pytest.mark.engine
def test_the_private_engine_goes_with_all_that_is_on_it(uninstall, debian, monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="course-uninstall-", dir="/var/tmp"))  # a socket's path is short
    monkeypatch.setenv("COURSE_STATE", str(folder))
    monkeypatch.delenv("DOCKER_HOST")
    private = PrivateEngine("course", folder / "engine")
    try:
        remember(private.start())
        code, said = uninstall("--yes")
        assert code == 0, said
        assert f"Removed: The course's private engine and everything on it: {folder / 'engine'}" in said
        assert not private.running()
        assert not folder.exists()
    finally:
        private.stop(remove=True)
        shutil.rmtree(folder, ignore_errors=True)


def test_a_folder_that_cannot_be_removed_is_named_with_the_command(uninstall, debian, monkeypatch, tmp_path):
    cache = tmp_path / "cache" / "docker-course"
    cache.mkdir(parents=True)

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folders.shutil, "rmtree", refuse)
    code, said = uninstall("--yes")
    assert code == 1
    assert f"Not removed: Folder {cache} (0.0 MB) (Permission denied)\n" in said
    assert f"\n  sudo rm -r {cache}\n" in said
