"""The style sheet as it goes into a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def css() -> str:
    """The style sheet of panel, cards and questions."""
    return Path(__file__).with_name("panel.css").read_text(encoding="utf-8")


def style() -> str:
    """A <style> element; it lives inside a widget, so it comes and goes with it."""
    return f"<style>{css()}</style>"
