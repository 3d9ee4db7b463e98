"""What keeps an image from being made, in words, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.errors import ImageError
from helpers.i18n import _
from helpers.text import clean


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


# What the engine says of a registry that answered, but not with the image. 20.10 and 28 word it apart.
LIMIT = r"toomanyrequests|HTTP 429|429 Too Many Requests|pull rate limit"
BROKEN = r"unexpected (?:HTTP )?status[^\n]*?: (5\d\d)"
STRANGE = r"error parsing HTTP|error unmarshalling|invalid character|unexpected end of JSON|media ?type"


def of_registry(text: str) -> str:
    """What a registry that was reached did instead of giving the image; empty if it was not reached."""
    if re.search(LIMIT, text, re.I):
        return _("레지스트리가 요청이 너무 많다며 거절했습니다(HTTP 429)")
    if broken := re.search(BROKEN, text, re.I):
        return _("레지스트리에 고장이 났습니다(HTTP {status})").format(status=broken[1])
    if re.search(STRANGE, text, re.I):
        return _("레지스트리의 대답이 이미지가 아닙니다. 로그인 페이지나 프록시가 대답했을 수 있습니다")
    return ""


def disk_full() -> ImageError:
    """No room left, on this machine or on the engine's."""
    return ImageError(
        _("디스크가 가득 차서 이미지를 둘 곳이 없습니다."),
        _("'docker system df'로 무엇이 자리를 차지하는지 보고 비운 뒤에 다시 하세요."),
        code="image-disk-full",
    )


def refused(reason: str) -> ImageError:
    """The engine did not take an archive; why, in its own words."""
    if re.search(r"no space left on device|disk quota exceeded", reason, re.I):
        return disk_full()
    if re.search(r"read-only file system", reason, re.I):
        return ImageError(
            _("도커 엔진이 데이터를 두는 디스크에 쓸 수 없습니다: {reason}").format(
                reason=clean(reason, 300)
            ),
            _("엔진이 도는 컴퓨터에서 디스크를 점검하세요. 고장 난 디스크는 읽기 전용이 됩니다(sudo dmesg)."),
            code="image-disk-read-only",
        )
    return ImageError(
        _("도커 엔진이 이 묶음을 받지 않았습니다: {reason}").format(reason=clean(reason, 300)),
        _("'course images save FILE'이나 'docker save'로 다시 만들어 옮기세요."),
        code="image-refused",
    )
