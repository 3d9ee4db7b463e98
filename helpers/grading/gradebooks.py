"""Gradebooks that Canvas and Moodle take, and JSON.

Canvas (lib/gradebook_importer.rb and the guide "import grades"): the columns Student, ID, SIS User ID,
SIS Login ID, Section in this order, then one an assignment; a line "Points Possible"; an empty cell
changes nothing. Moodle ("Grade import"): any columns, mapped by the teacher; who it is by ID number or
e-mail address; feedback has to come together with its grade.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from helpers import i18n
from helpers.checks import load
from helpers.course import course
from helpers.grading.classfile import Class, Learner
from helpers.grading.marks import LessonMark, Marked
from helpers.i18n import _

INFO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# what a spreadsheet would take for a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def best(marked: Iterable[Marked]) -> dict[int, Marked]:
    """For each learner of the class the submission that counts."""
    return {paper.number: paper for paper in _last_of_each(marked) if paper.number}


def counting(marked: Iterable[Marked], group: Class | None) -> list[Marked]:
    """One submission for each learner. Without a class file each key is one, and each file without a key."""
    return list(best(marked).values()) if group else _last_of_each(marked)


def _last_of_each(marked: Iterable[Marked]) -> list[Marked]:
    """For each learner the submission with the most points after lateness, the later one of two equals."""
    ranked = sorted(marked, key=lambda paper: (paper.points, paper.made, paper.file))
    return list({paper.whose: paper for paper in ranked}.values())


def canvas(group: Class, marked: dict[int, Marked]) -> str:
    """The file for Canvas; who has handed in nothing has empty cells."""
    titles = _titles(group)
    rows: list[Sequence[object]] = [[*INFO, *titles], ["    Points Possible", "", "", "", "", *_most(group)]]
    for learner in group.learners:
        who = learner.person
        rows.append(
            [
                *map(_plain, (who.listed or who.name, who.id, who.sis_id, who.login, who.section)),
                *_points(group, learner, marked),
            ]
        )
    return _csv(rows)


def moodle(group: Class, marked: dict[int, Marked]) -> str:
    """The file for Moodle: each lesson's grade with one line of feedback beside it."""
    titles = _titles(group)
    columns = [name for title in titles for name in (title, f"{title} (feedback)")]
    rows: list[Sequence[object]] = [["First name", "Last name", "ID number", "Email address", *columns]]
    for learner in group.learners:
        who = learner.person
        first, last = _first_and_last(learner)
        cells = [
            cell
            for points, word in zip(
                _points(group, learner, marked), _feedback(group, learner, marked), strict=True
            )
            for cell in (points, word)
        ]
        rows.append([*map(_plain, (first, last, who.sis_id, who.email)), *cells])
    return _csv(rows)


def _titles(group: Class) -> list[str]:
    """What the lessons are called in every run: a gradebook takes another heading for another assignment."""
    known = {paper.name: paper for paper in course().lessons}
    with i18n.speaking(group.lang or i18n.language()):
        return [f"{known[name].number} {_(known[name].title)}" for name in group.lessons]


def _most(group: Class) -> list[int]:
    return [group.points.get(name) or load(name).points for name in group.lessons]


def _points(group: Class, learner: Learner, marked: dict[int, Marked]) -> list[object]:
    paper = marked.get(learner.number)
    by_name = {row.lesson: row.points for row in paper.lessons} if paper else {}
    return [f"{by_name[name]:g}" if name in by_name else "" for name in group.lessons]


def _feedback(group: Class, learner: Learner, marked: dict[int, Marked]) -> list[str]:
    """Which tasks are not done yet, in the learner's language; a late one says so."""
    paper = marked.get(learner.number)
    if paper is None:
        return [""] * len(group.lessons)
    with i18n.speaking(paper.lang):
        said = {row.lesson: _said(row) for row in paper.lessons}
    return [_plain(said.get(name, "")) for name in group.lessons]


def _said(row: LessonMark) -> str:
    open_ = [task.result.title for task in row.tasks if not task.result.earned]
    todo = _("아직: {tasks}").format(tasks=", ".join(open_)) if open_ else _("모두 해냈습니다.")
    if row.kept_percent == 100:
        return todo
    late = _("늦어서 {percent:g}%만 남습니다.").format(percent=row.kept_percent)
    return f"{todo} {late}"


def _plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv(rows: Iterable[Sequence[object]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue()


def _first_and_last(learner: Learner) -> tuple[str, str]:
    """As Canvas tells them apart, else at the last blank; a name of one word is a first name."""
    who = learner.person
    last, _comma, first = who.listed.partition(",")
    if not first:
        first, _space, last = who.name.rpartition(" ")
    return first.strip() or who.name, last.strip() if first else ""
