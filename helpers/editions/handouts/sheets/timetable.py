"""When what begins: the stretches of a day with breaks between them, computed from the lessons' minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.editions.handouts import pace
from helpers.editions.handouts.sheets.plans import Stretch

LONGEST = 60  # minutes of one lesson without getting up
ENOUGH = 40  # minutes after which there is a break
BREAK = 10
LUNCH = 60
LUNCH_FROM = 240  # minutes of work from which a day has lunch in it
HALF_HOUR = 30
LEAST_SPARE = 10


@dataclass(frozen=True)
class Row:
    """What begins at a minute of the day: a stretch, or a `pause` named as in WORDS."""

    begins: int
    minutes: int
    stretch: Stretch | None = None
    pause: str = ""


def day(stretches: Sequence[Stretch]) -> list[Row]:
    """The rows of a day; the last is its end, at a full half hour, with something to spare before it."""
    pieces = [piece for stretch in stretches for piece in halves(stretch)]
    whole = sum(piece.minutes for piece in pieces)
    noon = _noon(pieces) if whole >= LUNCH_FROM else -1
    rows, now, since = list[Row](), 0, 0
    for at, piece in enumerate(pieces):
        rows.append(Row(now, piece.minutes, piece))
        now, since = now + piece.minutes, since + piece.minutes
        last = at == len(pieces) - 1
        if not last and (at == noon or since >= ENOUGH):
            pause, length = ("lunch", LUNCH) if at == noon else ("break", BREAK)
            rows.append(Row(now, length, pause=pause))
            now, since = now + length, 0
    end = -(-(now + LEAST_SPARE) // HALF_HOUR) * HALF_HOUR
    return [*rows, Row(now, end - now, pause="spare"), Row(end, 0, pause="end")]


def length(stretches: Sequence[Stretch]) -> int:
    """Minutes of a day from its beginning to its end."""
    return day(stretches)[-1].begins


def halves(stretch: Stretch) -> Iterator[Stretch]:
    """A long lesson in two, between the tasks that are nearest to its middle."""
    tasks = stretch.tasks
    if stretch.minutes <= LONGEST or len(tasks) < 2:
        yield stretch
        return
    shares = [pace.share(stretch.entry, tasks[:cut]) for cut in range(1, len(tasks))]
    whole = pace.share(stretch.entry, tasks)
    cut = min(range(len(shares)), key=lambda at: abs(shares[at] - whole / 2)) + 1
    first, second = pace.in_steps([shares[cut - 1], whole - shares[cut - 1]], stretch.minutes)
    yield replace(stretch, tasks=tasks[:cut], minutes=first, closes=False)
    yield replace(stretch, tasks=tasks[cut:], minutes=second, opens=False)


def clock(minutes: int, start: int = 0) -> str:
    """Hours and minutes, from the beginning or by the clock."""
    now = minutes + start
    return f"{now // 60}:{now % 60:02}"


def _noon(pieces: Sequence[Stretch]) -> int:
    """After which piece lunch is: where half of the work is done."""
    whole, done = sum(piece.minutes for piece in pieces), 0
    distances = []
    for piece in pieces[:-1]:
        done += piece.minutes
        distances.append(abs(done - whole / 2))
    return distances.index(min(distances)) if distances else -1
