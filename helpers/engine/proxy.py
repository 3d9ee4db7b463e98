"""Behind a proxy, each part needs to be told of it: this process, the engine for its pulls, containers.

Sources: docs.docker.com/engine/daemon/proxy (the daemon's environment) and
docs.docker.com/engine/cli/proxy (`proxies` in the client's config.json, for containers and builds).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from helpers.engine import advice, contexts
from helpers.engine.fitness import Problem
from helpers.engine.types import Engine
from helpers.i18n import _

KINDS = {
    "http": ("HTTP_PROXY", "httpProxy", "HttpProxy"),
    "https": ("HTTPS_PROXY", "httpsProxy", "HttpsProxy"),
}


def handed_on(engine: Engine) -> Iterator[Problem]:
    """Who lacks the proxy that this process was told of. Nothing where there is none."""
    told = wanted(os.environ)
    if not told:
        return
    client = engine.client()
    try:
        info = client.info()
    finally:
        client.close()
    yield from missing(told, info, settings(os.environ))


def wanted(env: Mapping[str, str]) -> dict[str, str]:
    """The proxies of this process: "http" and "https" to their addresses."""
    found = {kind: env.get(f"{kind}_proxy") or env.get(f"{kind.upper()}_PROXY") for kind in KINDS}
    return {kind: address for kind, address in found.items() if address}


def settings(env: Mapping[str, str]) -> dict[str, Any]:
    """What the client puts into every container and build: `proxies.default` of its config.json."""
    folder = Path(env.get("DOCKER_CONFIG") or contexts.home(env) / ".docker")
    try:
        default = json.loads((folder / "config.json").read_text(encoding="utf-8"))["proxies"]["default"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return default if isinstance(default, dict) else {}


def missing(told: Mapping[str, str], info: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Problem]:
    """`info` is the engine's own; `given` what containers get."""
    variables = {KINDS[kind][0]: address for kind, address in told.items()}
    if not any(info.get(KINDS[kind][2]) for kind in told):
        yield Problem(
            "engine-no-proxy",
            _("프록시 {proxy}을(를) 도커 엔진은 모릅니다. 그래서 이미지를 받지 못합니다.").format(
                proxy=next(iter(told.values()))
            ),
            _for_engine(variables),
        )
    if not any(given.get(KINDS[kind][1]) for kind in told):
        entry = {KINDS[kind][1]: address for kind, address in told.items()}
        remedy = _("~/.docker/config.json에 다음을 더하세요: {entry}").format(
            entry=json.dumps({"proxies": {"default": entry}})
        )
        if any(_only_here(address) for address in told.values()):
            remedy += " " + _(
                "컨테이너에게 127.0.0.1은 자기 자신이므로, 컨테이너에서 닿는 프록시 주소를 적으세요."
            )
        yield Problem(
            "containers-no-proxy",
            _("컨테이너는 프록시를 모릅니다. 컨테이너 안의 apt-get과 docker build가 밖에 닿지 못합니다."),
            remedy,
        )


def _for_engine(variables: Mapping[str, str]) -> str:
    if advice.INIT_DIR.is_dir():
        lines = " ".join(f'"{name}={value}"' for name, value in variables.items())
        return _(
            "'sudo systemctl edit docker'로 [Service] 아래에 다음을 적고 엔진을 다시 켜세요"
            "(실행 중인 컨테이너가 모두 멈춥니다): {lines}"
        ).format(lines=f"Environment={lines}")
    lines = "; ".join(f"export {name}={value}" for name, value in variables.items())
    return _(
        "/etc/default/docker에 다음을 적고 엔진을 다시 켜세요(실행 중인 컨테이너가 모두 멈춥니다): {lines}"
    ).format(lines=lines)


def _only_here(address: str) -> bool:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host == "localhost" or host.startswith("127.")
