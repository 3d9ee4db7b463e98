"""A cell whose command fails says in the learner's language what happened, instead of a traceback.

`%%bash` stays what it is: the output appears as it comes, and the cell fails. IPython would add a
traceback of itself; here its place is taken by what the course knows about the engine's refusal.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from subprocess import CalledProcessError
from types import TracebackType
from typing import Any, TextIO, cast

from helpers.engine import translate
from helpers.engine.here import look
from helpers.i18n import _, particles

KILLED = 137  # 128 + SIGKILL


class CommandFailed(CalledProcessError):
    """A command of a cell ended with another exit code than 0; `said` is what it printed."""

    def __init__(self, failed: CalledProcessError, said: str, cell: str = ""):
        super().__init__(failed.returncode, failed.cmd)
        self.said, self.cell = said, cell

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a cell instead of a traceback."""
        head = particles(_("✗ 명령이 종료 코드 {code}(으)로 끝났습니다.").format(code=self.returncode))
        known = translate(self.said, look, self.cell)
        if known is not None:
            return [head, f"  {known.what}", f"  {known.remedy}"]
        if self.returncode == KILLED:
            return [
                head,
                "  " + _("프로그램이 스스로 끝나지 않고 강제로 끝났습니다(128 + SIGKILL 9)."),
                "  " + _(
                    "docker kill, 기다려도 끝나지 않은 docker stop, 또는 메모리 제한 때문입니다. "
                    "메모리 때문인지는 'docker inspect'의 OOMKilled가 알려 줍니다."
                ),
            ]  # fmt: skip
        if not self.said.strip():
            return [head, "  " + _("명령이 아무것도 출력하지 않아 까닭을 알 수 없습니다.")]
        return [head, "  " + _("까닭은 위의 출력에 있습니다.")]


def install(shell: Any) -> None:
    """Have the %%bash of this IPython shell raise CommandFailed; None is no shell, nothing to do.

    A docker command without %%bash is Python to IPython; what its SyntaxError means is said below it.
    """
    if shell is None:
        return
    shell.set_custom_exc((SyntaxError, NameError), _not_python)

    def bash(line: str, cell: str) -> None:
        said = io.StringIO()
        script = shell.find_cell_magic("script")  # what IPython's own %%bash is a short form of
        with _heard(said):
            try:
                script(f"bash {line}", cell)
            except CalledProcessError as error:
                raise CommandFailed(error, said.getvalue(), cell) from None

    shell.register_magic_function(bash, "cell", "bash")


def _not_python(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: Any = None,
) -> list[str]:
    """IPython's own traceback, and below it what is known: shown like any other error of a cell."""
    shown = shell.SyntaxTB if isinstance(error, SyntaxError) else shell.InteractiveTB
    lines: list[str] = shown.structured_traceback(kind, error, [] if shown is shell.SyntaxTB else trace)
    known = translate("\n".join(lines))
    if known is not None:
        lines += ["", f"✗ {known.what}", f"  {known.remedy}"]
    shell._showtraceback(kind, error, lines)
    return lines


@contextlib.contextmanager
def _heard(said: TextIO) -> Iterator[None]:
    """What is printed meanwhile goes to `said`, too."""
    out, err = (cast(TextIO, _Ear(stream, said)) for stream in (sys.stdout, sys.stderr))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield


class _Ear:
    """A stream that hands on what it is given, and remembers it."""

    def __init__(self, stream: TextIO, said: TextIO):
        self._stream, self._said = stream, said

    def write(self, text: str) -> int:
        """Both get it."""
        self._said.write(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
