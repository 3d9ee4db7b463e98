"""The sheets of the whole course, printed: as many pages as they are made for, and each of them used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest

from helpers.editions.build import Build, Site
from helpers.editions.handouts import printing
from helpers.editions.handouts.rebuild import translator
from helpers.editions.handouts.sheets import making
from tests.handouts import paper
from tests.handouts.test_handouts import FOOT, MILLIMETRE

SIDE = 13 * MILLIMETRE  # the margin of a sheet
FEWEST = 250  # letters on any page
HIGHEST = {"cheat-sheet": 2, "timetable": 2, "room": 2, "answer-key": 10}  # pages


@pytest.fixture(scope="module", params=["ko", "en"])
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, pypdf.PdfReader]:
    site, folder = Site.here(), tmp_path_factory.mktemp("sheets")
    found = {}
    for sheet in making.sheets(site, Build(site).entries, request.param, translator(site, request.param)):
        page = Path(folder, f"{sheet.name}.html")
        page.write_text(sheet.html, encoding="utf-8")
        printing.pdf(page, page.with_suffix(".pdf"))
        found[sheet.name] = pypdf.PdfReader(page.with_suffix(".pdf"))
    return found


def test_each_has_its_pages_and_no_page_is_next_to_empty(printed: Mapping[str, pypdf.PdfReader]) -> None:
    pages = {name: len(document.pages) for name, document in printed.items()}
    assert pages.pop("run-sheet") == len(Site.here().course.lessons)
    assert set(pages) == set(HIGHEST)
    assert all(number <= HIGHEST[name] for name, number in pages.items()), pages
    for name, document in printed.items():
        for page in document.pages:
            runs = paper.runs(page)
            assert sum(run.glyphs for run in runs if run.bottom > FOOT) >= FEWEST, name
            assert all(run.left >= SIDE - 1 for run in runs if run.bottom > FOOT), name
            right = float(page.mediabox[2]) - SIDE + 1
            assert [run for run in runs if run.bottom > FOOT and run.right > right] == [], name
