"""All handouts: runs the lessons that need it, then has the pages written that changed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers import i18n, images
from helpers.editions import reference, translations
from helpers.editions.build import Build, Site
from helpers.editions.generated_cells import Entry
from helpers.editions.handouts import build_cache, languages, pages, printing, slides
from helpers.editions.handouts.edition import INSTRUCTOR, LEARNER, Handout
from helpers.editions.handouts.lacking import (
    SHORT,
    archive_lacking,
    instead,
    plugin_lacking,
    require_builder,
    require_engine,
)
from helpers.editions.handouts.publisher import Publisher
from helpers.editions.handouts.reveal import Reveal, reveal
from helpers.editions.handouts.sheets import making
from helpers.editions.handouts.solved_run import RUN_FAILED, Run, execute
from helpers.editions.phrases import NOTES, Translate, context, notes, source_text, translated
from helpers.engine import Engine
from helpers.engine.private import PrivateEngine
from helpers.errors import CourseError
from helpers.i18n import _

AT_ONCE = 2  # engines
Say = Callable[[str], None]
Engines = Callable[[str], AbstractContextManager[Engine]]


@contextlib.contextmanager
def private_engine(label: str) -> Iterator[Engine]:
    """An engine for one lesson, with the images of the course and nothing else; nothing of it stays."""
    home = Path(tempfile.mkdtemp(prefix="course-handout-", dir=SHORT))
    engine = PrivateEngine(f"handout-{label}", home / "engine")
    try:
        images.seed(engine.start())
        yield engine.engine
    finally:
        engine.stop(remove=True)
        shutil.rmtree(home, ignore_errors=True)


@dataclass(frozen=True)
class Outcome:
    """What a build did: pages written, pages that were current, lessons that could not be run.

    `places` are all its files, new and current, below the folder of the build.
    """

    written: tuple[Path, ...]
    current: int
    failed: tuple[CourseError, ...]
    places: tuple[str, ...] = ()


class Handouts:
    """The handouts of a course in some languages; `build` makes what is missing or has changed.

    On the timetable a day begins `start` minutes after midnight, or at 0:00.
    """

    def __init__(
        self,
        site: Site,
        out: Path,
        state: Path,
        say: Say,
        langs: Sequence[str] = (),
        engines: Engines = private_engine,
        start: int = 0,
    ):
        self.site, self.out, self.state, self.engines, self.start = site, out, state, engines, start
        self.entries = Build(site).entries
        self.langs = tuple(langs) or site.course.languages
        self._translate = {lang: translator(site, lang) for lang in self.langs}
        self._print_line, self._begin = say, time.monotonic()
        self._turn = threading.Lock()

    def build(self, names: Sequence[str] = ()) -> Outcome:
        """Build the lessons named, or all of them and the book.

        A lesson that cannot be run to its full points has no outputs in its pages, and is reported.
        Raises CourseError when nothing can be built at all: no browser, no reveal.js, no right to
        start an engine.
        """
        printing.browser()
        with self._writing():
            return self._build(names, reveal(build_cache.folder(self.state)))

    def sheets(self, names: Sequence[str] = ()) -> Outcome:
        """Build only the sheets for a workshop, which need no engine; of the lessons named, or of all.

        Raises CourseError without a browser.
        """
        printing.browser()
        with self._writing(), Publisher(self.out, self._say) as publisher:
            for lang in self.langs:
                self._sheets(publisher, lang, self._named(names))
        return Outcome(tuple(publisher.written), publisher.current, (), tuple(publisher.places))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as error:
            raise CourseError(
                _("{path}에 쓸 수 없습니다: {error}").format(
                    path=error.filename or self.out, error=error.strerror
                ),
                _("디스크 공간과 폴더의 쓰기 권한을 확인하세요."),
                code="handouts-not-writable",
            ) from error

    def _named(self, names: Sequence[str]) -> list[Entry]:
        return [entry for entry in self.entries if not names or entry.lesson.name in names]

    def _build(self, names: Sequence[str], show: Reveal) -> Outcome:
        entries = self._named(names)
        runs, failed = self._runs(entries)
        with Publisher(self.out, self._say) as publisher:
            for lang in self.langs:
                self._lessons(publisher, lang, entries, runs, show)
                if entries and not names:
                    self._whole(publisher, lang, entries, runs)
            if not names:
                publisher.plain("index.html", languages.page(self.site.course, self._translate))
        return Outcome(tuple(publisher.written), publisher.current, tuple(failed), tuple(publisher.places))

    # -- the runs ------------------------------------------------------------------------------------
    def _runs(self, entries: Sequence[Entry]) -> tuple[dict[str, Run], list[CourseError]]:
        done: dict[str, Run] = {}
        failed: list[CourseError] = []
        todo: list[tuple[Entry, str, bool]] = []
        for entry in entries:
            # one run serves every language, whichever are asked for now
            key = build_cache.run_key(self.site, entry, self.site.course.languages)
            before = build_cache.kept(self.state, entry, key)
            lacking = None if before else archive_lacking(entry)
            if lacking:
                key += "-standin"
                before = build_cache.kept(self.state, entry, key)
                self._say(instead(entry, lacking))
            if before:
                done[entry.lesson.name] = before
            elif error := plugin_lacking(entry):
                self._say(str(error))
                failed.append(error)
                done[entry.lesson.name] = Run({})
            else:
                todo.append((entry, key, lacking is not None))
        if todo and self.engines is private_engine:
            require_engine()
        # the longest first: the two engines end at about the same time
        todo.sort(key=lambda job: -job[0].lesson.minutes)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            futures = {job[0].lesson.name: pool.submit(self._run, *job) for job in todo}
            for name, future in futures.items():
                try:
                    done[name] = future.result()
                except CourseError as error:
                    if error.code != RUN_FAILED:
                        pool.shutdown(cancel_futures=True)
                        raise
                    failed.append(error)
                    done[name] = Run({})  # a page without outputs is better than none
        return done, failed

    def _run(self, entry: Entry, key: str, standin: bool) -> Run:
        name = entry.lesson.name
        self._say(_("{lesson}: 풀이를 실제 엔진에서 실행합니다.").format(lesson=name))
        begin = time.monotonic()
        with (
            tempfile.TemporaryDirectory(prefix="course-handout-", dir=SHORT) as home,
            self.engines(entry.lesson.number) as engine,
        ):
            work = Path(home, "work", i18n.SOURCE)
            work.mkdir(parents=True)
            # every lesson's: one may use what another begins with
            for starters in self.site.root.glob("labs/*/files"):
                shutil.copytree(starters, work / starters.parent.name)
            try:
                require_builder(entry, engine)
                state = Path(home, "state")
                done = execute(entry, self.site.course.languages, engine, work, state, standin)
            except CourseError as error:
                self._say(str(error))
                raise
        build_cache.keep(self.state, entry, key, done)
        seconds = time.monotonic() - begin
        self._say(_("{lesson}: 실행했습니다 ({seconds:.0f}초).").format(lesson=name, seconds=seconds))
        return done

    # -- the pages -----------------------------------------------------------------------------------
    def _lessons(
        self, publisher: Publisher, lang: str, entries: Sequence[Entry], runs: dict[str, Run], show: Reveal
    ) -> None:
        for entry in entries:
            file = f"{entry.lesson.name}.html"
            handout = self._handout(entry, runs, lang, INSTRUCTOR)
            publisher.page(f"{lang}/{INSTRUCTOR}/{file}", pages.lesson(handout))
            handout = self._handout(entry, runs, lang, LEARNER)
            publisher.page(
                f"{lang}/{LEARNER}/{file}", pages.lesson(handout), mended=partial(pages.without_room, handout)
            )
            # learners see the slides on the wall: theirs is the edition without solutions
            publisher.page(f"{lang}/slides/{file}", slides.show(handout, show), paper=slides.paper(handout))

    def _whole(self, publisher: Publisher, lang: str, entries: Sequence[Entry], runs: dict[str, Run]) -> None:
        translate = self._translate[lang]
        sections = reference.sections(self.site.root, self.entries, translate)
        if sections:
            page = pages.reference(sections, self.site.course, lang, translate)
            publisher.page(f"{lang}/{LEARNER}/{reference.NAME}.html", page)
        for kind in (LEARNER, INSTRUCTOR):
            parts = [self._handout(entry, runs, lang, kind) for entry in entries]
            numbered = partial(pages.book, parts, sections)
            publisher.page(f"{lang}/{kind}/book.html", numbered({}), numbered=numbered)
        made = pages.index(
            self.site.course, entries, lang, translate, bool(sections), self._sheets(publisher, lang, entries)
        )
        publisher.plain(f"{lang}/index.html", made)

    def _sheets(
        self, publisher: Publisher, lang: str, entries: Sequence[Entry]
    ) -> list[tuple[str, str, str]]:
        """Publish the sheets; each one's name, title and reader."""
        made = list(making.sheets(self.site, entries, lang, self._translate[lang], self.start))
        for sheet in made:
            publisher.page(f"{lang}/{sheet.kind}/{sheet.name}.html", sheet.html)
        return [(sheet.name, sheet.title, sheet.kind) for sheet in made]

    def _handout(self, entry: Entry, runs: dict[str, Run], lang: str, kind: str) -> Handout:
        translate, name = self._translate[lang], entry.lesson.name
        said = translated(notes(self.site.root, name), context(name, NOTES), translate)
        return Handout(entry, self.site.course, runs[name], lang, kind, translate, said)

    def _say(self, line: str) -> None:
        with self._turn:
            self._print_line(f"[{time.monotonic() - self._begin:4.0f}s] {line}")


def translator(site: Site, lang: str) -> Translate:
    """What says a text of the source in a language."""
    if lang == i18n.SOURCE:
        return source_text
    return translations.translate_with(translations.read(translations.path_of(site.locale, lang)))
