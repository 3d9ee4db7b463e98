"""Parts of the handouts that need no engine: markup, what a learner may see, and how prose becomes slides."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tarfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from helpers.checks import Answer
from helpers.course import Lesson
from helpers.editions.build import Build, Site
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import lacking, markup, pages, rebuild, sentences, slides, thin_slides
from helpers.editions.handouts.edition import INSTRUCTOR, LEARNER, Handout, gives_away, secrets
from helpers.editions.handouts.parts import Part, asks_to_predict
from helpers.editions.handouts.slides import Slide
from helpers.editions.handouts.solved_run import RUN_FAILED, Run, cause, read
from helpers.editions.source import Cell, Front, Source
from helpers.errors import CourseError, EngineDenied
from helpers.images import sources, standin
from helpers.paths import ROOT
from helpers.views import webpage

ANSWER = "%%bash\n### BEGIN SOLUTION\ndocker run -d --name web httpd\n# shown to all\n### END SOLUTION"
CELLS = (
    Cell("a", "Type `# shown to all` first."),
    Cell("b", ANSWER, is_code=True, task="web"),
)
ENTRY = Entry(Lesson("03_x", "x", 5, ()), Source("03_x", Front(), CELLS), {"web": 1})


def stream(text: str) -> dict[str, str]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_an_address_is_printed_and_not_linked() -> None:
    html = markup.markdown("[docs](https://docs.docker.com/x) and <https://example.org>")
    assert "href" not in html
    assert "https://docs.docker.com/x" in html
    assert "https://example.org" in html


def test_headings_go_down_and_a_link_beside_the_page_is_its_text() -> None:
    html = markup.markdown(
        "## Title\n\n[next](04_dockerfile.ipynb), [docs](https://docker.com)\n\n> ![a](b.png)", 2
    )
    assert "<h4>Title</h4>" in html
    assert "<p>next, docs (" in html
    assert '<span class="address">https://docker.com</span>' in html
    assert "<em>a</em>" in html


def test_what_a_program_printed_cannot_become_markup() -> None:
    assert "<script>" not in markup.outputs([stream("<script>alert(1)</script>")])
    shown = {"output_type": "display_data", "data": {"text/html": "<b>x</b><script src='y'></script>"}}
    assert markup.outputs([shown]) == '<div class="shown"><b>x</b></div>\n'


def test_a_page_of_a_container_is_printed_without_asking_its_server() -> None:
    visit = webpage.Visit("/", Answer(200, "<head></head><img src='logo.png'>"), "http://127.0.0.1:9999/")
    html = webpage.picture(visit, "wiki").html()
    assert "&lt;base href=" in html
    shown = {"output_type": "display_data", "data": {"text/html": html}}
    assert "&lt;base" not in markup.outputs([shown])


def test_of_a_progress_bar_the_last_state_remains_and_of_a_long_output_both_ends() -> None:
    assert ">done</pre>" in markup.outputs([stream("10 %\r50 %\rdone\n")])
    long = markup.outputs([stream("\n".join(map(str, range(100))))], longest=10)
    assert "+90" in long
    assert "\n5\n" in long
    assert "\n50\n" not in long
    assert long.endswith("\n99</pre>\n")


def test_only_lines_that_the_lesson_does_not_show_itself_are_secret() -> None:
    assert secrets(ENTRY) == {"docker run -d --name web httpd"}
    assert gives_away("history: docker run -d --name web httpd", ENTRY)
    assert not gives_away("CONTAINER ID   IMAGE   # shown to all", ENTRY)


def split(text: str) -> list[Slide]:
    return list(slides._prose(text, Slide("begin")))


def test_a_heading_begins_a_slide_and_the_rest_of_a_paragraph_is_said() -> None:
    long = (
        "이미지는 바뀌지 않습니다. 바뀌는 것은 컨테이너마다 하나씩 있는 쓰기 층입니다. 이 말은 말로 합니다."
    )
    first, second = split(f"intro\n\n## One\n{long}")
    assert (first.title, second.title) == ("begin", "One")
    (shown,), (said,) = second.parts, second.spoken
    assert "쓰기 층입니다." in str(shown.fields["html"])
    assert "말로 합니다" not in str(shown.fields["html"])
    assert "말로 합니다" in str(said.fields["html"])


def test_prose_that_does_not_fit_goes_on_under_the_same_title() -> None:
    items = "\n".join(f"- {number} " + "가" * 25 for number in range(7))
    assert [slide.title for slide in split(f"## One\n\n{items}\n\n{items}")] == ["One", "One"]


def test_a_full_stop_inside_code_or_bold_ends_no_sentence() -> None:
    text = "`docker run . x` 다음에 **하나. 둘** 셋이 옵니다. 그리고 더 있습니다."
    assert slides._beginning(text).endswith("셋이 옵니다.")


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        (
            "Unable to find image 'moniwiki:1.2.10' locally\ndocker: Error: no such host\n\n"
            "Run 'docker run --help' for more information\n",
            "Unable to find image 'moniwiki:1.2.10' locally",
        ),
        (
            "Get:1 x\nE: Unable to locate package rcs\nmore\n",
            "E: Unable to locate package rcs",
        ),
        ("one\ntwo\n", "two"),
        ("See 'docker --help'\n", "See 'docker --help'"),
    ],
)
def test_a_failed_run_names_its_cause_and_not_the_client_s_last_word(printed: str, line: str) -> None:
    assert cause(printed) == line


def test_only_a_question_right_before_a_cell_asks_for_a_prediction() -> None:
    assert asks_to_predict("글\n\n**예상해 보세요.** 몇 개쯤 바뀔까요?")
    assert not asks_to_predict("**예상해 보세요.** 몇 개쯤?\n\n이제 실행합니다.")
    assert not asks_to_predict("")


def test_without_root_it_is_said_before_anything_is_run(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    said: list[str] = []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(rebuild.printing, "browser", lambda: "chromium")
    monkeypatch.setattr(rebuild, "reveal", lambda folder: None)
    handouts = rebuild.Handouts(Site.here(), tmp_path / "out", tmp_path / "state", said.append)
    with pytest.raises(EngineDenied) as caught:
        handouts.build(["03_commit_diff"])
    assert "root" in caught.value.what
    assert said == []


def slide(text: str, kind: str = "", title: str = "T") -> Slide:
    return Slide(title, kind, [said(text)], 1.0)


def said(text: str) -> Part:
    return Part("text", html=Markup(f"<p>{text}</p>"))


def test_a_thin_slide_goes_before_the_next_or_behind_the_last_or_gets_its_paragraph() -> None:
    long = "이미지는 바뀌지 않습니다. 바뀌는 것은 컨테이너마다 하나씩 있는 쓰기 레이어입니다. 남지 않습니다."
    (shown,) = thin_slides.merged([slide("두 이미지를 나란히 봅니다."), slide("<pre>x</pre>", "demo")])
    assert shown.kind == "demo"
    assert len(shown.parts) == 2
    first, second = thin_slides.merged([slide(long), slide("짧습니다.", title="A"), slide(long, title="B")])
    assert (first.title, second.title) == ("T", "A: B")
    (last,) = thin_slides.merged([slide(long), slide("짧습니다.")])
    assert len(last.parts) == 2
    whole = said(long)
    thin = Slide("T", "", [said("이미지는 바뀌지 않습니다.")], 1.0, [whole])
    assert [shown.parts for shown in thin_slides.merged([thin])] == [[whole]]


# --- the wiki where its archive cannot be had -------------------------------------------------------------
@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("small", [True, False])
def test_pages_and_slides_made_with_the_stand_in_say_so_before_any_command(lang: str, small: bool) -> None:
    site = Site.here()
    (entry,) = (entry for entry in Build(site).entries if entry.lesson.name == "05_moniwiki")
    translate = rebuild.translator(site, lang)
    label = translate(sentences.STANDIN, "")
    assert (label == sentences.STANDIN) == (lang == "ko")
    for kind in (LEARNER, INSTRUCTOR):
        handout = Handout(entry, site.course, Run({}, small), lang, kind, translate, "")
        for html in (pages.lesson(handout), pages.book([handout], [], {}), slides.paper(handout)):
            page = unescape(html)
            assert page.count(label) == small
            assert not small or page.index(label) < page.index("<pre")


def test_a_run_is_kept_with_what_it_was_made_from(tmp_path: Path) -> None:
    for run in (Run({"a": {"ko": [stream("x")]}}, small) for small in (True, False)):
        path = tmp_path / "run.json"
        path.write_text(run.text(), encoding="utf-8")
        assert read(path) == run
    (tmp_path / "old.json").write_text('{"a": {"ko": []}}')  # as it was kept before
    assert read(tmp_path / "old.json") is None


def test_the_stand_in_lies_where_the_lessons_builds_look_and_is_the_same_each_time(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "labs" / "05_moniwiki" / "files", tmp_path / "05_moniwiki")
    told = standin.place(tmp_path)
    archive = tmp_path / "05_moniwiki" / "wiki" / "setup" / "moniwiki.tar"
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == told["MONIWIKI_SHA256"]
    assert told["MONIWIKI_URL"] == sources.IN_BUILD
    with tarfile.open(archive) as tar:
        assert f"{standin.TOP}/monisetup.php" in tar.getnames()
    standin.packed.cache_clear()
    assert standin.packed() == archive.read_bytes()


def test_a_lesson_lacks_its_archive_only_where_it_is_neither_kept_nor_answered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (wanted,) = sources.archives()
    entries = {entry.lesson.number: entry for entry in Build(Site.here()).entries}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("MONIWIKI_URL", raising=False)
    monkeypatch.setattr(lacking, "_answers", lambda _url: False)
    assert lacking.archive_lacking(entries["03"]) is None
    assert lacking.archive_lacking(entries["05"]) == lacking.archive_lacking(entries["06"]) == wanted
    assert str(wanted.cached.parent) in lacking.instead(entries["05"], wanted)
    monkeypatch.setattr(lacking, "_answers", lambda _url: True)
    assert lacking.archive_lacking(entries["05"]) is None


def test_a_lesson_whose_plugin_is_missing_is_named_before_it_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {entry.lesson.number: entry for entry in Build(Site.here()).entries}
    monkeypatch.setenv("PATH", "/nonexistent")
    why = lacking.plugin_lacking(entries["11"])
    assert why is not None
    assert (why.code, "docker compose" in why.what) == (RUN_FAILED, True)
    assert "docker-compose" in why.remedy
    assert lacking.plugin_lacking(entries["03"]) is None


@pytest.mark.parametrize(("version", "fits"), [("20.10.24", False), ("28.5.2", True)])
def test_a_builder_older_than_the_lesson_is_named(version: str, fits: bool) -> None:
    entries = {entry.lesson.number: entry for entry in Build(Site.here()).entries}
    engine: Any = Answering(version)
    lacking.require_builder(entries["03"], engine)
    with contextlib.nullcontext() if fits else pytest.raises(CourseError, match=version):
        lacking.require_builder(entries["12"], engine)


class Answering:
    """An engine that says no more than its version."""

    def __init__(self, version: str):
        self._version = version

    def client(self, timeout: float) -> Any:
        return self

    def version(self) -> dict[str, str]:
        return {"Version": self._version}

    def close(self) -> None:
        pass
