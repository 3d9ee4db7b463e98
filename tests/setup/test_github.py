"""What GitHub and editors read: valid, and naming what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.paths import ROOT

GITHUB = ROOT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
SCHEMAS = [
    *((path, "vendor.github-workflows") for path in sorted((GITHUB / "workflows").glob("*.yml"))),
    *((path, "vendor.github-issue-forms") for path in FORMS),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "vendor.github-issue-config"),
]


@pytest.mark.parametrize(("path", "schema"), SCHEMAS, ids=[path.name for path, _schema in SCHEMAS])
def test_a_file_for_github_is_valid_by_its_schema(path: Path, schema: str) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_that_is_not_valid_would_be_found(tmp_path):
    (tmp_path / "test.yml").write_text("on: push\njobs: {test: {steps: []}}\n")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    assert subprocess.run([*check, tmp_path / "test.yml"], capture_output=True).returncode == 1


def test_the_workflow_runs_the_command_that_everybody_runs():
    workflow = yaml.safe_load((GITHUB / "workflows" / "test.yml").read_text(encoding="utf-8"))
    lines = [step.get("run", "") for step in workflow["jobs"]["test"]["steps"]]
    assert [line for line in lines if line.endswith("make test")]
    assert not [line for line in lines if re.search(r"sudo .*make", line)]  # which scripts/setup refuses


# The schema of devcontainer.json (https://containers.dev/implementors/json_schema) is in no package that
# could be installed; of the properties that are used here it says this.
PORT = {
    "label": str,
    "onAutoForward": ("notify", "openBrowser", "openBrowserOnce", "openPreview", "silent", "ignore"),
}
SIZE = re.compile(r"\d+([tgmk]b)?")
CONTAINER = {
    "name": str, "image": str, "features": dict, "postCreateCommand": (str, list, dict),
    "forwardPorts": list, "portsAttributes": dict, "hostRequirements": dict,
}  # fmt: skip


def devcontainer() -> dict[str, Any]:
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.M))


def wrong(read: dict[str, Any]) -> list[str]:
    """What of a devcontainer.json the schema would refuse, as far as it is written down above."""
    found = [name for name, value in read.items() if not isinstance(value, CONTAINER.get(name, ()))]
    found += [str(port) for port in read["forwardPorts"] if type(port) is not int or not 0 <= port < 65536]
    for port, told in read["portsAttributes"].items():
        found += [f"{port}: {name}" for name in told if name not in PORT]
        found += [port] if told.get("onAutoForward", "notify") not in PORT["onAutoForward"] else []
    for name, value in read["hostRequirements"].items():
        fits = type(value) is int if name == "cpus" else bool(SIZE.fullmatch(value))
        found += [] if name in ("cpus", "memory", "storage") and fits else [name]
    return found


def test_the_container_for_editors_is_valid_and_names_what_is_there():
    read = devcontainer()
    assert wrong(read) == []
    assert (ROOT / read["postCreateCommand"]).is_file()
    assert {int(port) for port in read["portsAttributes"]} == set(read["forwardPorts"])
    assert any("docker-in-docker" in name for name in read["features"])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"image": 1}, "image"), ({"postCreate": "x"}, "postCreate"), ({"forwardPorts": [70000]}, "70000"),
        ({"portsAttributes": {"8888": {"onAutoForward": "never"}}}, "8888"),
        ({"hostRequirements": {"memory": "4 GB"}}, "memory"),
    ],
)  # fmt: skip
def test_a_container_for_editors_that_is_not_valid_would_be_found(change: dict[str, Any], place: str):
    assert wrong(devcontainer() | change) == [place]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_pictures_of_the_readme_are_small(lang):
    assert (ROOT / "docs" / "pictures" / f"lesson.{lang}.webp").stat().st_size < 150_000
