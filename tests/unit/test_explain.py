"""The table of refusals as a table; what engines really say is in tests/engine/test_explain.py."""

from __future__ import annotations

import re
import string

import pytest
import requests
import urllib3
from docker.errors import BuildError, DockerException

from helpers.engine import explain
from helpers.engine.explain import ROWS, Row, wording
from helpers.errors import CourseError, EngineDenied, EngineLost, EngineNotFound


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.code}-{number}" for number, row in enumerate(ROWS)])
def test_every_field_of_a_row_is_a_group_of_its_pattern(row: Row):
    groups = {name.rstrip("23") for name in re.compile(row.pattern).groupindex}
    for text in (row.what, row.remedy):
        fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert fields <= groups
    assert row.remedy


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
