"""The pictures of the README, of the real thing: `python -m tests.browser.picture` writes docs/pictures.

A private engine, `course lab`, lesson 03 with two tasks done in the terminal; JupyterLab's light theme,
1280 pixels wide.
"""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, expect, sync_playwright

from helpers import images
from helpers.engine import PrivateEngine
from helpers.paths import ROOT
from tests.browser.conftest import program
from tests.browser.lab import SECOND, Lab, LabProcess

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}
QUALITY = 88  # of WebP; small enough for a README, and letters stay sharp
BASE = "debian:trixie-slim"


def mark(lab: Lab, task: str) -> Locator:
    """The mark of a task in the list."""
    return lab.page.locator(f'[data-row="{task}"] .course-mark')


def take(lab: Lab, path: Path) -> None:
    """Work as a learner does, then take the picture."""
    expect.set_options(timeout=60 * SECOND)
    lab.open_notebook("03_commit_diff.ipynb")
    lab.page.set_viewport_size(SIZE)  # only now: a narrow toolbar hides what the notebook is waited for by
    lab.type("PS1='$ '; clear")
    lab.type(f"docker run -dit --name git-box {BASE} bash")
    expect(mark(lab, "box")).to_have_attribute("data-status", "passed")
    lab.type(f"docker run -it --name git-fresh {BASE} bash")
    lab.terminal_shows(r"root@[0-9a-f]{12}:/# ?$")
    lab.keys("git --version")
    lab.terminal_shows("git: command not found")
    lab.keys("exit")
    expect(mark(lab, "fresh")).to_have_attribute("data-status", "passed")
    lab.page.locator('[data-row="install"]').click()
    expect(lab.page.locator('.course-card[data-card="install"]')).to_be_visible()
    lab.page.mouse.move(640, 790)
    lab.page.wait_for_timeout(500)  # the bar's own animation
    session = lab.context.new_cdp_session(lab.page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(shot["data"]))
    print(path, path.stat().st_size // 1000, "kB")


def main() -> None:
    """One picture a language."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        for lang in ("ko", "en"):
            private = PrivateEngine(f"picture-{lang}", Path(home, lang))
            try:
                images.seed(private.start())
                process = LabProcess(private.engine, Path(home, f"{lang}-lab"), lang=lang)
                try:
                    take(Lab(browser, process.url()), FOLDER / f"lesson.{lang}.webp")
                finally:
                    process.stop()
            finally:
                private.stop(remove=True)


if __name__ == "__main__":
    main()
