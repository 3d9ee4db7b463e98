"""`course draw`: the same views in a terminal, and one line for what cannot be drawn."""

from __future__ import annotations

import docker as docker_py
import pytest

from helpers.cli import main
from helpers.cli.draw import VIEWS


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["draw", "nope"], "'nope'(이)라는 그림은 없습니다."),
        (["draw", "life"], "무엇을 그릴지 이름이 없습니다."),
        (["draw", "layers"], "무엇을 그릴지 이름이 없습니다."),
        (["draw"], "도커 엔진이 없습니다."),
        (["draw", "diff", "box"], "도커 엔진이 없습니다."),
    ],
)
def test_one_line_that_says_what_and_what_to_do(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(says)
    assert err.count("\n") == 1


@pytest.mark.engine
@pytest.mark.usefixtures("engine", "clean")
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_printed(
    view: str, docker: docker_py.APIClient, capsys: pytest.CaptureFixture[str]
) -> None:
    docker.create_container("busybox", ["true"], name="box")
    names = {"engine": [], "progress": [], "layers": ["busybox"]}.get(view, ["box"])
    assert main(["draw", view, *names]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1
