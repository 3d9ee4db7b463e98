"""What a learner is told of an image, demand by demand; the engine's answers are written down here."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.checks.image import Image, health_command, is_build_step
from tests.unit.scripted import BASE, OTHER, event, image, look, refused

MINE = "sha256:" + "d" * 64
STEP = "sha256:" + "e" * 64
BELOW = [{"Id": BASE, "CreatedBy": "/bin/sh -c #(nop) ADD file:x in / "}]


def mine(*layers: str, steps: list[dict[str, Any]] | None = None, identity: str = MINE,
         events: list[dict[str, Any]] | None = None, more: dict[str, Any] | None = None,
         config: dict[str, Any] | None = None, **answers: Any) -> Image:  # fmt: skip
    """The image `mine:1` above `busybox`, whose history has these steps on top, the newest first."""
    own = [{"Id": MINE, "CreatedBy": "RUN true"}] if steps is None else steps
    images = {
        "busybox": image(BASE, "l1"),
        "other": image(OTHER, "x1"),
        "mine:1": image(identity, *(layers or ("l1", "l2")), **(config or {})),
        **(more or {}),
    }
    history = {MINE: [*own, *BELOW], BASE: BELOW}
    seen = look(images=images, events=events or [], history=history.get, **answers)
    return seen.image("mine:1")


# -- where it comes from ---------------------------------------------------------------------------
def test_another_name_has_to_point_at_the_very_image() -> None:
    assert mine("l1", identity=BASE).same_as("busybox").name == "mine:1"
    wrong = refused(lambda: mine().same_as("busybox"))
    assert "다른 이미지를 가리킵니다" in wrong.message
    assert wrong.expected.endswith("bbbbbbbbbbbb") and wrong.found == "dddddddddddd"
    assert "옮겨 갑니다" in wrong.hint
    assert refused(lambda: mine().same_as("busybox", "own")).hint == "own"


def test_building_on_an_image_is_neither_renaming_it_nor_another_base() -> None:
    assert mine().builds_on("busybox")
    renamed = refused(lambda: mine("l1", identity=BASE).builds_on("busybox"))
    assert "이름표만" in renamed.message
    assert renamed.found == "같은 IMAGE ID bbbbbbbbbbbb"
    assert "docker rmi mine:1" in renamed.hint
    other = refused(lambda: mine().builds_on("other"))
    assert "위에 쌓은 이미지가 아닙니다" in other.message
    assert (other.expected, other.found) == ("other의 레이어 1개로 시작", "레이어 2개, IMAGE ID dddddddddddd")
    assert "FROM" in other.hint
    assert refused(lambda: mine().builds_on("other", "own")).hint == "own"
    assert refused(lambda: mine("l1", identity=BASE).builds_on("busybox", "own")).hint == "own"


# -- how it was made -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "step",
    [
        {"CreatedBy": "/bin/sh -c apt-get update"},
        {"CreatedBy": '/bin/sh -c #(nop)  CMD ["sh"]'},
        {"CreatedBy": "|1 A=b /bin/sh -c true"},
        {"CreatedBy": "RUN /bin/sh -c true # buildkit"},
        {"CreatedBy": "COPY . / # buildkit"},
        {"CreatedBy": "anything", "Comment": "buildkit.dockerfile.v0"},
    ],
)
def test_a_builder_s_wording_is_known(step: dict[str, Any]) -> None:
    assert is_build_step(step)
    assert mine(steps=[{"Id": MINE, **step}]).built("busybox")


@pytest.mark.parametrize("step", [{"CreatedBy": "bash"}, {"CreatedBy": ""}, {}, {"CreatedBy": None}])
def test_a_commit_is_no_build(step: dict[str, Any]) -> None:
    assert not is_build_step(step)
    wrong = refused(lambda: mine(steps=[{"Id": MINE, **step}]).built("busybox"))
    assert "빌드의 단계가 아닌 것" in wrong.message
    assert wrong.found == (step.get("CreatedBy") or "docker commit")
    assert "커밋하지 말고" in wrong.hint
    assert refused(lambda: mine(steps=[{"Id": MINE, **step}]).built("busybox", "own")).hint == "own"


def test_an_image_without_a_step_of_its_own_was_not_built() -> None:
    assert refused(lambda: mine(steps=[]).built("busybox")).found == "더해진 단계 없음"


def test_a_commit_that_the_journal_saw_is_none_either_whatever_its_step_says() -> None:
    """`docker commit` of a container that ran `/bin/sh -c …` looks like a RUN."""
    steps = [{"Id": MINE, "CreatedBy": "/bin/sh -c true"}]
    committed = event(1, "commit", imageID=MINE)
    assert refused(lambda: mine(steps=steps, events=[committed]).built("busybox")).expected == "docker build"
    below = [{"Id": MINE, "CreatedBy": "CMD true"}, {"Id": STEP, "CreatedBy": "/bin/sh -c true"}]
    wrong = refused(lambda: mine(steps=below, events=[event(1, "commit", imageID=STEP)]).built("busybox"))
    assert wrong.found == "/bin/sh -c true"
    assert mine(steps=steps, events=[event(1, "commit", imageID=OTHER)]).built("busybox")
    assert mine(steps=steps, events=[event(1, "tag", kind="image", imageID=MINE)]).built("busybox")


def test_a_run_may_name_a_shell_of_its_own() -> None:
    shell = {"Id": STEP, "CreatedBy": "/bin/sh -c #(nop)  SHELL [/bin/bash -c]"}
    assert mine(steps=[{"Id": MINE, "CreatedBy": "/bin/bash -c true"}, shell]).built("busybox")
    assert refused(
        lambda: mine(steps=[{"Id": MINE, "CreatedBy": "/bin/dash -c true"}, shell]).built("busybox")
    )


def test_a_run_in_exec_form_is_known_by_the_container_of_the_classic_builder() -> None:
    """That one runs each step in a container made from the id of the step before."""
    steps = [{"Id": MINE, "CreatedBy": "apt-get update"}]
    from_id, from_name = event(1, "create", image=BASE), event(1, "create", image="busybox")
    assert mine(steps=steps, events=[from_id]).built("busybox")
    assert mine(steps=steps, more={MINE: image(MINE, Image=BASE)}).built("busybox"), "from the cache"
    assert refused(lambda: mine(steps=steps, events=[from_name]).built("busybox"))
    assert refused(lambda: mine(steps=steps, events=[event(1, "start", image=BASE)]).built("busybox"))
    assert refused(lambda: mine(steps=steps, events=[event(1, "create", image=OTHER)]).built("busybox"))
    nameless = [{"Id": "<missing>", "CreatedBy": "apt-get update"}]
    assert refused(lambda: mine(steps=nameless).built("busybox"))


# -- what is in it ---------------------------------------------------------------------------------
def installed(text: str) -> dict[str, Any]:
    return {"probe": [0, text]}


def test_a_package_is_installed_by_its_name_or_by_one_that_provides_it() -> None:
    said = installed("ii  git \nii  exim4 mail-transport-agent, x\nrc  vim \n")
    assert mine(**said).has_packages("git", "mail-transport-agent")
    wrong = refused(lambda: mine(**said).has_packages("git", "vim", "curl"))
    assert (wrong.expected, wrong.found) == ("git, vim, curl", "빠진 것: vim, curl")
    assert "apt-get install" in wrong.hint
    assert refused(lambda: mine(**said).has_packages("vim", hint="own")).hint == "own"


def layers(*files: list[str], mentions: bool = False) -> list[dict[str, Any]]:
    rows = [{"files": found, "mentions": False, "fingerprints": {}} for found in files]
    return [*rows, {"files": [], "mentions": mentions, "fingerprints": {}}]


LISTS = ["var/lib/apt/lists/x_Packages"]


def test_package_lists_count_above_the_base_only_and_hidden_ones_too() -> None:
    assert mine(layers=layers(LISTS, [])).no_package_lists("busybox")
    left = refused(lambda: mine(layers=layers([], LISTS), probe=[0, ""]).no_package_lists("busybox"))
    assert "패키지 목록이 남아" in left.message and left.found == "파일 1개"
    hidden = refused(lambda: mine(layers=layers([], LISTS), probe=[2, ""]).no_package_lists("busybox"))
    assert "서로 다른 레이어" in hidden.message and hidden.found == "파일 1개"
    assert "RUN 하나로" in left.hint and "RUN 하나로" in hidden.hint


def test_files_are_told_layer_by_layer() -> None:
    built = mine(layers=layers(["a"], ["b", "c"]))
    assert built.files_by_layer("*") == [["a"], ["b", "c"]]
    assert built.layer_files("*", above="busybox") == ["b", "c"]


def test_what_a_container_sees_is_asked_by_a_path_from_the_root() -> None:
    asked: list[Any] = []
    built = mine(probe=lambda *question: asked.append(question) or [0, ""])
    assert built.shows("a", "b/c")
    assert asked == [(MINE, ["ls", "-d", "/a", "/b/c"], {})]
    assert not mine(probe=[1, ""]).shows("a")


def test_a_secret_is_in_no_layer_and_no_configuration() -> None:
    assert mine(layers=layers([], [])).no_mention("token", "API_KEY")
    wrong = refused(lambda: mine(layers=layers([], mentions=True)).no_mention("token", "API_KEY"))
    assert wrong.found == "mine:1 안에 API_KEY의 값"
    assert ".dockerignore" in wrong.hint
    assert refused(lambda: mine(layers=layers(mentions=True)).no_mention("t", "k", "own")).hint == "own"


def test_fingerprints_are_those_above_the_base() -> None:
    rows = layers([], [])
    rows[0]["fingerprints"], rows[1]["fingerprints"], rows[2]["fingerprints"] = (
        {"a": "1"},
        {"b": "2"},
        {"c": "3"},
    )
    assert mine(layers=rows).fingerprints("busybox") == {"b": "2"}


def test_a_text_file_comes_without_guessing() -> None:
    assert mine(probe=[0, "text"]).read_file("/a") == "text"
    wrong = refused(lambda: mine(probe=[1, "cat: no such file\n"]).read_file("/a"))
    assert (wrong.expected, wrong.found) == ("/a", "cat: no such file")


@pytest.mark.parametrize(
    ("own", "others", "shared"),
    [(("a", "b"), ("a", "c"), 1), (("a", "b"), ("a",), 1), (("a",), ("a", "b"), 1), (("a",), ("b",), 0)],
)
def test_shared_layers_are_counted_from_the_bottom(own, others, shared) -> None:
    built = mine(*own, more={"third": image(OTHER, *others)})
    assert built.shared_layers(built.look.base("third")) == shared


# -- what it does ----------------------------------------------------------------------------------
def test_a_program_of_it_has_to_succeed_and_print_this() -> None:
    assert mine(probe=[0, "git version 2"]).runs("git", "--version", prints="git version")
    failed = refused(lambda: mine(probe=[127, " not found \n"]).runs("git", "--version"))
    assert "`git --version` 명령이 성공하지 않습니다" in failed.message
    assert (failed.expected, failed.found) == ("git --version, 종료 코드 0", "종료 코드 127: not found")
    other = refused(lambda: mine(probe=[0, "hg\n"]).runs("git", prints="git", hint="own"))
    assert "출력이 다릅니다" in other.message
    assert (other.expected, other.found, other.hint) == ("git", "hg", "own")
    assert refused(lambda: mine(probe=[0, " "]).runs("git", prints="git")).found == "출력 없음"


def test_without_a_program_it_is_what_the_image_runs_by_itself() -> None:
    asked: list[Any] = []
    config = {"Entrypoint": ["/start"], "Cmd": ["now"]}
    assert mine(config=config, probe=lambda *question: asked.append(question) or [0, ""]).runs(env={"A": "b"})
    assert asked == [(MINE, [], {"A": "b"})]
    assert "`/start now`" in refused(lambda: mine(config=config, probe=[1, ""]).runs()).message


@pytest.mark.parametrize(
    "cmd", [["/bin/sh", "-c", "['a']"], ["/bin/sh", "-c", "[‘a’]"], ["/bin/sh", "-c", "[“a”]"]]
)
def test_brackets_with_other_quotes_are_no_exec_form(cmd: list[str]) -> None:
    wrong = refused(lambda: mine(config={"Cmd": cmd}).exec_form('["a"]'))
    assert "큰따옴표가 아닌" in wrong.message
    assert (wrong.expected, wrong.found) == ('["a"]', " ".join(cmd))


def test_exec_form_has_no_shell_around_the_program() -> None:
    assert mine(config={"Cmd": ["apache2", "-D"]}).exec_form("x")
    assert mine(config={"Cmd": ["/bin/sh", "start.sh"]}).exec_form("x")
    wrong = refused(lambda: mine(config={"Cmd": ["/bin/sh", "-c", "apache2"]}).exec_form("x", "own"))
    assert ("shell 형식" in wrong.message, wrong.found, wrong.hint) == (True, "/bin/sh -c apache2", "own")
    assert "신호" in refused(lambda: mine(config={"Cmd": ["/bin/sh", "-c", "a"]}).exec_form("x")).hint


HEALTHY = {"Healthcheck": {"Test": ["CMD-SHELL", "curl -f localhost"]}}
HONEST = {"well": 0, "ill": 1, "stopped": 1, "none": 1}


def test_a_health_check_is_believed_only_after_the_experiment() -> None:
    assert mine(config=HEALTHY, health=HONEST).honest_health(80)
    assert mine(config=HEALTHY).health_command == ("/bin/sh", "-c", "curl -f localhost")
    missing = refused(lambda: mine().honest_health(80))
    assert ("HEALTHCHECK가 없습니다" in missing.message, missing.found) == (True, "없음")
    assert "curl -f" in missing.hint


@pytest.mark.parametrize(
    ("case", "code", "message"),
    [
        ("well", 7, "잘 대답하는데도"),
        ("none", 0, "서버가 없어도"),
        ("ill", 0, "오류(404)로 대답해도"),
        ("stopped", 0, "프로세스만 있고"),
    ],
)
def test_each_way_of_a_dishonest_health_check_is_told(case: str, code: int, message: str) -> None:
    wrong = refused(lambda: mine(config=HEALTHY, health=HONEST | {case: code}).honest_health(80))
    assert message in wrong.message
    assert wrong.found == f"종료 코드 {code}: /bin/sh -c curl -f localhost"
    own = refused(lambda: mine(config=HEALTHY, health=HONEST | {case: code}).honest_health(80, hint="own"))
    assert ("포트(80)" in own.hint) if case == "well" else own.hint == "own"


@pytest.mark.parametrize(
    ("health", "program"),
    [
        (None, ()),
        ({}, ()),
        ({"Test": ["NONE"]}, ()),
        ({"Test": []}, ()),
        ({"Test": ["CMD", "curl", "-f"]}, ("curl", "-f")),
        ({"Test": ["CMD-SHELL", "a b"]}, ("/bin/sh", "-c", "a b")),
    ],
)
def test_the_health_check_s_program_is_as_it_is_run(health: object, program: tuple[str, ...]) -> None:
    assert health_command(health) == program


def test_what_made_each_step_is_text_whatever_the_engine_left_out() -> None:
    steps = [{"Id": MINE, "CreatedBy": None}, {"Id": STEP}]
    assert mine(steps=steps).created_by() == ["", "", BELOW[0]["CreatedBy"]]
    assert [step["Id"] for step in mine(steps=steps).steps_above("busybox")] == [MINE, STEP]
