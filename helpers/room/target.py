"""Which machines a pack can be made for, and what decides which wheels run on them."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.errors import CourseError
from helpers.i18n import _
from helpers.images.debian import architecture


@dataclass(frozen=True)
class Target:
    """A kind of machine: Debian's release, its Python in full, the minor version of its glibc 2."""

    release: str
    python: str
    glibc: int
    architecture: str

    def as_data(self) -> dict[str, str]:
        """As a manifest has it."""
        short = ".".join(self.python.split(".")[:2])
        return {"release": self.release, "python": short, "architecture": self.architecture}

    @property
    def environment(self) -> dict[str, str]:
        """What a lock's markers ask (https://packaging.python.org/specifications/dependency-specifiers/)."""
        machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(self.architecture, self.architecture)
        return {
            "implementation_name": "cpython",
            "implementation_version": self.python,
            "os_name": "posix",
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Linux",
            "platform_version": "",
            "python_full_version": self.python,
            "python_version": ".".join(self.python.split(".")[:2]),
            "sys_platform": "linux",
        }


# The Python and glibc of each release (packages python3 and libc6).
RELEASES = {"bookworm": ("3.11.2", 36), "trixie": ("3.13.5", 41)}


def targets(releases: tuple[str, ...]) -> tuple[Target, ...]:
    """The machines to pack for, of this machine's architecture. Raises CourseError for an unknown release."""
    for name in releases:
        if name not in RELEASES:
            raise CourseError(
                _("'{name}' 배포판용으로는 묶을 수 없습니다.").format(name=name),
                _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(RELEASES)),
                code="room-release",
            )
    return tuple(Target(name, *RELEASES[name], architecture()) for name in dict.fromkeys(releases))
