"""The learner's image run as it runs by itself, for a moment, and asked from beside it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from helpers.checks import Image, Look, Ran

ENDED, SILENT, ILL = 41, 42, 43  # exit codes: what was wrong
# a start script may demand the key of a later task
_SCRIPT = """
listens() {{ nc -w 1 127.0.0.1 8080 < /dev/null > /dev/null 2>&1; }}
ADMIN_KEY=none {server} & server=$!
for try in $(seq 25); do listens && break; sleep 0.2; done
sleep 0.2
kill -0 $server 2> /dev/null || exit {ended}
listens || exit {silent}
timeout 5 {health} || exit {ill}
"""


def trial(look: Look, image: Image, server: Sequence[str], health: Sequence[str]) -> Ran:
    """Run the server, ask it on 8080, run the health check. Code 0, or what was wrong first."""
    script = _SCRIPT.format(
        server=shlex.join(server), health=shlex.join(health), ended=ENDED, silent=SILENT, ill=ILL
    )
    return look.probe(image, "/bin/sh", "-c", script)
