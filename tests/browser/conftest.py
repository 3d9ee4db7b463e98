"""Fixtures for tests that drive JupyterLab: one Chromium a worker, one `course lab` a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from helpers.engine import PrivateEngine
from tests.browser.lab import PATIENCE, SECOND, Lab, LabProcess
from tests.standin.fixtures import _archive, _packages, _registry, _wiki

__all__ = ["_archive", "_packages", "_registry", "_wiki"]  # lesson 06 is built from the stand-in
expect.set_options(timeout=PATIENCE * SECOND)  # for the whole process, whichever file is run


def program() -> str | None:
    """The system's Chromium; None: Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


_running: list[Browser] = []  # one a process: two folders of tests have this fixture, Playwright runs once


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own where scripts/setup had to install that."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(),
            # Root has no Chromium sandbox; /dev/shm is small in containers.
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        _running.append(browser)
        yield browser
        _running.clear()
        browser.close()


@pytest.fixture(scope="module")
def lab_process(engine: PrivateEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabProcess]:
    """`course lab --no-browser` in Korean on the worker's engine, with state and work of its own."""
    process = LabProcess(engine.engine, tmp_path_factory.mktemp("lab"))
    process.url()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def lab(chromium: Browser, lab_process: LabProcess) -> Iterator[Lab]:
    """A page of it, shared by the tests of a file: opening one takes seconds, reload() makes it new."""
    page = Lab(chromium, lab_process.url())
    yield page
    page.close()


@pytest.fixture(autouse=True)
def _picture(request: pytest.FixtureRequest) -> Iterator[None]:
    """How the page looked when the test ended, also when it failed: test-output/screens/end-TEST.png."""
    page = request.getfixturevalue("lab") if "lab" in request.fixturenames else None
    yield
    if page:
        page.shot(f"end-{request.node.name}")
