"""The lessons as a site: whole, in every language, linked in itself, asking nobody, and without answers."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.course import course
from helpers.editions.build import Build, Site
from helpers.editions.handouts.edition import secrets

ASKS = re.compile(
    r"""(?:src|href|srcset|action)=["']?((?:[a-z]+:)?//[^"'\s>]+)|url\(\s*["']?((?:[a-z]+:)?//[^)]+)"""
)
LINK = re.compile(r"""(?:src|href)="([^"#]+)""")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_STATE", str(folder.parent / "no-runs"))
        assert main(["site", "--out", str(folder)]) == 0
    return folder


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_lesson_is_there_in_every_language_with_its_minutes_and_points(site):
    entries = Build(Site.here()).entries
    for lang in course().languages:
        index = (site / lang / "index.html").read_text(encoding="utf-8")
        rows = re.findall(
            r'<tr><td><a href="(\w+)\.html">.*?</a></td><td>(\d+)\D*</td><td>(\d+)\D*</td></tr>', index
        )
        assert rows == [(entry.lesson.name, str(entry.lesson.minutes), str(entry.total)) for entry in entries]
        for entry in entries:
            page = (site / lang / f"{entry.lesson.name}.html").read_text(encoding="utf-8")
            assert f'<html lang="{lang}">' in page
            assert page.count('<section class="task check">') == len(entry.points), entry.lesson.name


def test_every_link_leads_to_a_file_of_the_site_and_none_outside(site):
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        assert not ASKS.findall(text), page
        for target in LINK.findall(text):
            inside = target.startswith("data:image/")  # a picture that the page carries
            assert inside or (page.parent / target).exists(), f"{page}: {target[:200]}"


def test_every_page_can_be_reached_from_the_first_one(site):
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            links = LINK.findall(page.read_text(encoding="utf-8"))
            waiting += [(page.parent / link).resolve() for link in links if link.endswith(".html")]
    assert reached == set(pages(site))


def test_no_page_gives_a_solution_away(site):
    """A question may quote a command; what can be copied from a page is code and output."""
    for entry in Build(Site.here()).entries:
        hidden = secrets(entry)
        assert hidden
        for lang in course().languages:
            page = (site / lang / f"{entry.lesson.name}.html").read_text(encoding="utf-8")
            code = re.sub(r"<[^>]+>", "", "\n".join(re.findall(r"<pre.*?</pre>", page, re.S)))
            assert code
            assert not [line for line in hidden if line in unescape(code)], entry.lesson.name


def test_nobody_is_told_to_run_a_cell_below_that_is_not_there(site):
    text = (site / "en" / "00_ready.html").read_text(encoding="utf-8")
    assert "Shift+Enter" not in text.split("</table>")[0]


@pytest.mark.browser
def test_it_opens_from_the_disk_and_asks_for_nothing(site, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.click("text=English")
    page.click(f"text={course().lessons[3].number}.")
    page.wait_for_selector("h1.title")
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "the page is wider than the window"
    page.click("nav.bar >> text=한국어")
    page.wait_for_selector('html[lang="ko"]')
    assert asked
    assert all(url.startswith(site.as_uri()) for url in asked)
    page.close()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "en")
    (tmp_path / "file").touch()
    assert main(["site", "--out", str(tmp_path / "file")]) == 2
    said = capsys.readouterr().err
    assert "--out" in said
    assert said.count("\n") == 1
    assert main(["site", "--out", "/proc/course-site"]) == 2
    assert re.fullmatch(r"Cannot write /proc/course-site: .*\n", capsys.readouterr().err)
