"""Whatever happens, in whatever order, and whatever is lost of the records: a reset changes no foreign thing.

Each example is a sequence of what bystanders did before the course, and then of what the learner does,
what bystanders do, and what befalls the course's records. COURSE_EXAMPLES sets how many are tried
(`make bystanders` tries many).
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docker as docker_py
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers import paths
from helpers.lab import Baseline, Journal, Scope, inventory, reset
from helpers.lab.baseline import baseline_path, journal_path

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("clean")]
EXAMPLES = int(os.environ.get("COURSE_EXAMPLES", "10"))
BASE = "busybox:latest"
SCOPE = Scope(
    containers=("mine", "mine2"), images=("mine:1", "mine:2"), volumes=("v-1", "v-2"), networks=("n-1", "n-2")
)
OTHERS = {"container": ("c-x", "c-y"), "image": ("x:1", "y:1"), "volume": ("vx", "vy"), "network": ("nx",)}
NAMES = {kind: (*SCOPE.names(kind), *OTHERS[kind]) for kind in OTHERS}
_numbers = itertools.count()


@dataclass
class World:
    """An engine with what is known of it: whose each thing is, and what happened to the records."""

    api: docker_py.APIClient
    foreign: dict[tuple[str, str], str] = field(default_factory=dict)  # kind, id (a volume: name) -> look
    tags: dict[str, str] = field(default_factory=dict)  # foreign names of images
    taken_over: set[str] = field(default_factory=set)
    lost: bool = False
    guests: bool = False
    backup: Path | None = None

    # -- making things, by anybody -------------------------------------------------------------------
    def make(self, kind: str, name: str) -> str | None:
        """The identity of a new thing; None if the name is not free (an image's name always is)."""
        if kind != "image" and name in inventory(self.api)[kind]:
            return None
        number = next(_numbers)
        if kind == "container":
            return str(self.api.create_container(BASE, ["true", str(number)], name=name)["Id"])
        if kind == "network":
            return str(self.api.create_network(name)["Id"])
        if kind == "volume":
            self.api.create_volume(name)
            self.write(name)
            return name
        source = self.api.create_container(BASE, ["true"])["Id"]
        made = self.api.commit(source, *name.split(":"), message=str(number))["Id"]
        self.api.remove_container(source)
        return str(self.api.inspect_image(made)["Id"])

    def write(self, volume: str) -> None:
        """A new file at the top of a volume; on Engine 20.10 its CreatedAt is this moment."""
        folder = Path(self.api.inspect_volume(volume)["Mountpoint"])
        (folder / f"file-{next(_numbers)}").write_text(str(next(_numbers)))

    def mount(self, volume: str) -> None:
        """Have a container that uses it for a moment; Engine 20.10 tells a `create` of the volume."""
        host = self.api.create_host_config(binds=[f"{volume}:/v"])
        self.api.remove_container(self.api.create_container(BASE, ["true"], host_config=host)["Id"])

    # -- what is foreign -----------------------------------------------------------------------------
    def bystander(self, kind: str, name: str) -> None:
        """Somebody else makes a thing, or a new version of an image of theirs."""
        if identity := self.make(kind, name):
            self.foreign[kind, identity] = ""
            if kind == "image":
                self.tags[name] = identity

    def looks(self) -> dict[tuple[str, str], str]:
        """Every foreign thing as it is now; one that is gone is missing."""
        found = {}
        for kind, identity in self.foreign:
            with suppress(docker_py.errors.NotFound):
                found[kind, identity] = self._look(kind, identity)
        return found

    def _look(self, kind: str, identity: str) -> str:
        if kind == "container":
            data = self.api.inspect_container(identity)
            return f"{data['Name']} {data['State']['Status']}"
        if kind == "network":
            return str(self.api.inspect_network(identity)["Name"])
        if kind == "image":
            return str(self.api.inspect_image(identity)["Size"])
        folder = Path(self.api.inspect_volume(identity)["Mountpoint"])
        return repr(sorted((file.name, file.read_text()) for file in folder.iterdir()))

    def foreign_volumes(self) -> list[str]:
        return sorted(name for kind, name in self.foreign if kind == "volume")

    # -- what befalls the records --------------------------------------------------------------------
    def lose(self, *files: Path) -> None:
        self.lost = True
        for path in files:
            path.unlink(missing_ok=True)


Step = Callable[[World], None]
STEPS: dict[str, Callable[..., Step]] = {}


def step(function: Callable[..., None]) -> None:
    """Make a function of a world, and of what is drawn for it, one of the steps."""
    STEPS[function.__name__] = lambda *drawn: lambda world: function(world, *drawn)


@step
def learner_makes(world: World, kind: str, which: int) -> None:
    name = SCOPE.names(kind)[which % 2]
    if kind == "image" and name in world.tags:
        world.taken_over.add(name)
    if kind == "volume" and name in world.foreign_volumes():
        world.mount(name)  # a learner who was told to make it, and did not see that it is there
    world.make(kind, name)


@step
def learner_tags(world: World, _kind: str, which: int) -> None:
    name = SCOPE.images[which % 2]
    if name in world.tags:
        world.taken_over.add(name)
    world.api.tag(BASE, *name.split(":"))


@step
def learner_tags_a_foreign_image(world: World, _kind: str, which: int) -> None:
    images = sorted(identity for kind, identity in world.foreign if kind == "image")
    name = SCOPE.images[which % 2]
    if images:
        if name in world.tags:
            world.taken_over.add(name)
        world.api.tag(images[which % len(images)], *name.split(":"))


@step
def learner_borrows(world: World, _kind: str, which: int) -> None:
    """A container of the lesson's that uses somebody else's volume."""
    volumes = world.foreign_volumes()
    if volumes and "mine" not in inventory(world.api)["container"]:
        host = world.api.create_host_config(binds=[f"{volumes[which % len(volumes)]}:/v"])
        world.api.create_container(BASE, ["true"], name="mine", host_config=host)


@step
def owner_writes(world: World, _kind: str, which: int) -> None:
    if volumes := world.foreign_volumes():
        world.write(volumes[which % len(volumes)])


@step
def owner_mounts(world: World, _kind: str, which: int) -> None:
    if volumes := world.foreign_volumes():
        world.mount(volumes[which % len(volumes)])


@step
def owner_creates_again(world: World, _kind: str, which: int) -> None:
    if volumes := world.foreign_volumes():
        world.api.create_volume(volumes[which % len(volumes)])


@step
def owner_renames(world: World, _kind: str, which: int) -> None:
    """A container from before the course takes a name of the lesson's."""
    containers = sorted(identity for kind, identity in world.foreign if kind == "container")
    name = SCOPE.containers[which % 2]
    if containers and name not in inventory(world.api)["container"]:
        world.api.rename(containers[which % len(containers)], name)


@step
def owner_runs(world: World, _kind: str, which: int) -> None:
    containers = sorted(identity for kind, identity in world.foreign if kind == "container")
    if containers:
        world.api.start(containers[which % len(containers)])
        world.api.wait(containers[which % len(containers)])


@step
def bystander_makes(world: World, kind: str, which: int) -> None:
    """Under a name of their own; a lesson's name taken now could not be told from the learner's."""
    world.bystander(kind, OTHERS[kind][which % len(OTHERS[kind])])


@step
def guest_uses_the_learner_s(world: World, _kind: str, which: int) -> None:
    name = SCOPE.volumes[which % 2]
    if name in inventory(world.api)["volume"] and name not in world.foreign_volumes():
        host = world.api.create_host_config(binds=[f"{name}:/v"])
        made = world.api.create_container(BASE, ["true"], host_config=host)["Id"]
        world.foreign["container", made] = world.foreign["volume", name] = ""
        world.guests = True


@step
def check(world: World, *_drawn: Any) -> None:
    Journal(world.api).catch_up()


@step
def reset_now(world: World, *_drawn: Any) -> None:
    _reset_changes_nothing_foreign(world)


@step
def flood(world: World, *_drawn: Any) -> None:
    """More events than the daemon keeps, and nobody reads them."""
    world.lost = True
    for _number in range(260):
        world.api.tag(BASE, "busybox", "latest")


@step
def lose_baseline(world: World, *_drawn: Any) -> None:
    world.lose(baseline_path(world.api))


@step
def lose_journal(world: World, *_drawn: Any) -> None:
    world.lose(journal_path(world.api))


@step
def lose_everything(world: World, *_drawn: Any) -> None:
    world.lose(baseline_path(world.api), journal_path(world.api))


@step
def damage(world: World, _kind: str, which: int) -> None:
    path = (baseline_path, journal_path)[which % 2](world.api)
    if path.exists():
        world.lost = True
        content = path.read_bytes()
        path.write_bytes(content[: len(content) * (which % 7) // 7] + b"\0\0[[[")


@step
def back_up(world: World, *_drawn: Any) -> None:
    if world.backup is None and paths.state().exists():
        world.backup = Path(tempfile.mkdtemp(prefix="backup-", dir=paths.state().parent)) / "state"
        shutil.copytree(paths.state(), world.backup)


@step
def restore(world: World, *_drawn: Any) -> None:
    if world.backup:
        world.lost = True
        shutil.rmtree(paths.state())
        shutil.copytree(world.backup, paths.state())


def _reset_changes_nothing_foreign(world: World) -> None:
    before, tags = world.looks(), inventory(world.api)["image"]
    assert len(before) == len(world.foreign), "something else than a reset removed a foreign thing"
    _removed, stayed = reset(world.api, "03_commit_diff", SCOPE, lambda _thing: None)
    assert world.looks() == before
    now = inventory(world.api)["image"]
    for tag, identity in world.tags.items():
        if tag not in world.taken_over:
            assert now.get(tag) == identity
        elif world.lost:
            assert now.get(tag) in (identity, tags[tag])
        else:
            assert now.get(tag) == identity, "a name that was taken is given back"
            world.taken_over.discard(tag)
    if not world.lost:
        _nothing_of_the_learner_s_is_left(world, {left.thing.name for left in stayed})


def _nothing_of_the_learner_s_is_left(world: World, stayed: set[str]) -> None:
    here = inventory(world.api)
    for kind, name in SCOPE:
        if name in here[kind] and name not in stayed:
            identity = name if kind == "volume" else here[kind][name]
            assert (kind, identity) in world.foreign, f"{kind} {name} is left"


@contextmanager
def course(tmp: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Records of its own for each example."""
    with monkeypatch.context() as patch, tempfile.TemporaryDirectory(dir=tmp) as folder:
        patch.setenv("COURSE_STATE", str(Path(folder) / "state"))
        yield


def tidy(api: docker_py.APIClient, base: set[str]) -> None:
    """Back to an engine with nothing but its base images."""
    for row in api.containers(all=True):
        api.remove_container(row["Id"], force=True, v=True)
    here = inventory(api)
    for name in here["volume"]:
        api.remove_volume(name)
    for name in here["network"].keys() & set(NAMES["network"]):
        api.remove_network(here["network"][name])
    for tag in here["image"].keys() - base:
        api.remove_image(tag, force=True)
    for row in api.images(filters={"dangling": True}):
        with suppress(docker_py.errors.APIError):
            api.remove_image(row["Id"], force=True)


KINDS = st.sampled_from(sorted(OTHERS))
BEFORE = st.lists(
    st.sampled_from([(kind, name) for kind in sorted(NAMES) for name in NAMES[kind]]), max_size=6, unique=True
)
DURING = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), KINDS, st.integers(0, 41)), min_size=1, max_size=14
)  # fmt: skip


def test_a_reset_changes_no_foreign_thing(
    docker: docker_py.APIClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = set(inventory(docker)["image"])

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, print_blob=True,
        phases=[Phase.generate],  # making a failure smaller takes minutes on a real engine
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(BEFORE, DURING)
    def holds(before: list[tuple[str, str]], during: list[tuple[str, str, int]]) -> None:
        world = World(docker)
        with course(tmp_path, monkeypatch):
            try:
                for kind, name in before:
                    world.bystander(kind, name)
                Baseline.of(docker)
                for word, kind, which in during:
                    STEPS[word](kind, which)(world)
                _reset_changes_nothing_foreign(world)
            finally:
                tidy(docker, base)

    holds()
