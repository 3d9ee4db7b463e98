"""The course's terminal keeps what is typed, with folder, time and exit code, and says so."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pexpect

from helpers.grading import terminal_log
from helpers.launch.config import terminal
from tests.engine.waiting import until


def typed(lines: str, folder: Path, monkeypatch) -> str:
    """Type into the terminal as JupyterLab starts it, each line after a prompt; what it shows."""
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    monkeypatch.setenv("HOME", str(folder))
    program, *arguments = terminal()
    shell = pexpect.spawn(program, arguments, cwd=folder, encoding="utf-8", timeout=120)
    shell.logfile_read = io.StringIO()
    for line in lines.splitlines():
        shell.expect("[#$>] ")
        shell.sendline(line)
    shell.expect(pexpect.EOF)
    return shell.logfile_read.getvalue()


def test_commands_are_recorded_with_folder_and_exit_code(tmp_path, monkeypatch):
    said = typed(
        "cd /\nfalse\necho --password=hunter22\n echo private\necho a; \\\necho b\nexit\n",
        tmp_path,
        monkeypatch,
    )
    assert "course record off" in said

    def rows() -> list[tuple[object, ...]]:
        return [(row["folder"], row["exit"], row["command"]) for row in terminal_log.read()]

    wanted = [(str(tmp_path), 0, "cd /"), ("/", 1, "false"), ("/", 0, "echo --password=***")]
    # each is written beside the shell, by a process of its own
    until(lambda: rows()[:3] == wanted and "echo a" in str(rows()), 300, what=f"{wanted}")
    assert "private" not in str(rows())


def test_switched_off_nothing_is_recorded(tmp_path, monkeypatch):
    terminal_log.switch(on=False)
    said = typed("true\nexit\n", tmp_path, monkeypatch)
    assert "course record on" in said
    assert terminal_log.read() == []
