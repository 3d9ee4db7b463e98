"""A lesson's source becomes a notebook: the learner's, without answers, or the solved one."""

from __future__ import annotations

from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode, v4

from helpers.course import Course
from helpers.editions import generated_cells, pictures
from helpers.editions.generated_cells import Entry
from helpers.editions.phrases import Translate, context, translated
from helpers.editions.source import BEGIN, END, Cell

# nbgrader's metadata, version 3: https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html
_NBGRADER = {"schema_version": 3, "task": False, "cell_type": "code"}
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def learner(entry: Entry, course: Course, translate: Translate) -> NotebookNode:
    """The edition a learner works in: no answers, no outputs."""
    placeholder = translate(generated_cells.PLACEHOLDER, "")
    cells = [_cell(cell, entry, translate, placeholder) for cell in entry.source.cells]
    return _framed(cells, _code("score", "lab.score()"), entry, course, translate)


def solved(entry: Entry, course: Course, translate: Translate) -> NotebookNode:
    """The edition with the answers; its last code cell holds the output of full points."""
    cells = [_cell(cell, entry, translate, None) for cell in entry.source.cells]
    final = _code("score", "lab.score()")
    final.metadata["tags"] = ["nbval-check-output"]
    final.execution_count = 1  # nbval fails on a cell that has outputs and no count
    final.outputs = [_printed(generated_cells.full_score(entry, translate))]
    return _framed(cells, final, entry, course, translate)


def contents(
    course: Course, entries: Sequence[Entry], translate: Translate, with_reference: bool = False
) -> NotebookNode:
    """The contents page with the learner's own progress."""
    table = generated_cells.contents_table(course, entries, translate)
    if with_reference:
        table += f"\n\n{generated_cells.reference_link(translate)}"
    return _notebook(
        [
            _markdown("contents", table),
            _markdown("progress-text", generated_cells.contents_progress(translate)),
        ]
    )


def reading(name: str, sections: Sequence[str]) -> NotebookNode:
    """A page that is only read: one cell a section."""
    return _notebook([_markdown(f"{name}-{number}", part) for number, part in enumerate(sections, 1)])


def text(notebook: NotebookNode) -> str:
    """The file's content: always the same for the same notebook. Raises if it is not valid."""
    nbformat.validate(notebook)
    written: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return written.rstrip("\n") + "\n"


def without_answer(code: str, placeholder: str) -> str:
    """The code with each answer replaced by the placeholder, at the answer's indentation."""
    kept, inside = [], False
    for line in code.splitlines():
        if line.strip() == BEGIN:
            inside = True
            kept.append(line[: len(line) - len(line.lstrip())] + placeholder)
        elif line.strip() == END:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def _framed(
    cells: list[NotebookNode], final: NotebookNode, entry: Entry, course: Course, translate: Translate
) -> NotebookNode:
    """The lesson's cells between the generated ones; the score comes last, as the end of a lesson."""
    learnt = generated_cells.key_points(entry, translate)
    return _notebook(
        [
            _markdown("opening", generated_cells.opening(entry, translate)),
            _start(entry),
            *cells,
            *([_markdown("key-points", learnt)] if learnt else []),
            _markdown("score-text", generated_cells.score_heading(translate)),
            final,
            _markdown("closing", generated_cells.closing(entry, course, translate)),
        ]
    )


def _start(entry: Entry) -> NotebookNode:
    """The first cell. Locked: whatever a submission made of it, a grader runs this one."""
    made = _code("start", generated_cells.start(entry.lesson))
    grading = {"grade": False, "locked": True, "solution": False}
    made.metadata["nbgrader"] = _NBGRADER | {"grade_id": "start"} | grading
    return made


def _cell(cell: Cell, entry: Entry, translate: Translate, placeholder: str | None) -> NotebookNode:
    if not cell.is_code:
        prose = translated(cell.text, context(entry.lesson.name, cell.id), translate)
        prose, attachments = pictures.attached(prose, entry.lesson.folder)
        read = _markdown(cell.id, prose)
        if attachments:
            read["attachments"] = attachments
        return read
    made = _code(cell.id, cell.text if placeholder is None else without_answer(cell.text, placeholder))
    if cell.tags:
        made.metadata["tags"] = list(cell.tags)
    if cell.task:
        grading = {"grade": False, "locked": False, "solution": True}
        made.metadata["nbgrader"] = _NBGRADER | {"grade_id": cell.id} | grading
    if cell.check:
        grading = {"grade": True, "locked": True, "solution": False}
        points = {"points": entry.points[cell.check]}
        made.metadata["nbgrader"] = _NBGRADER | {"grade_id": cell.id} | grading | points
    return made


def _notebook(cells: list[NotebookNode]) -> NotebookNode:
    book: NotebookNode = v4.new_notebook(cells=cells, metadata=_METADATA)  # type: ignore[no-untyped-call]
    return book


def _markdown(cell_id: str, source: str) -> NotebookNode:
    cell: NotebookNode = v4.new_markdown_cell(source, id=cell_id)  # type: ignore[no-untyped-call]
    return cell


def _code(cell_id: str, source: str) -> NotebookNode:
    cell: NotebookNode = v4.new_code_cell(source, id=cell_id)  # type: ignore[no-untyped-call]
    return cell


def _printed(text: str) -> NotebookNode:
    output: NotebookNode = v4.new_output("stream", name="stdout", text=text)  # type: ignore[no-untyped-call]
    return output
