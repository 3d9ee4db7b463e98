"""PDF by the Chromium of this machine; it prints what a browser shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from helpers.errors import CourseError
from helpers.i18n import _

_NUMBER = re.compile(r"^\d+/\d+")  # of the page, which stands first in the file
PATIENCE = 180  # seconds for one document on a machine that has much else to do
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Playwright's own browser, where the distribution has none (Ubuntu)
_PLAYWRIGHT = (".cache/ms-playwright", "chromium-*/chrome-linux*/chrome")


def browser() -> str:
    """The browser's program. Raises CourseError if there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    folder, pattern = _PLAYWRIGHT
    own = sorted((Path.home() / folder).glob(pattern))
    if not found and not own:
        raise CourseError(
            _("PDF를 만들 Chromium이 없습니다."),
            _("`scripts/setup dev`를 실행하거나 chromium 패키지를 설치하세요."),
            code="no-browser",
        )
    return found or str(own[-1])


def pdf(page: Path, target: Path) -> None:
    """Print a page to a PDF file. Raises CourseError with the browser's last words."""
    with tempfile.TemporaryDirectory(prefix="course-print-", ignore_cleanup_errors=True) as profile:
        command = [
            browser(),
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",  # a container's /dev/shm holds 64 MB
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={target}",
        ]
        if os.name == "posix" and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium's sandbox refuses root
        try:
            done = subprocess.run(
                [*command, page.resolve().as_uri()],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                timeout=PATIENCE,
            )
            said = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
        except subprocess.TimeoutExpired:
            said = _("{seconds}초 안에 끝나지 않았습니다.").format(seconds=PATIENCE)
    if not target.exists() or not target.stat().st_size:
        raise CourseError(
            _("{page}을(를) PDF로 만들지 못했습니다: {reason}").format(page=page.name, reason=said),
            _("디스크 공간을 확인하고 `course handouts`를 다시 실행하세요."),
            code="no-pdf",
        )


def page_numbers(document: Path) -> dict[str, int]:
    """On which page each anchor of a printed document stands."""
    import pypdf

    reader = pypdf.PdfReader(document)
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.lstrip("/")] = number + 1
    return found


def last_page_begins_with(document: Path, words: str) -> bool:
    """Whether these words are the first on the last page of a document."""
    import pypdf

    def letters(text: str) -> str:
        return re.sub(r"[\s\x00-\x1f]", "", text)  # pypdf reads a space as \x01

    last = letters(pypdf.PdfReader(document).pages[-1].extract_text())
    return _NUMBER.sub("", last).startswith(letters(words))
