"""The JupyterLab workspace: the list of tasks, the lesson, and a terminal below it.

Below, because beside the list and a lesson that can be read a terminal has some 50 columns on a laptop's
screen, and `docker ps` needs 100 and more.

The format is that of `jupyter lab workspaces export`; the server keeps it and the page restores it.
"""

from __future__ import annotations

import json
from pathlib import Path

import requests

from helpers.i18n import _
from helpers.launch.session import Running
from helpers.waiting import waiting

PATIENCE = 60  # seconds; one that has just begun on a busy machine is slow at first
NAME = "course"
PATH = f"/lab/workspaces/{NAME}"
LESSON_SHARE, TERMINAL_SHARE = 0.62, 0.38
LIST_SHARE = 0.2
TASKS = "course-desk"  # the id of the list in helpers/desk/labextension


def lay_out(server: Running, root: Path, notebook: str) -> None:
    """Give the page its layout, unless the learner's own of last time still shows a notebook."""
    address = f"{server.base}/lab/api/workspaces/{NAME}"
    with requests.Session() as http, waiting(_("JupyterLab의 대답을 기다립니다.")):
        http.headers.update(server.headers)
        kept = http.get(address, timeout=PATIENCE)
        if kept.ok and shows_notebook(kept.json(), root):
            return
        http.put(address, data=json.dumps(workspace(notebook)), timeout=PATIENCE).raise_for_status()


def shows_notebook(kept: dict[str, dict[str, object]], root: Path) -> bool:
    """Whether a kept workspace opens a notebook that is still there."""
    opened = [name.removeprefix("notebook:") for name in kept.get("data", {}) if name.startswith("notebook:")]
    return any((root / name).is_file() for name in opened)


def workspace(notebook: str) -> dict[str, object]:
    """The workspace that opens `notebook` (a path below the server's root) beside a terminal."""
    lesson, terminal = f"notebook:{notebook}", "terminal:1"
    areas = [
        {"type": "tab-area", "currentIndex": 0, "widgets": [lesson]},
        {"type": "tab-area", "currentIndex": 0, "widgets": [terminal]},
    ]
    split = {
        "type": "split-area",
        "orientation": "vertical",
        "sizes": [LESSON_SHARE, TERMINAL_SHARE],
        "children": areas,
    }
    return {
        "metadata": {"id": NAME},
        "data": {
            "layout-restorer:data": {
                "main": {"dock": split, "current": lesson},
                "down": {"size": 0, "widgets": []},
                "left": {
                    "collapsed": False,
                    "visible": True,
                    "current": TASKS,
                    "widgets": [TASKS, "filebrowser", "running-sessions", "@jupyterlab/toc:plugin"],
                },
                "right": {"collapsed": True, "visible": True, "widgets": []},
                "relativeSizes": [LIST_SHARE, 1 - LIST_SHARE, 0],
                "top": {"simpleVisibility": True},
            },
            lesson: {"data": {"path": notebook, "factory": "Notebook"}},
            terminal: {"data": {"name": "1"}},
        },
    }
