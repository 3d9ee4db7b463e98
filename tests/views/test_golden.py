"""What each view says and draws for known data, letter by letter. No engine."""

from __future__ import annotations

from helpers.checks import Change
from helpers.checks.http import Answer
from helpers.lab import Event
from helpers.views import diff, engine_map, layers, life, mounts, ports, processes, webpage
from helpers.views.engine_map import Box, Pack


def event(action: str, **attributes: str) -> Event:
    return Event(1, "container", action, "c1", "git-box", attributes)


LIVED = [
    event("create"), event("start"), event("pause"), event("unpause"),
    event("kill", signal="15"), event("die", exitCode="143"), event("stop"), event("start"),
    event("die", exitCode="0"), event("destroy"),
]  # fmt: skip
BASE = layers.Layer("sha256:base", 78_000_000, "import")
BOX = Box("c1", "git-box", "running", None, "debian:git", "i1", 5, ("127.0.0.1:8080 → 80",), ("data",))
IMAGES = (
    Pack("i1", "debian:git", 87_000_000, 3),
    Pack("i2", "debian:trixie-slim", 78_000_000),
)
ENDED = Box("c2", "git-fresh", "exited", 127, "debian:trixie-slim", "i2", 4, networks=("app",))


def test_engine(golden):
    golden("engine", engine_map.picture(engine_map.Snapshot(
        (ENDED, BOX), IMAGES,
        ("data",), ("app",), frozenset({("container", "c1")}),
        (("container", "git-scrap"), ("image", "debian:scrap")),
        {"container": 500, "image": 200},
    )))  # fmt: skip


def test_an_engine_without_anything(golden):
    golden("engine-empty", engine_map.picture(engine_map.Snapshot()))


def test_life(golden):
    golden("life", life.picture(life.Life("git-box", life.REMOVED, None, life.steps(LIVED)), "git-box"))


def test_the_life_of_a_container_that_never_was(golden):
    golden("life-none", life.picture(None, "git-box"))


def test_layers(golden):
    stack = layers.Stack(
        "debian:git", (BASE, layers.Layer("sha256:git", 9_000_000, "commit (bash)")), ("CMD bash",)
    )
    two = layers.Stack("debian:trixie-slim", (BASE,))
    other = layers.Stack("busybox", (layers.Layer("sha256:bb", 2_000_000, "ADD applets"),))
    golden("layers", layers.picture([stack, other, two], ["nope:1"]))


def test_diff(golden):
    changes = (Change("C", "/etc"), Change("A", "/etc/new"), Change("D", "/etc/issue"), Change("C", "/opt"))
    golden("diff", diff.picture(diff.Diff("git-box", "debian:trixie-slim", changes, 4096), "git-box"))


def test_a_diff_without_changes(golden):
    golden("diff-none", diff.picture(diff.Diff("git-box", "busybox", ()), "git-box"))


def test_a_container_that_is_not_there(golden):
    golden("no-container", diff.picture(None, "git-box"))


def test_processes(golden):
    rows = (
        processes.Process(800, 1, "root", "httpd -f"),
        processes.Process(913, None, "www-data", "sleep 9"),
    )
    apart = (("mnt", "own"), ("pid", "container:abc"), ("net", "host"))
    golden("processes", processes.picture(
        processes.Processes("web", "running", rows, apart, 64 * 2**20, 0.5, 50), "web"))  # fmt: skip


def test_a_container_without_processes(golden):
    golden("processes-none", processes.picture(processes.Processes("web", "exited"), "web"))


def test_mounts(golden):
    places = (
        mounts.Place("/", mounts.LAYER, "busybox"), mounts.Place("/host", mounts.BIND, "/home/me/src", False),
        mounts.Place("/srv", mounts.VOLUME, "data"), mounts.Place("/tmp", mounts.TMPFS, ""),
        mounts.Place("/var/lib/db", mounts.ANONYMOUS, "0" * 64),
    )  # fmt: skip
    golden("mounts", mounts.picture(mounts.Mounts("web", places, 3), "web"))


def test_page(golden):
    body = "<head><title>Wiki</title></head><h1>Front page</h1><script>alert(1)</script>\u200f"
    page = webpage.Visit("/wiki", Answer(200, body), "http://127.0.0.1:9999/wiki")
    golden("page", webpage.picture(page, "web"))


def test_page_that_nobody_answers(golden):
    golden("page-silent", webpage.picture(webpage.Visit("/", Answer(0, ""), ""), "web"))


def test_ports(golden):
    golden("ports", ports.picture([
        ports.Way(("127.0.0.1", 8080), "80/tcp", ports.OPEN, "httpd (PID 1)"),
        ports.Way(("", 8081), "81/tcp", ports.CLOSED),
        ports.Way(("::1", 8082), "82/tcp", ports.LOCAL, "nc (PID 7)"),
        ports.Way(None, "443/tcp", ports.UNKNOWN),
    ], "web"))  # fmt: skip


def test_a_container_without_ports(golden):
    golden("ports-none", ports.picture([], "web"))
