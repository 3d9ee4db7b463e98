"""Writes pages and prints them, two at a time; what is there already and made of the same is left alone."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from helpers import atomic
from helpers.editions.handouts import printing

READABLE = 0o644  # handouts are made to be handed out
AT_ONCE = 2  # browsers: each keeps one core busy
FORM = "2"  # raised when a PDF of the same page comes out different
Numbered = Callable[[dict[str, int]], str]
Mended = Callable[[Path], str]


class Publisher:
    """The pages under one folder. `say` hears of each that is new; the block ends when all are there."""

    def __init__(self, out: Path, say: Callable[[str], None]):
        self.out, self.written, self.current, self.places = out, list[Path](), 0, list[str]()
        self._say, self._turn = say, threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._waiting: list[Future[None]] = []

    def page(
        self,
        place: str,
        html: str,
        *,
        paper: str = "",
        numbered: Numbered | None = None,
        mended: Mended | None = None,
    ) -> None:
        """Have OUT/place and its PDF, both or neither.

        `paper` is what is printed if it is not the page itself. `numbered` writes the page again when
        it is known on which page of paper each anchor stands; `mended` when it has seen the document
        and wants another one, and gives "" otherwise.
        """
        target = self.out / place
        self.places += [place, target.with_suffix(".pdf").relative_to(self.out).as_posix()]
        digest = hashlib.sha256(f"{FORM}{paper}{html}".encode()).hexdigest()
        mark = f"<!-- {digest} -->\n"
        if target.with_suffix(".pdf").exists() and _ends(target, mark):
            self.current += 1
            return
        self._waiting.append(self._pool.submit(self._print, target, html, mark, paper, numbered, mended))

    def plain(self, place: str, html: str) -> None:
        """Have OUT/place, a page that is not printed."""
        target = self.out / place
        self.places.append(place)
        target.parent.mkdir(parents=True, exist_ok=True)  # for everybody, unlike what atomic makes
        atomic.write(target, html, mode=READABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                for job in self._waiting:
                    job.result()
        finally:  # after an error, what has not begun never begins
            self._pool.shutdown(cancel_futures=True)

    def _print(
        self,
        target: Path,
        html: str,
        mark: str,
        paper: str,
        numbered: Numbered | None,
        mended: Mended | None,
    ) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=target.parent) as new:
            page, document = Path(new, target.name), Path(new, target.with_suffix(".pdf").name)
            page.write_text(paper or html, encoding="utf-8", newline="\n")
            printing.pdf(page, document)
            again = numbered(printing.page_numbers(document)) if numbered else ""
            again = mended(document) if mended else again
            if again:
                html = again
                page.write_text(html, encoding="utf-8", newline="\n")
                printing.pdf(page, document)
            page.write_text(html + mark, encoding="utf-8", newline="\n")
            document.replace(target.with_suffix(".pdf"))
            page.replace(target)
        with self._turn:
            self.written.append(target)
        self._say(str(target.relative_to(self.out)))


def _ends(file: Path, mark: str) -> bool:
    try:
        return file.read_text(encoding="utf-8").endswith(mark)
    except (OSError, UnicodeDecodeError):
        return False
