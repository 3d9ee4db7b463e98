"""The learner's desk: what the page of JupyterLab needs from the course beyond the notebook's kernel.

connections  an extension of Jupyter's server: one WebSocket a page; who restarts a lesson announces it here
open_panels  the panels of the lessons that somebody looks at, each followed once, whatever kernels do
terminals    what runs in the foreground of a terminal
sayings      what the page itself says, in the language in force
labextension the extension of JupyterLab (plain JavaScript): cards at the tasks, the list beside the
             notebook, the terminal, notices
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

EXTENSIONS = Path(__file__).with_name("labextension")  # LabApp.extra_labextensions_path
MIME = "application/vnd.docker-course.card+json"  # an output that the page draws as a live card
IN_DESK = "COURSE_DESK"  # set for kernels whose page draws such outputs


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "helpers.desk"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Called by Jupyter's server when it starts."""
    from helpers.desk.connections import install

    install(app.web_app)
