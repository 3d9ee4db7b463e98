"""Lesson 06 as a learner does it: commands in the terminal, the wiki set up and written in the browser.

Keeps what it saw: test-output/screens/wiki-*.png.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import docker as docker_py
import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.engine import PrivateEngine
from tests.browser.lab import SCREENS, Lab, LabProcess
from tests.engine.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
LESSON = "06_deploy"
SITE = "http://127.0.0.1:9999/moniwiki"
DEPLOY = "docker run -d --name wiki -p 127.0.0.1:9999:80 moniwiki:1.2.10"
TEXT = "A wiki deployed with docker."
FREE = 300.0  # s; another engine of the tests may have port 9999 of this machine for the time of a lesson


@pytest.fixture
def lab(chromium: Browser, engine: PrivateEngine, tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab started where the builds find the stand-in, the lesson in front."""
    process = LabProcess(engine.engine, tmp_path / "lab")
    page = Lab(chromium, process.url())
    page.open_notebook(f"{LESSON}.ipynb")
    page.run_cell(page.code_cell("lab.open("))
    yield page
    page.close()
    process.stop()


def passed(lab: Lab, task: str) -> None:
    mark = lab.page.locator(f'[data-row="{task}"] .course-mark')
    expect(mark).to_have_attribute("data-status", "passed")


def published_by_this_engine(docker: docker_py.APIClient) -> None:
    """Wait until port 9999 of this machine leads to our wiki: a file in it says so."""
    token = secrets.token_hex(8)
    made = docker.exec_create("wiki", ["sh", "-c", f"echo {token} > whose.txt"])
    docker.exec_start(made["Id"])

    def ours() -> bool:
        try:
            return requests.get(f"{SITE}/whose.txt", timeout=30).text.strip() == token
        except requests.RequestException:
            return False

    until(ours, FREE)


def keep(page: Page, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"wiki-{name}.png")


def picture(lab: Lab, task: str, name: str) -> None:
    """A picture of a task's card in each theme."""
    usual = lab.page.viewport_size
    assert usual
    lab.page.set_viewport_size({**usual, "height": 1600})
    for theme in ("light", "dark"):
        lab.theme(theme)
        lab.page.locator(f'.jp-Cell .course-card[data-card="{task}"]').screenshot(
            path=SCREENS / f"wiki-{name}-{theme}.png"
        )
    lab.theme("light")
    lab.page.set_viewport_size(usual)


def page_in_card(lab: Lab, task: str) -> Locator:
    """The body of the page that a task's card shows."""
    lab.page.locator(f'[data-row="{task}"]').click()
    return lab.page.locator(f'[data-card="{task}"] .course-page iframe').content_frame.locator("body")


@pytest.mark.parametrize("lesson", [LESSON])
def test_the_wiki_is_deployed_set_up_and_written_in_the_browser(
    lesson: str, lab: Lab, docker: docker_py.APIClient
) -> None:
    lab.type(DEPLOY)
    passed(lab, "deploy")
    expect(page_in_card(lab, "deploy")).to_contain_text("Agree")
    picture(lab, "deploy", "card-deployed")

    published_by_this_engine(docker)
    with lab.context.expect_page() as opened:
        lab.page.locator(f'.course-page a[href="{SITE}/monisetup.php"]').click()
    wiki = opened.value
    keep(wiki, "license")
    with wiki.expect_navigation():  # going on at once would take the question back
        wiki.get_by_role("button", name="Agree").click()
    wiki.goto(f"{SITE}/monisetup.php")
    wiki.locator('[name="config[sitename]"]').fill("'Docker Wiki'")
    wiki.locator('[name="newpasswd"]').fill("secret")
    keep(wiki, "settings")
    with wiki.expect_navigation():
        wiki.locator('[name="update"][value="Update"]').click()
    keep(wiki, "saved")
    passed(lab, "setup")

    wiki.goto(f"{SITE}/wiki.php/DockerLab?action=edit")
    wiki.locator('[name="savetext"]').fill(TEXT)
    keep(wiki, "edit")
    with wiki.expect_navigation():
        wiki.locator('#editform input[type="submit"][value="Save"]').click()
    wiki.goto(f"{SITE}/wiki.php/DockerLab")
    expect(wiki.locator("body")).to_contain_text(TEXT)
    keep(wiki, "page")
    passed(lab, "page")
    expect(page_in_card(lab, "page")).to_contain_text(TEXT)
    picture(lab, "page", "card-written")

    lab.type("docker restart wiki")
    passed(lab, "restart")
    published_by_this_engine(docker)
    wiki.reload()
    expect(wiki.locator("body")).to_contain_text(TEXT)
    refused = wiki.goto(f"{SITE}/data/text/DockerLab")
    assert refused
    assert refused.status == 403
    keep(wiki, "refused")

    lab.page.bring_to_front()
    lab.run_cell(lab.code_cell('draw.page("wiki", "/moniwiki/wiki.php/DockerLab")'))
    view = lab.page.locator("figure.course-view").last
    expect(view.locator("iframe").content_frame.locator("body")).to_contain_text(TEXT)
    view.screenshot(path=SCREENS / "wiki-view.png")
