"""The plot of measured durations: what it says in words, and where it draws."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from helpers.views.plots import Durations, Plot, startup

FAST = Durations("true", (0.001, 0.002, 0.004))
SLOW = Durations("docker run", (0.4, 0.5))


def dots(plot: Plot) -> list[float]:
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', plot._repr_html_())]


def test_the_text_names_median_number_and_range_of_what_was_measured():
    assert repr(Plot([FAST])) == "true: 중앙값 2 ms (3번, 1 ms – 4 ms)"


def test_a_virtual_machine_is_said_not_to_be_measured_and_has_no_dots():
    plot = startup(FAST)
    assert "재지 않음" in repr(plot)
    assert "재지 않음" in plot._repr_html_()
    assert len(dots(plot)) == len(FAST.seconds)


def test_every_measurement_is_a_dot_and_ten_times_as_long_is_as_far_everywhere():
    first, ten, hundred = dots(Plot([Durations("x", (0.01, 0.1, 1.0))]))
    assert ten - first == pytest.approx(hundred - ten, abs=0.2)  # drawn to a tenth of a pixel


def test_nothing_is_drawn_outside():
    plot = Plot([Durations("x", (0.001, 100.0)), SLOW])
    width = float(re.search(r'viewBox="0 0 (\d+)', plot._repr_html_())[1])
    assert all(0 < x < width for x in dots(plot))


def test_the_drawing_is_well_formed_says_its_content_aloud_and_escapes_labels():
    svg = ET.fromstring(Plot([Durations("<script>&", (0.1,))])._repr_html_())
    assert svg.get("aria-label").startswith("<script>&: 중앙값 100 ms")
    assert not svg.findall(".//{*}script")


@pytest.mark.parametrize("rows", [[], [Durations("x", ())], [Durations("x", (0.0,))]])
def test_what_has_no_place_on_the_axis_is_refused(rows):
    with pytest.raises(ValueError, match="above 0"):
        Plot(rows)
