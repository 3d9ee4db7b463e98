"""What `course handouts` gives out: one lesson as a whole course, both languages, on a real engine."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pypdf
import pytest

from helpers import images
from helpers.cli import main
from helpers.editions.build import Site
from helpers.editions.handouts import languages, printing
from helpers.editions.handouts.code_lines import LONGEST_WORD
from helpers.editions.handouts.rebuild import Handouts, Outcome
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError
from helpers.paths import ROOT
from tests.conftest import folder, version
from tests.handouts import paper

pytestmark = pytest.mark.engine

LESSON = "03_commit_diff"
LANGS = ("ko", "en")
PAPER = [f"{kind}/{name}" for kind in ("learner", "instructor") for name in (LESSON, "book")]
REFERENCE = "learner/reference"
# of one lesson alone there is no timetable
SHEETS = ["learner/cheat-sheet", *(f"instructor/{name}" for name in ("room", "run-sheet", "answer-key"))]
EACH = [f"{lang}/{page}" for lang in LANGS for page in (*PAPER, REFERENCE, *SHEETS, f"slides/{LESSON}")]
ON_PAPER = [name for name in EACH if "/slides/" not in name]
FOR_LEARNERS = [name for name in EACH if "/instructor/" not in name]
# of the solutions, and nowhere in the lesson's own text
ANSWERS = ("docker run -dit --name git-box", "docker commit git-box debian:git", "docker rm git-scrap")
PAGES = {f"learner/{LESSON}": (5, 12), f"instructor/{LESSON}": (6, 14), f"slides/{LESSON}": (20, 60)}
HANGUL = re.compile("[가-힣]")
HANDOUTS = ROOT / "helpers" / "editions" / "handouts"
MILLIMETRE = 72 / 25.4  # points
# at the sides of a page, by what is in the name of the document, the first that is; as the style sheets say
MARGINS = {"slides/": 20.0, **dict.fromkeys(SHEETS, 13 * MILLIMETRE), "": 17 * MILLIMETRE}
FOOT = 12 * MILLIMETRE
FEWEST = 120  # letters on a last page


@dataclass
class Built:
    """A build, its folder, what it said, and how to build again."""

    handouts: Handouts
    outcome: Outcome
    said: list[str]

    def html(self, name: str) -> str:
        return (self.handouts.out / f"{name}.html").read_text(encoding="utf-8")

    def pdf(self, name: str) -> pypdf.PdfReader:
        return pypdf.PdfReader(self.handouts.out / f"{name}.pdf")


@pytest.fixture(scope="module")
def built(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    @contextlib.contextmanager
    def engine(label: str) -> Iterator[Engine]:
        with folder(f"{worker_id}-handouts-{label}") as home:
            private = PrivateEngine("handouts", home, **version())
            try:
                images.seed(private.start())
                yield private.engine
            finally:
                private.stop(remove=True)

    here = Site.here()
    alone = tuple(lesson for lesson in here.course.lessons if lesson.name == LESSON)
    site = dataclasses.replace(here, course=dataclasses.replace(here.course, lessons=alone))
    place, said = tmp_path_factory.mktemp("handouts"), list[str]()
    handouts = Handouts(site, place / "out", place / "state", said.append, engines=engine)
    yield Built(handouts, handouts.build(), said)


def letters(text: str) -> str:
    """A text without its spaces: lines of a PDF end where the paper does, pypdf reads a space as \\x01."""
    return re.sub(r"[\s\x00-\x1f]", "", text)


def text(document: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in document.pages)


def test_every_document_is_there_in_both_languages_and_announced(built: Built) -> None:
    assert not built.outcome.failed
    out = built.handouts.out
    assert sorted(str(path.relative_to(out)) for path in built.outcome.written) == sorted(
        f"{n}.html" for n in EACH
    )
    assert all((out / f"{name}.pdf").stat().st_size > 10_000 for name in EACH)
    assert all((out / lang / "index.html").exists() for lang in LANGS)
    assert [path for path in out.rglob("*") if path.name.startswith(".") or path.suffix == ".part"] == []
    assert all(any(f"{name}.html" in line for line in built.said) for name in EACH)


@pytest.mark.parametrize("name", [*EACH, *(f"{lang}/index" for lang in LANGS)])
def test_no_page_asks_an_outside_address_for_anything(built: Built, name: str) -> None:
    asked = r"""(?:\b(?:src|href|srcset|action|poster|data)\s*=\s*|url\(\s*|@import\s+)["']?\s*([^"'\s>)]+)"""
    addresses = re.findall(asked, built.html(name), re.IGNORECASE)
    assert [address for address in addresses if re.match(r"(?:[a-z]+:)?//", address, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", [*EACH, *(f"{lang}/index" for lang in LANGS)])
def test_every_link_leads_somewhere(built: Built, name: str) -> None:
    page = re.sub(r"<script>.*?</script>", "", built.html(name), flags=re.DOTALL)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for link in re.findall(r'href="([^"]+)"', page):
        if link.startswith("#"):
            assert link[1:] in ids
        else:
            assert (built.handouts.out / f"{name}.html").parent.joinpath(link).exists(), link


def test_the_books_contents_lead_to_every_section_by_link_and_by_page(built: Built) -> None:
    page = built.html("ko/learner/book")
    lines = re.findall(r'<a href="#([^"]+)"><span>[^<]+(?:<[^>]+>[^<]*)*?</span><i>(\d+)</i></a>', page)
    assert len(lines) == page.count("<h2 id=") + 2  # the lesson and the reference
    places = printing.page_numbers(built.handouts.out / "ko/learner/book.pdf")
    assert {anchor: int(number) for anchor, number in lines}.items() <= places.items()


@pytest.mark.parametrize("name", EACH)
def test_a_pdf_opens_and_embeds_its_fonts_as_truetype(built: Built, name: str) -> None:
    fonts = {}
    for page in built.pdf(name).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            described = font.get_object()
            inner = described.get("/DescendantFonts", [described])[0].get_object()
            fonts[inner["/BaseFont"]] = (inner["/Subtype"], "/FontFile2" in inner["/FontDescriptor"])
    assert fonts
    assert set(fonts.values()) == {("/CIDFontType2", True)}, fonts
    assert any("Nanum" in font for font in fonts)


@pytest.mark.parametrize("name", ON_PAPER)
def test_paper_is_a4(built: Built, name: str) -> None:
    sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in built.pdf(name).pages}
    assert sizes == {(595, 842)}


@pytest.mark.parametrize("name", EACH)
def test_nothing_is_printed_beyond_the_margins(built: Built, name: str) -> None:
    document = built.pdf(name)
    side = next(value for kind, value in MARGINS.items() if kind in name)
    for number, page in enumerate(document.pages, 1):
        width = float(page.mediabox[2])
        for run in paper.runs(page):
            if run.bottom > FOOT:  # below it stands the number of the page
                assert side - 1 <= run.left, (number, run)
                assert run.right <= width - side + 1, (number, run)


@pytest.mark.parametrize("name", ON_PAPER)
def test_no_page_is_next_to_empty(built: Built, name: str) -> None:
    """A cover is, and so is room to write; what is forgotten is a sheet with a line or two at the end."""
    document = built.pdf(name)
    printed = [sum(run.glyphs for run in paper.runs(page) if run.bottom > FOOT) for page in document.pages]
    assert all(printed)
    assert printed[-1] >= FEWEST, printed


@pytest.mark.parametrize("name", EACH)
def test_no_code_is_broken_within_a_word(built: Built, name: str) -> None:
    page = built.html(name)
    for outside in ("style", "script", "aside"):
        page = re.sub(rf"<{outside}\b.*?</{outside}>", "", page, flags=re.DOTALL)
    code = re.findall(r'<pre class="code">.*?</pre>|<code.*?</code>', page, re.DOTALL)
    words = {word for piece in code for word in unescape(re.sub(r"<[^>]+>", "", piece)).split()}
    lines = [letters(line) for line in text(built.pdf(name)).splitlines()]
    broken = [word for word in words if not any(word in line for line in lines)]
    assert [word for word in broken if len(word) <= LONGEST_WORD] == []


@pytest.mark.parametrize("name", EACH)
def test_code_that_goes_on_below_is_marked(built: Built, name: str) -> None:
    """The mark is drawn beside each further line, so lines of code have one element each."""
    for block in re.findall(r'<pre class="code">(.*?)</pre>', built.html(name), re.DOTALL):
        assert re.fullmatch(
            r'(?:<span class="line">(?:(?!<span class="line">).)*\n</span>)+', block, re.DOTALL
        )


@pytest.mark.parametrize("name", EACH)
def test_a_pipe_is_printed_in_letters_that_have_no_gap_in_it(built: Built, name: str) -> None:
    for page in built.pdf(name).pages:
        if "|" in page.extract_text():
            fonts = [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
            assert any("Mono" in font for font in fonts), fonts


def test_a_name_of_eight_letters_fits_its_line() -> None:
    wide = re.search(r"\.blank \{[^}]*width: (\d+)em", (HANDOUTS / "paper.css").read_text(encoding="utf-8"))
    assert wide
    assert int(wide[1]) >= 12  # letters that are written by hand are half as wide again


@pytest.mark.parametrize("lang", LANGS)
def test_no_slide_has_one_thin_sentence(built: Built, lang: str) -> None:
    for slide in re.findall(
        r'<section class="(\w*)[^"]*"><h2>(.*?)</section>', built.html(f"{lang}/slides/{LESSON}"), re.DOTALL
    ):
        kind, body = slide[0], slide[1].partition("<aside")[0]
        if kind in ("first", "quiz"):
            continue
        shown = letters(re.sub(r"<[^>]+>", "", body.partition("</h2>")[2]))
        assert len(shown) >= 25 or re.search("<svg|<img|<table|<pre", body), slide


@pytest.mark.parametrize("lang", LANGS)
def test_each_slide_on_paper_has_its_number(built: Built, lang: str) -> None:
    pages = built.pdf(f"{lang}/slides/{LESSON}").pages
    for number, page in enumerate(pages, 1):
        assert letters(f"{number} / {len(pages)}") in letters(page.extract_text())


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_on_a_slide_fits_it(built: Built, lang: str) -> None:
    for number, page in enumerate(built.pdf(f"{lang}/slides/{LESSON}").pages, 1):
        low = [run for run in paper.runs(page) if run.bottom < 20]  # points, as high as the slide's number
        assert sum(run.glyphs for run in low) <= len("99 / 99"), number
    assert built.html(f"{lang}/slides/{LESSON}").count("<section") == number, "reveal takes each for a slide"


@pytest.mark.parametrize("lang", LANGS)
def test_the_slide_of_a_task_has_its_names_its_minutes_and_its_check(built: Built, lang: str) -> None:
    tasks = re.findall(r'<section class="task.*?</section>', built.html(f"{lang}/slides/{LESSON}"), re.DOTALL)
    assert len(tasks) == 7
    for slide in tasks:
        shown = re.sub(r"<[^>]+>", "", slide.partition("<aside")[0])
        assert re.search({"ko": r"약 \d+분", "en": r"about \d+ min"}[lang], shown)
        assert f"course check {LESSON[:2]} --task " in shown
    assert "git-box" in tasks[0]
    assert "course assignment 03" in tasks[-1]


def test_all_of_a_build_goes_into_one_archive_with_a_page_to_begin_with(built: Built, tmp_path: Path) -> None:
    done = built.handouts.build()
    count = languages.pack(built.handouts.out, done.places, tmp_path / "handouts-1.0.zip")
    with zipfile.ZipFile(tmp_path / "handouts-1.0.zip") as archive:
        names = archive.namelist()
        first = archive.read("handouts-1.0/index.html").decode()
    assert len(names) == count == 2 * len(EACH) + len(LANGS) + 1
    for lang in LANGS:
        assert f'href="{lang}/index.html"' in first
        assert f"handouts-1.0/{lang}/index.html" in names
    assert {f"handouts-1.0/{name}.{kind}" for name in EACH for kind in ("html", "pdf")} < set(names)


@pytest.mark.parametrize("lang", LANGS)
def test_the_commands_by_intent_are_one_sheet(built: Built, lang: str) -> None:
    first, second = (page.extract_text() for page in built.pdf(f"{lang}/{REFERENCE}").pages[:2])
    for command in ("docker run --rm", "docker buildx du"):  # in the first row of the table, and in the last
        assert letters(command) in letters(first)
        assert letters(command) not in letters(second)


@pytest.mark.parametrize(("name", "bounds"), PAGES.items())
@pytest.mark.parametrize("lang", LANGS)
def test_the_number_of_pages_is_within_bounds(
    built: Built, lang: str, name: str, bounds: tuple[int, int]
) -> None:
    assert bounds[0] <= len(built.pdf(f"{lang}/{name}").pages) <= bounds[1]


@pytest.mark.parametrize("name", [f"learner/{LESSON}", "instructor/book"])
def test_korean_extracts_as_korean(built: Built, name: str) -> None:
    extracted = letters(text(built.pdf(f"ko/{name}")))
    for sentence in ("이미지의 변경과 커밋", "설치 CD는 닳지 않습니다", "git은 이미지에 들어 있지 않습니다"):
        assert letters(sentence) in extracted


@pytest.mark.parametrize("name", FOR_LEARNERS)
def test_a_learner_finds_no_solution_in_any_format(built: Built, name: str) -> None:
    document = built.pdf(name)
    hidden = f"{document.metadata} {document.xmp_metadata} {document.outline}"
    for place in (built.html(name), text(document), hidden):
        for answer in (*ANSWERS, "SOLUTION"):
            assert letters(answer) not in letters(re.sub(r"<[^>]+>", "", place))
            assert letters(answer) not in letters(place)


@pytest.mark.parametrize("lang", LANGS)
def test_the_instructor_finds_solutions_results_and_notes(built: Built, lang: str) -> None:
    shown = letters(text(built.pdf(f"{lang}/instructor/{LESSON}")))
    for answer in ANSWERS:
        assert letters(answer) in shown
    assert shown.count("✓") >= 6
    assert letters({"ko": "강사 노트", "en": "Instructor notes"}[lang]) in shown


@pytest.mark.parametrize("lang", LANGS)
def test_a_learner_finds_room_to_write_and_the_outputs_of_a_real_run(built: Built, lang: str) -> None:
    page = built.html(f"{lang}/learner/{LESSON}")
    assert page.count('class="ruled"') >= 6
    assert '<pre class="out' in page
    assert 'class="withheld"' not in page


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_learner_is_asked_to_predict_is_not_printed_below_the_question(
    built: Built, lang: str
) -> None:
    printed = r'<pre class="out[^"]*">[^<]*\nA /'  # what `docker diff` says
    page, solved = (built.html(f"{lang}/{kind}/{LESSON}") for kind in ("learner", "instructor"))
    assert page.count('class="cell predict"') == 2
    assert 'class="cell predict"' not in solved
    assert not re.search(printed, page)
    assert re.search(printed, solved)


@pytest.mark.parametrize("name", [*PAPER, REFERENCE, *SHEETS, f"slides/{LESSON}"])
def test_english_pages_hold_korean_only_where_a_command_does(built: Built, name: str) -> None:
    page = re.sub(r"<(style|script)>.*?</\1>", "", built.html(f"en/{name}"), flags=re.DOTALL)
    checks = "".join(re.findall(r'<section class="task check">.*?</section>', page, re.DOTALL))
    prose = re.sub(r'<pre\b.*?</pre>|<td lang="ko">.*?</td>', "", page, flags=re.DOTALL)
    found = HANGUL.search(checks + prose)
    assert not found, (checks + prose)[max(0, found.start() - 60) : found.end() + 60]


def test_slides_carry_the_instructors_notes_for_the_speaker(built: Built) -> None:
    notes = "".join(
        re.findall(r'<aside class="notes">(.*?)</aside>', built.html(f"ko/slides/{LESSON}"), re.DOTALL)
    )
    assert "이 단원은 성공입니다" in notes
    assert "Reveal.initialize" in built.html(f"ko/slides/{LESSON}")


@pytest.mark.parametrize(
    ("lang", "task", "note"),
    [
        ("ko", "같은 이미지의 새 컨테이너에는 git이 없음", "이 단원은 성공입니다"),
        ("en", "a new container from the same image has no git", "the lesson has succeeded"),
    ],
)
def test_a_note_is_on_the_slide_that_its_author_put_it_on(
    built: Built, lang: str, task: str, note: str
) -> None:
    slides = built.html(f"{lang}/slides/{LESSON}").split("<section")
    (slide,) = (text for text in slides if 'class="task' in text.partition(">")[0] and task in text)
    assert note in slide


def test_a_second_build_runs_and_prints_nothing(built: Built) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.handouts.out.rglob("*.pdf")}
    built.said.clear()
    again = built.handouts.build()
    assert (again.written, again.current, built.said) == ((), len(EACH), [])
    assert {path: path.stat().st_mtime_ns for path in built.handouts.out.rglob("*.pdf")} == before


def test_a_pdf_that_is_gone_is_printed_again_and_nothing_else(built: Built) -> None:
    (built.handouts.out / f"en/learner/{LESSON}.pdf").unlink()
    again = built.handouts.build([LESSON])
    assert [path.name for path in again.written] == [f"{LESSON}.html"]
    assert built.pdf(f"en/learner/{LESSON}").pages


def test_without_a_browser_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(CourseError) as caught:
        printing.browser()
    assert caught.value.code == "no-browser"
    assert "chromium" in caught.value.remedy


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(["--lang", "xx"], "ko, en"), (["99"], "03_commit_diff"), (["--out", "/dev/null/x"], "/dev/null/x")],
)
def test_an_unknown_language_or_lesson_or_a_bad_folder_is_one_line(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["handouts", *arguments]) == 2
    said = capsys.readouterr().err
    assert named in said
    assert len(said.splitlines()) == 1
