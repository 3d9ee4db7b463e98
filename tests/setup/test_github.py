"""What GitHub and editors read: valid, and naming what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

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


def test_the_container_for_editors_names_what_is_there():
    # The schema of devcontainer.json is in no package; this is what it would miss anyway.
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    read = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.M))
    assert (ROOT / read["postCreateCommand"]).is_file()
    assert {int(port) for port in read["portsAttributes"]} == set(read["forwardPorts"])
    assert any("docker-in-docker" in name for name in read["features"])


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_pictures_of_the_readme_are_small(lang):
    assert (ROOT / "docs" / "pictures" / f"lesson.{lang}.webp").stat().st_size < 150_000
