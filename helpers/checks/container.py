"""A container, and what a lesson can demand of it. Each demand raises NotYet, or returns the container."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from helpers.checks.commands import is_shell, runs_program
from helpers.checks.history import NOT_FOUND, Run, typed
from helpers.checks.inspect_data import Change, ContainerData
from helpers.checks.service import Service
from helpers.checks.throwaway import Ran
from helpers.checks.verdict import NotYet, expect
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.look import Look

PROGRAM_FOLDERS = ("/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin", "/usr/local/sbin")
HISTORIES = ("/root/.bash_history", "/root/.ash_history")
KINDS = {0: "C", 1: "A", 2: "D"}  # as GET /containers/ID/changes numbers them
LAST = 400  # lines of a log that are read


@dataclass(frozen=True)
class Container(ContainerData):
    """One container as the engine tells of it, with the look that found it.

    In each demand `hint` replaces the usual next step by the lesson's own.
    """

    look: Look = field(repr=False, compare=False)

    # -- demands ----------------------------------------------------------------------------------
    def made_from(self, reference: str, hint: str = "") -> Self:
        """It comes from this very image, whatever names the image has."""
        wanted = self.look.any_image(reference)
        expect(
            self.image_id == wanted.id,
            _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=self.name),
            expected=reference,
            found=self.image_name
            if self.image_name != reference
            else _("{name} 이름이 옮겨 가기 전의 이미지 {id}").format(
                name=reference, id=self.image_id.removeprefix("sha256:")[:12]
            ),
            hint=hint
            or _("`docker rm -f {name}` 명령으로 지우고 {image} 이미지로 다시 만드세요.").format(
                name=self.name, image=reference
            ),
        )
        return self

    def started(self, hint: str = "") -> Self:
        """The engine could start its program: it was not only created."""
        error = str(self.state.get("Error") or "")
        expect(
            self.status != "created" and (self.is_running or not error),
            _("컨테이너 {name}: 프로그램이 시작되지 않았습니다.").format(name=self.name),
            expected="running",
            found=reason(error) or _("{status}: 만들기만 했습니다.").format(status=self.status),
            hint=hint or self._why_not_started(error),
        )
        return self

    def running(self, hint: str = "") -> Self:
        """Its program runs now, and is not paused."""
        self.started(hint)
        expect(
            self.is_running,
            _("컨테이너 {name}: 실행 중이 아닙니다.").format(name=self.name),
            expected="running",
            found=_("{status}, 종료 코드 {code}, 명령 `{command}`").format(
                status=self.status, code=self.exit_code, command=" ".join(self.command)
            ),
            hint=hint
            or _(
                "`docker start {name}` 명령으로 다시 시작하세요. 바로 또 끝나면 `docker logs {name}` 명령으로 까닭을 보세요."
            ).format(name=self.name),
        )
        expect(
            self.status != "restarting",
            _("컨테이너 {name}: 프로그램이 자꾸 끝나서 엔진이 다시 시작하고 있습니다.").format(
                name=self.name
            ),
            expected="running",
            found=_("{status}, 종료 코드 {code}, 명령 `{command}`").format(
                status=self.status, code=self.exit_code, command=" ".join(self.command)
            ),
            hint=hint or _("무엇이라고 했는지 보세요: `docker logs {name}`").format(name=self.name),
        )
        expect(
            self.status != "paused",
            _("컨테이너 {name}: 일시 정지되어 있습니다.").format(name=self.name),
            expected="running",
            found=self.status,
            hint=f"`docker unpause {self.name}`",
        )
        return self

    def exited(self, code: int = 0, hint: str = "") -> Self:
        """Its program has ended with this exit code."""
        self.started(hint)
        expect(
            not self.is_running,
            _("컨테이너 {name}: 아직 끝나지 않았습니다.").format(name=self.name),
            expected=_("종료 코드 {code}").format(code=code),
            found=self.status,
            hint=hint
            or _("`docker stop {name}` 명령으로 끝내거나, 끝나기를 기다리세요.").format(name=self.name),
        )
        expect(
            self.exit_code == code,
            _("컨테이너 {name}: 다른 종료 코드로 끝났습니다.").format(name=self.name),
            expected=_("종료 코드 {code}").format(code=code),
            found=_("종료 코드 {code}, 명령 `{command}`").format(
                code=self.exit_code, command=" ".join(self.command)
            ),
            hint=hint or _("무엇이라고 했는지 보세요: `docker logs {name}`").format(name=self.name),
        )
        return self

    def ran(self, program: str, exit_code: int | None = None, hint: str = "") -> Self:
        """The program was run in it: as its command, by `docker exec`, or typed at its terminal.

        With `exit_code`, one of the runs must have ended so; where nobody knows the code of a typed
        command, it counts unless the shell did not find the program.
        """
        runs = [run for run in self.runs() if runs_program(run.command, program)]
        expect(
            runs,
            _("컨테이너 {name}: {program} 명령을 실행한 흔적이 없습니다.").format(
                name=self.name, program=program
            ),
            expected=program,
            found=" / ".join(dict.fromkeys(run.command for run in self.runs()))[:120],
            hint=hint,
            recorded=True,
        )
        expect(
            exit_code is None or any(fits(run, exit_code) for run in runs),
            _("컨테이너 {name}: {program} 명령이 성공하지 않았습니다.").format(
                name=self.name, program=program
            )
            if exit_code == 0
            else _("컨테이너 {name}: {program} 명령이 다른 종료 코드로 끝났습니다.").format(
                name=self.name, program=program
            ),
            expected=_("종료 코드 {code}").format(code=exit_code),
            found=_("{command}, 종료 코드 {code}").format(
                command=runs[-1].command, code="?" if runs[-1].exit_code is None else runs[-1].exit_code
            ),
            hint=hint,
        )
        return self

    def has_program(self, program: str, hint: str = "") -> Self:
        """A file of this name lies where its shell looks for programs."""
        expect(
            self.finds_program(program),
            _("컨테이너 {name}: {program} 프로그램이 아직 없습니다.").format(name=self.name, program=program),
            expected=f"/usr/bin/{program}",
            found=_("없음"),
            hint=hint,
        )
        return self

    def lacks_program(self, program: str, hint: str = "") -> Self:
        """No file of this name lies where its shell looks for programs."""
        path = self.finds_program(program)
        expect(
            not path,
            _("컨테이너 {name}: {program} 프로그램이 들어 있습니다.").format(name=self.name, program=program),
            expected=_("{path} 없음").format(path=f"/usr/bin/{program}"),
            found=path,
            hint=hint,
        )
        return self

    def environment(self, name: str, value: str, hint: str = "") -> Self:
        """It has this environment variable."""
        given = self.env.get(name)
        expect(
            given == value,
            _("컨테이너 {name}: 환경 변수 {variable} 값이 다릅니다.").format(name=self.name, variable=name),
            expected=f"{name}={value}",
            found=_("없음") if given is None else f"{name}={given}",
            hint=hint
            or _("컨테이너를 지우고 `-e {name}=…`을 이미지 이름 앞에 붙여 다시 만드세요.").format(name=name),
        )
        return self

    def detached(self, hint: str = "") -> Self:
        """Its last start had no client attached (`docker run -d`, `docker start`)."""
        starts = list(self.look.life(self.id).starts())
        expect(
            not (starts and starts[-1][1]),
            _(
                "컨테이너 {name}: 포그라운드(foreground)에서 시작되었습니다. 터미널을 닫으면 출력이 끊깁니다."
            ).format(name=self.name),
            expected="-d",
            found=_("표준 출력이 클라이언트에 이어진 채로 시작됨"),
            hint=hint
            or _("`docker rm -f {name}` 명령으로 지우고 `-d`를 붙여 다시 실행하세요.").format(name=self.name),
        )
        return self

    def mounted(self, volume: str, at: str = "", *, writable: bool | None = None, hint: str = "") -> Self:
        """It has this named volume, `at` a path if one is given, writable or read-only if that matters."""
        mount = next(
            (row for row in self.mounts if row.get("Name") == volume and row["Type"] == "volume"), None
        )
        again = hint or _(
            "마운트는 만들 때만 정할 수 있습니다. 컨테이너 {name}: 지우고, `-v`에 볼륨과 컨테이너 안의 경로를 적어 다시 만드세요."
        ).format(name=self.name)
        if mount is None:
            raise self._not_mounted(volume, at, again)
        expect(
            not at or mount["Destination"] == at,
            _("컨테이너 {name}: 볼륨이 다른 경로에 연결되어 있습니다.").format(name=self.name),
            expected=f"{volume}:{at}",
            found=self.mounts_text(),
            hint=again,
        )
        expect(
            writable is None or bool(mount.get("RW")) == writable,
            _("컨테이너 {name}: 볼륨이 읽기 전용으로 연결되어 있어서 쓸 수 없습니다.").format(name=self.name)
            if writable
            else _("컨테이너 {name}: 볼륨에 쓸 수도 있게 연결되어 있습니다.").format(name=self.name),
            expected=f"{volume}:{mount['Destination']}" + ("" if writable else ":ro"),
            found=self.mounts_text(),
            hint=again,
        )
        return self

    def published(self, port: int, at: int = 0, address: str = "127.0.0.1", hint: str = "") -> Service:
        """Its TCP `port` is published, on port `at` and on `address` only if these are given; to be asked."""
        return Service(self).published(port, at, address, hint)

    # -- what it says of itself -------------------------------------------------------------------
    def runs(self) -> list[Run]:
        """Every program that is known to have run in it."""
        code = None if self.is_running or self.status == "created" else self.exit_code
        own = Run(" ".join(self.command), code, "command")
        execs = self.look.life(self.id).execs()
        readable = self.keeps_logs and (self.config.get("Tty") or self.runs_shell)
        log = typed(self.logs(LAST)) if readable else []
        # without a terminal no prompt is printed: what looks like one is output
        at_terminal = [run for run in log if self.config.get("Tty") or run.exit_code == NOT_FOUND]
        if any(is_shell(run.command) for run in execs):  # its terminal has no log, but the shell may have
            at_terminal += [Run(line, None, "typed") for line in self._shell_history()]
        return [own, *execs, *at_terminal]

    def by_hand(self, pattern: str) -> list[Run]:
        """What `docker exec` ran, or somebody typed at its terminal, that fits the pattern and did not fail."""
        runs = (run for run in self.runs() if run.how != "command" and fits(run, 0))
        return [run for run in runs if re.search(pattern, run.command)]

    @property
    def runs_shell(self) -> bool:
        """Whether its program is a shell that reads its commands from standard input."""
        return is_shell(" ".join(self.command))

    @property
    def prompts(self) -> bool:
        """Whether its program is a shell at a terminal: what it prints is also what was typed."""
        return bool(self.config.get("Tty")) and self.runs_shell

    def _shell_history(self) -> list[str]:
        """What shells in it have written down when they ended."""
        kept = (self.file(path) or b"" for path in HISTORIES)
        return [line for text in kept for line in text.decode("utf-8", "replace").splitlines() if line]

    def finds_program(self, program: str) -> str:
        """Where the program lies; "" if it does not."""
        places = (f"{folder}/{program}" for folder in PROGRAM_FOLDERS)
        return next((path for path in places if self.stat(path)), "")

    def stat(self, path: str) -> dict[str, int | str] | None:
        """size (bytes), mode and target of a path inside; None if it is not there."""
        return self.look.ask.stat(self.raw, path)

    def file(self, path: str, limit: int = 1_000_000) -> bytes | None:
        """A file inside, at most `limit` bytes; None if it is not there."""
        found = self.look.ask.file(self.raw, path, limit)
        return None if found is None else base64.b64decode(found)

    def diff(self) -> list[Change]:
        """`docker diff`: what it changed against its image."""
        return [Change(KINDS[row["Kind"]], row["Path"]) for row in self.look.ask.diff(self.id)]

    def logs(self, tail: int = 200, *, timestamps: bool = False) -> str:
        """The last lines of what it printed; NotYet if the engine was told not to keep them."""
        expect(
            self.keeps_logs,
            _("컨테이너 {name}: 출력을 남기지 않게 만들어져서 볼 로그가 없습니다.").format(name=self.name),
            expected="json-file",
            found="--log-driver none",
            hint=_("`docker rm -f {name}` 명령으로 지우고 `--log-driver` 없이 다시 만드세요.").format(
                name=self.name
            ),
        )
        return self.look.ask.logs(self.id, tail, timestamps)

    @property
    def keeps_logs(self) -> bool:
        """Whether the engine keeps what it prints; every logging driver but `none` can be read."""
        return (self.host.get("LogConfig") or {}).get("Type") != "none"

    def run_in(self, *argv: str) -> Ran:
        """Run a program in it, as `docker exec` does; the journal leaves it out."""
        return Ran(*self.look.ask.run_in(self.id, list(argv)))

    def run_without_it(self, *argv: str) -> Ran:
        """Run a program where its image, environment and mounts are, and its own program is not."""
        sources = {str(row["Destination"]): str(row["Source"]) for row in self.mounts if row.get("Source")}
        return Ran(*self.look.ask.probe_mounted(self.image_id, list(argv), self.env, sources))

    def mounts_text(self) -> str:
        """Its mounts in the words of `docker run -v`."""
        rows = (
            f"{row.get('Name') or row.get('Source', '')}:{row['Destination']}"
            + ("" if row.get("RW") else ":ro")
            for row in self.mounts
        )
        return ", ".join(rows) or _("연결 없음")

    # -- why not ----------------------------------------------------------------------------------
    def _why_not_started(self, error: str) -> str:
        if not error:
            return _("`docker start {name}` 명령으로 시작하세요.").format(name=self.name)
        if "port" in error or "address already in use" in error:
            return _("`docker ps`로 그 포트를 누가 쓰는지 보고 멈춘 다음 `docker start {name}`").format(
                name=self.name
            )
        if self.command[0].startswith("-"):
            return _(
                "이미지 이름 뒤에 적은 옵션은 명령으로 읽힙니다. `docker rm {name}` 다음에 옵션을 이미지 이름 앞에 적어 다시 만드세요."
            ).format(name=self.name)
        return _("프로그램 이름을 확인하세요. 지우고 다시 만듭니다: `docker rm {name}`").format(
            name=self.name
        )

    def _not_mounted(self, volume: str, at: str, hint: str) -> NotYet:
        folders = [row for row in self.mounts if row["Type"] == "bind"]
        return NotYet(
            _("컨테이너 {name}: 볼륨이 아니라 호스트의 폴더가 연결되어 있습니다.").format(name=self.name)
            if folders
            else _("컨테이너 {name}: 볼륨 {volume}에 연결되어 있지 않습니다.").format(
                name=self.name, volume=volume
            ),
            expected=f"{volume}:{at}" if at else volume,
            found=self.mounts_text(),
            hint=hint,
        )


def reason(error: str) -> str:
    """The last part of what the engine said: it puts every layer that failed before the reason."""
    return ": ".join(error.split(": ")[-2:])[-120:]


def fits(run: Run, code: int) -> bool:
    """Whether a run ended with this code, as far as that is known."""
    if run.exit_code is None:
        return run.how == "typed" and code != NOT_FOUND
    return run.exit_code == code
