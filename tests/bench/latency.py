"""From an event on the engine to the panel that shows it in the browser."""

from __future__ import annotations

import json
import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from helpers.engine import Engine
from tests.bench.checking import LESSON, Row
from tests.browser.lab import Lab, LabProcess

ROUNDS = 40
# notes when a task turned green, by the clock that the engine stamps its events with
WATCH = """() => {
    window.turned = [];
    new MutationObserver(() => {
        const state = document.querySelector('.course-task[data-task="box"]')?.dataset.status;
        if (state !== window.last && state === 'passed') window.turned.push(Date.now());
        window.last = state;
    }).observe(document.querySelector('.course-panel'), {subtree: true, childList: true});
}"""


def measure(engine: Engine, folder: Path) -> list[Row]:
    """Start a container again and again; each start makes a task pass."""
    (folder / "lab").mkdir()
    process = LabProcess(engine, folder / "lab")
    try:
        begun = time.perf_counter()
        url = process.url()
        ready = time.perf_counter() - begun
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            waits = sorted(turns(engine, Lab(browser, url)))
            browser.close()
    finally:
        process.stop()
    return [
        ("`course lab`: JupyterLab answers", f"{ready:.1f} s", "≤ 8 s"),
        (
            f"event → green in the browser, median of {ROUNDS}",
            f"{statistics.median(waits):.0f} ms",
            "≤ 250 ms",
        ),
        ("event → green in the browser, p95", f"{waits[int(0.95 * len(waits))]:.0f} ms", "≤ 500 ms"),
    ]


def turns(engine: Engine, lab: Lab) -> list[float]:
    """Milliseconds for each round."""
    api = engine.client().api
    api.remove_container("git-box", force=True)
    lab.open_notebook(f"{LESSON}.ipynb")
    lab.run_cell(next(i for i, cell in enumerate(lab.cells()) if "lab.open(" in cell["source"]))
    api.create_container("debian:trixie-slim", ["bash"], name="git-box", tty=True, stdin_open=True)
    lab.page.wait_for_selector('[data-task="box"][data-status="failed"]', state="attached")
    lab.page.evaluate(WATCH)
    waits = []
    for number in range(ROUNDS):
        asked = time.time()
        api.start("git-box")
        lab.page.wait_for_function("(count) => window.turned.length > count", arg=number)
        events = api.events(since=int(asked), until=int(time.time()) + 1, filters={"event": "start"})
        stamp = max(json.loads(line)["timeNano"] for line in b"".join(events).splitlines() if line)
        waits.append(lab.page.evaluate("() => window.turned.at(-1)") - stamp / 1e6)
        api.kill("git-box")
        lab.page.wait_for_selector('[data-task="box"][data-status="failed"]', state="attached")
    return waits
