"""What a learner is told of a container, demand by demand; the engine's answers are written down here."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from helpers.checks.container import Container, fits, reason
from helpers.checks.history import Run
from tests.unit.scripted import BASE, OTHER, blocked, container, event, image, look, refused

IMAGES = {"busybox": image(BASE), "debian": image(OTHER)}
SERVED = {"NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}]}}}


def box(status: str = "running", code: int = 0, *, answers: dict[str, Any] | None = None,
        events: list[dict[str, Any]] | None = None, **more: Any) -> Container:  # fmt: skip
    """The container of that state, with these further answers of the engine."""
    seen = look(
        boxes={"box": container(status, code, **more)}, images=IMAGES, events=events or [],
        **(answers or {}),
    )  # fmt: skip
    return seen.container("box")


def journal(*happened: dict[str, Any]) -> list[dict[str, Any]]:
    return [event(1, "create", image="busybox"), *happened]


# -- where it comes from, and whether it runs ------------------------------------------------------
def test_it_has_to_come_from_this_very_image() -> None:
    assert box().made_from("busybox").name == "box"
    wrong = refused(lambda: box().made_from("debian"))
    assert (wrong.expected, wrong.found) == ("debian", "busybox")
    assert "docker rm -f box" in wrong.hint
    assert refused(lambda: box().made_from("debian", hint="again")).hint == "again"


def test_a_name_that_moved_away_is_told_with_the_image_that_it_was() -> None:
    wrong = refused(lambda: box(Image=OTHER).made_from("busybox"))
    assert wrong.expected == "busybox"
    assert "이름이 옮겨 가기 전의 이미지 cccccccccccc" in wrong.found
    assert "c" * 13 not in wrong.found


@pytest.mark.parametrize("status", ["running", "exited"])
def test_what_ran_or_runs_was_started(status: str) -> None:
    assert box(status).started().name == "box"


def test_what_was_only_created_was_not_started() -> None:
    wrong = refused(lambda: box("created").started())
    assert "시작되지 않았습니다" in wrong.message
    assert "만들기만" in wrong.found
    assert "docker start box" in wrong.hint


def test_an_error_of_the_last_start_is_forgiven_while_it_runs() -> None:
    assert box(State={"Error": "address already in use"}).started()
    assert refused(lambda: box("exited", 1, State={"Error": "x: y: z"}).started()).found == "y: z"


@pytest.mark.parametrize(
    ("error", "path", "hint"),
    [
        ("driver failed programming external connectivity: port is taken", "sh", "docker ps"),
        ("listen tcp4 0.0.0.0:80: bind: address already in use", "sh", "docker ps"),
        ('exec: "-d": executable file not found', "-d", "이미지 이름 뒤에 적은 옵션"),
        ('exec: "slep": executable file not found', "slep", "프로그램 이름을 확인"),
    ],
)
def test_why_it_did_not_start_says_what_to_do(error: str, path: str, hint: str) -> None:
    assert hint in refused(lambda: box("created", Path=path, State={"Error": error}).running()).hint
    assert refused(lambda: box("created", Path=path, State={"Error": error}).running("own")).hint == "own"


def test_the_engine_s_reason_is_the_end_of_what_it_said() -> None:
    assert reason("a: b: c: d") == "c: d"
    assert reason("plain") == "plain"
    assert len(reason("x" * 500)) == 120


@pytest.mark.parametrize(
    ("status", "message", "found", "hint"),
    [
        ("exited", "실행 중이 아닙니다", "exited, 종료 코드 3, 명령 `sleep 100`", "docker start box"),
        ("restarting", "다시 시작하고 있습니다", "restarting, 종료 코드 3", "docker logs box"),
        ("paused", "일시 정지", "paused", "docker unpause box"),
    ],
)
def test_running_tells_each_way_of_not_running_apart(status, message, found, hint) -> None:
    wrong = refused(lambda: box(status, 3).running())
    assert message in wrong.message
    assert wrong.found.startswith(found)
    assert hint in wrong.hint
    assert wrong.expected == "running"


def test_running_takes_the_lesson_s_own_advice_where_it_is_over() -> None:
    assert box().running().is_running
    assert refused(lambda: box("exited").running("own")).hint == "own"
    assert refused(lambda: box("restarting").running("own")).hint == "own"


def test_exited_wants_the_end_and_this_exit_code() -> None:
    assert box("exited", 7).exited(7)
    assert box("exited").exited()
    early = refused(lambda: box("running").exited())
    assert ("아직 끝나지" in early.message, early.found) == (True, "running")
    assert "docker stop box" in early.hint
    other = refused(lambda: box("exited", 1).exited(0))
    assert "다른 종료 코드" in other.message
    assert (other.expected, other.found) == ("종료 코드 0", "종료 코드 1, 명령 `sleep 100`")
    assert "docker logs box" in other.hint
    assert refused(lambda: box("exited", 1).exited(0, "own")).hint == "own"
    assert refused(lambda: box("running").exited(0, "own")).hint == "own"
    assert "만들기만" in refused(lambda: box("created").exited(0)).found


# -- what was run in it ----------------------------------------------------------------------------
def exec_of(number: int, command: str, code: str | None = "0") -> list[dict[str, Any]]:
    ran = [event(number, "exec_create", command=command, execID=f"e{number}")]
    return ran + ([event(number + 1, "exec_die", execID=f"e{number}", exitCode=code)] if code else [])


def test_its_own_command_counts_as_run_with_its_exit_code() -> None:
    ended = box("exited", 2, Path="git", Args=["--version"])
    assert ended.ran("git")
    assert ended.ran("git", 2)
    wrong = refused(lambda: ended.ran("git", 0))
    assert "성공하지 않았습니다" in wrong.message
    assert (wrong.expected, wrong.found) == ("종료 코드 0", "git --version, 종료 코드 2")
    assert "다른 종료 코드" in refused(lambda: ended.ran("git", 3)).message


def test_a_program_that_still_runs_has_no_exit_code_yet() -> None:
    wrong = refused(lambda: box(Path="git", Args=[]).ran("git", 0))
    assert wrong.found == "git, 종료 코드 ?"
    assert [run.exit_code for run in box("created", 5).runs()] == [None]


def test_what_docker_exec_ran_counts_and_one_success_is_enough() -> None:
    happened = journal(*exec_of(2, "git init", "128"), *exec_of(4, "git --version"))
    tried = box(events=happened)
    assert tried.ran("git", 0)
    assert [run.command for run in tried.by_hand("git")] == ["git --version"]
    assert tried.by_hand("svn") == []


def test_what_was_never_run_is_said_with_what_was() -> None:
    wrong = refused(lambda: box(events=journal(*exec_of(2, "ls"), *exec_of(4, "ls"))).ran("git", hint="try"))
    assert "흔적이 없습니다" in wrong.message
    assert (wrong.expected, wrong.found, wrong.hint) == ("git", "sleep 100 / ls", "try")
    assert wrong.recorded, "where the journal has a gap, nobody can say"


def test_an_exec_that_has_not_ended_proves_no_success() -> None:
    assert box(events=journal(*exec_of(2, "git gc", None))).ran("git")
    assert refused(lambda: box(events=journal(*exec_of(2, "git gc", None))).ran("git", 0))


@pytest.mark.parametrize(
    ("run", "code", "fit"),
    [
        (Run("git", 0, "exec"), 0, True),
        (Run("git", 1, "exec"), 0, False),
        (Run("git", None, "exec"), 0, False),
        (Run("git", None, "typed"), 0, True),
        (Run("git", None, "typed"), 127, False),
        (Run("git", 127, "typed"), 127, True),
    ],
)
def test_a_typed_command_of_unknown_end_counts_unless_it_was_not_found(run, code, fit) -> None:
    assert fits(run, code) is fit


SHELL: dict[str, Any] = {"Path": "sh", "Args": []}
LOG = "/ # git --version\r\ngit version 2\r\n/ # gti\r\nsh: gti: not found\r\n"


def test_what_was_typed_at_its_terminal_is_read_from_its_log() -> None:
    at_terminal = box(answers={"logs": LOG}, Config={"Tty": True}, **SHELL)
    assert at_terminal.prompts
    assert at_terminal.ran("git", 0)
    assert refused(lambda: at_terminal.ran("gti", 0)).found == "gti, 종료 코드 127"
    assert [run.command for run in at_terminal.by_hand("git")] == ["git --version"]


def test_without_a_terminal_only_a_shell_s_refusal_is_believed() -> None:
    """A pipe shows no prompt: what looks like one was printed by a program."""
    piped = box(answers={"logs": LOG}, **SHELL)
    assert not piped.prompts
    assert [(run.command, run.exit_code) for run in piped.runs()] == [("sh", None), ("gti", 127)]


def test_a_log_is_read_only_of_a_shell_or_a_terminal_and_where_it_is_kept() -> None:
    assert [run.command for run in box().runs()] == ["sleep 100"], "no log was asked for"
    silent = box(HostConfig={"LogConfig": {"Type": "none"}}, Config={"Tty": True}, **SHELL)
    assert [run.command for run in silent.runs()] == ["sh"]
    assert [run.command for run in box(answers={"logs": LOG}, Config={"Tty": True}).runs()] == [
        "sleep 100", "git --version", "gti",
    ]  # fmt: skip


def test_a_shell_of_docker_exec_has_a_history_of_its_own() -> None:
    def file(_raw: object, path: str, _limit: int) -> str | None:
        return base64.b64encode(b"git --version\n\nls\n").decode() if path == "/root/.bash_history" else None

    there = box(answers={"file": file}, events=journal(*exec_of(2, "bash")))
    assert [(run.command, run.how) for run in there.runs()][2:] == [
        ("git --version", "typed"),
        ("ls", "typed"),
    ]
    assert there.ran("git", 0)


@pytest.mark.parametrize(
    ("path", "args", "shell"),
    [("sh", [], True), ("/bin/bash", ["-l"], True), ("sh", ["-c", "date"], False), ("sleep", [], False)],
)
def test_a_shell_without_a_script_reads_what_is_typed(path: str, args: list[str], shell: bool) -> None:
    found = box(Path=path, Args=args, Config={"Tty": True})
    assert (found.runs_shell, found.prompts) == (shell, shell)


# -- files -----------------------------------------------------------------------------------------
def having(*paths: str) -> Callable[..., Any]:
    return lambda _raw, path: {"size": 1, "mode": 0o755, "target": ""} if path in paths else None


def test_a_program_is_where_the_shell_looks_for_it() -> None:
    with_git = box(answers={"stat": having("/usr/local/bin/git")})
    assert with_git.has_program("git").finds_program("git") == "/usr/local/bin/git"
    wrong = refused(lambda: with_git.lacks_program("git", "remove it"))
    assert (wrong.expected, wrong.found, wrong.hint) == (
        "/usr/bin/git 없음",
        "/usr/local/bin/git",
        "remove it",
    )
    without = box(answers={"stat": having()})
    assert without.lacks_program("git").finds_program("git") == ""
    missing = refused(lambda: without.has_program("git", "install it"))
    assert (missing.expected, missing.found, missing.hint) == ("/usr/bin/git", "없음", "install it")


def test_a_file_comes_as_bytes_and_none_is_none() -> None:
    packed = base64.b64encode(b"\x00text").decode()
    assert box(answers={"file": packed}).file("/a") == b"\x00text"
    assert box(answers={"file": None}).file("/a") is None
    assert box(answers={"file": ""}).file("/a") == b""


def test_the_diff_has_docker_s_letters() -> None:
    rows = [{"Kind": 0, "Path": "/etc"}, {"Kind": 1, "Path": "/a"}, {"Kind": 2, "Path": "/b"}]
    assert [(change.kind, change.path) for change in box(answers={"diff": rows}).diff()] == [
        ("C", "/etc"), ("A", "/a"), ("D", "/b"),
    ]  # fmt: skip


def test_a_log_that_is_not_kept_is_said() -> None:
    asked: list[Any] = []
    kept = box(answers={"logs": lambda *question: asked.append(question) or "text"})
    assert kept.logs(5, timestamps=True) == "text"
    assert kept.logs() == "text"
    assert [question[1:] for question in asked] == [(5, True), (200, False)]
    wrong = refused(lambda: box(HostConfig={"LogConfig": {"Type": "none"}}).logs())
    assert (wrong.expected, wrong.found) == ("json-file", "--log-driver none")


def test_a_program_run_in_it_is_data_only_when_it_succeeds() -> None:
    assert box(answers={"run_in": [0, "ok"]}).run_in("true").output == "ok"
    failed = box(answers={"run_in": [2, " no such file \n"]}).run_in("cat", "x")
    assert "종료 코드 2): no such file" in blocked(lambda: failed.output).reason


# -- how it was made -------------------------------------------------------------------------------
def test_an_environment_variable_has_to_have_this_value() -> None:
    with_env = box(Config={"Env": ["A=b=c", "EMPTY="]})
    assert with_env.environment("A", "b=c").environment("EMPTY", "")
    wrong = refused(lambda: with_env.environment("A", "x"))
    assert (wrong.expected, wrong.found) == ("A=x", "A=b=c")
    assert "-e A=…" in wrong.hint
    assert refused(lambda: with_env.environment("B", "x", "own")).hint == "own"
    assert refused(lambda: with_env.environment("B", "x")).found == "없음"


@pytest.mark.parametrize(
    ("actions", "is_detached"),
    [
        (["start"], True),
        (["attach", "start"], False),
        (["attach", "start", "die", "start"], True),
        (["start", "die", "attach", "start"], False),
        (["start", "attach"], True),  # somebody looks in
        ([], True),
    ],
)
def test_detached_is_told_from_the_last_start(actions: list[str], is_detached: bool) -> None:
    happened = journal(*(event(2 + at, action) for at, action in enumerate(actions)))
    if is_detached:
        assert box(events=happened).detached()
    else:
        wrong = refused(lambda: box(events=happened).detached())
        assert ("포그라운드" in wrong.message, wrong.expected) == (True, "-d")
        assert "docker rm -f box" in wrong.hint
        assert refused(lambda: box(events=happened).detached("own")).hint == "own"


def mount(**more: Any) -> dict[str, Any]:
    return {"Type": "volume", "Name": "data", "Destination": "/app", "RW": True, **more}


def test_a_volume_has_to_be_mounted_there_and_as_it_is_wanted() -> None:
    mounted = box(Mounts=[mount()])
    assert mounted.mounted("data").mounted("data", "/app").mounted("data", writable=True)
    elsewhere = refused(lambda: mounted.mounted("data", "/srv"))
    assert "다른 경로" in elsewhere.message
    assert (elsewhere.expected, elsewhere.found) == ("data:/srv", "data:/app")
    writable = refused(lambda: mounted.mounted("data", writable=False))
    assert "쓸 수도 있게" in writable.message
    assert (writable.expected, writable.found) == ("data:/app:ro", "data:/app")
    sealed = box(Mounts=[mount(RW=False)])
    assert sealed.mounted("data", writable=False)
    read_only = refused(lambda: sealed.mounted("data", writable=True, hint="own"))
    assert "읽기 전용" in read_only.message
    assert (read_only.expected, read_only.found, read_only.hint) == ("data:/app", "data:/app:ro", "own")


def test_what_is_mounted_instead_is_named() -> None:
    none = refused(lambda: box().mounted("data", "/app"))
    assert "볼륨 data에 연결되어 있지 않습니다" in none.message
    assert (none.expected, none.found) == ("data:/app", "연결 없음")
    assert "-v" in none.hint
    folder = {"Type": "bind", "Source": "/home/me", "Destination": "/app", "RW": True}
    bound = refused(lambda: box(Mounts=[folder]).mounted("data"))
    assert "호스트의 폴더" in bound.message
    assert (bound.expected, bound.found) == ("data", "/home/me:/app")
    other = refused(lambda: box(Mounts=[mount(Name="x"), folder | {"Name": "data"}]).mounted("data"))
    assert other.found == "x:/app, data:/app"


def test_a_published_port_is_told_as_docker_ps_shows_it() -> None:
    service = box(**SERVED).published(80)
    assert (service.port, service.ports_text()) == (80, "127.0.0.1:8080->80/tcp")
