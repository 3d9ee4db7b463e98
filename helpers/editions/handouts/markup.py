"""Markdown, code and outputs as HTML that asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

import mistune
from nbconvert.filters import ansi2html
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import BashLexer, DockerLexer, PythonLexer, TextLexer, get_lexer_by_name
from pygments.style import Style
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import ClassNotFound

from helpers.editions.handouts.run import Output

LONGEST = 32  # lines of one output that are shown; of a longer one, beginning and end
WHOLE = 16  # lines of an output that is not split over two pages
WIDE, WIDEST = 104, 150  # columns beyond which an output is set smaller, and up to where that helps
SHORT = 28  # letters of a command that is not broken over two lines
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
# Scripts; and in a framed page the address to get its images from, which is the learner's own server.
_ACTIVE = re.compile(r"<script\b.*?</script>|&lt;base\b.*?&gt;", re.DOTALL | re.IGNORECASE)
_MAGIC = re.compile(r"%%(\w+)[^\n]*")


class Ink(Style):  # type: ignore[misc]  # pygments has no types
    """Few and dark colours: readable in print, in grey as well."""

    styles: ClassVar = {
        Comment: "#5f6b7a",
        Keyword: "bold #7a3e9d",
        Name.Builtin: "#0b5cad",
        Name.Variable: "#8a3a12",
        String: "#1a6b34",
        Number: "#8a3a12",
        Operator: "#3c4650",
    }


def code_style() -> str:
    """The style sheet of highlighted code."""
    return str(HtmlFormatter(style=Ink).get_style_defs(".code"))


class _Renderer(mistune.HTMLRenderer):
    """Prints addresses instead of linking to them, and lowers headings below the page's own."""

    def __init__(self, lower: int):
        super().__init__(escape=True)
        self._lower = lower

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        """A heading at its place in the page."""
        number = min(level + self._lower, 6)
        return f"<h{number}>{text}</h{number}>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Paper cannot be clicked, and a handout asks no address: the address is printed."""
        if not _OUTSIDE.match(url):
            return text
        shown = f'<span class="address">{escape(url)}</span>'
        return shown if text == escape(url) else f"{text} ({shown})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Lessons draw their pictures in code; an address of one is printed as its text."""
        return f"<em>{text}</em>"

    def codespan(self, text: str) -> str:
        """A command in a sentence; a short one stays in one line."""
        kind = ' class="short"' if len(text) <= SHORT else ""
        return f"<code{kind}>{escape(text)}</code>"

    def block_code(self, code: str, info: str | None = None) -> str:
        """A block between fences in its language, an indented one as shell."""
        return code_block(code, info or "bash")


def markdown(text: str, lower: int = 0) -> str:
    """A lesson's Markdown as HTML; `lower` moves its headings down by so many levels."""
    render = mistune.create_markdown(renderer=_Renderer(lower), plugins=["table", "strikethrough"])
    return str(render(text))


def inline(text: str) -> str:
    """One line of Markdown without the paragraph around it."""
    return markdown(text).strip().removeprefix("<p>").removesuffix("</p>")


def code_block(code: str, language: str) -> str:
    """Highlighted code; long lines wrap."""
    try:
        lexer = get_lexer_by_name(language.split()[0].strip("{}"))
    except (ClassNotFound, IndexError):
        lexer = TextLexer()
    return f'<pre class="code">{highlight(code.rstrip(), lexer, HtmlFormatter(nowrap=True))}</pre>\n'


def cell_code(code: str) -> str:
    """A cell's code; its first line may say which language it is in."""
    magic = _MAGIC.match(code)
    lexer: Any = PythonLexer()
    if magic:
        lexer = DockerLexer() if "Dockerfile" in magic[0] else BashLexer()
    body = highlight(code.rstrip(), lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="code">{body}</pre>\n'


def outputs(found: Sequence[Output], longest: int = LONGEST) -> str:
    """What a cell printed or showed."""
    text, parts = "", []
    for one in found:
        if one.get("output_type") == "stream":
            text += str(one.get("text", ""))
            continue
        parts += [_printed(text, longest), _shown(one, longest)]
        text = ""
    return "".join([*parts, _printed(text, longest)])


def plain(found: Sequence[Output]) -> str:
    """Everything in the outputs as one text, to search in."""
    texts = [str(one.get("text", "")) for one in found]
    texts += [str(value) for one in found for value in one.get("data", {}).values()]
    return "\n".join(texts)


def _shown(output: Output, longest: int) -> str:
    data = output.get("data", {})
    for kind in ("text/html", "image/svg+xml"):
        if kind in data:
            return f'<div class="shown">{_ACTIVE.sub("", str(data[kind]))}</div>\n'
    if "image/png" in data:
        return (
            f'<div class="shown"><img alt="" src="data:image/png;base64,{data["image/png"].strip()}"></div>\n'
        )
    return _printed(str(data.get("text/plain", "")), longest)


def _printed(text: str, longest: int) -> str:
    lines = _overwritten(text).rstrip().splitlines()
    if not any(line.strip() for line in lines):
        return ""
    left_out = max(0, len(lines) - longest)
    at = longest * 2 // 3 if left_out > 1 else len(lines)
    shown = _coloured(lines[:at])
    if at < len(lines):
        shown += f'<span class="cut">⋮ +{left_out}</span>\n{_coloured(lines[at + left_out :])}'
    whole = " whole" if len(lines) <= WHOLE else ""
    wide = " wide" if WIDE < max(map(len, lines)) <= WIDEST else ""
    return f'<pre class="out{whole}{wide}">{shown.rstrip()}</pre>\n'


def _coloured(lines: Sequence[str]) -> str:
    html: str = ansi2html("\n".join(lines))  # type: ignore[no-untyped-call]
    return f"{html}\n"


def _overwritten(text: str) -> str:
    """A progress bar goes back to the start of its line: what remains is its last state."""
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
