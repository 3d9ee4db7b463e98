"""Tasks and how they are graded. `labs/*/tasks.py` imports from here and from nowhere else."""

from helpers.checks.http import Answer
from helpers.checks.load import find_task, load, misses
from helpers.checks.look import Look
from helpers.checks.quiz import Ask, Choice, Quiz
from helpers.checks.report import BLOCKED, FAILED, PASSED, Report, Result
from helpers.checks.run import ask, connect, grade
from helpers.checks.task import Demands, Miss, Page, Task, task
from helpers.checks.things import Change, Container, Image
from helpers.checks.throwaway import Ran
from helpers.checks.verdict import Blocked, NotYet, expect
from helpers.checks.volumes import Volume, find_volume, volume, volume_file, volume_listing
from helpers.i18n import N_, _
from helpers.lab import Event, Scope, seed

__all__ = [
    "BLOCKED",
    "FAILED",
    "N_",
    "PASSED",
    "Answer",
    "Ask",
    "Blocked",
    "Change",
    "Choice",
    "Container",
    "Demands",
    "Event",
    "Image",
    "Look",
    "Miss",
    "NotYet",
    "Page",
    "Quiz",
    "Ran",
    "Report",
    "Result",
    "Scope",
    "Task",
    "Volume",
    "_",
    "ask",
    "connect",
    "expect",
    "find_task",
    "find_volume",
    "grade",
    "load",
    "misses",
    "seed",
    "task",
    "volume",
    "volume_file",
    "volume_listing",
]
