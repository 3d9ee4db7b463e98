"""The task in which two containers use one volume at the same time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from helpers.checks import N_, Container, Look, NotYet, _, expect, task, volume_listing

from .keeping import VOLUME
from .mounts import described, from_busybox, mount_of, need_mount

WRITER, READER = "writer", "reader"
CLOCK = "clock.txt"
FRESH = 3  # seconds since the last line; the writer writes one each second
PATIENCE = 4  # seconds until a second line is there, and tail has noticed it
_LAST = '[ -e "$1" ] || exit 1; echo $(($(date +%s) - $(stat -c %Y "$1"))); tail -n 3 "$1"'


@dataclass(frozen=True)
class Clock:
    """The file that both use: seconds since it was last written, its last lines, what the reader printed."""

    age: int
    lines: tuple[str, ...]
    printed: str

    @property
    def shared(self) -> bool:
        """Whether it grows, and the reader follows."""
        return self.age <= FRESH and len(set(self.lines)) > 1 and self.followed

    @property
    def followed(self) -> bool:
        """Whether the reader has printed one of the last lines; `tail` looks for news only once a second."""
        return any(line in self.printed for line in self.lines)


@task(
    title=N_("writer와 reader가 our-vol을 함께 쓰기"),
    points=1,
    needs=("create",),
    hints=(
        N_("볼륨 하나를 컨테이너 둘에 연결합니다. 둘 다 뒤에서 실행 중이어야 합니다."),
        N_("reader는 읽기만 하도록 `-v 볼륨:경로:ro`로 연결합니다."),
        N_(
            "writer는 `-v our-vol:/out`에 clock.txt를 쓰고, reader는 `-v our-vol:/in:ro`로 `tail -F /in/clock.txt`"
        ),
    ),
    silent=True,
)
def share(look: Look) -> str:
    places = {name: _place(look, name) for name in (WRITER, READER)}
    writer, reader = look.container(WRITER), look.container(READER)
    expect(
        not (mount_of(reader, VOLUME) or {}).get("RW"),
        _("reader가 볼륨에 쓸 수도 있습니다."),
        expected=f"our-vol:{places[READER]}:ro",
        found=described(reader),
        hint=_("`docker rm -f reader` 다음에 `-v our-vol:{path}:ro`로 다시 만드세요.").format(
            path=places[READER]
        ),
    )
    file = f"{places[READER]}/{CLOCK}"
    clock = _followed(look, reader, file)
    if clock is None:
        raise NotYet(
            _("reader가 연결된 볼륨에 clock.txt가 없습니다."),
            expected=file,
            found=_("볼륨에 있는 것: {names}").format(
                names=", ".join(volume_listing(look, VOLUME)) or _("없음")
            ),
            hint=_(
                "writer가 볼륨이 연결된 경로 {path} 안에 쓰는지, 파일 이름이 clock.txt인지 보세요. 까닭은 `docker logs writer` 명령으로 봅니다."
            ).format(path=places[WRITER]),
        )
    _need_growing(clock, f"{places[WRITER]}/{CLOCK}", " ".join(writer.command))
    expect(
        clock.followed,
        _("writer가 덧붙인 줄을 reader가 출력하지 않았습니다."),
        expected=clock.lines[-1],
        found="\n".join(clock.printed.strip().splitlines()[-1:])[-80:] or _("출력 없음"),
        hint=_(
            "reader의 명령은 `{command}`입니다. `docker rm -f reader`로 지우고 `tail -F {file}` 명령으로 다시 만드세요."
        ).format(command=" ".join(reader.command), file=file),
    )
    return _("writer가 쓴 것을 reader가 바로 읽습니다. 파일은 하나이고 문이 둘입니다.")


def _place(look: Look, name: str) -> str:
    """Where this container has the volume; NotYet unless it is at work."""
    found = look.container(name)
    from_busybox(look, found)
    again = _("`docker rm -f {name}` 명령으로 지우고 `-v our-vol:경로`로 다시 만드세요.").format(name=name)
    place = need_mount(found, VOLUME, again, writable=name == WRITER)
    expect(
        found.running,
        _("컨테이너 {name}: 실행 중이 아닙니다.").format(name=name),
        expected="running",
        found=_("{status}, 명령 `{command}`").format(status=found.status, command=" ".join(found.command)),
        hint=_(
            "`docker start {name}` 명령으로 켜세요. 바로 또 끝나면 `docker logs {name}` 명령으로 까닭을 보세요."
        ).format(name=name),
    )
    expect(
        found.status == "running",
        _("컨테이너 {name}: 일시 정지되어 있습니다.").format(name=name),
        expected="running",
        found=found.status,
        hint=f"`docker unpause {name}`",
    )
    return place


def _followed(look: Look, reader: Container, file: str) -> Clock | None:
    """The file as the reader sees it, once the two share it or patience has ended; None if it is not there."""
    end = time.monotonic() + PATIENCE
    while True:
        ran = look.run_in(reader, "sh", "-c", _LAST, "look", file)
        if ran.code != 0:
            return None
        age, *lines = ran.output.splitlines()
        clock = Clock(int(age), tuple(one.strip() for one in lines if one.strip()), look.logs(reader))
        if clock.shared or time.monotonic() > end:
            return clock
        time.sleep(0.3)


def _need_growing(clock: Clock, file: str, command: str) -> None:
    """NotYet that says why the file does not get new lines."""
    hint = _("writer의 명령은 `{command}`입니다. `docker rm -f writer` 다음에 `date >> {file}`을 1초마다 되풀이하는 명령으로 다시 만드세요.")  # fmt: skip
    hint = hint.format(command=command, file=file)
    expect(
        clock.age <= FRESH,
        _("clock.txt가 늘어나지 않습니다. writer가 더 쓰지 않습니다."),
        expected=_("1초마다 새 줄"),
        found=_("{n}초 전에 마지막으로 씀").format(n=clock.age),
        hint=hint,
    )
    expect(
        len(clock.lines) > 1,
        _("clock.txt에 줄이 하나뿐입니다. `>`는 파일을 처음부터 다시 쓰고, `>>`는 끝에 덧붙입니다."),
        expected=_("1초마다 새 줄"),
        found="\n".join(clock.lines) or _("빈 파일"),
        hint=hint,
    )
    expect(
        len(set(clock.lines)) > 1,
        _("clock.txt에 같은 줄만 덧붙습니다. 큰따옴표 안의 `$(date)`는 컨테이너가 아니라 호스트의 셸이 한 번만 실행합니다."),
        expected=_("1초마다 새 줄"),
        found=clock.lines[-1],
        hint=_("명령 전체를 작은따옴표로 묶으세요. {hint}").format(hint=hint),
    )  # fmt: skip
