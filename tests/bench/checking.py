"""What grading costs beside the bare calls of the engine that it is made of."""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docker
import requests

from helpers.authoring.prove import Proof
from helpers.authoring.solutions import solutions
from helpers.checks import grade, load
from helpers.engine import Engine
from helpers.lab import reset

LESSON = "03_commit_diff"
ROUNDS = 30
CLI_ROUNDS = 5
COMMAND = [sys.executable, "-m", "helpers", "check", LESSON]
Row = tuple[str, str, str]


def measure(engine: Engine, folder: Path) -> list[Row]:
    """Grade the solved lesson, make the same calls with docker-py's connection, and with the CLI."""
    grade(LESSON)
    learner = Proof(LESSON, engine, str(folder))
    for commands in solutions(LESSON).values():
        learner.shell(commands, strict=True)
    assert not learner.wrong, learner.wrong
    api = engine.client().api
    report = grade(LESSON, api=api)  # the first one probes an image; that answer is kept
    assert report.exit_code == 0, report.text()
    calls = recorded(api)
    checked, bare = medians(lambda: grade(LESSON, api=api), lambda: replay(api, calls), rounds=ROUNDS)
    (cli,) = medians(lambda: by_cli(engine, calls), rounds=CLI_ROUNDS)
    (whole,) = medians(lambda: subprocess.run(COMMAND, capture_output=True), rounds=CLI_ROUNDS)
    spent = processor(COMMAND)
    spec = load(LESSON)
    reset(api, spec.lesson, spec.scope, lambda thing: None)  # the next part makes its own git-box
    return [
        (f"check of {LESSON}: {len(calls)} calls of the engine", f"{checked * 1000:.1f} ms", ""),
        ("the same calls through docker-py's connection", f"{bare * 1000:.1f} ms", ""),
        ("check / bare calls", f"{checked / bare:.2f}", "≤ 1.2"),
        ("the same questions through the docker CLI", f"{cli * 1000:.1f} ms", ""),
        ("docker CLI / check", f"{cli / checked:.1f}", "≥ 5"),
        ("`course check` with the start of Python", f"{whole * 1000:.0f} ms", "≤ 600 ms"),
        ("the same, time of the processor", f"{spent * 1000:.0f} ms", ""),
    ]


def medians(*runs: Callable[[], Any], rounds: int) -> list[float]:
    """Seconds of each, taken in turns: whatever else the machine does meets all alike."""
    times: list[list[float]] = [[] for _run in runs]
    for number in range(rounds + 1):
        for run, taken in zip(runs, times, strict=True):
            begun = time.perf_counter()
            run()
            if number:  # the first round fills caches
                taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


def processor(command: list[str], text: str = "") -> float:
    """Seconds of the processor that a command takes at best: on a busy machine the clock tells of others."""
    taken = []
    for _round in range(CLI_ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, input=text, text=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def recorded(api: docker.APIClient) -> list[requests.PreparedRequest]:
    """The requests that one round of grading sends."""
    sent: list[requests.PreparedRequest] = []
    send = api.send

    def noted(request: requests.PreparedRequest, **options: Any) -> requests.Response:
        sent.append(request)
        return send(request, **options)

    api.send = noted
    try:
        grade(LESSON, api=api)
    finally:
        api.send = send
    return sent


def replay(api: docker.APIClient, calls: list[requests.PreparedRequest]) -> None:
    """Send them again and decode the answers, nothing else."""
    for request in calls:
        answer = api.request(request.method, request.url, headers=request.headers, data=request.body)
        if request.method == "GET" and "/json" in str(request.url):
            json.loads(answer.content)


CLI = (
    (r"/containers/json", "ps -a"),
    (r"/images/json", "images"),
    (r"/containers/(?P<name>[^/]+)/json", "container inspect {name}"),
    (r"/images/(?P<name>.+)/json", "image inspect {name}"),
    (r"/containers/(?P<name>[^/]+)/changes", "diff {name}"),
    (r"/containers/(?P<name>[^/]+)/archive\?path=(?P<path>[^&]+)", "cp {name}:{path} -"),
    (r"/events\?since=(?P<since>[\d.]+)&until=(?P<until>[\d.]+)", "events --since {since} --until {until}"),
    (r"/(info|version)", "info"),
)


def by_cli(engine: Engine, calls: list[requests.PreparedRequest]) -> None:
    """Ask the same with one `docker` command for each call."""
    for request in calls:
        url = requests.utils.unquote(str(request.url))
        words = next(
            text.format(**found.groupdict()) for pattern, text in CLI if (found := re.search(pattern, url))
        )
        subprocess.run(["docker", "-H", engine.url, *words.split()], capture_output=True)
