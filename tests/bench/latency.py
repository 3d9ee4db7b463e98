"""From the learner's work on the engine to the card at the task that shows it in the browser."""

from __future__ import annotations

import io
import json
import shutil
import statistics
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docker
from playwright.sync_api import sync_playwright

from helpers.engine import Engine
from tests.bench.checking import LESSON, Row
from tests.browser.lab import PANEL, Lab, LabProcess

ROUNDS = 40
MANY = 500
# notes when the card of a task turned green, by the clock that the engine stamps its events with
WATCH = """(task) => {
    const card = document.querySelector(`.jp-Cell .course-card[data-card="${task}"]`);
    window.turned = [];
    window.watching?.disconnect();
    window.watching = new MutationObserver(() => {
        const state = card.querySelector('.course-task')?.dataset.status;
        if (state !== window.last && state === 'passed') window.turned.push(Date.now());
        window.last = state;
    });
    window.watching.observe(card, {subtree: true, childList: true});
}"""


def measure(engine: Engine, folder: Path) -> list[Row]:
    """Start a container again and again; each start makes a task pass."""
    (folder / "lab").mkdir()
    begun = time.perf_counter()
    process = LabProcess(engine, folder / "lab")
    try:
        url = process.url()
        rows: list[Row] = [
            ("`course lab`: JupyterLab answers", f"{time.perf_counter() - begun:.1f} s", "≤ 5 s")
        ]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            lab = Lab(browser, url)
            api = engine.client().api
            prepare(api, lab)
            rows += row("work → card green", turns(api, lab))
            with running_cell(lab):
                rows += row("the same while a cell runs", turns(api, lab))
            with containers(api):
                rows += row(f"the same beside {MANY} containers", turns(api, lab))
            rows.append(("a change inside a container → card", f"{inside(api, lab):.1f} s", "≤ 2 s"))
            browser.close()
    finally:
        process.stop()
    return rows


def row(what: str, waits: list[float]) -> list[Row]:
    """Median and 95th percentile."""
    waits.sort()
    return [
        (f"{what}, median of {len(waits)}", f"{statistics.median(waits):.0f} ms", "≤ 50 ms"),
        (f"{what}, p95", f"{waits[int(0.95 * len(waits))]:.0f} ms", "≤ 120 ms"),
    ]


def prepare(api: docker.APIClient, lab: Lab) -> None:
    """The lesson with the card of its first task on the screen, and a container that does it when it runs."""
    api.create_container("debian:trixie-slim", ["bash"], name="git-box", tty=True, stdin_open=True)
    lab.open_notebook(f"{LESSON}.ipynb")
    lab.page.locator('[data-row="box"]').click()
    lab.page.wait_for_selector('.course-card[data-card="box"] .course-task')
    lab.page.evaluate(WATCH, "box")


def turns(api: docker.APIClient, lab: Lab) -> list[float]:
    """Milliseconds for each round, from the engine's own stamp."""
    lab.page.evaluate("() => { window.turned = []; }")
    waits = []
    for number in range(ROUNDS):
        asked = time.time()
        api.start("git-box")
        lab.page.wait_for_function("(count) => window.turned.length > count", arg=number)
        events = api.events(since=int(asked), until=int(time.time()) + 1, filters={"event": "start"})
        stamp = max(json.loads(line)["timeNano"] for line in b"".join(events).splitlines() if line)
        waits.append(lab.page.evaluate("() => window.turned.at(-1)") - stamp / 1e6)
        api.kill("git-box")
        lab.page.wait_for_selector('.course-card [data-task="box"][data-status="failed"]', state="attached")
    return waits


@contextmanager
def running_cell(lab: Lab) -> Iterator[None]:
    """A cell runs meanwhile."""
    cell = next(i for i, found in enumerate(lab.cells()) if "여기에" in found["source"])
    lab.write_cell(cell, "import time\ntime.sleep(600)")
    lab.page.evaluate(
        f"(index) => {{ {PANEL} panel.content.activeCellIndex = index;"
        " window.jupyterapp.commands.execute('notebook:run-cell'); }",
        cell,
    )
    yield
    lab.page.evaluate(f"() => {{ {PANEL} return panel.sessionContext.session.kernel.interrupt(); }}")
    lab.idle()


@contextmanager
def containers(api: docker.APIClient) -> Iterator[None]:
    """Many containers that are nobody's business."""
    made = [api.create_container("busybox", ["true"])["Id"] for _number in range(MANY)]
    yield
    for identity in made:
        api.remove_container(identity)


def inside(api: docker.APIClient, lab: Lab) -> float:
    """Seconds until a file that appears in a container without an event is seen on the card."""
    api.start("git-box")
    lab.page.wait_for_selector('.course-card[data-card="install"] [data-status="failed"]', state="attached")
    before = lab.page.locator('.course-card[data-card="install"] .course-task').inner_html()
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        script = tarfile.TarInfo("usr/bin/git")
        script.size, script.mode = 10, 0o755
        tar.addfile(script, io.BytesIO(b"#!/bin/sh\n"))
    api.put_archive("git-box", "/", data.getvalue())
    began = time.perf_counter()
    card = """(before) => document.querySelector('.course-card[data-card="install"] .course-task')
        ?.innerHTML !== before"""
    lab.page.wait_for_function(card, arg=before)
    return time.perf_counter() - began
