"""Chromium, for what is looked at in it."""

from tests.browser.conftest import chromium

__all__ = ["chromium"]
