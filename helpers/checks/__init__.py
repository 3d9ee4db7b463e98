"""Tasks and how they are graded. `labs/*/*.py` imports from here and from nowhere else."""

from helpers.checks import drawing
from helpers.checks.container import Container
from helpers.checks.drawing import Drawing, Drawn, DrawnScope
from helpers.checks.health import Health
from helpers.checks.history import End, Life, Run
from helpers.checks.http import Answer
from helpers.checks.image import Image
from helpers.checks.inspect_data import Change
from helpers.checks.load import find_task, load
from helpers.checks.look import Look
from helpers.checks.quiz import Ask, Choice, Quiz
from helpers.checks.report import BLOCKED, FAILED, PASSED, Report, Result
from helpers.checks.run import ask, connect, grade
from helpers.checks.service import Service, Trial, try_out
from helpers.checks.task import LessonSpec, Page, Task, task
from helpers.checks.throwaway import Ran
from helpers.checks.typed import KINDS, MEGABYTES, PIECES, SECONDS
from helpers.checks.verdict import Blocked, NotYet, expect
from helpers.checks.volume import Volume
from helpers.i18n import N_, _
from helpers.lab import Event, Scope, learner_seed

__all__ = [
    "BLOCKED", "FAILED", "KINDS", "MEGABYTES", "N_", "PASSED", "PIECES", "SECONDS", "Answer", "Ask", "Blocked",
    "Change", "Choice", "Container", "Drawing", "Drawn", "DrawnScope", "End", "Event", "Health", "Image",
    "LessonSpec", "Life", "Look", "NotYet", "Page", "Quiz", "Ran", "Report", "Result", "Run", "Scope",
    "Service", "Task", "Trial", "Volume", "_", "ask", "connect", "drawing", "expect", "find_task",
    "grade", "learner_seed", "load", "task", "try_out",
]  # fmt: skip
