"""A page of a learner's container, framed: it loads from its own server, and from nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser

from helpers.checks.http import Answer
from helpers.views import webpage
from tests.engine.waiting import until

LEADS_ON = ("/form", "/refresh")
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
# each way of loading something, by the name of what it loads
LOADS = """
<link rel="stylesheet" href="{at}/style.css"><link rel="icon" href="{at}/icon">
<link rel="preload" as="image" href="{at}/preload"><link rel="prefetch" href="{at}/prefetch">
<link rel="manifest" href="{at}/manifest"><link rel="modulepreload" href="{at}/module.js">
<style>@import url("{at}/import.css"); @font-face {{ font-family: f; src: url("{at}/font") }}
  body {{ background: url("{at}/background"); font-family: f }}</style>
<script src="{at}/script.js"></script>
<script>fetch("{at}/fetch"); new Image().src = "{at}/scripted"
new WebSocket("{at}/socket".replace("http", "ws"))</script>
<img src="{at}/image" onerror="location = '{at}/onerror'"><img srcset="{at}/srcset 2x">
<picture><source srcset="{at}/source"><img src="{at}/picture"></picture>
<video src="{at}/video" poster="{at}/poster" autoplay></video><audio src="{at}/audio" autoplay></audio>
<object data="{at}/object"></object><embed src="{at}/embed"><iframe src="{at}/frame"></iframe>
<iframe srcdoc="<img src='{at}/nested'>"></iframe>
<svg><image href="{at}/svg"/><use href="{at}/use#x"/></svg>
<form action="{at}/form" id="f"><input name="x"></form><script>f.submit()</script>
<meta http-equiv="refresh" content="0; url={at}/refresh"><a ping="{at}/ping" href="{at}/link">link</a>
"""


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path.startswith(LEADS_ON):  # leaves the page where it is, until it has loaded the rest
                self.send_response(204)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "image/svg+xml")
            self.end_headers()
            self.wfile.write(b"" if self.path.endswith(".css") else PICTURE)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def shown(chromium: Browser, html: str, link: str, loaded: set[str], asked: list[str]) -> None:
    """Show the page framed, until its server was asked for `loaded` and the browser rests."""
    page = chromium.new_page()
    try:
        page.set_content(webpage.picture(webpage.Visit("/", Answer(200, html), link), "web").html())
        until(lambda: loaded <= set(asked), what=f"{loaded}")
        page.wait_for_load_state("networkidle")
    finally:
        page.close()


def test_a_framed_page_reaches_its_own_server_and_no_other(chromium: Browser) -> None:
    with listening() as (own, wanted), listening() as (other, unwanted):
        # what stands before the doctype, and where a page says it begins, must not matter
        for start in ("<!doctype html><html><head>", "", "<!--> -->", "\ufeff<!DOCTYPE html>", "text"):
            wanted.clear()
            html = start + LOADS.format(at=other) + '<link rel="stylesheet" href="own.css"><img src="last">'
            shown(chromium, html, f"{own}/", {"/last", "/own.css"}, wanted)
            assert unwanted == [], start


def test_a_page_that_is_not_published_loads_nothing_at_all(chromium: Browser) -> None:
    with listening() as (other, unwanted):
        page = chromium.new_page()
        page.set_content(
            webpage.picture(
                webpage.Visit("/", Answer(200, LOADS.format(at=other) + "<p id=end>"), ""), "web"
            ).html()
        )
        page.frame_locator("iframe").locator("#end").wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        page.close()
        assert unwanted == []


def test_without_the_policy_the_same_page_reaches_it(chromium: Browser, monkeypatch) -> None:
    """The proof that the tests above can fail."""
    monkeypatch.setattr(webpage, "_framed", lambda html, link: html)
    with listening() as (other, unwanted):
        shown(chromium, LOADS.format(at=other), "", {"/image", "/style.css", "/background"}, unwanted)
