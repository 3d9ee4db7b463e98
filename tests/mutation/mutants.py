"""Small mistakes put into the program: cosmic-ray's operators, and two of our own for what checks demand."""

from __future__ import annotations

import ast
import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from helpers.paths import ROOT
from tests.mutation.choices import choices, limits, silent

# Those that change what is decided; the rest of cosmic-ray's (`+` to `<<`) break every test alike.
OPERATORS = [
    f"core/{name}"
    for name in (
        "AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
        "ReplaceUnaryOperator_Delete_Not", "NumberReplacer", "ZeroIterationForLoop", "ExceptionReplacer",
        "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
        "ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq",
        "ReplaceComparisonOperator_Is_IsNot", "ReplaceComparisonOperator_IsNot_Is",
        "ReplaceComparisonOperator_Lt_LtE", "ReplaceComparisonOperator_LtE_Lt",
        "ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt",
        "ReplaceComparisonOperator_Lt_Gt", "ReplaceComparisonOperator_LtE_GtE",
        "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add",
        "ReplaceBinaryOperator_BitAnd_BitOr", "ReplaceBinaryOperator_BitOr_BitAnd",
    )
]  # fmt: skip
GROUPS = {
    "lessons": ("labs/*/*.py",),
    "checks": ("helpers/checks/*.py",),
    "lab": ("helpers/lab/*.py",),
    "explain": ("helpers/engine/explain.py", "helpers/engine/refusals/*.py"),
}
NOT = {"quizzes.py"}  # no condition is in them
# `<` for `<=`; of a limit, which is a choice, and of times, no two of which are the same
BOUNDARIES = {f"core/ReplaceComparisonOperator_{name}" for name in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")}
DEMANDS = ("container", "image", "volume", "service")  # modules whose methods that return Self are demands


@dataclass(frozen=True)
class Mutant:
    """One mistake in one file; `code` is the whole file with it."""

    group: str
    file: str
    line: int
    operator: str
    before: str
    after: str
    code: str

    @property
    def key(self) -> str:
        """What stays the same while the file changes elsewhere."""
        return f"{self.file} | {self.operator} | {self.before.strip()} | {self.after.strip()}"


@dataclass(frozen=True)
class Spot:
    """Where a mutant can be made: by an operator's number `at` in the file, or as `code` already."""

    path: Path
    operator: str
    line: int
    at: int
    code: str = ""

    def mutant(self, group: str) -> Mutant:
        """The mutant itself: cosmic-ray reads the file anew for each, so only those of a sample are made."""
        code = self.path.read_text(encoding="utf-8")
        changed = self.code or mutate_code(code, cosmic_ray.plugins.get_operator(self.operator)(), self.at)
        old, new = _difference(code, changed or code)
        name = self.path.relative_to(ROOT).as_posix()
        return Mutant(group, name, self.line, self.operator.removeprefix("core/"), old, new, changed or code)


def sample(count: int, seed: int, groups: list[str]) -> Iterator[Mutant]:
    """About so many mutants of all groups alike, always the same ones in the same order for a seed.

    Each is made when it is wanted; a place where nothing can be changed is passed over.
    """
    found = [(group, spot) for group in groups for spot in spots(group)]
    random.Random(seed).shuffle(found)
    for group, spot in found[:count]:
        # cosmic-ray cannot replace an exception with a dotted name
        with contextlib.suppress(AttributeError):
            mutant = spot.mutant(group)
            if mutant.before.strip() != mutant.after.strip():
                yield mutant


def of_files(names: set[str]) -> set[str]:
    """The keys of all mutants that can be made of these files."""
    found = set()
    for group in GROUPS:
        for spot in spots(group):
            if spot.path.relative_to(ROOT).as_posix() in names:
                with contextlib.suppress(AttributeError):
                    found.add(spot.mutant(group).key)
    return found


def spots(group: str) -> Iterator[Spot]:
    """Every place of a group where something is decided."""
    for pattern in GROUPS[group]:
        for path in sorted(ROOT.glob(pattern)):
            if path.name not in NOT and _has_evidence(path):
                code = path.read_text(encoding="utf-8")
                quiet = silent(code)
                found = [*_by_cosmic_ray(path, code), *_by_demand(path, code)]
                yield from (spot for spot in found if spot.line not in quiet)


def _has_evidence(path: Path) -> bool:
    """Of a lesson whose proof has not been recorded nothing can be said."""
    recorded = Path(__file__).parent / "evidence" / f"{path.parent.name}.json.xz"
    return path.is_relative_to(ROOT / "helpers") or recorded.exists()


def _by_cosmic_ray(path: Path, code: str) -> Iterator[Spot]:
    nodes, chosen, compared = list(ast_nodes(get_ast(code))), choices(code), limits(code)
    for name in OPERATORS:
        operator = cosmic_ray.plugins.get_operator(name)()
        positions = [position for node in nodes for position in operator.mutation_positions(node)]
        for at, (begin, _end) in enumerate(positions):
            of_limit = name in BOUNDARIES and any(first <= begin < last for first, last in compared)
            if begin not in chosen and not of_limit:
                yield Spot(path, name, begin[0], at)


def _by_demand(path: Path, code: str) -> Iterator[Spot]:
    """A demand left out of its chain, and the condition of an `expect` that always holds."""
    demands, data = _demands(), code.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(node: ast.expr) -> tuple[int, int]:
        return (
            starts[node.lineno - 1] + node.col_offset,
            starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0),
        )

    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in demands:
            first, last = place(node)
            inner = data[slice(*place(node.func.value))]
            changed = (data[:first] + inner + data[last:]).decode()
            yield Spot(path, "DropDemand", node.end_lineno or node.lineno, 0, changed)
        elif isinstance(node.func, ast.Name) and node.func.id == "expect" and node.args:
            first, last = place(node.args[0])
            changed = (data[:first] + b"True" + data[last:]).decode()
            yield Spot(path, "AlwaysExpected", node.lineno, 0, changed)


def _demands() -> set[str]:
    found = set()
    for name in DEMANDS:
        tree = ast.parse((ROOT / f"helpers/checks/{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            returns = getattr(node, "returns", None)
            if isinstance(node, ast.FunctionDef) and isinstance(returns, ast.Name) and returns.id == "Self":
                found.add(node.name)
    return found


def _difference(code: str, changed: str) -> tuple[str, str]:
    """The first lines that differ, before and after."""
    for old, new in zip(code.splitlines(), changed.splitlines(), strict=False):
        if old != new:
            return old, new
    return "", ""
