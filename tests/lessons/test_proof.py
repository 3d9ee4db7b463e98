"""Every task of every lesson, both ways, on a real engine."""

import pytest

from helpers.checks import PASSED, earned, grade, load
from helpers.checks.run import regrade
from helpers.course import course
from helpers.editions.workspace import prepare
from helpers.lab import inventory, owned, reset
from tests.conftest import on_its_docker
from tests.mutation.evidence import proof

pytestmark = pytest.mark.engine


@on_its_docker(("lesson",), [(lesson.name,) for lesson in course().lessons])
def test_each_task_fails_untouched_fails_on_mistakes_and_passes_when_solved(lesson, engine, docker, clean):
    before = inventory(docker)
    wrong = proof(lesson, engine.engine, prepare("ko"), print).run()
    assert not wrong, "\n" + "\n".join(wrong)

    spec = load(lesson)
    assert grade(lesson, api=docker).points == spec.points  # keeps what was earned, with its evidence
    proved = {task.id: earned.evidence(spec.lesson, task.id) or {} for task in spec.tasks}
    again = regrade(lesson, proved)
    assert {task: result.text() for task, result in again.items() if result.status != PASSED} == {}
    removed, stayed = reset(docker, spec.lesson, spec.scope, lambda thing: None)
    assert removed, "a solved lesson leaves things to remove"
    assert stayed == []
    assert owned(docker, spec.scope) == []
    assert grade(lesson, api=docker).points == spec.points, "tidying up costs nothing"
    left = {
        kind: set(things) - set(before[kind]) - USED.get(lesson, set())
        for kind, things in inventory(docker).items()
    }
    assert not any(left.values()), f"reset leaves {left}: is SCOPE complete?"


USED = {"06_deploy": {"lab/registry:1", "lab/drift:1"}}  # demonstrations of the lesson, not of its tasks
