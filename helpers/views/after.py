"""What stands under a task once it has passed: another way to do it, and the solution of the lesson."""

from __future__ import annotations

from helpers.checks import Task
from helpers.i18n import _
from helpers.views.words import rich, safe

# JupyterLab would take Enter and Space for its own shortcuts (Lumino honours this attribute)
KEYS = 'data-lm-suppress-shortcuts="true"'


def after(task: Task) -> str:
    """Both folded up, as HTML; the learner's own way was right, too."""
    parts = []
    if task.other_way:
        parts.append(_folded(_("다른 방법"), f"<p>{rich(task.say(task.other_way))}</p>"))
    if task.solution:
        parts.append(_folded(_("이 단원의 풀이"), f"<pre>{safe(task.solution)}</pre>"))
    return "".join(parts)


def _folded(title: str, body: str) -> str:
    return f'<details class="course-after" {KEYS}><summary>{safe(title)}</summary>{body}</details>'
