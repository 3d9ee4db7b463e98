"""What axe-core has to say about a part of the page: nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from functools import cache

import pytest
from playwright.sync_api import expect

from helpers.paths import ROOT
from tests.browser.lab import Lab


def accessible(lab: Lab, place: str) -> None:
    """No violation in any element that `place` selects; skips the test where axe-core cannot be had."""
    script = axe()
    if script is None:
        pytest.skip("axe-core could not be had: no npm, or it cannot fetch")
    expect(lab.page.locator(place).first).to_be_attached()  # where nothing is, nothing is wrong
    if not lab.page.evaluate("() => Boolean(window.axe)"):
        lab.page.evaluate(script)
    theme = lab.page.evaluate("() => document.body.dataset.jpThemeName")
    found = lab.evaluate("(place) => axe.run(place).then((all) => all.violations)", place)
    said = [(broken["id"], broken["nodes"][0]["html"]) for broken in found]
    assert not said, f"{place}, {theme}: {said}"


@cache
def axe() -> str | None:
    """axe-core's script, fetched by npm; None where there is no npm or it cannot fetch."""
    npm = shutil.which("npm")
    folder = ROOT / "test-output" / "axe"
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists() and npm:
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [npm, "install", "--no-save", "--prefix", str(folder), "axe-core@4"],
                capture_output=True, timeout=120, check=False, env={**os.environ, "CI": "1"},
            )  # fmt: skip
    return script.read_text(encoding="utf-8") if script.exists() else None
