"""Sixty things that are somebody else's, and how each looks."""

from __future__ import annotations

from pathlib import Path

import docker

BASE = "busybox:latest"
EACH = 15  # things of each kind
NEARLY = ("git-box-old", "our-vol-backup", "debian-git", "wiki-data2", "hand-made-1")  # names like a lesson's


def make_bystanders(api: docker.APIClient) -> None:
    """Containers (a third runs), images, volumes with content, networks."""
    for number in range(EACH):
        name = NEARLY[number] if number < len(NEARLY) else f"theirs-{number}"
        volume = f"{name}-data" if number else "theirs"
        api.create_volume(volume)
        Path(api.inspect_volume(volume)["Mountpoint"], "invoices.csv").write_text(name)
        host = api.create_host_config(binds=[f"{volume}:/data"])
        api.create_container(BASE, ["sleep", "1000000"], name=name, host_config=host)
        if number % 3 == 0:
            api.start(name)
        api.commit(name, "theirs/image", str(number), message=name)
        api.create_network(f"{name}-net")


def fingerprints(api: docker.APIClient) -> dict[str, str]:
    """Every foreign thing by kind and name, and all of it that must not change."""
    found = {}
    for row in api.containers(all=True):
        name = row["Names"][0].lstrip("/")
        data = api.inspect_container(row["Id"])
        if data["Config"]["Cmd"] == ["sleep", "1000000"]:
            state = data["State"]
            found[f"container {name}"] = f"{row['Id'][:12]} {state['Status']} {state['StartedAt']}"
    for row in api.images():
        for tag in row["RepoTags"] or ():
            if tag.startswith("theirs/"):
                found[f"image {tag}"] = row["Id"]
    for row in api.volumes()["Volumes"]:
        file = Path(row["Mountpoint"], "invoices.csv")
        if file.exists():
            found[f"volume {row['Name']}"] = file.read_text()
    for row in api.networks():
        if row["Name"].endswith("-net"):
            found[f"network {row['Name']}"] = row["Id"]
    return found
