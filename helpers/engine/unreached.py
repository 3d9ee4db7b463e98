"""Published ports that do not reach this machine, and what to do about it.

A port of a private engine comes here by a forwarder (helpers/engine/forward.py), and a program of this
machine may have been there first: `docker run -p` succeeds all the same, and nobody answers, or somebody
else. An engine in the machine's own network refuses such a port itself.
"""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path

from helpers.engine.types import Engine
from helpers.i18n import _

FILE = "forwarding.json"  # beside the socket of a private engine, written by its forwarder


@dataclass(frozen=True)
class ForwardingProblem:
    """A published port that does not reach the host, and the system's reason."""

    address: str
    port: int
    protocol: str
    reason: str

    @property
    def what(self) -> str:
        """What happened, in a sentence."""
        taken = self.reason == os.strerror(errno.EADDRINUSE)
        return _("호스트의 {address}:{port} 포트가 열리지 않아 브라우저에서 닿지 않습니다: {reason}").format(
            address=f"[{self.address}]" if ":" in self.address else self.address,
            port=self.port if self.protocol == "tcp" else f"{self.port}/{self.protocol}",
            reason=_("다른 프로그램이 이미 쓰고 있습니다") if taken else self.reason,
        )

    @property
    def remedy(self) -> str:
        """What to do about it."""
        if self.protocol != "tcp":
            return _("전용 엔진에서는 TCP 포트만 이 컴퓨터로 이어집니다. 다른 컨테이너에서는 닿습니다.")
        return _("그 프로그램을 끝내거나('sudo ss -ltnp'로 찾습니다), 다른 포트로 컨테이너를 다시 만드세요.")

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}"


def unreached(engine: Engine) -> tuple[ForwardingProblem, ...]:
    """The problems of an engine; none for one that is not private, whose ports are the machine's own."""
    path = engine.url.removeprefix("http+").removeprefix("unix://")
    if not path.startswith("/"):
        return ()
    try:
        rows = json.loads(Path(path).with_name(FILE).read_text(encoding="utf-8"))
        return tuple(ForwardingProblem(**row) for row in rows)
    except (OSError, ValueError, TypeError):
        return ()
