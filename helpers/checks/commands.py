"""What a command line runs: read from an inspect, an exec event or a terminal, where a script's quotes are lost."""

from __future__ import annotations

import re

SHELLS = ("sh", "bash", "ash", "dash")
# words that another command follows in its place
_BEFORE = (
    "then", "do", "else", "if", "elif", "while", "until", "!", "{",
    "busybox", "command", "env", "eval", "exec", "nice", "nohup", "setsid", "sudo", "time", "timeout", "tini", "xargs",
)  # fmt: skip
_ENTRYPOINT = re.compile(r".*entrypoint.*|.+\.sh")  # a start script hands over to its arguments
_TOKEN = re.compile(r"[;&|()`\n]+|[^\s;&|()`'\"]+")
_PASSED_OVER = re.compile(r"\w+=.*|-.*|[\d.]+[smhd]?")  # A=b, options, the numbers of `timeout` and `nice`
_SCRIPT = re.compile("-[a-z]*c")  # of a shell
_FIND = ("-exec", "-execdir", "-ok")


def runs_program(command: str, program: str) -> bool:
    """Whether a command line runs the program, by itself or in a shell's script; to name it is not enough.

    `echo git` and `apt-get install git` do not run git.
    """
    begins, shell = True, False  # whether the next word is what is run; whether a shell's options are read
    for token in _TOKEN.findall(command):
        word = token.rpartition("/")[2]
        if token[0] in ";&|()`\n":
            begins, shell = True, False
        elif not begins:
            begins = token in _FIND or (shell and bool(_SCRIPT.fullmatch(token)))
        elif word == program:
            return True
        elif not (word in _BEFORE or _ENTRYPOINT.fullmatch(word) or _PASSED_OVER.fullmatch(token)):
            begins, shell = False, word in SHELLS
    return False


def is_shell(command: str) -> bool:
    """Whether it is a shell to type at, without a script to run."""
    words = command.split()
    scripted = any(_SCRIPT.fullmatch(word) for word in words)
    return bool(words) and words[0].rpartition("/")[2] in SHELLS and not scripted
