"""No Korean reaches a person without passing through the catalogue, and none in pieces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.paths import ROOT

HANGUL = re.compile("[가-힣]")
MARKS = {"_", "N_"}
WHOLE = ast.Constant | ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.IfExp
ANSWERS = {"예", "네", "한국어"}  # what a person may type, in any language; a language calls itself so
# helpers/i18n.py is about Korean: the particles that it chooses are nobody's sentences
FILES = [
    path
    for path in sorted([*ROOT.glob("helpers/**/*.py"), *ROOT.glob("labs/*/*.py")])
    if path != ROOT / "helpers" / "i18n.py"
]
# words that people write, in tables that are only compared with: units, the columns of a roster, headings
COMPARED = [
    ROOT / "helpers/checks/typed.py",
    ROOT / "helpers/editions/handouts/markup.py",
    ROOT / "helpers/editions/handouts/parts.py",
    ROOT / "helpers/editions/handouts/sheets/documents.py",
    ROOT / "helpers/grading/roster.py",
]
# what shells and Windows say in Korean is looked for by patterns; nobody is shown those
PATTERN = re.compile(r"\(\?|\.\*|\\\\|\|")


def unmarked(tree: ast.AST) -> Iterator[str]:
    """String constants with Korean in them that are neither marked nor docstrings."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and _korean(node.value):
            yield f"line {node.lineno}: {node.value}"
        yield from unmarked(node)


def _without_tables(tree: ast.Module) -> ast.Module:
    """A module without its own constants."""
    return ast.Module([node for node in tree.body if not isinstance(node, ast.Assign | ast.AnnAssign)], [])


def _korean(value: object) -> bool:
    shown = isinstance(value, str) and value not in ANSWERS and not PATTERN.search(value)
    return shown and bool(HANGUL.search(str(value)))


def _is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS


def _is_sentence(node: ast.AST) -> bool:
    """`_("…")` or `_("…").format(…)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return _is_mark(node)


def glued(tree: ast.AST) -> Iterator[str]:
    """What a translator could not put in order, or what Babel would not find.

    Python 3.11 hands an f-string to Babel as one piece: a mark inside it is extracted by later
    versions only.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_mark(node):
            (text,) = node.args
            if not isinstance(text, WHOLE):
                yield f"line {node.lineno}: not one constant: {ast.unparse(node)}"
            elif isinstance(text, ast.Subscript) and isinstance(text.slice, ast.Constant):
                yield f"line {node.lineno}: Babel takes the key for the text: {ast.unparse(node)}"
            elif isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.args == []:
                yield f"line {node.lineno}: filled before it is translated: {ast.unparse(node)}"
        if isinstance(node, ast.BinOp) and _is_sentence(node.left) and _is_sentence(node.right):
            yield f"line {node.lineno}: two pieces: {ast.unparse(node)}"
        if isinstance(node, ast.JoinedStr):
            for call in ast.walk(node):
                if _is_mark(call) and isinstance(call, ast.Call) and isinstance(call.args[0], ast.Constant):
                    yield f"line {call.lineno}: inside an f-string: {ast.unparse(call)}"


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_korean_string_is_marked_for_translation(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(unmarked(_without_tables(tree) if path in COMPARED else tree)) == []


def test_an_unmarked_string_is_found() -> None:
    code = '"""문서"""\nprint(_("표시됨"), N_("표시됨"), "안 됨", f"{x}도 안 됨")'
    assert list(unmarked(ast.parse(code))) == ["line 2: 안 됨", "line 2: 도 안 됨"]


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_sentence_is_whole(path: Path) -> None:
    assert list(glued(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        '_(f"{n}개")', '_("가" + x)', '_("{n}개".format(n=1))', '_("가") + _("나")', 'f"<p>{_(\'가\')}</p>"',
        '_("{n}").format(n=1) + _("개")', '_(WORDS["key"])',
    ],
)  # fmt: skip
def test_a_glued_sentence_is_found(code: str) -> None:
    assert list(glued(ast.parse(code)))


def test_a_whole_sentence_is_left_alone() -> None:
    code = '_("{n}개").format(n=1)\n_(task.title)\nf"<p>{_(title)}</p>"\n"  " + _("가")\nN_("가" "나")'
    assert list(glued(ast.parse(code))) == []
