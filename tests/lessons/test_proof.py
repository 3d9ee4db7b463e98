"""Every task of every lesson, both ways, on a real engine."""

import pytest

from helpers.checks import load
from helpers.course import course
from helpers.editions.workspace import prepare
from helpers.lab import owned, reset
from tests.proof import Proof

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("lesson", [one.name for one in course().lessons])
def test_each_task_fails_untouched_fails_on_mistakes_and_passes_when_solved(lesson, engine, docker, clean):
    folder = prepare("ko")
    proof = Proof(lesson, engine.engine, str(folder))
    wrong = proof.run()
    assert not wrong, "\n" + "\n".join(wrong)

    demands = load(lesson)
    removed = reset(docker, demands.lesson, demands.scope, lambda thing: None)
    assert removed, "a solved lesson leaves things to remove"
    assert owned(docker, demands.scope) == []
