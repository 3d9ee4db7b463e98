"""What two submissions have in common that two people cannot: shown with the reason, never a zero."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from helpers.grading.marks import Flag, Marked
from helpers.i18n import _

FEW = 3  # events in common that are told by name; one can be a coincidence of a shared engine


def compared(marked: Sequence[Marked]) -> list[Marked]:
    """The submissions with flags for what they share; several of one learner are not compared."""
    found: dict[str, list[Flag]] = defaultdict(list)
    for kind, tell in (("containers", _containers), ("images", _images), ("events", _events)):
        for files, things in _shared(marked, kind).items():
            for file in files:
                others = tuple(name for name in files if name != file)
                found[file].append(Flag(f"same-{kind}", tell(things), others))
    for engine, group in _by_engine(marked).items():
        if engine and len(group) > 1:
            for each in group:
                others = tuple(other.file for other in group if other is not each)
                found[each.file].append(
                    Flag("same-engine", _("같은 도커 엔진에서 만든 제출물이 또 있습니다."), others)
                )
    drawn = {word: paper for paper in marked for word in paper.traces.words}
    for paper in marked:
        found[paper.file] += _foreign_values(paper, drawn)
    return [paper.flagged(*found[paper.file]) for paper in marked]


def _containers(names: Sequence[str]) -> str:
    return _("컨테이너의 id가 같습니다: {names}").format(names=", ".join(names[:5]))


def _images(names: Sequence[str]) -> str:
    return _("직접 만들어야 하는 이미지의 id가 같습니다: {names}").format(names=", ".join(names[:5]))


def _events(keys: Sequence[str]) -> str:
    return _("엔진의 기록에서 {count}줄이 나노초까지 같습니다.").format(count=len(keys))


def _shared(marked: Sequence[Marked], kind: str) -> dict[tuple[str, ...], list[str]]:
    """Things by the files that have them, where those are of several learners."""
    owners: dict[str, dict[str, Marked]] = defaultdict(dict)
    names: dict[str, str] = {}
    for paper in marked:
        things = getattr(paper.traces, kind)
        for key in things:
            owners[key][paper.file] = paper
            names[key] = things[key] if isinstance(things, dict) else key
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, files in owners.items():
        if len({paper.whose for paper in files.values()}) > 1:
            shared[tuple(sorted(files))].append(names[key])
    return {
        files: sorted(set(things))
        for files, things in sorted(shared.items())
        if kind != "events" or len(things) >= FEW
    }


def _by_engine(marked: Sequence[Marked]) -> dict[str, list[Marked]]:
    groups: dict[str, dict[str, Marked]] = defaultdict(dict)
    for paper in marked:
        groups[paper.traces.engine].setdefault(paper.whose, paper)
    return {engine: list(group.values()) for engine, group in groups.items()}


def _foreign_values(paper: Marked, drawn: Mapping[str, Marked]) -> list[Flag]:
    """Values that were drawn for somebody else and stand on this one's things."""
    used: dict[str, set[str]] = defaultdict(set)
    for name in paper.traces.names:
        for word in _beginnings(name):
            owner = drawn.get(word)
            if owner and owner.whose != paper.whose and word not in paper.traces.words:
                used[owner.file].add(word)
    return [
        Flag(
            "another's-values",
            _("다른 학습자에게 정해진 값을 썼습니다: {values}").format(values=", ".join(sorted(words))),
            (file,),
        )
        for file, words in sorted(used.items())
    ]


def _beginnings(name: str) -> Iterator[str]:
    """A name and what is left of it when it is cut at its marks: maple-1a2b of maple-1a2b-web:1.0."""
    yield name
    for mark in re.finditer(r"[-:/_.]", name):
        yield name[: mark.start()]
