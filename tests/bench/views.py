"""What the views cost on a crowded engine: when nothing happens, and for each event."""

from __future__ import annotations

import statistics
import threading
import time
from pathlib import Path

import docker

from helpers.engine import Engine
from helpers.lab import Baseline, Event
from helpers.views import draw
from helpers.views.live import Hub
from tests.bench.checking import Row

CONTAINERS, IMAGES = 500, 200
IDLE = 45.0  # seconds: longer than the follower's silence, so that its new connection is counted, too
ROUNDS = 20


def measure(engine: Engine, folder: Path) -> list[Row]:
    """Fill the engine, open four views, and watch them."""
    api = engine.client(timeout=300).api
    Baseline.of(api)
    made = crowd(api)
    hub = Hub()
    views = [
        draw.engine(),
        draw.life_of("crowd-0"),
        draw.layers_of(("crowd:0", "busybox"), ""),
        draw.diff_of("crowd-0"),
    ]
    try:
        for view in views:
            hub.show(view)
        time.sleep(5)  # the first look of each, and the one that trails it
        begun, used = time.perf_counter(), time.process_time()
        time.sleep(IDLE)
        idle = (time.process_time() - used) / (time.perf_counter() - begun)
        redraw = statistics.median(redrawn(views[0], api, made[number]) for number in range(ROUNDS))
        whole = statistics.median(redrawn(views[0], api, None) for _round in range(5))
    finally:
        hub.stop()
    left = [thread for thread in threading.enumerate() if thread.name.startswith("course-")]
    return [
        (f"views, {CONTAINERS} containers, {IMAGES} images: idle, of a core", f"{100 * idle:.2f} %", "< 5 %"),
        ("redraw of the engine after an event, median", f"{redraw * 1000:.1f} ms", "< 100 ms"),
        ("redraw with everything asked anew, median", f"{whole * 1000:.0f} ms", ""),
        ("threads left when the views are gone", str(len(left)), "0"),
    ]


def crowd(api: docker.APIClient) -> list[str]:
    """Containers that were made and never started, and images that differ in a label only."""
    made = [
        api.create_container("busybox", ["true"], name=f"crowd-{number}")["Id"]
        for number in range(CONTAINERS)
    ]
    for number in range(IMAGES):
        api.commit(made[0], "crowd", str(number), conf={"Labels": {"number": str(number)}})
    return made


def redrawn(drawing: draw.Drawing, api: docker.APIClient, identity: str | None) -> float:
    """Seconds from the event to the HTML; without an identity everything is asked for."""
    news = [Event(0, "container", "start", identity, "crowd")] if identity else None
    begun = time.perf_counter()
    drawing.picture(api, news).html()
    return time.perf_counter() - begun
