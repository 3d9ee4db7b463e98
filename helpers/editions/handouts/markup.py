"""Markdown, code and outputs as HTML that asks nobody for anything.

Whatever a template must not escape is made here, and only here: ruff's S704 forbids it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup
from nbconvert.filters import ansi2html
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import BashLexer, DockerLexer, PythonLexer, TextLexer, get_lexer_by_name
from pygments.style import Style
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import ClassNotFound

from helpers.editions.handouts import code_lines
from helpers.editions.handouts.solved_run import Output
from helpers.templates import template

LONGEST = 32  # lines of one output that are shown; of a longer one, beginning and end
WHOLE = 16  # lines of an output that is not split over two pages
WIDE, WIDEST = 104, 150  # columns beyond which an output is set smaller, and up to where that helps
SHORT = 28  # letters of a command that is not broken over two lines
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
# Scripts; and in a framed page the address to get its images from, which is the learner's own server.
_ACTIVE = re.compile(r"<script\b.*?</script>|&lt;base\b.*?&gt;", re.DOTALL | re.IGNORECASE)
_MAGIC = re.compile(r"%%(\w+)[^\n]*")
_HANGUL = re.compile("[가-힣]")
_MACROS = template("helpers.editions.handouts", "markup.html.j2").module


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


_FORMATTER = HtmlFormatter(style=Ink, nowrap=True)


class Sections:
    """The sections of a chapter, collected while its Markdown is rendered: their anchors and titles."""

    def __init__(self, chapter: str):
        self.chapter, self.found = chapter, list[tuple[str, str]]()

    def add(self, title: str) -> str:
        """The anchor of the next one."""
        self.found.append((f"{self.chapter}-{len(self.found) + 1}", title))
        return self.found[-1][0]


def code_style() -> str:
    """The style sheet of highlighted code."""
    return str(_FORMATTER.get_style_defs(".code"))


def markdown(
    text: str, lower: int = 0, sections: Sections | None = None, *, marks_korean: bool = False
) -> Markup:
    """A lesson's Markdown as HTML; `lower` moves its headings down by so many levels.

    `sections` gets those of the second level. With `marks_korean` a cell of a table says that it is Korean.
    """
    env = {"lower": lower, "sections": sections, "marks_korean": marks_korean}
    return Markup(_MARKDOWN.render(text, env))


def inline(text: str) -> Markup:
    """One line of Markdown without the paragraph around it."""
    return Markup(_MARKDOWN.renderInline(text.strip()))


def code_block(code: str, language: str) -> Markup:
    """Highlighted code; a long line goes on below."""
    try:
        lexer = get_lexer_by_name(language.strip("{}"))
    except ClassNotFound:
        lexer = TextLexer()
    return _highlighted(code, lexer)


def cell_code(code: str) -> Markup:
    """A cell's code; its first line may say which language it is in."""
    magic = _MAGIC.match(code)
    if not magic:
        return _highlighted(code, PythonLexer())
    return _highlighted(code, DockerLexer() if "Dockerfile" in magic[0] else BashLexer())


def outputs(found: Sequence[Output], longest: int = LONGEST) -> Markup:
    """What a cell printed or showed."""
    text, parts = "", []
    for output in found:
        if output.get("output_type") == "stream":
            text += str(output.get("text", ""))
            continue
        parts += [_printed(text, longest), _shown(output, longest)]
        text = ""
    return Markup().join([*parts, _printed(text, longest)])


def plain(found: Sequence[Output]) -> str:
    """Everything in the outputs as one text, to search in."""
    texts = [str(output.get("text", "")) for output in found]
    texts += [str(value) for output in found for value in output.get("data", {}).values()]
    return "\n".join(texts)


def _adapt(state: StateCore) -> None:
    """What a page has otherwise than CommonMark: a rule of markdown-it that changes its tokens."""
    lower, sections = state.env.get("lower", 0), state.env.get("sections")
    for at, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag.removeprefix('h')) + lower, 6)}"
        if sections and (token.type, token.tag) == ("heading_open", "h2"):
            words = state.tokens[at + 1].children or ()
            token.attrSet("id", sections.add("".join(word.content for word in words)))
        elif token.type == "td_open" and state.env.get("marks_korean"):
            if _HANGUL.search(state.tokens[at + 1].content):
                token.attrSet("lang", "ko")
        elif token.type == "code_block":
            token.type = "fence"  # an indented block is shell
        elif token.children:
            token.children = list(_without_addresses(token.children))


def _without_addresses(tokens: Sequence[Token]) -> Iterator[Token]:
    """A sentence as it stands on paper: no link, no picture that the page would have to ask for."""
    for token in _unlinked(iter(tokens)):
        if token.type == "image" and not str(token.attrs["src"]).startswith("data:"):
            yield from _in("em", _text(token.content))
            continue
        if token.type == "code_inline" and len(token.content) > SHORT:
            first, *others = map(_text, code_lines.pieces(token.content))
            places = [(Token("place", "wbr", 0), other) for other in others]
            yield from _in("code", first, *chain.from_iterable(places))
            continue
        if token.type == "image":
            token.attrSet("class", "picture")
        elif token.type == "code_inline":
            token.attrSet("class", "short")  # stays in one line
        yield token


def _unlinked(tokens: Iterator[Token]) -> Iterator[Token]:
    """Of a link the text stays, and after it the address if it leads away; or the text is the address."""
    for token in tokens:
        if token.type != "link_open":
            yield token
            continue
        address = str(token.attrs["href"])
        words = list(takewhile(lambda word: word.type != "link_close", tokens))
        if not _OUTSIDE.match(address):
            yield from words
        elif [word.content for word in words] == [address]:
            yield from _in("span", *words, kind="address")
        else:
            yield from (*words, _text(" ("), *_in("span", _text(address), kind="address"), _text(")"))


def _in(tag: str, *tokens: Token, kind: str = "") -> tuple[Token, ...]:
    """Tokens inside of an element."""
    begin = Token(f"{tag}_open", tag, 1)
    if kind:
        begin.attrSet("class", kind)
    return begin, *tokens, Token(f"{tag}_close", tag, -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _element(macro: str, *values: object, **kind: bool) -> Markup:
    return Markup(getattr(_MACROS, macro)(*values, **kind))


def _highlighted(code: str, lexer: Lexer) -> Markup:
    found = code_lines.lines(highlight(code.rstrip(), lexer, _FORMATTER), str(_element("place")))
    return _element("code", list(map(Markup, found)))


def _shown(output: Output, longest: int) -> Markup:
    data = output.get("data", {})
    for kind in ("text/html", "image/svg+xml"):
        if kind in data:
            return _element("shown", Markup(_ACTIVE.sub("", str(data[kind]))))
    if "image/png" in data:
        return _element("png", data["image/png"].strip())
    return _printed(str(data.get("text/plain", "")), longest)


def _printed(text: str, longest: int) -> Markup:
    lines = _overwritten(text).rstrip().splitlines()
    if not any(line.strip() for line in lines):
        return Markup()
    left_out = len(lines) - longest
    if left_out < 2:  # the line that says so would be as long
        left_out = 0
    begin = longest * 2 // 3 if left_out else len(lines)
    return _element(
        "printed",
        _coloured(lines[:begin]),
        left_out,
        _coloured(lines[begin + left_out :]),
        whole=len(lines) <= WHOLE,
        wide=WIDE < max(map(len, lines)) <= WIDEST,
    )


def _coloured(lines: Sequence[str]) -> Markup:
    return Markup(ansi2html("\n".join(lines)))  # type: ignore[no-untyped-call]


def _overwritten(text: str) -> str:
    """A progress bar goes back to the start of its line: what remains is its last state."""
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))


_MARKDOWN = MarkdownIt(
    "commonmark",
    {"html": False, "xhtmlOut": False, "highlight": lambda code, name, _: code_block(code, name or "bash")},
).enable(["table", "strikethrough"])
_MARKDOWN.core.ruler.push("adapt", _adapt)
