"""00 준비: what the lesson demands of the engine."""

from __future__ import annotations

import re

from helpers.checks import Container, Look, Scope, _, expect, task

BASE = "busybox"
HELLO, ENGINE, ROOT = "ready-hello", "ready-engine", "ready-root"
LABEL = "engine"

SCOPE = Scope(containers=(HELLO, ENGINE, ROOT, "ready-date"))


@task
def hello(look: Look) -> dict[str, object]:
    found = look.container(HELLO).made_from(BASE).started()
    said = [
        re.sub(r".*?\b(echo|printf)\s+", "", run.command) for run in found.by_hand(r"\b(echo|printf)\s+\S")
    ]
    if not said and not found.prompts:
        said = found.logs().strip().splitlines()
        if not found.is_running:
            found.exited(0)
    expect(said, "silent", found=_("`{command}`의 출력 없음").format(command=" ".join(found.command)))
    return {"said": said[-1][:80]}


@task
def server(look: Look) -> dict[str, object]:
    found = look.container(ENGINE).made_from(BASE)
    wanted, command = str(look.info.get("ServerVersion", "")), " ".join(found.command)
    labels: dict[str, str] = found.config.get("Labels") or {}
    value = labels.get(LABEL, "").strip()
    expect(
        LABEL in labels or not re.search(rf" (--label|-l)[ =]?{LABEL}", command), "after-image", found=command
    )
    own = sorted(label for label in labels if not label.startswith("course."))  # the image passes its own on
    expect(LABEL in labels, "no-label", found=", ".join(own) or _("라벨 없음"), value=wanted)
    expect(not re.search(r"\$\(|`", value), "letters", expected=wanted, found=value[:80])
    expect("{{" not in value, "template", expected=wanted, found=value[:80])
    expect(value == wanted, "other-version", expected=wanted, found=value[:80])
    return {"version": wanted}


@task
def root(look: Look) -> None:
    found = look.container(ROOT).made_from(BASE)
    mount = next((row for row in found.mounts if row["Destination"] == "/host"), {})
    expect(mount, "not-mounted", found=found.mounts_text())
    expect(
        (mount["Type"], mount["Source"]) == ("bind", "/"), "one-folder", expected="/", found=mount["Source"]
    )
    expect(not mount["RW"], "writable", found=found.mounts_text())
    expect(_looked(found), "not-looked", expected="ls /host", found=" ".join(found.command))


def _looked(found: Container) -> bool:
    """Whether somebody saw what lies in /host. The image has folders called etc and usr, too."""
    asked = re.search(r"\bhost\b", f"{' '.join(found.command)} {found.config.get('WorkingDir')}")
    listed = all(folder in found.logs() for folder in ("etc", "usr"))
    return bool((asked and listed) or found.by_hand(r"\bhost\b"))
