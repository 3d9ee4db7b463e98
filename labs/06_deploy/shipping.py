"""06 배포와 교체: an image on its way, through a registry and in a file."""

from __future__ import annotations

from helpers.checks import Look, expect, task

from .names import PUSHED, REGISTRY, REGISTRY_PORT, TAG, TAGS, WIKI
from .serving import wiki_image


@task
def registry(look: Look) -> dict[str, object]:
    image, again = wiki_image(look), look.say("registry-again")
    server = look.container(REGISTRY).running(hint=again).published(5000, at=REGISTRY_PORT, hint=again)
    kept = server.answers("/v2/", hint=again).get(TAGS)
    expect(f'"{TAG}"' in kept.body, "not-pushed", found=kept.body.strip()[:90] or "-")
    pulls = [
        event
        for event in look.events
        if (event.kind, event.action) == ("image", "pull") and PUSHED in (event.id, event.name)
    ]
    expect(pulls, "never-pulled", recorded=True)
    found = look.image(PUSHED)
    expect(found.layers == image.layers, "other-image", expected=image.short(), found=found.short())
    return {"id": found.short()}


@task
def archive(look: Look) -> None:
    image = wiki_image(look)
    loads = [event for event in look.events if (event.kind, event.action) == ("image", "load")]
    expect(loads, "never-loaded", recorded=True)
    fitting = {image.id, *image.tags} & {name for event in loads for name in (event.id, event.name)}
    found = ", ".join(event.id.removeprefix("sha256:")[:12] for event in loads[-3:])
    expect(fitting, "other-loaded", expected=f"{WIKI} {image.short()}", found=found, recorded=True)
