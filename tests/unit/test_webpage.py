"""The link to a published port, as a browser on this machine opens it."""

from __future__ import annotations

import pytest

from helpers.views.webpage import _address


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080/x"),
        ("0.0.0.0", "http://127.0.0.1:8080/x"),
        ("::", "http://127.0.0.1:8080/x"),
        ("::1", "http://[::1]:8080/x"),
        ("192.0.2.7", "http://192.0.2.7:8080/x"),
    ],
)
def test_a_link_leads_to_the_published_address(host: str, link: str) -> None:
    assert _address(host, 8080, "/x") == link


def test_what_is_not_published_has_no_link() -> None:
    assert _address("", 0, "/x") == ""
