"""06 배포와 교체: the wiki as a service, set up and written to through HTTP."""

from __future__ import annotations

import hashlib
import re

from helpers.checks import Container, Image, Look, NotYet, Service, expect, task

from .names import EDIT, FOLDER, FRONT, OLD, PAGE, PORT, R2, RAW, SERVER, SETUP, WIKI

TAKEN = ("port is already allocated", "address already in use", "ports are not available")
UNNAMED = "UnnamedWiki"  # what MoniWiki calls itself before anybody has said


@task
def deploy(look: Look) -> dict[str, object]:
    service = running_wiki(look)
    service.container.detached().published(80, at=PORT).answers(SETUP)
    # its setup repeats a path that nobody could have written down before the container was made
    token = hashlib.sha256(service.container.id.encode()).hexdigest()[:16]
    echo = service.get(f"{SETUP}/{token}?action=pathinfo").body.strip()
    expect(echo == f"/{token}****", "not-the-wiki", found=echo[:60] or "-")
    return {"path": SETUP}


@task
def setup(look: Look) -> dict[str, object]:
    service = running_wiki(look)
    raw = service.container.file(f"{FOLDER}/config.php")
    expect(raw, "no-config")
    config = (raw or b"").decode("utf-8", "replace")
    name = re.search(r"^\$sitename\s*=\s*'([^']+)'", config, re.M)
    if name is None or name[1] == UNNAMED:
        raise NotYet("unnamed", found=name[0] if name else "-")
    expect(re.search(r"^\$admin_passwd\s*=\s*'.+'", config, re.M), "no-password")
    edit = service.wait(EDIT)
    expect(edit.status == 200 and "savetext" in edit.body, "cannot-edit", found=edit.status or "-")
    return {"name": name[1]}


@task
def page(look: Look) -> dict[str, object]:
    service = running_wiki(look)
    _need_page(service)
    expect(first_edit(service.container), "not-through-wiki")
    return {"page": PAGE}


@task
def restart(look: Look) -> None:
    service = running_wiki(look)
    again = [event.time for life in look.lives_of(SERVER) for event in life.all("start")[1:]]
    expect(again, "never-restarted", recorded=True)
    _need_page(service)
    expect(max(again) / 1e9 >= first_edit(service.container), "restarted-before", recorded=True)


def wiki_image(look: Look) -> Image:
    """The image of lesson 05; Blocked if it is not there."""
    return look.base(WIKI)


def running_wiki(look: Look) -> Service:
    """The learner's container `wiki`, made from either release of the wiki, running and published."""
    image, found = wiki_image(look), look.find_container(SERVER)
    if found is None and (strays := _strays(look)):
        raise NotYet("wrong-name", found=strays[0], name=strays[0])
    found = look.container(SERVER)
    second = look.find_image(R2)
    if second is None or found.image_id != second.id:
        found.made_from(image.name)
    trouble = str(found.state.get("Error") or "")
    taken = found.status == "created" and any(words in trouble for words in TAKEN)
    expect(not taken, "port-taken", found=trouble[-90:])
    return found.running().published(80, at=PORT)


def written(service: Service) -> bool:
    """Whether the wiki shows the learner's page."""
    answer = service.wait(RAW)
    return answer.status == 200 and "docker" in answer.body.lower()


def first_edit(found: Container) -> float:
    """When the page was first saved through the wiki (s since 1970); 0 if never."""
    log = (found.file(f"{FOLDER}/data/editlog") or b"").decode("utf-8", "replace")
    times = [line.split("\t")[2] for line in log.splitlines() if line.startswith(f"{PAGE}\t")]
    return float(times[0]) if times else 0.0


def _strays(look: Look) -> list[str]:
    """The learner's containers of the wiki that have not got the lesson's names."""
    found = look.list_containers(ancestor=WIKI)
    return [
        container.name
        for container in found
        if container.name not in (SERVER, OLD, FRONT)
        and not look.ask.foreign("container", container.name, container.id)
    ]


def _need_page(service: Service) -> None:
    answer = service.page(RAW)
    expect(answer.status == 200, "no-page", found=answer.status)
    expect("docker" in answer.body.lower(), "no-docker-in-page", found=answer.body.strip()[:60] or "-")
