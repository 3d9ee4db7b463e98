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
from typing import Any, TextIO, cast

from helpers.engine import translate
from helpers.i18n import _


class CommandFailed(CalledProcessError):
    """A command of a cell ended with another exit code than 0; `said` is what it printed."""

    def __init__(self, failed: CalledProcessError, said: str):
        super().__init__(failed.returncode, failed.cmd)
        self.said = said

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a cell instead of a traceback."""
        head = _("✗ 명령이 종료 코드 {code}(으)로 끝났습니다.").format(code=self.returncode)
        known = translate(self.said)
        if known is None:
            return [head, "  " + _("까닭은 위의 출력에 있습니다.")]
        return [head, f"  {known.what}", f"  {known.remedy}"]


def install(shell: Any) -> None:
    """Have the %%bash of this IPython shell raise CommandFailed; None is no shell, nothing to do."""
    if shell is None:
        return

    def bash(line: str, cell: str) -> None:
        said = io.StringIO()
        script = shell.find_cell_magic("script")  # what IPython's own %%bash is a short form of
        with _heard(said):
            try:
                script(f"bash {line}", cell)
            except CalledProcessError as error:
                raise CommandFailed(error, said.getvalue()) from None

    shell.register_magic_function(bash, "cell", "bash")


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
