"""What the table of `make test-engines` makes of a report, and which lesson a version cannot do."""

import pytest

from helpers.course import course
from tests import conftest
from tests.engine.table import Cell, read
from tests.engine.versions import VERSIONS, lacks

REASON = "12_buildkit: trixie does not build with BuildKit 23.0 or later"
REPORT = f"""<testsuites><testsuite>
<testcase name="test_proof[02_image_container]" time="30.4" />
<testcase name="test_proof[03_commit_diff]" time="10" />
<testcase name="test_neighbour[03_commit_diff]" time="2"><failure message="assert">…</failure></testcase>
<testcase name="test_neighbour[04_dockerfile]" time="1"><error message="setup">…</error></testcase>
<testcase name="test_proof[12_buildkit]" time="0"><skipped message="{REASON}">…</skipped></testcase>
<testcase name="test_neighbour[12_buildkit]" time="0"><skipped message="{REASON}">…</skipped></testcase>
<testcase name="test_pull" time="1"><skipped message="no | network&#10;here">…</skipped></testcase>
<testcase name="test_start" time="4" />
</testsuite></testsuites>"""


def test_a_cell_says_what_passed_what_failed_and_why_nothing_was_run(tmp_path):
    report = tmp_path / "trixie.xml"
    report.write_text(REPORT, encoding="utf-8")
    cells = read(report)
    assert {name: cell.text() for name, cell in cells.items()} == {
        "02_image_container": "✓ 30 s",
        "03_commit_diff": "1 failed",
        "04_dockerfile": "1 failed",
        "12_buildkit": f"– {REASON}",
        "engine": "✓ 5 s, 1 skipped",
    }
    assert cells["engine"].reasons == {"no / network here"}  # a bar would end the column


def test_failures_do_not_hide_what_was_skipped():
    assert Cell(failed=2, passed=1, skipped=3, seconds=9).text() == "2 failed, 3 skipped"


def test_without_a_report_nothing_was_run(tmp_path):
    assert read(tmp_path / "none.xml")["02_image_container"].text() == "not run"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_lacks_buildkit_or_nothing(version):
    able = version in ("trixie-buildkit", "sid-buildkit", "sid-containerd-buildkit")
    assert {name for name in (lesson.name for lesson in course().lessons) if lacks(version, name)} == (
        set() if able else {"12_buildkit"}
    )


def test_a_version_that_was_asked_for_is_not_replaced(monkeypatch):
    cases = [("ko", "02_image_container"), ("ko", "12_buildkit")]
    monkeypatch.setattr(conftest, "VERSION", "trixie")
    assert chosen(cases) == [(None, []), ("sid-buildkit", [REASON])]
    monkeypatch.setattr(conftest, "VERSION", "")
    assert chosen(cases) == [(None, []), ("sid-buildkit", [])]


def chosen(cases: list[tuple[str, str]]) -> list[tuple[str | None, list[str]]]:
    """The version of each case, and the reasons of its skips."""
    _names, parameters = conftest.on_its_docker(("lang", "lesson"), cases).args
    return [(case.values[-1], [mark.kwargs["reason"] for mark in case.marks]) for case in parameters]
