"""Everything that is installed is pinned with hashes, and the locks hold what the inputs ask for."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from helpers.paths import ROOT

INPUTS = {
    "requirements.lock": ("requirements.txt", "requirements-setup.txt"),
    "requirements-dev.lock": ("requirements.txt", "requirements-dev.txt", "requirements-setup.txt"),
}
ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ ;]+)[^\n]*\n(?P<hashes>(?: +--hash=[^\n]*\n)*)", re.M)


def pinned(lock: str) -> dict[str, set[str]]:
    """The versions of each package: several where Pythons or systems differ."""
    found: dict[str, set[str]] = {}
    for entry in ENTRY.finditer((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(normal(entry["name"]), set()).add(entry["version"])
    return found


def normal(name: str) -> str:
    """A package's name as the registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", INPUTS)
def test_every_package_has_a_hash_and_nothing_else_is_in_the_lock(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = list(ENTRY.finditer(text))
    assert len(entries) > 90
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry["hashes"]) for entry in entries)
    assert re.sub(r"(?m)^#.*\n", "", ENTRY.sub("", text)) == ""
    assert "://" not in text  # where packages come from is decided where they are installed


@pytest.mark.parametrize(("lock", "files"), INPUTS.items())
def test_the_lock_has_what_the_inputs_ask_for(lock: str, files: tuple[str, ...]) -> None:
    found = pinned(lock)
    for file in files:
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            asked = re.match(r"([\w.-]+)==([^ ;]+)", line)
            if asked:
                assert asked[2] in found.get(normal(asked[1]), ()), f"{file}: {line}: run `make lock`"
            elif line and not line.startswith(("#", "-r")):
                assert normal(re.split(r"[<>=!~ ]", line)[0]) in found, f"{file}: {line}: run `make lock`"


# packages whose modules have another name than they
MODULES = {"markdown_it": "markdown-it-py", "yaml": "pyyaml", "websocket": "websocket-client"} | {
    "xdist": "pytest-xdist", "IPython": "ipython", "cosmic_ray": "cosmic-ray",
}  # fmt: skip
# what only authors and teachers run: `course build`, `course handouts`, nbgrader
AUTHORS = {"babel", "nbclient", "nbgrader", "pypdf"}


def imported(folder: str) -> set[str]:
    """The packages that the modules of a folder import, wherever in them."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add(str(node.module).split(".")[0])
    here = sys.stdlib_module_names | {"helpers", "labs", "tests"}
    return {normal(MODULES.get(name, name)) for name in found - here}


def declared(file: str) -> set[str]:
    """The packages that a requirements file names itself."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.M)}


def test_every_package_that_is_imported_is_asked_for() -> None:
    ours, more = declared("requirements.txt"), declared("requirements-dev.txt")
    assert imported("helpers") - ours == AUTHORS
    assert more >= AUTHORS
    assert imported("labs") | imported("tests") <= ours | more


def test_learners_get_the_versions_that_are_tested() -> None:
    tested = pinned("requirements-dev.lock")
    assert all(versions == tested[name] for name, versions in pinned("requirements.lock").items())
