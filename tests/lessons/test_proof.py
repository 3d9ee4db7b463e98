"""Every task of every lesson, both ways, on a real engine."""

import os

import pytest

from helpers.checks import PASSED, earned, grade, load
from helpers.checks.run import regrade
from helpers.course import course
from helpers.editions.workspace import prepare
from helpers.lab import owned
from tests.conftest import VERSION, on_its_docker
from tests.engine import versions
from tests.mutation.evidence import proof

pytestmark = pytest.mark.engine
ATTEMPTS = os.environ.get("COURSE_PROOF") != "solutions"  # for a quick look at another Docker


@on_its_docker(("lesson",), [(lesson.name,) for lesson in course().lessons])
def test_each_task_fails_untouched_fails_on_mistakes_and_passes_when_solved(
    lesson, engine, docker, clean, record_property
):
    untold, why = versions.untold(VERSION, lesson)
    proving = proof(lesson, engine.engine, prepare("ko"), print, attempts=ATTEMPTS, untold=untold)
    if untold:
        record_property(versions.UNTOLD, f"{', '.join(untold)}: {why}")
    wrong = proving.run()
    assert not wrong, "\n" + "\n".join(wrong)

    spec = load(lesson)
    proving.counts(grade(lesson, api=docker))  # keeps what was earned, with its evidence
    kept = {task.id: earned.evidence(spec.lesson, task.id) or {} for task in spec.tasks}
    again = regrade(lesson, {task: answers for task, answers in kept.items() if untold.get(task, "any")})
    assert {task: result.text() for task, result in again.items() if result.status != PASSED} == {}
    if lesson in PRUNED:
        docker.prune_containers()
    proving.resets()
    assert owned(docker, spec.scope) == []
    proving.counts(grade(lesson, api=docker))  # tidying up costs nothing
    assert not wrong, "\n" + "\n".join(wrong)


PRUNED = ("02_image_container",)  # tidied up by `docker container prune` as well
