"""A web service as a check meets it: from where its user stands, from beside it, and being stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from helpers.checks.http import Answer
from helpers.checks.throwaway import Ran
from helpers.checks.verdict import NotYet, expect
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.container import Container
    from helpers.checks.image import Image

PATIENCE = 12.0  # seconds a server may take until it listens; a class's machines are slow
PAUSE = 0.4  # seconds between two tries
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  (to find them, not to bind to them)


@dataclass(frozen=True)
class Service:
    """A container's server on one TCP port inside. Demands raise NotYet; its answers are for the check."""

    container: Container
    port: int = 80

    def published(self, port: int, at: int = 0, address: str = "127.0.0.1", hint: str = "") -> Service:
        """The container publishes TCP `port`, on port `at` of the host and on no address but `address`."""
        found = self.container.ports.get(f"{port}/tcp", [])
        wanted = f"{address or '…'}:{at or '…'}->{port}/tcp"
        again = hint or _(
            "포트는 만들 때만 공개할 수 있습니다. 컨테이너 {name}: 지우고 `-p`로 다시 만드세요. 앞이 호스트의 주소와 포트, 뒤가 컨테이너의 포트입니다."
        ).format(name=self.container.name)
        expect(
            any(outside == at or not at for _address, outside in found),
            _("컨테이너 {name}: {port}번 포트가 호스트의 {at}번 포트에 연결되지 않았습니다.").format(
                name=self.container.name, port=port, at=at or "…"
            ),
            expected=wanted,
            found=self.ports_text(),
            hint=again,
        )
        if address:
            open_to_all = [
                place for place, outside in found if place != address and outside == (at or outside)
            ]
            expect(
                not open_to_all,
                _(
                    "{at}번 포트가 이 컴퓨터의 모든 주소에서 열렸습니다. 같은 네트워크의 누구나 들어올 수 있습니다."
                ).format(at=at or found[0][1])
                if set(open_to_all) & set(EVERYWHERE)
                else _("컨테이너 {name}: 포트가 다른 주소에 열려 있습니다.").format(name=self.container.name),
                expected=wanted,
                found=self.ports_text(),
                hint=again,
            )
        return Service(self.container, port)

    def answers(self, path: str = "/", status: int = 200, contains: str = "", hint: str = "") -> Self:
        """Somebody on the host gets this status, and these words, through the published port."""
        said = self.wait(path)
        if said.status == 0:
            raise self._silent(path, hint)
        expect(
            said.status == status,
            _("컨테이너 {name}: {path} 주소의 응답이 다릅니다.").format(name=self.container.name, path=path),
            expected=_("{path} 에 상태 {status}").format(path=path, status=status),
            found=_("상태 {status}").format(status=said.status),
            hint=hint
            or _("`docker logs {name}`을 보고, 서버의 포트와 폴더를 확인하세요.").format(
                name=self.container.name
            ),
        )
        expect(
            contains in said.body,
            _("컨테이너 {name}: {path} 페이지에 있어야 할 것이 없습니다.").format(
                name=self.container.name, path=path
            ),
            expected=contains,
            found=said.body.strip()[:80] or _("빈 페이지"),
            hint=hint,
        )
        return self

    def get(self, path: str = "/", form: Mapping[str, str] | None = None) -> Answer:
        """One GET, or POST of a form, through the published port; status 0 if nobody answers."""
        return self._asked(path, form, outside=True)

    def get_beside(self, path: str = "/", form: Mapping[str, str] | None = None) -> Answer:
        """The same from a container that shares the server's network: 127.0.0.1 is the server's own."""
        return self._asked(path, form, outside=False)

    def wait(self, path: str = "/") -> Answer:
        """The first answer through the published port, within PATIENCE while the container runs."""
        return self._waited(path, outside=True)

    def wait_beside(self, path: str = "/") -> Answer:
        """The first answer from beside the server, within PATIENCE while the container runs."""
        return self._waited(path, outside=False)

    def page(self, path: str = "/") -> Answer:
        """The answer through the published port; NotYet that says why there is none."""
        said = self.wait(path)
        if said.status == 0:
            raise self._silent(path, "")
        return said

    def ports_text(self) -> str:
        """The published ports as `docker ps` shows them."""
        rows = [
            f"{address}:{outside}->{inside}"
            for inside, places in self.container.ports.items()
            for address, outside in places
        ]
        return ", ".join(rows) or _("공개한 포트 없음")

    def _asked(self, path: str, form: Mapping[str, str] | None, outside: bool) -> Answer:
        ask = self.container.look.ask
        return Answer(*ask.http(self.container.raw, self.port, path, dict(form) if form else None, outside))

    def _waited(self, path: str, outside: bool) -> Answer:
        said = Answer(0, "")
        for _round in self.container.look.ask.waiting(PATIENCE, PAUSE):
            said = self._asked(path, None, outside)
            if said.status or not lives(self.container):
                break
        return said

    def _silent(self, path: str, hint: str) -> NotYet:
        """Why nobody answers: the server listens for its own container only, elsewhere, or not at all."""
        name = self.container.name
        if self.get_beside(path).status:
            return NotYet(
                _(
                    "컨테이너 {name}: 서버가 컨테이너 안의 127.0.0.1에서만 기다립니다. 밖에서는 공개한 포트로도 닿지 않습니다."
                ).format(name=name),
                expected=f"0.0.0.0:{self.port}",
                found=f"127.0.0.1:{self.port}",
                hint=_("서버가 모든 주소(0.0.0.0)에서 기다리도록 명령이나 설정을 고치고 다시 만드세요."),
            )
        return NotYet(
            _("컨테이너 {name}: 공개한 포트에서 아무도 대답하지 않습니다.").format(name=name),
            expected=_("{path} 에 대답").format(path=path),
            found=_("대답 없음"),
            hint=hint
            or _("서버가 {port}번 포트에서 기다리는지 `docker logs {name}` 명령으로 보세요.").format(
                port=self.port, name=name
            ),
        )


@dataclass(frozen=True)
class Trial:
    """An image run by itself for a moment: its answers, and how it ended when it was told to stop.

    `inside_only`: it listens at its own 127.0.0.1. `ended_early`: it had ended before it was told to. `health` is its HEALTHCHECK's program run while the
    server was up, None if it has none. `exit_code` and `seconds`, until it had ended, are those of a stop;
    without one they are 0 unless it ended early.
    """

    answers: tuple[Answer, ...]
    ended_early: bool
    exit_code: int
    seconds: float
    health: Ran | None
    output: str
    inside_only: bool = False

    def reachable(self, image: Image, port: int = 80) -> Self:
        """The server can be asked from outside its container, once its port is published."""
        expect(
            not self.inside_only,
            _(
                "이미지 {name}: 서버가 컨테이너 안의 127.0.0.1에서만 기다립니다. 포트를 공개해도 밖에서는 닿지 않습니다."
            ).format(name=image.name),
            expected=f"0.0.0.0:{port}",
            found=f"127.0.0.1:{port}",
            hint=_("서버가 모든 주소(0.0.0.0)에서 기다리도록 설정을 고치고 다시 빌드하세요."),
        )
        return self


def try_out(
    image: Image,
    *paths: str,
    argv: Sequence[str] = (),
    port: int = 80,
    env: Mapping[str, str] | None = None,
    stop: bool = False,
) -> Trial:
    """Run what the image runs by itself (or `argv`), ask the paths from beside it; `stop` it as docker does.

    A stop takes seconds where a server does not hear SIGTERM, so only who asks how it ends wants one.
    """
    raw = image.look.ask.trial(image.id, list(paths), list(argv), port, dict(env or {}), stop)
    health = Ran(*raw["health"]) if raw["health"] else None
    answers = tuple(Answer(*answer) for answer in raw["answers"])
    return Trial(
        answers, raw["ended_early"], raw["exit_code"], raw["seconds"], health, raw["output"],
        raw.get("inside_only", False),  # what was handed in earlier does not know it
    )  # fmt: skip


def lives(container: Container) -> bool:
    """Whether the container runs at this moment."""
    now = container.look.ask.container_now(container.id)
    return bool(now and now["State"]["Running"])
