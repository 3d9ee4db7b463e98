"""09 종합 과제: what is demanded of this learner and of nobody else.

Everything is computed from one seed. `course reset` keeps the seed: reset finds the learner's things
by these very names, and what somebody has written down stays true.
"""

from __future__ import annotations

import hashlib
import socket
from dataclasses import dataclass

from helpers.checks import _, seed

WORDS = ("maple", "cedar", "birch", "hazel", "aspen", "olive", "tulip", "lotus",
         "heron", "raven", "otter", "robin", "amber", "coral", "pearl", "topaz")  # fmt: skip
PORTS = range(20000, 29000)  # below the ports that systems hand out to outgoing connections
USERS = range(2000, 9000)  # no user of busybox or debian has these numbers


@dataclass(frozen=True)
class Assignment:
    """One learner's project: what it is called, where it is published, what its page must show."""

    project: str
    port: int
    user: int
    token: str
    key: str

    @property
    def image(self) -> str:
        """The image to build."""
        return f"{self.project}:1.0"

    @property
    def again(self) -> str:
        """The image of the second build."""
        return f"{self.project}:again"

    @property
    def container(self) -> str:
        """The container that serves."""
        return f"{self.project}-web"

    @property
    def volume(self) -> str:
        """The volume that keeps the visits."""
        return f"{self.project}-data"

    def shell(self) -> str:
        """NAME=value lines; no value has a character that a shell would read differently."""
        return "\n".join(f"{name}={value}" for name, value, _what in self._rows())

    def text(self) -> str:
        """One line for each value: what it is called in a shell, the value, what it is for."""
        rows = self._rows()
        return "\n".join(f"{name:<10} {value:<22} {what}" for name, value, what in rows)

    def _rows(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("PROJECT", self.project, _("프로젝트 이름")),
            ("IMAGE", self.image, _("만들 이미지")),
            ("AGAIN", self.again, _("캐시 없이 한 번 더 만든 이미지")),
            ("CONTAINER", self.container, _("서비스할 컨테이너")),
            ("VOLUME", self.volume, _("방문 수를 담을 볼륨")),
            ("PORT", str(self.port), _("127.0.0.1에 공개할 포트")),
            ("USER_ID", str(self.user), _("서버를 실행할 사용자 번호")),
            ("TOKEN", self.token, _("페이지에 보여야 하는 토큰")),
            ("ADMIN_KEY", self.key, _("실행할 때만 넘길 비밀 값")),
        )


def draw(seed_text: str) -> Assignment:
    """The assignment that belongs to a seed; the same on every machine."""
    digest = hashlib.sha256(f"09_final/{seed_text}".encode()).digest()
    number = [int.from_bytes(digest[at : at + 4]) for at in range(0, 12, 4)]
    return Assignment(
        project=f"{WORDS[number[0] % len(WORDS)]}-{digest[12:14].hex()}",
        port=PORTS[number[1] % len(PORTS)],
        user=USERS[number[2] % len(USERS)],
        token=f"t-{digest[16:21].hex()}",
        key=f"k-{digest[21:31].hex()}",
    )


def current() -> Assignment:
    """This learner's assignment; asked anew each time, so that it is nobody else's in a long process."""
    return draw(seed(_port_is_free))


def _port_is_free(seed_text: str) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", draw(seed_text).port))
        except OSError:
            return False
    return True
