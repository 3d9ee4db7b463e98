"""The solved lesson, run once on a clean engine: the outputs that every format shows.

The commands of a lesson are the same in every language, what the course itself prints is not. So cells
that print through the course (`lab.check`, a view) are shown once per language within the same run.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4

from helpers.editions import generated_cells
from helpers.editions.generated_cells import Entry
from helpers.editions.source import BEGIN, END, Cell
from helpers.engine import Engine
from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.standin import place

RUN_FAILED = "handout-run"
LONGEST_REASON = 300
TIMEOUT = 900  # seconds for one cell; the longest build an image over a slow network
WIDGET = "application/vnd.jupyter.widget-view+json"
_QUIZ = re.compile(r'\s*lab\.quiz\("([^"]+)"\)\s*')
_HELP = re.compile(r"(?:Run|See) '[^']*--help'")
_CAUSE = re.compile(r"^(?:E:|ERROR|Error|docker:|Unable to|fatal:)|(?:no such|not found|denied|failed)\b")
_OF_THE_COURSE = re.compile(r"\b(?:lab|draw|helpers)\.\w")

Output = dict[str, Any]  # as nbformat defines it
Outputs = dict[str, dict[str, list[Output]]]


@dataclass(frozen=True)
class Run:
    """What the cells of a solved lesson printed: by cell id, then by language.

    `standin` tells that it was built from the small wiki in the place of the real one.
    """

    outputs: Outputs
    standin: bool = False

    def __bool__(self) -> bool:
        """Whether there was a run at all."""
        return bool(self.outputs)

    def of(self, cell: Cell, lang: str) -> list[Output]:
        """The outputs of one cell in a language."""
        return self.outputs.get(cell.id, {}).get(lang, [])

    def text(self) -> str:
        """As it is kept in a file."""
        kept = {"standin": self.standin, "outputs": self.outputs}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def quiz_id(cell: Cell) -> str:
    """The question that a cell shows, "" if it shows none."""
    found = _QUIZ.fullmatch(cell.text)
    return found[1] if found else ""


def shows_recall(cell: Cell) -> bool:
    """Whether a cell shows the questions about earlier lessons."""
    return cell.is_code and cell.text.strip() == "lab.recall()"


def without_marks(code: str) -> str:
    """The author's code without the lines that mark the solution."""
    return "\n".join(line for line in code.splitlines() if line.strip() not in (BEGIN, END))


def execute(
    entry: Entry, langs: Sequence[str], engine: Engine, work: Path, state: Path, standin: bool = False
) -> Run:
    """Run the solved lesson in `work` and collect the outputs of each cell in each language.

    With `standin` it builds from the small wiki. Raises CourseError when a cell fails or the lesson does not
    reach its full points: the outputs would be those of a lesson that went wrong.
    """
    book = _notebook(entry, langs)
    client = NotebookClient(
        book,
        timeout=TIMEOUT,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(work)}},
    )
    client.on_cell_executed = lambda cell, cell_index, execute_reply: _freeze(cell, client)
    env = os.environ | engine.env() | {"COURSE_STATE": str(state), "COURSE_WORK": str(work.parent)}
    env |= {"COURSE_LANG": langs[0], "PYTHONWARNINGS": "ignore"} | (place(work) if standin else {})
    env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"  # `course`, as in JupyterLab
    try:
        client.execute(env=env)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise _failed(entry, _reason(book, error)) from error
    outputs: Outputs = {}
    for cell in book.cells:
        for lang in [cell.metadata.lang] if cell.metadata.lang else langs:
            outputs.setdefault(cell.metadata.source, {})[lang] = [dict(output) for output in cell.outputs]
    _verify(entry, langs[0], outputs)
    return Run(outputs, standin)


def _notebook(entry: Entry, langs: Sequence[str]) -> NotebookNode:
    cells = [_code("start", "", generated_cells.start(entry.lesson))]
    for cell in entry.source.cells:
        if not cell.is_code or quiz_id(cell) or shows_recall(cell):
            continue
        code = without_marks(cell.text)
        if _prints_in_a_language(cell):
            cells += [_code(cell.id, lang, f"{_choosing(lang)}\n{code}") for lang in langs]
        else:
            cells.append(_code(cell.id, "", code))
    cells.append(_code("score", langs[0], f"{_choosing(langs[0])}\nlab.score()"))
    book: NotebookNode = v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    return book


def _prints_in_a_language(cell: Cell) -> bool:
    """A task's own code is never run twice: it would act on the engine twice."""
    is_python = not cell.text.lstrip().startswith(("%%", "!"))
    return is_python and not cell.task and bool(_OF_THE_COURSE.search(cell.text))


def _choosing(lang: str) -> str:
    return f'from helpers import i18n as _i18n; _i18n.choose("{lang}")'


def _code(source: str, lang: str, code: str) -> NotebookNode:
    cell: NotebookNode = v4.new_code_cell(code, metadata={"source": source, "lang": lang})  # type: ignore[no-untyped-call]
    return cell


def _freeze(cell: NotebookNode, client: NotebookClient) -> None:
    """A widget becomes what it showed when the cell had run: later it follows the engine further."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if WIDGET in data:
            model = client.widget_state.get(data.pop(WIDGET).get("model_id"), {})
            html = "\n".join(_html(model, client.widget_state))
            if html:
                data["text/html"] = html


def _html(model: dict[str, Any], models: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The HTML in a widget and its children."""
    if model.get("_model_name") == "HTMLModel" and model.get("value"):
        yield str(model["value"])
    for child in model.get("children", []):
        yield from _html(models.get(str(child).removeprefix("IPY_MODEL_"), {}), models)


def _verify(entry: Entry, lang: str, outputs: Outputs) -> None:
    printed = "".join(output.get("text", "") for output in outputs["score"][lang])
    if f"{entry.total}/{entry.total}" not in printed:
        raise _failed(entry, printed.strip() or _("점수가 나오지 않았습니다."))


def _reason(book: NotebookNode, error: Exception) -> str:
    """The failing cell and the line that names the cause; a traceback helps nobody here."""
    for cell in book.cells:
        if any(output.output_type == "error" for output in cell.outputs):
            streams = "".join(output.text for output in cell.outputs if output.output_type == "stream")
            return f"({cell.metadata.source}) {cause(streams.strip() or str(error).strip())[:LONGEST_REASON]}"
    return str(error).strip().splitlines()[-1][:LONGEST_REASON]


def cause(text: str) -> str:
    """The line of an output that says why: docker's client ends every failure with a word about its help."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _HELP.match(line.strip())]
    named = [line for line in lines if _CAUSE.search(line)]
    return (named or lines[-1:] or [text.strip()])[0]


def _failed(entry: Entry, reason: str) -> CourseError:
    return CourseError(
        _("{lesson} 단원의 풀이를 끝까지 실행하지 못했습니다. {reason}").format(
            lesson=entry.lesson.name, reason=reason
        ),
        _("`make test`로 그 단원의 노트북을 시험해 보세요."),
        code=RUN_FAILED,
    )


def read(path: Path) -> Run | None:
    """A run that was kept, None if there is none that can be read."""
    try:
        return Run(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
