"""Two users of one machine: neither sees what the other's course keeps, nor can make it wait."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers import paths
from helpers.engine.private import PrivateEngine
from tests.conftest import needs_a_checkout_for_all
from tests.faults.table import Fault

pytestmark = pytest.mark.engine
KIM, LEE = 61234, 61235  # numbers that nobody has: a user needs no entry in /etc/passwd

# A process that is no more than one user and does what it is told, line by line. What it needs it loads
# while it is still root, because Python may be in root's home. It notes what is written, and where.
USER = """
import contextlib, io, json, os, sys, traceback
from pathlib import Path
from helpers import paths
from helpers.checks.run import log_mistake
from helpers.cli import main
from helpers.engine import system
from helpers.engine.find import remember
from helpers.engine.types import Engine
from helpers.grading import terminal_log
from helpers.lab.state import home, turn
from helpers.launch import free_port
from helpers.launch.session import Running, hold

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
written, words = [], []
held = contextlib.ExitStack()

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] & WRITING:
        written.append(os.path.abspath(os.fsdecode(arguments[0])))
    elif event == "os.mkdir":
        written.append(os.path.abspath(os.fsdecode(arguments[0])))
    elif event == "socket.bind" and isinstance(arguments[1], (str, bytes)):
        written.append(os.fsdecode(arguments[1]))

def take_all_turns():
    # every lock that the course knows, none of which is waited for
    held.enter_context(turn(home() / "reset"))
    held.enter_context(free_port.turn(words.append))
    held.enter_context(system._alone(words.append))
    held.enter_context(hold(words.append))

def read(path):
    os.close(os.open(path, os.O_RDONLY))

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for command in (["check", "03"], ["reset", "03"], ["status"], ["assignment", "09"]):
        main(command)
    with free_port.turn(words.append), system._alone(words.append):
        pass
os.setgroups([])
os.setresgid({user}, {user}, {user})
os.setresuid({user}, {user}, {user})
os.environ.update(json.loads(sys.argv[1]))
os.chdir(os.environ["HOME"])
sys.addaudithook(note)
for line in sys.stdin:
    out, code = io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = eval(line)
        except OSError as error:
            code = type(error).__name__
        except Exception:
            traceback.print_exc()
    print(json.dumps([code, out.getvalue(), words, written]), flush=True)
"""


@dataclass(frozen=True)
class Answer:
    """What a line came to: its value or the name of an OSError, what was printed, words about waiting so far,
    and everything that was opened for writing or made so far."""

    value: object
    said: str
    words: list[str]
    written: list[str]


class User:
    """One user with a home that others may enter, and a process that does what it is told."""

    def __init__(self, number: int, home: Path, env: dict[str, str]):
        self.home = home
        home.mkdir()
        os.chown(home, number, number)
        self.own = {
            "HOME": str(home),
            "COURSE_STATE": str(home / "state"),
            "COURSE_WORK": str(home / "work"),
            "XDG_STATE_HOME": str(home / "user"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        env = {name: value for name, value in env.items() if name != "XDG_RUNTIME_DIR"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER.replace("{user}", str(number)), json.dumps(self.own)],
            cwd=paths.ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def does(self, line: str) -> Answer:
        """Have it done; raises AssertionError for a traceback."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = Answer(*json.loads(self.process.stdout.readline()))
        assert "Traceback" not in answer.said, answer.said
        return answer

    def course(self, command: str) -> Answer:
        """Run a command of the course; the value is its exit code."""
        return self.does(f"main({command.split()!r})")

    def files(self) -> list[Path]:
        """All that is below its home."""
        return [path for path in self.home.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def two(engine: PrivateEngine) -> Iterator[tuple[User, User]]:
    """Kim and Lee, who may both use the engine's socket."""
    before = engine.socket.stat().st_mode & 0o777
    folder = Path(tempfile.mkdtemp(prefix="course-users-"))  # tmp_path is for its owner alone
    folder.chmod(0o755)
    root = dict.fromkeys(("COURSE_STATE", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(folder / "root"))
    env = {**os.environ, **engine.engine.env(), **root, "COURSE_LANG": "ko"}
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        stack.callback(engine.socket.chmod, before)
        engine.socket.chmod(0o666)
        users = (User(KIM, folder / "kim", env), User(LEE, folder / "lee", env))
        for user in users:  # both load what they need meanwhile
            stack.enter_context(user.process)
            stack.callback(user.process.kill)
        yield users


WORK = (
    "main(['check', '03'])",
    "main(['assignment', '09'])",
    "Running('http://127.0.0.1:1', 'the-token', '/lab', 1).note()",
    "str(Running('http://127.0.0.1:1', 'the-token', '/lab', 1).door())",
    "remember(Engine('unix:///nowhere', 'private'))",
    "log_mistake('lesson', KeyError())",
    "terminal_log.note('/', 1.0, 0, 'docker login')",
    "str(paths.work().mkdir(mode=0o700))",
)


def owner(path: Path) -> int | None:
    """The number of its user; None if it is gone, as what other tests put there meanwhile may be."""
    try:
        return path.lstat().st_uid
    except FileNotFoundError:
        return None


@needs_a_checkout_for_all
def test_neither_sees_what_the_other_s_course_keeps(two: tuple[User, User], fault: Fault) -> None:
    kim, lee = two
    shared = {entry.name for entry in Path(tempfile.gettempdir()).iterdir()}
    began = time.monotonic()
    for line in WORK:
        for user in two:
            answer = user.does(line)
            outside = [path for path in answer.written if not Path(path).is_relative_to(user.home)]
            assert [path for path in outside if not path.startswith(("/dev/", "/proc/"))] == []
            assert len(answer.written) > len(outside), "what is written is noted"
    took = time.monotonic() - began
    new = {entry.name for entry in Path(tempfile.gettempdir()).iterdir()} - shared
    assert not [name for name in new if owner(Path(tempfile.gettempdir()) / name) in (KIM, LEE)]
    for mine, other in ((kim, lee), (lee, kim)):
        kept = mine.files()
        assert any("the-token" in path.read_text(errors="replace") for path in kept)
        assert any(path.name.startswith("baseline-") for path in kept)
        for path in kept:
            assert path.stat().st_mode & 0o077 == 0, path
            assert other.does(f"read({str(path)!r})").value == "PermissionError", path
        for folder in ("state", "work"):
            assert other.does(f"os.listdir({str(mine.home / folder)!r})").value == "PermissionError"
    fault("two users of one machine; each reads what the other's course keeps", "Permission denied", took)


@needs_a_checkout_for_all
def test_neither_makes_the_other_wait(two: tuple[User, User], fault: Fault) -> None:
    kim, lee = two
    assert lee.does("take_all_turns()").value is None
    began = time.monotonic()
    assert kim.course("check 03").value == 1
    assert kim.course("reset 03").value == 0
    answer = kim.does("take_all_turns()")
    took = time.monotonic() - began
    assert (answer.value, answer.words) == (None, [])
    kim.does("held.close()")
    lee.does("held.close()")
    fault("another user holds every lock of the course; course check, reset, lab", "nothing", took)


@needs_a_checkout_for_all
def test_a_checkout_of_somebody_else_is_one_line(two: tuple[User, User], fault: Fault) -> None:
    """Both run the same checkout, whose state is Kim's."""
    kim, lee = two
    assert kim.course("check 03").value == 1
    before = {path: path.read_bytes() for path in kim.files()}
    lee.does(f"os.environ.update(COURSE_STATE={kim.own['COURSE_STATE']!r})")
    for command in ("check 03", "reset 03", "assignment 09"):
        began = time.monotonic()
        answer = lee.course(command)
        took = time.monotonic() - began
        assert answer.value == 2, answer.said
        line = next(line for line in answer.said.splitlines() if str(kim.home / "state") in line)
        assert "도커 엔진" not in line
        fault(f"the state folder is another user's; course {command}", line, took)
    assert {path: path.read_bytes() for path in kim.files()} == before
    assert kim.course("check 03").value == 1
