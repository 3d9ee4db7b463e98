"""The table of refusals as a table; what engines really say is in tests/engine/test_explain.py."""

from __future__ import annotations

import string

import pytest
import requests
import urllib3
from docker.errors import APIError, BuildError, ContainerError, DockerException

from helpers.engine import explain
from helpers.engine.explain import wording
from helpers.engine.refusals import ROWS, Row
from helpers.engine.refusals.lines import plain, telling
from helpers.engine.refusals.row import compiled
from helpers.errors import CourseError, EngineDenied, EngineLost, EngineNotFound


def test_a_pattern_is_tried_at_the_beginning_of_each_line_in_either_case():
    pattern = compiled("no such image")
    assert pattern.search("pulling\ndocker: No such image: x")
    assert pattern.search("pulling\nNo such image: x")
    assert not pattern.search("pulling, no such image")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.code}-{number}" for number, row in enumerate(ROWS)])
def test_every_field_of_a_row_is_a_group_of_each_of_its_patterns(row: Row):
    for pattern in row.patterns:
        groups = dict.fromkeys(compiled(pattern).groupindex, "docker")
        added = {"near": ""} if row.look and row.look.__name__.startswith("_near") else {}
        added |= {"start": "make lab"}  # what starts the course here; every row may say it
        for text in (row.what, row.remedy):
            fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert fields <= groups.keys() | added.keys(), pattern
    assert row.remedy


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("docker: Error response from daemon: x is not running.", "docker: x is not running."),
        ("Error response from daemon: x", "docker: x"),
        ("ERROR: failed to build: failed to solve: x", "docker: x"),
        ("ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve: x", "docker: x"),
        ("failed to solve with frontend dockerfile.v0: failed to create LLB definition: x", "docker: x"),
        ("ERROR: for web  Cannot start service web: x", "docker: x"),
        (" Container web-1  Error response from daemon: x", "docker: x"),
        ("#12 0.345 E: x", "E: x"),
        ("  0.844 E: x", "E: x"),
        ("web-1  | exec /x: exec format error", "exec /x: exec format error"),
        ("Error: x", "x"),
        ("/usr/\x1b[91m/bin/sh: 1: x: not found\n\x1b[0m", "/usr/\n/bin/sh: 1: x: not found\n"),
        ("\x1b[91mNo space le\x1b[0m\x1b[91mft\x1b[0m", "No space left"),
        ("\x1b[91mE: x\x1b[0m", "E: x"),
        (
            'docker.errors.APIError: 409 Client Error for http+docker://localhost/v1: Conflict ("x")',
            "docker: x",
        ),
        (
            'time="2024-03-05" level=fatal msg="failed to start daemon: x"',
            "docker: failed to start daemon: x",
        ),
        ('time="2024-03-05" level=info msg="failed to start daemon: x"', None),
        ("2024/03/05 [error] 29#29: open() failed", None),
    ],
)
def test_what_stands_around_a_message_is_taken_off(printed, left):
    assert plain(printed) == (printed if left is None else left)


@pytest.mark.parametrize(
    ("output", "line"),
    [
        (
            "pulling\nError response from daemon: never seen before\nSee 'docker run --help'.\n",
            "never seen before",
        ),
        ("step one\nfatal: unable to read the moon\n", "fatal: unable to read the moon"),
        ("all is well\n", ""),
        ("", ""),
    ],
)
def test_the_line_to_look_at_in_an_output_nobody_knows(output, line):
    assert telling(output) == line


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (
            DockerException("… FileNotFoundError(2, 'No such file or directory')"),
            EngineNotFound,
            "engine-stopped",
        ),
        (
            DockerException("… ConnectionRefusedError(111, 'Connection refused')"),
            EngineNotFound,
            "engine-stopped",
        ),
        (DockerException("… PermissionError(13, 'Permission denied')"), EngineDenied, "engine-denied"),
        (PermissionError(13, "Permission denied"), EngineDenied, "engine-denied"),
        (requests.ReadTimeout("Read timed out."), EngineLost, "engine-timeout"),
        (TimeoutError(), EngineLost, "engine-timeout"),
        (urllib3.exceptions.ProtocolError("Connection broken: IncompleteRead"), EngineLost, "engine-lost"),
        (requests.exceptions.ChunkedEncodingError("Connection broken"), EngineLost, "engine-lost"),
        (RuntimeError("never seen before"), CourseError, "engine-refused"),
        (RuntimeError(), CourseError, "engine-refused"),
    ],
)
def test_errors_of_the_way_to_the_engine(error, kind, code):
    known = explain(error)
    assert (type(known), known.code) == (kind, code)
    assert known.what
    assert known.remedy


def test_a_page_of_text_becomes_a_line():
    assert len(explain(RuntimeError("long\n" * 1000)).what) < 400


def test_colours_inside_a_word_do_not_hide_it():
    red = BuildError(
        "failed", [{"stream": "\x1b[91mNo space le\x1b[0m"}, {"stream": "\x1b[91mft on device\x1b[0m"}]
    )
    assert explain(red).code == "disk-full"
    assert "\x1b" not in wording(red)


def test_a_log_that_breaks_off_is_read_as_far_as_it_goes():
    def log():
        yield {"stream": "No space left on device"}
        raise urllib3.exceptions.ProtocolError("gone")

    assert explain(BuildError("failed", log())).code == "disk-full"


@pytest.mark.parametrize("said", ["nobody knows this", b"nobody knows this"])
def test_what_a_container_printed_is_text_whether_it_came_as_bytes_or_not(said: str | bytes):
    error = explain(ContainerError("c", 1, ["x"], "busybox", said))
    assert "nobody knows this" in error.remedy
    assert "b'" not in error.remedy


@pytest.mark.parametrize(
    ("status", "code"), [(409, "conflict"), (410, "engine-refused"), (500, "engine-refused")]
)
def test_a_refusal_that_no_row_knows_is_told_by_its_status(status: int, code: str):
    answer = requests.Response()
    answer.status_code = status
    assert explain(APIError("nobody knows this", response=answer)).code == code
