"""The task without a recipe: a service that is not root writes into a volume of its own."""

from __future__ import annotations

from helpers.checks import Container, Look, _, expect, task

from .assignment import DRAWN
from .keeping import BASE

PLACE, FILE = "/data", "/data/journal.txt"
PATIENCE = 4  # seconds until a line more must be there; one is written each second
OTHERS_WRITE = 0o002
# the user of each process but of the one that asks
_USERS = 'for one in /proc/[0-9]*; do [ "$one" = "/proc/$$" ] || stat -c %u "$one" 2> /dev/null; done'


@task
def alone(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    found = look.container(mine["container"]).made_from(BASE)
    found.mounted(mine["volume"], PLACE, writable=True, hint=look.say("journal-volume")).running()
    users = sorted(set(found.run_in("sh", "-c", _USERS).said.split()))
    expect(users == [mine["user_id"]], "other-user", found=", ".join(users))
    expect(_size(found) >= 0, "no-journal", found=found.logs().strip()[-80:] or _("없음"))
    owner, _mode = _stat(found, FILE)
    expect(owner == mine["user_id"], "other-owner", found=owner)
    modes = {path: _stat(found, path)[1] for path in (PLACE, FILE)}
    wide = [f"{path} {mode}" for path, mode in modes.items() if int(mode, 8) & OTHERS_WRITE]
    expect(not wide, "open-to-others", found=", ".join(wide))
    expect(_grows(found), "journal-stands", found=" ".join(found.command))
    return {"user": mine["user_id"], "volume": mine["volume"]}


def _stat(found: Container, path: str) -> tuple[str, str]:
    """Owner's number and mode (octal) of a path in the container."""
    owner, mode = found.run_in("stat", "-c", "%u %a", path).output.split()
    return owner, mode


def _size(found: Container) -> int:
    """Bytes of the journal; -1 if it is not there."""
    ran = found.run_in("stat", "-c", "%s", FILE)
    return int(ran.said) if ran.code == 0 else -1


def _grows(found: Container) -> bool:
    before = _size(found)
    return any(_size(found) > before for _round in found.look.ask.waiting(PATIENCE, 0.3))
