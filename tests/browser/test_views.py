"""The views in real JupyterLab: they follow, nothing is cut or overlaps, in both themes, also at 150 %."""

from __future__ import annotations

import docker as docker_py
import pytest
from playwright.sync_api import expect

from tests.browser.accessible import accessible
from tests.browser.lab import SCREENS, Lab
from tests.engine.waiting import becomes

pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.usefixtures("clean")]
BASE = "debian:trixie-slim"
DRAWN = """from helpers.notebook import draw
draw.engine()
draw.life("git-box")
draw.diff("git-box")
draw.layers("debian:trixie-slim", "debian:git")
draw.processes("git-box")
draw.mounts("git-box")
draw.ports("git-box")
"""
# what a person would call broken, as lines of text; empty if all is well
FAULTS = """() => {
    const faults = [];
    for (const view of document.querySelectorAll('figure.course-view')) {
        const name = view.querySelector('figcaption').textContent;
        const edge = view.closest('.jp-OutputArea').getBoundingClientRect().right;
        if (view.getBoundingClientRect().right > edge + 1)
            faults.push(`${name}: wider than its cell`);
        for (const part of [view, ...view.querySelectorAll('*')]) {
            const scrolls = getComputedStyle(part).overflowX === 'auto' || part.closest('svg');
            if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth && !scrolls)
                faults.push(`${name}: ${part.tagName}.${part.className} is cut`);
        }
        for (const drawing of view.querySelectorAll('svg')) {
            const whole = drawing.getBoundingClientRect();
            const texts = [...drawing.querySelectorAll('text')].map(
                (one) => [one.textContent, one.getBoundingClientRect()]);
            for (const [text, box] of texts) {
                if (box.left < whole.left - 1 || box.right > whole.right + 1 || box.bottom > whole.bottom + 1)
                    faults.push(`${name}: ${text} leaves the drawing`);
                for (const rect of drawing.querySelectorAll('rect')) {
                    const edge = rect.getBoundingClientRect();
                    const beside = box.right <= edge.left + 1 || edge.right <= box.left + 1
                        || box.bottom <= edge.top + 2 || edge.bottom <= box.top + 2;
                    const inside = box.left >= edge.left && box.right <= edge.right;
                    if (!beside && !inside) faults.push(`${name}: ${text} runs over the edge of a box`);
                }
                for (const [other, rival] of texts) {
                    const apart = box.right <= rival.left + 1 || rival.right <= box.left + 1
                        || box.bottom <= rival.top + 2 || rival.bottom <= box.top + 2;
                    if (box !== rival && !apart) faults.push(`${name}: ${text} lies on ${other}`);
                }
            }
        }
    }
    return faults;
}"""


@pytest.fixture
def box(docker: docker_py.APIClient) -> str:
    """A container that has lived, changed files and has an image of its own."""
    config = docker.create_host_config(
        port_bindings={80: ("127.0.0.1", 18090)}, binds=["data:/srv"], tmpfs={"/scratch": ""}, mem_limit="64m"
    )
    docker.create_container(
        BASE, ["bash"], name="git-box", tty=True, stdin_open=True, host_config=config, ports=[80, 443]
    )
    for act in (docker.start, docker.pause, docker.unpause):
        act("git-box")
    for _again in range(2):  # ways that were taken more than once carry a number
        docker.kill("git-box")
        docker.start("git-box")
    script = "mkdir -p /opt/a/b; for i in 1 2 3; do echo $i > /opt/a/b/file$i; done; rm /etc/issue"
    docker.exec_start(docker.exec_create("git-box", ["sh", "-c", script])["Id"])
    docker.commit("git-box", "debian", "git")
    return "git-box"


def laid_out(lab: Lab) -> None:
    """Wait until nothing is broken: JupyterLab lays a page out anew a moment after its size has changed."""
    becomes(lambda: lab.page.evaluate(FAULTS), [])


def test_views_are_legible_in_both_themes_at_100_and_150_percent_and_follow(
    lab: Lab, docker: docker_py.APIClient, box: str
) -> None:
    lab.open_notebook("03_commit_diff.ipynb")
    lab.restart_kernel()
    cell = next(i for i, cell in enumerate(lab.cells()) if "여기에 명령을 쓰세요" in cell["source"])
    lab.write_cell(cell, DRAWN)
    views = lab.page.locator("figure.course-view")
    for _again in range(2):
        lab.run_cell(cell)
        expect(views).to_have_count(7)
    for theme in ("light", "dark"):
        lab.theme(theme)
        for zoom, viewport in (
            (100, {"width": 1440, "height": 900}),
            (150, {"width": 960, "height": 600}),
            (200, {"width": 720, "height": 600}),  # as narrow as the pane of a divided window
        ):
            lab.page.set_viewport_size(viewport)  # what a zoomed page is laid out in
            for number in range(7):
                views.nth(number).screenshot(path=SCREENS / f"view-{theme}-{zoom}-{number}.png")
            laid_out(lab)
        accessible(lab, "figure.course-view")
    lab.theme("light")
    lab.page.set_viewport_size({"width": 1440, "height": 900})
    docker.stop("git-box", timeout=0)
    expect(views.nth(1)).to_contain_text("지금: exited")
    expect(views.nth(0)).to_contain_text("■ exited")
