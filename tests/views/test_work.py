"""Bars of long work, from the events that Docker sends."""

from __future__ import annotations

import docker
import pytest

from helpers.views.work import bar, building, pulling

PULL = [
    {"status": "Pulling from library/debian", "id": "13"},
    {"status": "Pulling fs layer", "id": "a", "progressDetail": {}},
    {"status": "Already exists", "id": "b"},
    {"status": "Downloading", "id": "a", "progressDetail": {"current": 5_000_000, "total": 10_000_000}},
    {"status": "Extracting", "id": "a", "progressDetail": {"current": 1}},
    {"status": "Pull complete", "id": "a"},
    {"status": "Digest: sha256:1"},
]


def test_a_pull_grows_to_the_whole_and_never_shrinks():
    shown: list[tuple[float, str]] = []
    pulling(PULL, lambda share, what: shown.append((share, what)))
    shares = [share for share, _what in shown]
    assert shares == sorted(shares) or shares[1:] == sorted(shares[1:])
    assert shares[-1] == 1
    assert "레이어 1/2, 5 MB / 10 MB" in [what for _share, what in shown]


def test_a_pull_that_breaks_off_raises_the_engines_words():
    with pytest.raises(docker.errors.DockerException, match="no such host"):
        pulling([{"error": "no such host"}], lambda _share, _what: None)


def test_a_build_tells_each_step_and_counts_them():
    shown: list[tuple[float, str]] = []
    events = [
        {"stream": "Step 1/2 : FROM busybox\n"},
        {"stream": " ---> 1\n"},
        {"stream": "Step 2/2 : RUN \x1b[2Jx\n"},
    ]
    assert building(events, lambda share, what: shown.append((share, what))) == 2
    assert shown == [(0.0, "단계 1/2: FROM busybox"), (0.5, "단계 2/2: RUN x")]


def test_a_build_that_fails_keeps_its_log_for_the_cause():
    with pytest.raises(docker.errors.BuildError) as failed:
        building(
            [{"stream": "E: Unable to locate package gti\n"}, {"error": "returned 100"}], lambda *_all: None
        )
    assert "gti" in "".join(line.get("stream", "") for line in failed.value.build_log)


def test_the_bar_says_its_number_in_words():
    html = bar("<받는 중>", 0.421, "층")
    assert "&lt;받는 중&gt; · 42%" in html
    assert 'aria-valuenow="42"' in html
