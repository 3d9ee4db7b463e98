"""06 배포와 교체: another container, another image, the same pages."""

from __future__ import annotations

from helpers.checks import Container, Look, expect, task

from .names import DATA, FOLDER, OLD, R2, SERVER, WIKI
from .serving import first_edit, running_wiki, wiki_image, written


@task
def volume(look: Look) -> dict[str, object]:
    service = running_wiki(look)
    found = _kept(look, service.container)
    expect(written(service), "not-moved")
    made = look.life(found.id).first("create")
    expect(made / 1e9 >= first_edit(found), "never-replaced", found=found.id[:12], recorded=True)
    expect(look.find_container(OLD) is None, "old-left")
    return {"name": DATA}


@task
def rollback(look: Look) -> dict[str, object]:
    image = wiki_image(look)
    started = [life for life in look.lives_of(SERVER) if life.all("start")]
    second = any(look.came_from(life, R2) for life in started)
    found = ", ".join(sorted({life.image for life in started})) or "-"
    expect(second, "never-deployed", found=found, recorded=True)
    service = running_wiki(look)
    expect(service.container.image_id == image.id, "still-second", found=service.container.image_name)
    _kept(look, service.container)
    expect(written(service), "page-lost")
    return {"image": WIKI}


def _kept(look: Look, found: Container) -> Container:
    """The volume must hold the whole folder of the wiki."""
    places = [str(row["Destination"]) for row in found.mounts]
    part = next((place for place in places if place.startswith(f"{FOLDER}/")), "")
    expect(not part or FOLDER in places, "only-a-part", found=part)
    return found.mounted(DATA, FOLDER, writable=True, hint=look.say("wiki-again"))
