"""Words and marks that panel, terminal and table share, and how a learner's text becomes safe HTML."""

from __future__ import annotations

import html
import re

from helpers.checks import BLOCKED, FAILED, PASSED, report
from helpers.i18n import N_

# a word beside every symbol, and a symbol beside every colour: neither alone is enough for everybody
UNTOUCHED = "untouched"  # failed, but nothing on the engine shows that it was begun
STATES = {PASSED: N_("통과"), FAILED: N_("아직"), BLOCKED: N_("대기"), UNTOUCHED: N_("아직 시작하지 않음")}
MARKS = {**report.SYMBOLS, UNTOUCHED: report.UNTOUCHED}
EARNED = N_("해냄")  # earned, and not true any more

LOCAL = re.compile(r"http://127\.0\.0\.1:\d+/[\w./?=&;%-]*")


def safe(text: str) -> str:
    """Text as HTML. Names and labels come from the engine: anybody may have put <script> there."""
    return html.escape(text, quote=True)


def rich(text: str) -> str:
    """Safe HTML in which `commands` between backticks are code and **words** are bold, as in the prose.

    An address on this machine becomes a link. No other does: names on the engine can be anybody's.
    """
    pieces = re.split(r"(`[^`\n]+`)", safe(text))  # every other one is code, and stays as it is
    pieces[1::2] = [f"<code>{code[1:-1]}</code>" for code in pieces[1::2]]
    pieces[::2] = [re.sub(r"\*\*([^*\n]+)\*\*", r"<strong>\1</strong>", words) for words in pieces[::2]]
    html = "".join(pieces).replace("\n", "<br>")
    return LOCAL.sub(r'<a href="\g<0>" target="_blank" rel="noopener">\g<0></a>', html)
