"""Inside a bare machine: becomes the user of this run, and does what that person does on the first day.

Only Python's own modules, as on any Debian. Its output is what the person saw, with the seconds before
each line of `make lab`; the row of the table is written to --out.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import pty
import pwd
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

BARE = Path("/opt/bare")
ROOM = BARE / "room.tar"
NAMES = {"root": "root", "sudo": "kim", "none": "lee"}
PASSWORD = "open sesame"
COLUMNS = 60
LIMIT = 900.0  # seconds for one `make lab`
QUESTION = re.compile(r"\[y/N\]\s*$")
ASKS_PASSWORD = re.compile(r"(?i)(?:\[sudo\][^\n]*|password[^\n]*|암호[^\n]*): ?$")
ADDRESS = re.compile(r"http://\S+token=[\w-]+(?=\s)")
# as `course room rehearse` decides it: each lesson, and what the docker command lacks for it
PLUGINS = """
from helpers.course import course
from helpers.engine import plugins
for lesson in course().lessons:
    print(lesson.name, *plugins.lacking(lesson))
"""
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--as", dest="kind", choices=NAMES, required=True)
    parser.add_argument("--locale", required=True)
    parser.add_argument("--lessons", default="")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    person = Person(options.kind, options.locale, clone=options.command != ["--alone"])
    if options.command in (["--room"], ["--alone"]):
        outcome, seconds = in_a_room(person, options.lessons)
    elif options.command == ["--lab"]:
        outcome, seconds = first_day(person)
    else:
        return unattended(person, options.command)
    options.out.write_text(f"{outcome} | {seconds:.0f} s | {person.took} MB\n", encoding="utf-8")
    return 0 if outcome.startswith("ok") else 1


class Person:
    """A user of the machine with a clone in the home folder, or without one and with a room's pack alone."""

    def __init__(self, kind: str, locale: str, clone: bool = True) -> None:
        self.kind, self.name, self.has_clone = kind, NAMES[kind], clone
        if kind != "root":
            subprocess.run(["useradd", "-m", "-s", "/bin/bash", self.name], check=True)
            subprocess.run(["chpasswd"], input=f"{self.name}:{PASSWORD}\n", text=True, check=True)
        if kind == "sudo":
            subprocess.run(["usermod", "-aG", "sudo", self.name], check=True)
        self.entry = pwd.getpwnam(self.name)
        self.took = 0  # MB on the disk for the course, before any lesson
        self.home = Path(self.entry.pw_dir)
        self.course = self.home / "course" if clone else self.home
        self.bin = self.course / ".venv/bin" if clone else self.home / ".local/share/docker-course/bin"
        self.work = self.course / "work" if clone else self.home / "docker-course"
        if clone:
            shutil.copytree(BARE / "course", self.course, symlinks=True)
            subprocess.run(["chown", "-R", f"{self.name}:", str(self.course)], check=True)
        if locale.endswith(".UTF-8") and not locale.startswith("C"):
            Path("/etc/locale.gen").write_text(f"{locale} UTF-8\n")
            subprocess.run(["locale-gen"], stdout=subprocess.DEVNULL, check=True)
        kept = {name: value for name, value in os.environ.items() if name not in ("HOME", "LANG", "LC_ALL")}
        self.env = {**kept, "HOME": self.entry.pw_dir, "USER": self.name, "LOGNAME": self.name,
                    "LANG": locale, "TERM": "xterm", "SHELL": "/bin/bash"}  # fmt: skip
        if kind != "root":  # as Debian gives it to users
            self.env["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"
        self.before = used()

    def become(self) -> None:
        """In a child, as login does it: the groups that are known now."""
        os.initgroups(self.name, self.entry.pw_gid)
        os.setgid(self.entry.pw_gid)
        os.setuid(self.entry.pw_uid)
        os.chdir(self.course)

    def opening(self, room: bool = False) -> list[str]:
        """What this person types to open the course; `room`: with the pack, for the first time."""
        if self.has_clone:
            return ["make", "lab", "ARGS=--no-browser", *([f"ROOM={ROOM}"] if room else [])]
        if room:
            return ["python3", str(ROOM), "--no-browser"]
        return [str(self.bin / "docker-course"), "--no-browser"]

    @property
    def language(self) -> str:
        """The one that the course chose: its notebooks are there."""
        return min(path.name for path in self.work.iterdir() if path.is_dir() and len(path.name) == 2)

    def measure(self) -> None:
        """What the machine holds more than before; once the course is open."""
        self.took = used() - self.before

    def run(self, command: list[str], **options: object) -> subprocess.Popen[str]:
        """A program without a terminal."""
        return subprocess.Popen(command, env=self.env, preexec_fn=self.become, text=True, **options)  # type: ignore[call-overload,no-any-return]


def used() -> int:
    """MB on the machine's disks: its own, and what an engine and its containers lie on (see run)."""
    places = ["/", "/var/lib/docker", "/var/tmp"]
    told = subprocess.run(
        ["du", "-xcsm", *places], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return int(told.stdout.splitlines()[-1].split()[0])


def unattended(person: Person, command: list[str]) -> int:
    """A command without a terminal, by somebody who has agreed to sudo before; its exit code."""
    if person.kind == "sudo":
        Path("/etc/sudoers.d/unattended").write_text(f"{person.name} ALL=(ALL:ALL) NOPASSWD: ALL\n")
        person.env["COURSE_SUDO"] = "yes"
    code = person.run(command).wait()
    problem = strangers(person)
    if problem:
        print(f"== {problem}")
    return code or bool(problem)


class Session:
    """The course opened on a terminal of 60 columns; every question is answered with yes, and counted."""

    def __init__(self, person: Person, room: bool = False) -> None:
        self.began = time.monotonic()
        self.questions = self.passwords = 0
        self.answered = -1  # the length of the text when a question was answered last
        self.text = ""
        self.status: int | None = None
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
            person.become()
            command = person.opening(room)
            os.execvpe(command[0], command, person.env)

    def until_address(self) -> str:
        """The address, "" when it ended without one."""
        line = ""
        while time.monotonic() - self.began < LIMIT:
            try:
                data = os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:  # the other side is gone
                break
            for part in ESCAPES.sub("", data).replace("\r", "").splitlines(keepends=True):
                line += part
                if line.endswith("\n"):
                    print(f"{self.seconds:6.1f} {line}", end="", flush=True)
                    self.text += line
                    line = ""
            # scripts/setup ends its question with a newline, `course lab` does not
            asked = QUESTION.search(line) or (not line and QUESTION.search(self.text[-30:]))
            if asked and self.answered != len(self.text) + len(line):
                self.answered = len(self.text) + len(line)
                self.questions += 1
                self.answer("y")
            elif ASKS_PASSWORD.search(line):
                self.passwords += 1
                self.answer(PASSWORD)
            found = ADDRESS.search(self.text)
            if found:
                return found[0]
        print(line)
        self.text += line
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return ""

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def answer(self, text: str) -> None:
        os.write(self.terminal, f"{text}\n".encode())

    def end(self) -> int:
        """Ctrl-C, as the course tells people to end it; its exit code."""
        self.answer("\x03")
        while True:
            try:
                if not os.read(self.terminal, 65536):
                    break
            except OSError:
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def first_day(person: Person) -> tuple[str, float]:
    """What came of it, and the seconds to the first address (or to the refusal)."""
    first = Session(person)
    address = first.until_address()
    seconds = first.seconds
    if person.kind == "none":
        return with_an_administrator(person, first, address)
    if not address:
        return f"exit {first.status}: {last_line(first.text)}", seconds
    wanted = {"root": (0, 0), "sudo": (1, 1)}[person.kind]
    if (first.questions, first.passwords) != wanted:
        return f"{first.questions} questions, {first.passwords} passwords", seconds
    return finish(person, first, address), seconds


def finish(person: Person, first: Session, address: str) -> str:
    """The lessons, then `make lab` a second time, as on the second day."""
    person.measure()
    problem = lessons(person, address) or strangers(person)
    first.end()
    if problem:
        return problem
    second = Session(person)
    address = second.until_address()
    warm = second.seconds
    second.end()
    if not address:
        return f"second run: {last_line(second.text)}"
    asked = f", asked {second.questions + second.passwords} times" if second.questions else ""
    return f"ok: lessons 00 and 03 full; again in {warm:.1f} s{asked}"


def with_an_administrator(person: Person, first: Session, address: str) -> tuple[str, float]:
    """A user without rights is told what to ask for; once an administrator has done that, it works."""
    seconds = first.seconds
    if address or first.status != 2 or first.questions or first.passwords:
        return f"not refused: exit {first.status}, {first.questions} questions", seconds
    command = re.search(r"(apt-get update && .*usermod -aG docker \w+)", first.text)
    if not command:
        return f"no command for an administrator: {last_line(first.text)}", seconds
    print(f"== the administrator runs: {command[1]}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(["sh", "-c", command[1]], stdout=subprocess.DEVNULL, env=env).returncode != 0:
        return "the administrator's command failed", seconds
    if not Path("/run/systemd/system").exists():  # which would
        subprocess.Popen("dockerd >/var/log/dockerd.log 2>&1", shell=True)
    while not Path("/var/run/docker.sock").exists():
        time.sleep(0.1)
    again = Session(person)
    address = again.until_address()
    taken = again.seconds
    if not address:
        return f"after the administrator: {last_line(again.text)}", seconds
    return f"{finish(person, again, address)} (refused first; {taken:.0f} s after the administrator)", seconds


def in_a_room(person: Person, only: str) -> tuple[str, float]:
    """`make lab` with a room's pack and no network at all, then every lesson, doctor, and a second day."""
    interfaces = [path.name for path in Path("/sys/class/net").iterdir()]
    if interfaces != ["lo"]:
        return f"there is a network: {interfaces}", 0
    first = Session(person, room=True)
    address = first.until_address()
    seconds = first.seconds
    if not address:
        return f"exit {first.status}: {last_line(first.text)}", seconds
    person.measure()
    standin = give_archive(person)
    began = time.monotonic()
    wanted, left_out = possible(person)
    wanted = [lesson for lesson in wanted if not only or lesson in only.split(",")]
    if not wanted:
        return "the course does not say which lessons it has", seconds
    problem = lessons(person, address, *wanted) or strangers(person)
    taken = time.monotonic() - began
    print("== course doctor", flush=True)
    person.run([str(person.bin / "course"), "doctor"]).wait()
    first.end()
    if problem:
        return problem, seconds
    second = Session(person)  # the next morning, without ROOM
    again = second.until_address()
    warm = second.seconds
    if not again:
        return f"second run: {last_line(second.text)}", seconds
    second.end()
    note = ", wiki: stand-in" if standin else ""
    note += f", without {', '.join(left_out)}" if left_out else ""
    return f"ok: {len(wanted)} lessons full in {taken:.0f} s{note}; again in {warm:.1f} s", seconds


def possible(person: Person) -> tuple[list[str], list[str]]:
    """The lessons, and those left out because the docker command lacks their plugins (Debian 12 has none)."""
    asked = person.run([str(person.bin / "python"), "-c", PLUGINS], stdout=subprocess.PIPE)
    wanted: list[str] = []
    left_out: list[str] = []
    for line in asked.communicate()[0].splitlines():
        lesson, *lacking = line.split()
        if lacking:
            print(f"== {lesson} left out: no docker {', '.join(lacking)}", flush=True)
        (left_out if lacking else wanted).append(lesson[:2])
    return wanted, left_out


def give_archive(person: Person) -> bool:
    """Where the pack has no archive of the wiki: the stand-in in the context, told by the build arguments."""
    if list((person.home / ".cache/docker-course").glob("moniwiki*")):
        return False
    for context in person.work.glob("*/05_moniwiki/wiki/setup"):
        shutil.copy(BARE / "standin.tar", context / "moniwiki.tar")
        os.chown(context / "moniwiki.tar", person.entry.pw_uid, person.entry.pw_gid)
    person.env["STANDIN_SHA256"] = hashlib.sha256((BARE / "standin.tar").read_bytes()).hexdigest()
    return True


def lessons(person: Person, address: str, *wanted: str) -> str:
    """Solve lessons (00 and 03) in kernels of that JupyterLab; "" when all have full points."""
    solved = BARE / "solved"  # where there is no clone it was made before
    if person.has_clone:
        solved = person.home / "solved"
        build = [str(person.bin / "course"), "build", "--solved", str(solved)]
        if person.run(build, stdout=subprocess.DEVNULL).wait() != 0:
            return "course build --solved"
    told = [address, str(solved), person.language, *(wanted or ("00", "03"))]
    solve = person.run([str(person.bin / "python"), str(BARE / "solve.py"), *told], stdout=subprocess.PIPE)
    output = ""
    for line in solve.stdout or ():
        output += line
        print(line, end="", flush=True)
    solve.wait()
    return "" if solve.returncode == 0 else f"lessons: {last_line(output)}"


def strangers(person: Person) -> str:
    """What in the user's home does not belong to the user.

    In a lesson's own folder a container may have written: what it makes is root's, and that is taught there.
    """
    found = [
        path
        for path in person.home.rglob("*")
        if not (path.is_relative_to(person.work) and len(path.relative_to(person.work).parts) > 2)
        if path.lstat().st_uid != person.entry.pw_uid or path.lstat().st_gid != person.entry.pw_gid
    ]
    return f"not the user's: {found[0]} and {len(found) - 1} more" if found else ""


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("make")]
    return lines[-1][:300] if lines else "?"


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(main())
