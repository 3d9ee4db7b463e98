"""Fixtures for all tests: a private engine per worker, and a course that forgets everything.

No test ever sees the machine's own engine: DOCKER_HOST names the private one, or nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import docker
import hypothesis
import pytest

from helpers import i18n, images, waiting
from helpers.atomic import locked
from helpers.checks import inspector, layer_files, trial
from helpers.course import course
from helpers.engine import here
from helpers.engine.private import PrivateEngine
from helpers.paths import ROOT
from tests.engine.waiting import until
from tests.faults.table import choose, fault, pytest_addoption, pytest_terminal_summary
from tests.workers import ByLesson, long_ones_first

__all__ = ["fault", "pytest_addoption", "pytest_terminal_summary"]  # hooks and fixtures of that table

ENGINES = Path("/var/tmp/docker-course-tests")
OWNER = "owner.lock"  # held by the process that a folder belongs to, as long as it lives
VERSION = os.environ.get("COURSE_TEST_ENGINE", "")  # see tests/engine/versions.py
PREDEFINED = {"bridge", "host", "none"}
# for tests in which another user runs the course; a home is often its owner's alone
needs_a_checkout_for_all = pytest.mark.skipif(
    not all(place.stat().st_mode & 0o001 for place in (ROOT, *ROOT.parents)),
    reason=f"other users may not read {ROOT}",
)
FOR_PODMAN = ("lessons", "notebooks")  # folders
BUILDKIT = "sid-buildkit"  # for what the machine's Docker cannot do
LAST_LOOK = 15.0  # seconds that a stopped follower may still be at work
DOWNLOAD = 300.0  # seconds that another worker may need to download it

# The same few examples each time, and no time limit on one: a busy machine must not turn the suite red.
# `make fuzz` and `make bystanders` look for new ones.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, max_examples=20)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """SIGTERM (a CI job that is cancelled) ends the tests as Ctrl-C does: the engines are stopped.

    Who sends it to all of their processes reaches the workers, too: they wait for the word of the first one,
    and end in order. A handler, and not SIG_IGN, which the programs that they start would inherit.
    """
    os.environ.pop("SUDO_UID", None)  # `make test` uses sudo itself; `course lab` refuses it in a checkout
    worker = hasattr(config, "workerinput")
    signal.signal(signal.SIGTERM, (lambda *_: None) if worker else signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """What `make test` leaves in the checkout is its owner's, also where the tests ran by sudo."""
    owner = ROOT.stat()
    if os.geteuid() == 0 and owner.st_uid and not hasattr(config, "workerinput"):
        kept = ROOT / "test-output"
        for path in (kept, *kept.rglob("*")) if kept.is_dir() else ():
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


@pytest.hookimpl(optionalhook=True)  # not there when xdist is switched off
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByLesson:
    """Share out by lesson and file, see tests/workers.py."""
    return ByLesson(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long pieces first, of the faults those that were asked for, and what is Podman's to pass."""
    choose(config, items)
    leave_to_docker(items)
    long_ones_first(items)


def leave_to_docker(items: list[pytest.Item]) -> None:
    """With Podman only lessons and their checks are promised; the rest is about dockerd."""
    for item in items if "podman" in VERSION.split("-") else ():
        if item.get_closest_marker("engine") and item.path.parent.name not in FOR_PODMAN:
            item.add_marker(pytest.mark.skip(reason="about dockerd: with Podman the lessons are proved"))


@pytest.fixture(scope="session")
def docker_version(request: pytest.FixtureRequest) -> str:
    """Which Docker the tests run on, "" for the machine's; see tests/engine/versions.py.

    A test whose lesson needs another one asks for it by a parameter; it is downloaded here.
    """
    wanted: str = getattr(request, "param", None) or VERSION
    if wanted and wanted != VERSION:
        from tests.engine import versions

        ENGINES.mkdir(parents=True, exist_ok=True)
        with locked(ENGINES / "download", patience=DOWNLOAD):
            versions.provide(wanted)
    return wanted


@pytest.fixture(scope="session")
def engine(worker_id: str, docker_version: str) -> Iterator[PrivateEngine]:
    """A running private engine with the images of the course, shared by the tests of this worker."""
    with folder(worker_id) as home:
        # builds of the wiki get its archive from this machine, see tests/standin
        private = PrivateEngine(worker_id, home, host_loopback=True, **version(docker_version))
        try:
            images.seed(private.start())
            yield private
        finally:
            private.stop(remove=True)


@pytest.fixture
def new_engine(worker_id: str, docker_version: str) -> Iterator[Callable[[str], PrivateEngine]]:
    """Makes more private engines by label, not started and without images; all are removed after the test."""
    with contextlib.ExitStack() as stack:

        def make(label: str = "more") -> PrivateEngine:
            private = PrivateEngine(
                label, stack.enter_context(folder(f"{worker_id}-{label}")), **version(docker_version)
            )
            stack.callback(private.stop, remove=True)
            return private

        yield make


@pytest.fixture(scope="session")
def _client(engine: PrivateEngine) -> Iterator[docker.DockerClient]:
    with contextlib.closing(engine.engine.client()) as client:
        yield client


@pytest.fixture(name="docker")
def _docker(_client: docker.DockerClient) -> docker.APIClient:
    """The low-level client of the private engine."""
    return _client.api


@pytest.fixture(scope="session")
def _base(_client: docker.DockerClient) -> dict[str, str]:
    """The tags that the engine begins with, and the ids behind them."""
    return {tag: image.id for image in _client.images.list() for tag in image.tags}


@pytest.fixture
def clean(engine: PrivateEngine, _client: docker.DockerClient, _base: dict[str, str]) -> Iterator[None]:
    """Leaves the private engine as it was: no container, volume, network or image but the base ones."""
    before = followers()
    yield
    _followers_have_ended(before)
    # a page that a test has left open may be at it, too: what it is just removing is refused and soon gone
    until(lambda: _emptied(_client), what="an engine without containers, volumes and networks")
    _restore_images(engine, _client, _base)


def _emptied(client: docker.DockerClient) -> bool:
    """Remove every container, volume and network; whether none was refused. Why is printed."""
    api, all_gone = client.api, True
    removals = [
        *(partial(api.remove_container, row["Id"], force=True, v=True) for row in api.containers(all=True)),
        *(partial(volume.remove, force=True) for volume in client.volumes.list()),
        *(network.remove for network in client.networks.list() if network.name not in PREDEFINED),
    ]
    for remove in removals:
        try:
            remove()
        except docker.errors.NotFound:
            continue
        except docker.errors.APIError as error:
            print(error)
            all_gone = False
    return all_gone


def _restore_images(engine: PrivateEngine, client: docker.DockerClient, base: dict[str, str]) -> None:
    here = {image["Id"] for image in client.api.images(all=True)}
    for tag, identity in base.items():
        if identity in here:
            client.api.tag(identity, *tag.rsplit(":", 1))
        else:
            images.seed(engine.engine)
            base[tag] = client.api.inspect_image(tag)["Id"]
    while extra := _extra_images(client, base):
        removed = 0
        for reference in extra:
            # a parent can go only after its child: next round
            with contextlib.suppress(docker.errors.APIError):
                client.api.remove_image(reference, force=True)
                removed += 1
        assert removed, f"images that cannot be removed: {extra}"


def _extra_images(client: docker.DockerClient, base: dict[str, str]) -> list[str]:
    """References of images that a test has left: tags first, then what has none."""
    left = client.api.images(all=True)
    tags = [tag for image in left for tag in image["RepoTags"] or () if tag not in base]
    named = [tag for tag in tags if tag != "<none>:<none>"]
    parents = {image["Id"]: image["ParentId"] for image in left}
    kept = {step for identity in base.values() for step in _line(identity, parents)}
    return named or [image["Id"] for image in left if image["Id"] not in kept]


def _line(identity: str, parents: dict[str, str]) -> Iterator[str]:
    """An image and the steps of its build: those cannot go before it."""
    while identity:
        yield identity
        identity = parents.get(identity, "")


def followers() -> list[threading.Thread]:
    """The threads of this process that follow an engine (helpers.views.follow)."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("course-")]


def _followers_have_ended(before: Sequence[threading.Thread]) -> None:
    """Wait for the last look of those that were stopped, which is not waited for long where a person works.

    It must find neither the next test's state nor the next test's engine.
    """
    end = time.monotonic() + LAST_LOOK
    for thread in set(followers()).difference(before):
        thread.join(max(0.0, end - time.monotonic()))


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test has a course of its own: state, work, language Korean, and no engine but the private one."""
    before = followers()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "user"))  # paths.user_state
    monkeypatch.setenv("COURSE_LANG", "ko")
    monkeypatch.setattr(i18n, "_chosen", None)
    # what is said must not depend on how busy the machine is; tests of waiting set it back
    monkeypatch.setattr(waiting, "WORD_AFTER", 3600.0)
    monkeypatch.setattr(here, "PATIENCE", 60)
    # what is known of an image for as long as a process lives is not known to the next test
    monkeypatch.setattr(trial, "_known", {})
    monkeypatch.setattr(layer_files, "_known", {})
    monkeypatch.setattr(inspector, "_probes", {})
    for name in ("DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    if config := client_folder(request.getfixturevalue("docker_version")):
        monkeypatch.setenv("DOCKER_CONFIG", str(config))
    host = f"unix://{tmp_path}/no-engine.sock"
    if "engine" in request.fixturenames:
        host = request.getfixturevalue("engine").engine.url
    monkeypatch.setenv("DOCKER_HOST", host)
    yield
    _followers_have_ended(before)


@pytest.fixture(autouse=True)
def _plugins(_alone: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A test about a lesson finds Compose where the lesson needs it; see tests/engine/versions.py."""
    call = getattr(request.node, "callspec", None)
    lesson = call.params.get("lesson") if call and request.node.get_closest_marker("engine") else None
    if lesson in {known.name for known in course().lessons if "compose" in known.plugins}:
        from tests.engine import versions

        if config := versions.config_with_compose(VERSION):
            monkeypatch.setenv("DOCKER_CONFIG", str(config))


@contextlib.contextmanager
def folder(label: str) -> Iterator[Path]:
    """A folder for an engine of this process; those of processes that were killed are cleared first."""
    ENGINES.mkdir(parents=True, exist_ok=True)
    clear_leftovers()
    home = ENGINES / f"{label}-{os.getpid()}"
    home.mkdir(exist_ok=True)
    with (home / OWNER).open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        yield home
        shutil.rmtree(home, ignore_errors=True)


def clear_leftovers() -> None:
    """Stop and remove engines whose test process is no more."""
    for home in ENGINES.iterdir():
        with contextlib.suppress(OSError), (home / OWNER).open("r") as owner:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
            PrivateEngine(home.name.rpartition("-")[0], home).stop(remove=True)
            shutil.rmtree(home, ignore_errors=True)


def client_folder(chosen: str) -> Path | None:
    """DOCKER_CONFIG of the docker command, where the chosen version wants another one."""
    if not chosen:
        return None
    from tests.engine import versions

    return versions.client_folder(chosen)


def version(chosen: str = VERSION) -> dict[str, object]:
    """Which Docker to start, as arguments of PrivateEngine: the machine's, or one of versions.py."""
    if not chosen:
        return {}
    from tests.engine import versions

    return versions.arguments(chosen)


def on_its_docker(names: tuple[str, ...], cases: Sequence[tuple[str, ...]]) -> pytest.MarkDecorator:
    """The test for each case, whose last value is a lesson, on a Docker that can do it, or skipped."""
    return pytest.mark.parametrize(
        (*names, "docker_version"),
        [_case(case) for case in cases],
        indirect=["docker_version"],
    )


def _case(case: tuple[str, ...]) -> pytest.ParameterSet:
    """A version that was asked for is the one that is tested: what it cannot do is skipped."""
    from tests.engine import versions

    reason = versions.lacks(VERSION, case[-1])
    marks = [pytest.mark.skip(reason=reason)] if reason and VERSION else []
    return pytest.param(*case, BUILDKIT if reason else None, id="-".join(case), marks=marks)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """gw0, gw1 … with xdist, else main."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")
