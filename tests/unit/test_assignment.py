"""What the final lesson draws for a learner: theirs for good, and nobody else's."""

import os
import shlex

import pytest

from helpers.checks import learner_seed, load
from helpers.checks.assignment import assignment
from helpers.checks.load import lesson_module
from helpers.cli import main
from helpers.course import course
from helpers.errors import LessonError

FINAL = "09_final"
DRAWN = lesson_module(FINAL, "assignment").DRAWN


def test_the_same_seed_draws_the_same_everywhere():
    assert DRAWN.of("a").values == DRAWN.of("a").values
    assert DRAWN.of("maple").shell().startswith("PROJECT=")


def test_a_class_shares_no_name_no_token_and_no_secret():
    drawn = [DRAWN.of(str(number)) for number in range(200)]
    for part in ("token", "admin_key"):
        assert len({values[part] for values in drawn}) == len(drawn)
    assert len({values["project"] for values in drawn}) >= len(drawn) - 1
    assert len({(values["port"], values["user_id"]) for values in drawn}) == len(drawn)


def test_a_seed_is_drawn_once_and_kept():
    first = learner_seed()
    assert learner_seed() == first
    assert learner_seed(lambda _seed: False) == first


def test_a_new_seed_is_drawn_until_it_suits():
    asked: list[str] = []

    def suits(candidate: str) -> bool:
        asked.append(candidate)
        return len(asked) == 3

    assert learner_seed(suits) == asked[2]


def test_two_learners_have_two_seeds(tmp_path, monkeypatch):
    mine = learner_seed()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "neighbour"))
    assert learner_seed() != mine


def test_the_scope_follows_the_learner(monkeypatch):
    scope = load(FINAL).scope
    monkeypatch.setenv("COURSE_SEED", "one")
    name = list(scope)
    monkeypatch.setenv("COURSE_SEED", "two")
    assert len(name) == 4
    assert set(name).isdisjoint(scope)


def test_the_command_prints_what_a_shell_can_read(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_SEED", "one")
    assert main(["assignment", "--shell"]) == 0
    words = shlex.split(capsys.readouterr().out)
    values = dict(word.split("=", 1) for word in words)
    assert values["TOKEN"] == DRAWN.of("one")["token"]
    assert values["CONTAINER"] == DRAWN.of("one")["container"]
    assert not set(values) & set(os.environ)


def test_the_command_shows_a_table_for_people(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_SEED", "one")
    assert main(["assignment"]) == 0
    shown = capsys.readouterr().out
    assert DRAWN.of("one")["token"] in shown
    assert "페이지에 보여야 하는 토큰" in shown


def test_a_lesson_that_draws_nothing_says_so(capsys):
    other = next(lesson.name for lesson in course().lessons if lesson.name != FINAL)
    with pytest.raises(LessonError):
        assignment(other)
    assert main(["assignment", other]) == 2
    assert FINAL in capsys.readouterr().err
