"""What is drawn for each learner: its shape, whose it is, where it is filled in."""

from __future__ import annotations

import socket

from helpers.checks import Scope
from helpers.checks.drawing import WORDS, Drawing, DrawnScope, made, number, one_of, port, token, word

DRAWING = Drawing(
    "97_own", name=word("a"), secret=token("b"), mark=token("c", "k", 2), of=number(range(40, 90), "d"),
    one=one_of(("x", "y"), "e"), port=port("f"), image=made("{name}:1", "g"),
)  # fmt: skip


def test_what_is_drawn_has_its_shape_and_belongs_to_the_seed() -> None:
    mine_, theirs = DRAWING.of("a"), DRAWING.of("b")
    assert mine_.values == DRAWING.of("a").values != theirs.values
    assert mine_["name"].partition("-")[0] in WORDS and len(mine_["name"].partition("-")[2]) == 4
    assert mine_["secret"].startswith("t-") and len(mine_["secret"]) == 12
    assert mine_["mark"].startswith("k-") and len(mine_["mark"]) == 6
    assert 40 <= mine_.number("of") < 90 and mine_["one"] in ("x", "y")
    assert mine_["image"] == f"{mine_['name']}:1"
    assert Drawing("98", name=word("a")).of("a")["name"] != mine_["name"], "two lessons draw apart"
    assert {DRAWING.of(str(seed)).number("of") for seed in range(900)} == set(range(40, 90))


def test_braces_of_somebody_else_stay() -> None:
    drawn = DRAWING.of("a")
    assert drawn.fill("{name} {{.ID}} {unknown}") == f"{drawn['name']} {{{{.ID}}}} {{unknown}}"
    assert DRAWING.on_paper().fill("{name}") == "$NAME"
    assert drawn.shell().splitlines()[0] == f"NAME={drawn['name']}"
    assert drawn.text().splitlines()[0].split() == ["NAME", drawn["name"], "a"]


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        taken = listening.getsockname()[1]
        one_port = Drawing("x", port=port("p"), other=number([taken], "no port"))
        assert one_port.ports_are_free("seed"), "only ports are asked about"
        busy = Drawing("x", port=port("p"))
        busy.values["port"] = type(busy.values["port"])("p", lambda _digest: str(taken), is_port=True)
        assert not busy.ports_are_free("seed")


def test_a_scope_with_drawn_names_is_the_learner_s(monkeypatch) -> None:
    monkeypatch.setenv("COURSE_SEED", "a")
    scope = DrawnScope(containers=("box", "{name}-web"), images=("plain:1",), drawing=DRAWING)
    assert scope.names("container") == ("box", f"{DRAWING.of('a')['name']}-web")
    assert scope.names("image") == ("plain:1",)
    assert list(Scope(containers=("a",), networks=("b",))) == [("container", "a"), ("network", "b")]
