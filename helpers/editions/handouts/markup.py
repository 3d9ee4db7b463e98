"""Markdown, code and outputs as HTML that asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from nbconvert.filters import ansi2html
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import BashLexer, DockerLexer, PythonLexer, TextLexer, get_lexer_by_name
from pygments.style import Style
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import ClassNotFound

from helpers.editions.handouts import code_lines
from helpers.editions.handouts.solved_run import Output

Env = MutableMapping[str, Any]  # what markdown-it-py hands on to each rule
LONGEST = 32  # lines of one output that are shown; of a longer one, beginning and end
WHOLE = 16  # lines of an output that is not split over two pages
WIDE, WIDEST = 104, 150  # columns beyond which an output is set smaller, and up to where that helps
SHORT = 28  # letters of a command that is not broken over two lines
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
# Scripts; and in a framed page the address to get its images from, which is the learner's own server.
_ACTIVE = re.compile(r"<script\b.*?</script>|&lt;base\b.*?&gt;", re.DOTALL | re.IGNORECASE)
_MAGIC = re.compile(r"%%(\w+)[^\n]*")


class Ink(Style):
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


class _Renderer(RendererHTML):
    """Prints addresses instead of linking to them, and lowers headings below the page's own.

    Each method renders the tokens of its name; markdown-it-py finds them by it.
    """

    def heading_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """A heading at its place in the page."""
        return f"<h{_lowered(tokens[at], env)}>"

    def heading_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """As it was opened."""
        return f"</h{_lowered(tokens[at], env)}>\n"

    def link_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """Paper cannot be clicked, and a handout asks no address: the text stays, or is the address."""
        return '<span class="address">' if _is_address(tokens, at) else ""

    def link_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """After the text the address, if it leads away."""
        opened = max(number for number in range(at) if tokens[number].type == "link_open")
        if _is_address(tokens, opened):
            return "</span>"
        address = str(tokens[opened].attrs["href"])
        return f' (<span class="address">{escape(address)}</span>)' if _OUTSIDE.match(address) else ""

    def image(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """A picture that the page carries; of one that it would have to ask for, the words."""
        address, words = str(tokens[at].attrs["src"]), escape(tokens[at].content)
        if not address.startswith("data:"):
            return f"<em>{words}</em>"
        return f'<img class="picture" src="{address}" alt="{words}">'

    def code_inline(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """A command in a sentence; a short one stays in one line."""
        text = tokens[at].content
        if len(text) <= SHORT:
            return f'<code class="short">{escape(text)}</code>'
        return f"<code>{code_lines.breakable(escape(text))}</code>"

    def fence(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """A block between fences, in its language."""
        return code_block(tokens[at].content, tokens[at].info or "bash")

    def code_block(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Env) -> str:
        """An indented block is shell."""
        return code_block(tokens[at].content, "bash")


def _is_address(tokens: Sequence[Token], opened: int) -> bool:
    """Whether a link's text is the address itself."""
    address = str(tokens[opened].attrs["href"])
    return bool(_OUTSIDE.match(address)) and tokens[opened + 1].content == address


def _lowered(token: Token, env: Env) -> int:
    return min(int(token.tag.removeprefix("h")) + int(env["lower"]), 6)


_MARKDOWN = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable(
    ["table", "strikethrough"]
)


def markdown(text: str, lower: int = 0) -> str:
    """A lesson's Markdown as HTML; `lower` moves its headings down by so many levels."""
    return str(_MARKDOWN.render(text, {"lower": lower}))


def inline(text: str) -> str:
    """One line of Markdown without the paragraph around it."""
    return str(_MARKDOWN.renderInline(text, {"lower": 0}))


def code_block(code: str, language: str) -> str:
    """Highlighted code; a long line goes on below."""
    try:
        lexer = get_lexer_by_name(language.split()[0].strip("{}"))
    except (ClassNotFound, IndexError):
        lexer = TextLexer()
    body = code_lines.lines(highlight(code.rstrip(), lexer, HtmlFormatter(nowrap=True)))
    return f'<pre class="code">{body}</pre>\n'


def cell_code(code: str) -> str:
    """A cell's code; its first line may say which language it is in."""
    magic = _MAGIC.match(code)
    lexer: Any = PythonLexer()
    if magic:
        lexer = DockerLexer() if "Dockerfile" in magic[0] else BashLexer()
    body = code_lines.lines(highlight(code.rstrip(), lexer, HtmlFormatter(nowrap=True)))
    return f'<pre class="code">{body}</pre>\n'


def outputs(found: Sequence[Output], longest: int = LONGEST) -> str:
    """What a cell printed or showed."""
    text, parts = "", []
    for output in found:
        if output.get("output_type") == "stream":
            text += str(output.get("text", ""))
            continue
        parts += [_printed(text, longest), _shown(output, longest)]
        text = ""
    return "".join([*parts, _printed(text, longest)])


def plain(found: Sequence[Output]) -> str:
    """Everything in the outputs as one text, to search in."""
    texts = [str(output.get("text", "")) for output in found]
    texts += [str(value) for output in found for value in output.get("data", {}).values()]
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
