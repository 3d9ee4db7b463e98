"""Docker contexts: the endpoints that the `docker` command can be pointed at.

Read from the CLI's own files; docker-py's reader finds no context where there is no config.json,
which the CLI does not need. Format: github.com/docker/cli, cli/context/store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from helpers.engine.types import Engine
from helpers.errors import EngineNotFound
from helpers.i18n import _

DEFAULT = "default"  # the name of the context that is no context


def current(env: Mapping[str, str]) -> str:
    """The name that `docker context use` wrote, else "default" (also where the file is damaged)."""
    try:
        name = json.loads((folder(env) / "config.json").read_text(encoding="utf-8"))["currentContext"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return DEFAULT
    return name if isinstance(name, str) and name else DEFAULT


def engine(name: str, env: Mapping[str, str]) -> Engine:
    """The engine of the context called `name`. Raises EngineNotFound when there is none to be had."""
    identity = sha256(name.encode()).hexdigest()
    meta = folder(env) / "contexts/meta" / identity / "meta.json"
    try:
        host = json.loads(meta.read_text(encoding="utf-8"))["Endpoints"]["docker"]["Host"]
    except FileNotFoundError:
        raise EngineNotFound(
            _("'{name}'(이)라는 docker context는 없습니다.").format(name=name),
            _("있는 것을 보려면: docker context ls"),
            code="engine-bad-context",
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise EngineNotFound(
            _("docker context '{name}'을(를) 읽을 수 없습니다: {path}").format(name=name, path=meta),
            _("다음으로 기본값을 고르세요: docker context use default"),
            code="engine-bad-context",
        ) from error
    if (folder(env) / "contexts/tls" / identity / "docker").is_dir():
        raise EngineNotFound(
            _("docker context '{name}'은(는) TLS 인증서를 씁니다.").format(name=name),
            _("DOCKER_HOST={url}, DOCKER_TLS_VERIFY=1, DOCKER_CERT_PATH를 설정하세요.").format(url=host),
            code="engine-tls",
        )
    return Engine(str(host), "context")


def folder(env: Mapping[str, str]) -> Path:
    """Where the CLI keeps its settings."""
    return Path(env["DOCKER_CONFIG"]) if env.get("DOCKER_CONFIG") else home(env) / ".docker"


def home(env: Mapping[str, str]) -> Path:
    """The user's home; HOME may be unset where a service runs us."""
    return Path(env.get("HOME") or "~").expanduser()
