"""A network as a check reads it, and what a lesson can demand of it. Each demand raises NotYet, or returns it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from helpers.checks.verdict import expect
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.container import Container
    from helpers.checks.look import Look


@dataclass(frozen=True)
class Network:
    """One network, from /networks/NAME, with the look that found it."""

    raw: dict[str, Any]
    look: Look = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its name; two networks may have the same one."""
        return str(self.raw["Name"])

    @property
    def id(self) -> str:
        """The full id."""
        return str(self.raw["Id"])

    @property
    def is_internal(self) -> bool:
        """Whether it has no way out of the engine's host."""
        return bool(self.raw.get("Internal"))

    def connects(self, *containers: Container, hint: str = "") -> Self:
        """Each of these containers is on it."""
        outside = [found for found in containers if self.name not in found.networks]
        expect(
            not outside,
            _("네트워크 {name}: 연결되지 않은 컨테이너가 있습니다.").format(name=self.name),
            expected=", ".join(found.name for found in containers),
            found=", ".join(f"{found.name}: {', '.join(found.networks) or '–'}" for found in outside),
            hint=hint
            or _("컨테이너가 어느 네트워크에 있는지는 `docker inspect`의 NetworkSettings에 있습니다."),
        )
        return self

    def internal(self, hint: str = "") -> Self:
        """It was made without a way out."""
        expect(
            self.is_internal,
            _("네트워크 {name}: 바깥으로 나가는 길이 있습니다.").format(name=self.name),
            expected="Internal: true",
            found="Internal: false",
            hint=hint
            or _("바깥과 이어지지 않게 하는 것은 네트워크를 만들 때 정합니다. 지우고 다시 만드세요."),
        )
        return self
