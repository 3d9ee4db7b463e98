"""What keeps an image from being made, in words, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.errors import ImageError
from helpers.i18n import _


def of_mmdebstrap(lines: Sequence[str]) -> ImageError:
    """The reason among the last lines of mmdebstrap and apt, and what mends it."""
    text = "\n".join(lines)
    if "No space left on device" in text or "enough free space" in text:
        return disk_full()
    if re.search(r"NO_PUBKEY|could(n't| not) be verified|Missing key", text):
        return ImageError(
            _("이 컴퓨터의 debian-archive-keyring이 오래되어 새 데비안의 서명을 확인할 수 없습니다."),
            _("그 패키지를 새로 설치하거나, 다른 컴퓨터의 묶음을 쓰세요: course images load FILE"),
            code="image-keyring",
        )
    if re.search(r"chroot mode|sub[- ]?[UGug][Ii][Dd]|newuidmap", text):
        return ImageError(
            _("이 컴퓨터에서는 관리자 권한 없이 이미지를 만들 수 없습니다."),
            _("다음을 한 번만 실행하세요: sudo .venv/bin/course images get"),
            code="image-needs-root",
        )
    telling = re.search(r"^[EW]: (Failed to fetch .*)", text, re.M) or re.search(r"^E: (.*)", text, re.M)
    reason = telling[1][:200] if telling else "mmdebstrap"
    return ImageError(
        _("데비안 패키지로 이미지를 만들지 못했습니다: {reason}").format(reason=reason),
        _("네트워크를 확인하거나, 다른 컴퓨터에서 만든 묶음을 쓰세요: course images load FILE"),
        code="image-offline",
    )


def disk_full() -> ImageError:
    """No room left, on this machine or on the engine's."""
    return ImageError(
        _("디스크가 가득 차서 이미지를 둘 곳이 없습니다."),
        _("'docker system df'로 무엇이 자리를 차지하는지 보고 비운 뒤에 다시 하세요."),
        code="image-disk-full",
    )
