"""The recorder: follows the engine beside JupyterLab and keeps the journal complete.

Started by `course lab` as `python -m helpers.lab.record`; ends with its parent, whatever the engine does.
"""

from __future__ import annotations

import os
import threading
import time

import docker
import requests
import urllib3

from helpers.engine import find
from helpers.engine.client import listening
from helpers.errors import CourseError
from helpers.lab.journal import Journal

RETRY = 2.0  # seconds until a lost engine is asked again
SILENCE = 30.0  # seconds without an event until the engine is asked anew: it may have stopped quietly
GLANCE = 0.5  # seconds between two looks at the parent
BROKEN = (docker.errors.DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError)


def follow(journal: Journal) -> None:
    """Catch up at each event until the engine goes away or falls silent."""
    journal.catch_up()
    with listening(journal.api) as events:
        for raw in events:
            # reading is cheaper than asking: a burst of events is read by one question
            if not journal.knows(raw):
                journal.catch_up()


def end_with(parent: int) -> None:
    """End this process when its parent has ended; a line that is being written costs only itself."""
    while os.getppid() == parent:
        time.sleep(GLANCE)
    os._exit(0)


def main() -> None:
    """Follow the engine for as long as the parent lives; an engine that is away is waited for."""
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    while True:
        try:
            client = find().client(timeout=SILENCE)
            try:
                follow(Journal(client.api))
            finally:
                client.close()
        except (CourseError, *BROKEN):
            time.sleep(RETRY)


if __name__ == "__main__":
    main()
