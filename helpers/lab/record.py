"""The recorder: follows the engine beside JupyterLab and keeps the journal complete.

Started by `course lab` as `python -m helpers.lab.record`; ends when its parent ends.
"""

from __future__ import annotations

import os
import time

import docker
import requests
import urllib3

from helpers.engine import find
from helpers.errors import CourseError
from helpers.lab.journal import Journal, interesting

RETRY = 2.0  # seconds until a lost engine is asked again
BROKEN = (docker.errors.DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError)


def follow(journal: Journal, parent: int) -> None:
    """Catch up at each event until the engine or the parent goes away."""
    journal.catch_up()
    for raw in journal.api.events(decode=True):
        if os.getppid() != parent:
            return
        if interesting(raw):
            journal.catch_up()


def main() -> None:
    """Follow the engine for as long as the parent lives; an engine that is away is waited for."""
    parent = os.getppid()
    while os.getppid() == parent:
        try:
            # the timeout bounds the silence, so that the parent's end is noticed
            follow(Journal(find().client(timeout=30).api), parent)
        except (CourseError, *BROKEN):
            time.sleep(RETRY)


if __name__ == "__main__":
    main()
