"""Every text of a refusal is explained rightly, in both languages; ordinary output never."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from helpers import i18n
from helpers.engine import translate
from helpers.engine.explain import LOOKED_AT
from helpers.engine.refusals import ROWS
from helpers.engine.refusals.row import compiled
from tests.explain.cases import FOLDER, ORDINARY, Case, cases

CASES = list(cases())
# what a remedy must never be, for whoever reads it does it
RUINOUS = re.compile(
    r"\bprune\b|\brm -r?f\b|\brmi? (?:-f|--force)|--no-verify|chmod 777|rm -rf /var/lib/docker|course reset"
)
KOREAN = re.compile("[가-힣]")
REMOVES = re.compile(r"docker (?:rm|rmi|volume rm)\b|restart docker\b|--shutdown")
OFF = re.compile("엔진이 켜지지|엔진이 소켓을 열지")  # of an engine that is off nothing stops
LOSS = {
    "ko": (
        "(안에 쓴 것은 사라집니다)", "안에 쓴 것은 함께 사라집니다", "안에 쓴 것도 사라집니다",
        "실행 중인 컨테이너가 모두 멈춥니다", "WSL에서 열어 둔 것이 모두 꺼",
        "만들어지기만 한 컨테이너는", "created 상태로 남으니", "하나씩 떼세요", "같은 'docker rm'을 다시",
    ),
    "en": (
        "what was written inside is lost", "What was written inside is lost", "all running containers stop",
        "everything open in WSL is closed",
        "a container that was only created", "stays as created", "take them off one by one",
        "the same 'docker rm'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_refusal_is_explained_rightly(case: Case, lang: str) -> None:
    i18n.choose(lang, {})
    known = translate(case.text)
    said = f"{known.what}\n{known.remedy}" if known else ""
    assert not case.wrong(known.code if known else None, said)
    assert "{" not in said.replace("{{", "") or "{" in case.text
    assert (
        re.search("[가-힣]", said.replace("닫기", "")) is None
        or lang == "ko"
        or re.search("[가-힣]", case.text)
    )


@pytest.mark.parametrize("path", ORDINARY, ids=[path.stem for path in ORDINARY])
def test_ordinary_output_is_not_explained(path: Path) -> None:
    assert translate(path.read_text(encoding="utf-8")) is None


def test_there_is_enough_of_both() -> None:
    assert len(ORDINARY) >= 60
    assert {path.stem for path in (FOLDER / "cases").glob("*.txt")} == {case.name for case in CASES}


def test_every_row_has_a_text_or_a_source() -> None:
    """A row nobody has seen is a guess."""
    seen = {case.code for case in CASES}
    assert not [row.code for row in ROWS if row.code not in seen and not row.source]


def test_every_wording_fills_the_sentences() -> None:
    """A pattern without a group that the sentences name would end in a KeyError before a learner."""
    for row in ROWS:
        named = {
            name
            for text in (row.what, row.remedy)
            for _, name, _, _ in string.Formatter().parse(text)
            if name
        } - {"start"}
        for pattern in row.patterns if row.look is None else ():
            assert named <= set(compiled(pattern).groupindex), (row.code, pattern)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_remedy_throws_work_away_unsaid(lang: str) -> None:
    i18n.choose(lang, {})
    for row in ROWS:
        said = i18n._(row.remedy)
        assert not RUINOUS.search(said), said
        if REMOVES.search(said) and not OFF.search(row.what):
            assert any(word in said for word in LOSS[lang]), said


@pytest.mark.parametrize("lang", ["en"])
def test_every_row_speaks_the_language(lang: str) -> None:
    i18n.choose(lang, {})
    for row in ROWS:
        for text in filter(None, (row.what, row.remedy, row.also)):
            said = i18n._(text)
            assert said != text, text
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(part) if name} for part in (text, said)
            ]
            assert fields[0] == fields[1], text


def test_the_cause_wins_wherever_it_stands() -> None:
    consequence = (
        "E: Unable to locate package git\n"
        "The command '/bin/sh -c apt-get install git' returned a non-zero code: 100\n"
    )
    cause = "W: Failed to fetch http://packages.example/x  Temporary failure resolving 'packages.example'\n"
    for text in (cause + consequence, consequence + cause):
        known = translate(text)
        assert known is not None
        assert "packages.example" in known.what


def test_a_script_that_cleans_up_first_is_judged_by_what_failed() -> None:
    known = translate(
        "Error response from daemon: No such container: web\n"
        "docker: Error response from daemon: driver failed programming external connectivity on endpoint web "
        "(ab): Bind for 0.0.0.0:8080 failed: port is already allocated.\n"
    )
    assert known is not None
    assert known.code == "port-by-container"


def test_of_a_long_output_the_end_is_read() -> None:
    """A real log of a build, longer than what is looked at."""
    log = (FOLDER / "long-build.txt").read_text(encoding="utf-8")
    assert len(log) > LOOKED_AT
    known = translate(log)
    assert known is not None
    assert known.code == "program-not-found"
    assert translate(log[: log.index("2enmod: not found")].rpartition("\n")[0]) is None
    early = "docker: 'runn' is not a docker command.\n" + "x" * LOOKED_AT
    assert translate(early) is None
