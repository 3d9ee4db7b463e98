"""The page that a container's web server answers with: as a picture, and as the words on it.

The page is shown in a frame without scripts, forms or links: it comes from the learner's own image,
and only its look is wanted here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import docker

from helpers.checks import Page
from helpers.checks.http import Answer, ask_beside, ask_published
from helpers.checks.inspect_data import ContainerData
from helpers.i18n import N_, _
from helpers.views.frame import Picture, clean, cut, message, no_container
from helpers.views.words import safe

TITLE = N_("컨테이너 {name}의 웹 페이지")
LINES, WIDTH = 6, 90  # of the words on the page, in the text form
HEIGHT = 260  # px of the frame
LARGEST = 200_000  # characters of a page that are shown
SILENT = ("script", "style", "head", "template")


@dataclass(frozen=True)
class Visit:
    """What was asked for, what came, and the link a browser on this machine can open ("" if none)."""

    path: str
    answer: Answer
    link: str


def read(api: docker.APIClient, page: Page) -> Visit | None:
    """Ask the container's server now; None if there is no such container. Status 0: nobody answers."""
    path, port = page.path, page.port
    try:
        container = ContainerData(api.inspect_container(page.container))
    except docker.errors.NotFound:
        return None
    published = container.ports.get(f"{port}/tcp") or [("", 0)]
    link = _address(*published[0], path)
    if not container.is_running:
        return Visit(path, Answer(0, ""), link)
    answer = ask_published(api, container, port, path, by="view")
    return Visit(path, answer if answer.status else ask_beside(api, container, port, path, by="view"), link)


def _address(host: str, port: int, path: str) -> str:
    """The link to a published port; an IPv6 address stands in brackets (RFC 3986 §3.2.2)."""
    if not port:
        return ""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104  every address, so this one, too
        host = "127.0.0.1"
    return f"http://[{host}]:{port}{path}" if ":" in host else f"http://{host}:{port}{path}"


def picture(visit: Visit | None, name: str) -> Picture:
    """The page in a frame, its status and its link; as text its first words."""
    title = _(TITLE).format(name=cut(clean(name), 40))
    if visit is None:
        return no_container(title, name)
    if not visit.answer.status:
        return message(title, _("{path}: 아무도 답하지 않습니다.").format(path=clean(visit.path)))
    said = _("{path}: 상태 {status}").format(path=clean(visit.path), status=visit.answer.status)
    words = [f"  {line}" for line in visible(visit.answer.body)]
    text = "\n".join([said, *([visit.link] if visit.link else []), *words])
    return Picture(title, text, _body(visit, said, title))


def _body(visit: Visit, said: str, title: str) -> str:
    link = f' · <a href="{safe(visit.link)}" target="_blank">{safe(visit.link)}</a>' if visit.link else ""
    shown = safe(_framed(visit.answer.body[:LARGEST], visit.link))
    return (
        f'<p class="cv-note">{safe(said)}{link}</p>'
        f'<iframe title="{safe(title)}" sandbox="" srcdoc="{shown}" '
        f'style="width:100%;height:{HEIGHT}px;border:1px solid #8886;background:#fff"></iframe>'
    )


def _framed(html: str, link: str) -> str:
    """The page with its own address, so that its images and style sheets are found, and with leave to
    load from there alone: a page must not tell anybody that it is looked at, nor reach what else listens
    on this machine.

    Both come first of all, behind the doctype only: what stands before a policy is not bound by it.
    """
    server = re.match(r"https?://[^/]*", link)
    own = f" {server[0]}" if server else ""
    policy = f"default-src 'none'; img-src data:{own}; font-src data:{own}; style-src 'unsafe-inline'{own}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{safe(policy)}">'
    base = f'<base href="{safe(link)}">' if link else ""
    doctype = re.match(r"[ \t\n\f\r]*<!doctype[^>]*>", html, re.IGNORECASE)
    at = doctype.end() if doctype else 0
    return html[:at] + head + base + html[at:]


def visible(html: str) -> list[str]:
    """The first words a person would see on the page, line by line."""
    words = _Words()
    words.feed(html[:LARGEST])
    lines = [line for line in (clean(text, WIDTH) for text in words.found) if line]
    return lines[:LINES]


class _Words(HTMLParser):
    """Collects the text between the tags, without what is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count the elements that show nothing."""
        self._silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        """Leave such an element."""
        self._silent -= tag in SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._silent and data.strip():
            self.found.append(data)
