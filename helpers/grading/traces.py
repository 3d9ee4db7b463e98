"""What a submission tells beside its marks: whose it is, when things were made, and by which engine.

Nothing here changes a mark. What cannot be, or is the same in two submissions, is shown to a person with
the reason.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from helpers.checks import load
from helpers.checks.drawing import drawing_of
from helpers.checks.history import short_name
from helpers.course import course
from helpers.grading.classfile import Class
from helpers.grading.handin import version
from helpers.grading.marks import Flag, Traces
from helpers.grading.reading import Submission
from helpers.grading.tape import Tape
from helpers.i18n import _
from helpers.images import catalogue
from helpers.lab.daemon import nanoseconds

CLOCKS = timedelta(minutes=15)  # by which two clocks of one machine may differ: a VM that slept
PAUSE = 20 * 60 * 10**9  # ns without an event after which somebody was away
DRAWN = re.compile(r"[a-z]+-[0-9a-f]{4,}")  # as helpers.checks.drawing makes words and tokens
MOST = 20_000  # events of one submission that are compared


def about_origin(handed: Submission, group: Class | None) -> list[Flag]:
    """Whose it is, whether somebody changed it afterwards, and by which lessons it was made."""
    flags = []
    if handed.edited:
        flags.append(
            Flag(
                "edited",
                _("제출한 뒤에 바뀐 파일이 있습니다: {names}").format(names=", ".join(handed.edited[:5])),
            )
        )
    if group:
        learner = group.learner(handed.number) if handed.class_id == group.id else None
        if learner is None:
            flags.append(Flag("stranger", _("이 학급의 사람이 아니거나 참가하지 않고 낸 것입니다.")))
        elif not handed.signed or handed.public != group.membership(handed.number).public:
            flags.append(Flag("signature", _("서명이 이 학습자의 것이 아닙니다.")))
        elif handed.seed != group.membership(handed.number).seed:
            flags.append(Flag("seed", _("사람마다 다른 값을 이 학습자의 것이 아닌 것에서 뽑았습니다.")))
    elif handed.public and not handed.signed:
        flags.append(Flag("signature", _("서명이 맞지 않습니다.")))
    if handed.version != version():
        flags.append(Flag("version", _("채점하는 것과 다른 판의 단원으로 만든 기록입니다.")))
    return flags


def traces(tapes: Sequence[Tape], handed: Submission) -> Traces:
    """What is compared with the others. The learner's seed has to be in force."""
    containers: dict[str, str] = {}
    images: dict[str, str] = {}
    events: dict[str, None] = {}
    names: dict[str, None] = {}
    base = {short_name(entry.reference) for entry in catalogue()}
    based: set[str] = set()
    for tape in tapes:
        scope = dict.fromkeys(_plain(kind, name) for kind, name in load(tape.lesson).scope)
        for name, arguments, answer in _answers(tape):
            if name == "container" and isinstance(answer, dict):
                called = str(answer.get("Name", "")).lstrip("/")
                if ("container", called) in scope:
                    containers[str(answer.get("Id"))] = called
                names.update(dict.fromkeys([called, *_environment(answer)]))
            elif name == "image" and isinstance(answer, dict) and arguments:
                called = short_name(str(arguments[0]))
                if called in base:
                    based.add(str(answer.get("Id")))
                elif ("image", called) in scope:
                    images[str(answer.get("Id"))] = called
            elif name == "events" and isinstance(answer, list):
                events.update(dict.fromkeys(_keys(answer)))
                names.update(dict.fromkeys(_names(answer)))
    made = {identity: name for identity, name in images.items() if identity not in based}
    return Traces(
        containers,
        made,
        tuple(list(events)[:MOST]),
        tuple(_words()),
        tuple(list(names)[:MOST]),
        handed.engine,
    )


def _plain(kind: str, name: str) -> tuple[str, str]:
    return kind, short_name(name) if kind == "image" else name


def _environment(container: Mapping[str, Any]) -> Iterator[str]:
    config = container.get("Config")
    for line in (config.get("Env") or ()) if isinstance(config, dict) else ():
        yield str(line).partition("=")[2][:200]


def _names(rows: Iterable[Any]) -> Iterator[str]:
    """What things are called in events; ids are compared elsewhere."""
    for row in rows:
        name = str(row.get("name", "")) if isinstance(row, dict) else ""
        if name and not name.startswith("sha256:") and len(name) < 64:
            yield name


def _words() -> list[str]:
    """Values that were drawn for this learner and for hardly anybody else."""
    drawings = filter(None, (drawing_of(lesson) for lesson in course().lessons))
    values = (value for drawing in drawings for value in drawing.mine().values.values())
    return sorted({value for value in values if DRAWN.fullmatch(value)})


def _keys(rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, dict) and type(row.get("time")) is int:
            yield f"{row['time']} {row.get('kind')} {row.get('action')} {row.get('id')}"


def about_times(tapes: Sequence[Tape], handed: Submission) -> list[Flag]:
    """Times that cannot be: after the hand-in, or of a container that says otherwise than its events."""
    flags = []
    end = (handed.made + CLOCKS).timestamp() * 1e9
    if handed.made > datetime.now(UTC) + CLOCKS:
        here = handed.made.astimezone().isoformat(" ", "minutes")
        flags.append(Flag("time", _("제출한 시각이 아직 오지 않았습니다: {time}").format(time=here)))
    made: dict[str, int] = {}
    for tape in tapes:
        late = [row for row in _events(tape) if row["time"] > end]
        if late or any(entry.earned_at > end for entry in tape.tasks.values()):
            flags.append(
                Flag("time", _("{lesson}: 제출한 뒤의 시각이 기록에 있습니다.").format(lesson=tape.lesson))
            )
        made |= {
            row["id"]: row["time"]
            for row in _events(tape)
            if (row["kind"], row["action"]) == ("container", "create")
        }
    for tape in tapes:
        odd = sorted({name for name, _at in _made_otherwise(tape, made)})
        if odd:
            flags.append(
                Flag(
                    "time",
                    _("{lesson}: 만든 시각이 기록과 맞지 않는 컨테이너가 있습니다: {names}").format(
                        lesson=tape.lesson, names=", ".join(odd)
                    ),
                )
            )
    return flags


def _made_otherwise(tape: Tape, made: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for name, _arguments, answer in _answers(tape):
        if name == "container" and isinstance(answer, dict) and (told := made.get(str(answer.get("Id")))):
            created = nanoseconds(str(answer.get("Created") or ""))
            if created is None or abs(created - told) > CLOCKS.total_seconds() * 1e9:
                yield str(answer.get("Name", "")).lstrip("/"), told


def minutes(tapes: Sequence[Tape]) -> float:
    """Time spent: from event to event, pauses of more than 20 minutes left out."""
    times = sorted({row["time"] for tape in tapes for row in _events(tape)})
    gaps = (after - before for before, after in itertools.pairwise(times))
    return float(round(sum(gap for gap in gaps if gap < PAUSE) / 60e9, 1))


def _events(tape: Tape) -> Iterator[dict[str, Any]]:
    for name, _arguments, answer in _answers(tape):
        if name == "events" and isinstance(answer, list):
            for row in answer:
                if (
                    isinstance(row, dict)
                    and type(row.get("time")) is int
                    and {"kind", "action", "id"} <= row.keys()
                ):
                    yield row


def _answers(tape: Tape) -> Iterator[tuple[str, list[Any], Any]]:
    """Every answer on a tape with its question's name and arguments, each once."""
    seen: set[str] = set()
    for entry in tape.tasks.values():
        for evidence in (entry.now, entry.earned):
            for question, answer in (evidence or {}).items():
                key = question[question.find("[") :]
                if evidence is not entry.earned and key in seen:
                    continue
                seen.add(key)
                try:
                    name, *arguments = json.loads(key)
                except (ValueError, TypeError, RecursionError):
                    continue
                yield str(name), arguments, answer
