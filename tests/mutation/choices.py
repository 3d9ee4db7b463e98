"""Where a mistake decides nothing, so that no test can notice it: choices, pauses, words that are shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

INDEX = 4  # a larger number in a slice is a length
MILLION = 1e6
TIMES = {"time", "seconds", "first", "monotonic", "deadline"}
# arguments that are a choice: how long is waited, how a file is written, which of several things is shown
CHOSEN = {"timeout", "mode", "parents", "exist_ok", "ensure_ascii", "mtime", "indent", "tail", "found"}
WAITS = {"sleep", "waiting"}


def silent(code: str) -> set[int]:
    """Lines where nothing is decided: signatures, dataclass options, and limits, which are a choice.

    No test can tell whether a server is given up after 5 seconds or 4.
    """
    tree = ast.parse(code)
    found = {
        line
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.BinOp)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found |= {decorator.lineno for decorator in node.decorator_list}
        if isinstance(node, ast.FunctionDef):
            found |= set(range(node.lineno, node.body[0].lineno))
        elif _decides_nothing(node):
            found.add(node.lineno)
    return found


def _decides_nothing(node: ast.AST) -> TypeGuard[ast.stmt]:
    if isinstance(node, ast.AnnAssign):
        return node.value is None or _is_default(node.value)
    return isinstance(node, ast.If) and _is_of_the_module(node.test)


def _is_default(value: ast.expr) -> bool:
    """Of a dataclass's field."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "field"
    return isinstance(value, ast.Constant)


def _is_of_the_module(test: ast.expr) -> bool:
    """`if TYPE_CHECKING:` and `if __name__ == "__main__":`, which no test of the module meets."""
    names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    return bool(names & {"TYPE_CHECKING", "__name__"})


def choices(code: str) -> set[tuple[int, int]]:
    """Where numbers and truths stand of which another decides nothing: line, and column from 0.

    How much of a text is shown (`said[:80]`), units (`time / 1e9`), CHOSEN arguments, pauses.
    """
    lines, found = code.splitlines(), set()
    for node in ast.walk(ast.parse(code)):
        for constant in _constants(node):
            before = lines[constant.lineno - 1].encode()[: constant.col_offset].decode()
            found.add((constant.lineno, len(before)))
    return found


def _constants(node: ast.AST) -> Iterator[ast.Constant]:
    """Those of a place in the program that are a choice."""
    parts: list[ast.AST] = []
    if isinstance(node, ast.keyword) and node.arg in CHOSEN:
        parts = [node.value]
    elif isinstance(node, ast.Call) and _called(node) in WAITS:
        parts = [*node.args]
    for part in parts:
        yield from (inner for inner in ast.walk(part) if isinstance(inner, ast.Constant))
    for inner in ast.walk(node) if isinstance(node, ast.Slice) else (node,):
        value = inner.value if isinstance(inner, ast.Constant) else 0
        is_length = isinstance(node, ast.Slice) and isinstance(value, int) and value > INDEX
        if isinstance(inner, ast.Constant) and (is_length or (isinstance(value, float) and value >= MILLION)):
            yield inner


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def limits(code: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where comparisons with a limit or of times stand: begin and end, each line, and column from 0."""
    lines, found = code.splitlines(), list[tuple[tuple[int, int], tuple[int, int]]]()

    def place(line: int, offset: int) -> tuple[int, int]:
        return line, len(lines[line - 1].encode()[:offset].decode())

    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Compare) and any(map(_is_limit, ast.walk(node))):
            last = place(node.end_lineno or node.lineno, node.end_col_offset or 0)
            found.append((place(node.lineno, node.col_offset), last))
    return found


def _is_limit(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.isupper() or name in TIMES
