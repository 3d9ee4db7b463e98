"""A container's health check as a lesson demands it: there, honest, and content. Demands raise NotYet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from helpers.checks.image import health_command
from helpers.checks.verdict import expect
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.container import Container
    from helpers.lab import Event

HEALTHY = "healthy"


@dataclass(frozen=True)
class Health:
    """The check that a container was made with, from its image or given with `--health-cmd`."""

    container: Container

    @property
    def command(self) -> tuple[str, ...]:
        """Its program as it is run; empty if there is none."""
        return health_command(self.container.config.get("Healthcheck"))

    @property
    def status(self) -> str:
        """starting, healthy or unhealthy; "" without a check."""
        return str((self.container.state.get("Health") or {}).get("Status") or "")

    def given(self, hint: str = "") -> Self:
        """There is a check."""
        expect(
            self.command,
            _("컨테이너 {name}: 헬스 체크가 없습니다.").format(name=self.container.name),
            expected="healthy",
            found=_("없음"),
            hint=hint,
        )
        return self

    def honest(self, hint: str = "") -> Self:
        """It fails where its server does not run: in another container of the same image and mounts."""
        ran = self.container.run_without_it(*self.command)
        expect(
            ran.code != 0,
            _(
                "컨테이너 {name}: 서버가 없는 곳에서도 헬스 체크가 성공합니다. 서버에 묻지 않는 검사입니다."
            ).format(name=self.container.name),
            expected=_("0이 아닌 종료 코드"),
            found=_("종료 코드 {code}: {command}").format(code=0, command=" ".join(self.command)),
            hint=hint,
        )
        return self

    def content(self, hint: str = "") -> Self:
        """The engine has found the container healthy."""
        log = (self.container.state.get("Health") or {}).get("Log") or []
        said = str(log[-1].get("Output") or "").strip()[-120:] if log else ""
        expect(
            self.status == HEALTHY,
            _("컨테이너 {name}: 헬스 체크가 성공하지 않았습니다.").format(name=self.container.name),
            expected=HEALTHY,
            found=f"{self.status}: {said}" if said else self.status,
            hint=hint,
        )
        return self

    def first(self) -> Event | None:
        """When the engine found it healthy for the first time; None if the journal does not know."""
        changes = self.container.look.life(self.container.id).all("health_status", health=HEALTHY)
        return changes[0] if changes else None
