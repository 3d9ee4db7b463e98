"""What a container changed against its image: a folded tree, on top of the layers it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import docker

from helpers.checks import Change
from helpers.i18n import N_, _
from helpers.views.cards import KEYS
from helpers.views.frame import Picture, clean, cut, label, no_container, size, table
from helpers.views.words import rich, safe

TITLE = N_("컨테이너 {name}의 쓰기 레이어")
KINDS = {"A": N_("추가"), "C": N_("변경"), "D": N_("삭제")}
SIGNS = {0: "C", 1: "A", 2: "D"}  # docker's ChangeType
UNFOLDED = 12  # a folder with at most this many changes below it stands open
LINES = 24  # lines of the tree as text
DRAWN = 1500  # changes that become HTML; a distribution upgrade changes ten thousands
LEAVES = 200  # files of one folder


@dataclass(frozen=True)
class Diff:
    """A container's changes, what it stands on, and the bytes of its writable layer."""

    name: str
    image: str
    changes: tuple[Change, ...]
    bytes: int = 0


@dataclass
class Node:
    """A path's last part, its own kind of change, and what changed below it."""

    name: str
    kind: str = ""
    below: dict[str, Node] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def read(api: docker.APIClient, name: str) -> Diff | None:
    """From `docker diff`; None if there is no such container."""
    try:
        raw = api.inspect_container(name)
        changed = api.diff(raw["Id"]) or ()
    except docker.errors.NotFound:
        return None
    rows = api.containers(all=True, size=True, filters={"id": raw["Id"]})
    written = int(rows[0].get("SizeRw") or 0) if rows else 0
    changes = tuple(Change(SIGNS[change["Kind"]], change["Path"]) for change in changed)
    return Diff(name, str(raw["Config"]["Image"]), changes, written)


def tree(changes: Iterable[Change]) -> Node:
    """The changes as folders in folders, each with the numbers of what is below it."""
    root = Node("/")
    for change in changes:
        parts = [part for part in change.path.split("/") if part]
        at = root
        for part in parts:
            at.counts[change.kind] += 1
            at = at.below.setdefault(part, Node(part))
        at.kind = change.kind
    return root


def picture(diff: Diff | None, name: str) -> Picture:
    """Counts, the stack, and the tree. A folder's C says no more than that something in it changed."""
    title = _(TITLE).format(name=cut(clean(name), 40))
    if diff is None:
        return no_container(title, name)
    counts = Counter(change.kind for change in diff.changes)
    numbers = "  ".join(f"{kind} {_(word)} {counts[kind]}" for kind, word in KINDS.items())
    root = tree(diff.changes)
    stack = [
        _("쓰기 레이어: {numbers}  ({size})").format(numbers=numbers, size=size(diff.bytes)),
        _("이미지 {image}: 읽기 전용, 그대로").format(image=cut(clean(diff.image), 50)),
    ]
    if not diff.changes:
        stack.append(_("바뀐 파일이 없습니다."))
    body = _stack(diff, counts) + _html(root, len(diff.changes))
    return Picture(title, "\n".join([*stack, *_text(root)]), body)


# -- text ----------------------------------------------------------------------------------------
def _text(root: Node) -> list[str]:
    """As many levels as fit into LINES, at least the first."""
    rows = _rows(root, 1)
    for depth in range(2, 12):
        deeper = _rows(root, depth)
        if len(deeper) > LINES or len(deeper) == len(rows):
            break
        rows = deeper
    more = len(rows) - LINES
    rest = [_("  … {count}줄 더").format(count=more)] if more > 0 else []
    return [*table(rows[:LINES]), *rest]


def _rows(node: Node, depth: int, path: str = "") -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for child in _sorted(node):
        here = f"{path}/{child.name}"
        rows.append((child.kind or " ", cut(clean(here), 64) + ("/" if child.below else ""), _counts(child)))
        if depth > 1:
            rows += _rows(child, depth - 1, here)
    return rows


def _sorted(node: Node) -> list[Node]:
    return sorted(node.below.values(), key=lambda child: child.name)


def _counts(node: Node) -> str:
    return "  ".join(f"{kind} {node.counts[kind]}" for kind in KINDS if node.counts[kind])


# -- HTML ----------------------------------------------------------------------------------------
def _stack(diff: Diff, counts: Counter[str]) -> str:
    numbers = " ".join(
        f"<span>{_kind(kind)}{safe(_(word))} <b>{counts[kind]}</b></span>" for kind, word in KINDS.items()
    )
    writable, image, untouched = _("쓰기 레이어"), _("이미지"), _("읽기 전용, 그대로")
    return (
        '<div class="cv-stack">'
        f'<div class="cv-writable"><b>{safe(writable)}</b> {numbers} '
        f"<span>{size(diff.bytes)}</span></div>"
        f'<div class="cv-readonly"><b>{safe(image)}</b> {label(diff.image, 50, "cv-code")} '
        f"<span>{safe(untouched)}</span></div></div>"
    )


def _kind(kind: str) -> str:
    return f'<span class="cv-kind cv-kind-{kind}">{kind}</span>' if kind else '<span class="cv-kind">·</span>'


def _html(root: Node, total: int) -> str:
    if not root.below:
        nothing = _("바뀐 파일이 없습니다.")
        return f'<p class="cv-note">{safe(nothing)}</p>'
    top = _sorted(root)
    shares = [
        [max(DRAWN // len(top), 1)] for _child in top
    ]  # a large folder must not hide the ones behind it
    inner = "".join(_branch(child, total <= UNFOLDED, left) for child, left in zip(top, shares, strict=True))
    rest = ""
    if any(left[0] <= 0 for left in shares):
        rest = _("나머지는 `docker diff`로 보세요.")
        rest = f'<p class="cv-note">{rich(rest)}</p>'
    return f'<div class="cv-tree">{inner}</div>{rest}'


def _branch(node: Node, unfolded: bool, left: list[int]) -> str:
    """One path; `left` counts down what may still be drawn."""
    if left[0] <= 0:
        return ""
    left[0] -= 1
    name = label(node.name, 60, "cv-code")
    if not node.below:
        return f'<div class="cv-leaf">{_kind(node.kind)}{name}</div>'
    below = _sorted(node)
    inner = "".join(_branch(child, unfolded, left) for child in _first(below))
    if len(below) > LEAVES:
        more = _("… {count}개 더").format(count=len(below) - LEAVES)
        inner += f'<div class="cv-leaf cv-soft">{safe(more)}</div>'
    return (
        f"<details{' open' if unfolded else ''} {KEYS}><summary>{_kind(node.kind)}{name}/ "
        f'<span class="cv-soft">{_counts(node)}</span></summary>{inner}</details>'
    )


def _first(below: Sequence[Node]) -> Sequence[Node]:
    return below[:LEAVES]
