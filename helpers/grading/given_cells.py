"""What a submission made of the cells that the assignment gave is undone before nbgrader grades it.

nbgrader's own OverwriteCells puts a lost check back, but not the first cell, without which no check runs, and
not a check whose answer cell is lost, too; and it lets a cell run before the first one, on the engine of the
machine. `course build --nbgrader` names this in nbgrader_config.py.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

SCHEMA = 3  # of nbgrader's metadata


class PutBack(NbGraderPreprocessor):  # type: ignore[misc]
    """Every given cell is there once, locked ones as they were given, and the first one stands first."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook with the given cells."""
        told = resources["nbgrader"]
        given = _given(told["db_url"], told["notebook"], told["assignment"])
        theirs = _marked(nb, given)
        place = 0
        for number, (name, ours) in enumerate(given.items()):
            there = _place(nb, theirs.get(name))
            if there is None or number == 0:
                if there is not None:
                    del nb.cells[there]
                nb.cells.insert(place, ours)
            else:
                place = there
                if ours.metadata.nbgrader.solution:
                    nb.cells[place].metadata["nbgrader"] = ours.metadata.nbgrader
                else:
                    nb.cells[place] = ours
            place += 1
        return nb, resources


def _given(db_url: str, notebook: str, assignment: str) -> dict[str, NotebookNode]:
    """The cells of the assignment by their id, in its order."""
    with Gradebook(db_url) as book:
        source = book.find_notebook(notebook, assignment)
        points = {cell.name: cell.max_score for cell in source.grade_cells}
        solutions = {cell.name for cell in source.solution_cells}
        return {
            cell.name: _cell(cell, points.get(cell.name), cell.name in solutions)
            for cell in source.source_cells
        }


def _cell(source: Any, points: float | None, solution: bool) -> NotebookNode:
    made = v4.new_code_cell(source.source, id=source.name)  # type: ignore[no-untyped-call]
    made.metadata["nbgrader"] = NotebookNode(  # type: ignore[no-untyped-call]
        schema_version=SCHEMA,
        grade_id=source.name,
        grade=points is not None,
        solution=solution,
        locked=source.locked,
        task=False,
        cell_type=source.cell_type,
        checksum=source.checksum,
        **({} if points is None else {"points": points}),
    )
    cell: NotebookNode = made
    return cell


def _marked(nb: NotebookNode, given: dict[str, NotebookNode]) -> dict[str, NotebookNode]:
    """The submission's cells by the id they carry, which is taken from all; of copies the last one counts."""
    found = {}
    for cell in nb.cells:
        told = cell.metadata.pop("nbgrader", None)
        name = told.get("grade_id") if isinstance(told, dict) else None
        if isinstance(name, str) and name in given:
            found[name] = cell
    return found


def _place(nb: NotebookNode, wanted: NotebookNode | None) -> int | None:
    return next((at for at, cell in enumerate(nb.cells) if cell is wanted), None)
