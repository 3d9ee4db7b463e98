"""Keys of a class: everything is derived from one secret of the teacher's, and again at any time.

A learner gets a secret of 16 bytes in the code to join. From it follow the key that signs what is handed
in (Ed25519) and the seed of drawn values. Who has the class's secret can derive both; nobody else's
follows from one's own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from helpers.errors import CourseError
from helpers.i18n import _

SECRET = 16  # bytes of a learner's secret
CLASS = 5  # bytes of a class's name for itself
CHECK = 2  # bytes that find a slip of the pen
MARK = "DC1"  # what a code begins with: its format
LENGTH = (CLASS + 2 + SECRET + CHECK) * 8 // 5  # letters and digits after the mark, in base32


@dataclass(frozen=True)
class Membership:
    """What a learner's machine knows of a class: which one, which number in it, and their own secret."""

    class_id: str
    number: int
    secret: bytes

    @property
    def key(self) -> Ed25519PrivateKey:
        """What signs."""
        return Ed25519PrivateKey.from_private_bytes(_derived(self.secret, "sign"))

    @property
    def public(self) -> str:
        """What the signature is tested with, in hex."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    @property
    def seed(self) -> str:
        """What this learner's values are drawn from."""
        return _derived(self.secret, "draw")[:8].hex()

    def sign(self, content: bytes) -> str:
        """A signature, in hex."""
        return self.key.sign(content).hex()

    def code(self) -> str:
        """One short line for the learner, in groups of five letters and digits."""
        raw = bytes.fromhex(self.class_id) + self.number.to_bytes(2) + self.secret
        text = base64.b32encode(raw + hashlib.sha256(raw).digest()[:CHECK]).decode().rstrip("=")
        return "-".join([MARK, *(text[at : at + 5] for at in range(0, len(text), 5))])


def member(class_id: str, class_secret: bytes, number: int) -> Membership:
    """The membership of the learner with a number, from the class's own secret."""
    secret = hmac.digest(class_secret, f"{class_id}/{number}".encode(), "sha256")[:SECRET]
    return Membership(class_id, number, secret)


def from_code(code: str) -> Membership:
    """What a code says, however the line with it was copied: what follows the last DC1, letters and digits.

    Raises CourseError for one that was copied wrongly; for one that was cut it says so.
    """
    _before, mark, rest = re.sub(r"[^A-Z0-9]", "", code.upper()).rpartition(MARK)
    if not mark:
        raise _wrong()
    # letters that are taken for digits; base32 has neither 0, 1 nor 8
    text = rest[:LENGTH].translate(str.maketrans("018", "OIB"))
    if len(text) < LENGTH:
        raise _cut(len(text))
    try:
        raw = base64.b32decode(text)
    except ValueError as error:
        raise _wrong() from error
    body, check = raw[:-CHECK], raw[-CHECK:]
    if hashlib.sha256(body).digest()[:CHECK] != check:
        raise _wrong()
    return Membership(body[:CLASS].hex(), int.from_bytes(body[CLASS : CLASS + 2]), body[CLASS + 2 :])


def verified(public: str, content: bytes, signature: str) -> bool:
    """Whether a signature is this key's over this content; False for anything that is none."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac.digest(secret, f"docker-course/{purpose}".encode(), "sha256")


def _wrong() -> CourseError:
    return CourseError(
        _("참가 코드가 맞지 않습니다."),
        _("선생님이 준 한 줄을 DC1부터 끝까지 그대로 복사하세요."),
        code="join-code",
    )


def _cut(count: int) -> CourseError:
    return CourseError(
        _("참가 코드의 끝이 빠졌습니다: DC1 뒤에 {length}자가 있어야 하는데 {count}자뿐입니다.").format(
            length=LENGTH, count=count
        ),
        _("선생님이 준 한 줄을 DC1부터 끝까지 그대로 복사하세요."),
        code="join-code",
    )
