"""The learner's image run as it runs by itself, for a moment, and asked from beside it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from helpers.checks import Image, Look, Ran
from helpers.checks.look import PROBE_LABEL, PROBE_TIMEOUT

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
_known: dict[str, Ran] = {}  # by image id: an image never changes


def trial(look: Look, image: Image, server: Sequence[str], health: Sequence[str]) -> Ran:
    """Run the server, ask it on 8080, run the health check. Code 0, or what was wrong first."""
    if image.id not in _known:
        script = _SCRIPT.format(
            server=shlex.join(server), health=shlex.join(health), ended=ENDED, silent=SILENT, ill=ILL
        )
        _known[image.id] = _run(look, image, script)
    return _known[image.id]


def _run(look: Look, image: Image, script: str) -> Ran:
    made = look.api.create_container(
        image.id,
        ["/bin/sh", "-c", script],
        entrypoint=[],
        labels={PROBE_LABEL: look.lesson},
        # not network_disabled, as look.probe has it: that leaves out "localhost", which a check may ask
        host_config=look.api.create_host_config(network_mode="none"),
    )
    try:
        look.api.start(made["Id"])
        code = look.api.wait(made["Id"], timeout=PROBE_TIMEOUT)["StatusCode"]
        return Ran(int(code), look.api.logs(made["Id"]).decode("utf-8", "replace"))
    finally:
        look.api.remove_container(made["Id"], force=True, v=True)
