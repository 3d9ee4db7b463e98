"""01 커널과 컨테이너: what the lesson demands of the engine, in the lesson's order."""

from __future__ import annotations

from helpers.checks import Scope

from . import limits, processes
from .common import BOX, LIMITED, OOM, PEER, UNAME, VICTIM

SCOPE = Scope(containers=(UNAME, BOX, PEER, VICTIM, LIMITED, OOM))

uname, box, peer, victim = processes.uname, processes.box, processes.peer, processes.victim
limited, oom = limits.limited, limits.oom
