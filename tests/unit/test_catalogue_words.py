"""No Korean reaches a person without passing through the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.paths import ROOT

HANGUL = re.compile("[가-힣]")
MARKS = {"_", "N_"}
ANSWERS = {"예", "네"}  # what a person may type, in any language
# misses*.py hold what CI expects to read, in Korean; nobody else sees it.
FILES = [
    path
    for path in sorted([*ROOT.glob("helpers/**/*.py"), *ROOT.glob("labs/*/*.py")])
    if not path.name.startswith("misses")
]


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


def _korean(value: object) -> bool:
    return isinstance(value, str) and value not in ANSWERS and bool(HANGUL.search(value))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_korean_string_is_marked_for_translation(path: Path) -> None:
    assert list(unmarked(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_an_unmarked_string_is_found() -> None:
    code = '"""문서"""\nprint(_("표시됨"), N_("표시됨"), "안 됨", f"{x}도 안 됨")'
    assert list(unmarked(ast.parse(code))) == ["line 2: 안 됨", "line 2: 도 안 됨"]
