"""An extension of Jupyter's server: one WebSocket a page, and a door for `course restart`.

The page says which lesson is in front of the learner; the server sends that lesson's panel as it changes.
All questions to the engine are asked in threads: the server must go on answering.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web, websocket
from tornado.ioloop import IOLoop, PeriodicCallback

from helpers.desk.open_panels import Panels
from helpers.desk.sayings import sayings
from helpers.desk.terminals import busy
from helpers.errors import CourseError
from helpers.i18n import language
from helpers.views.progress import earned_points
from helpers.views.style import css

LOOK = 1000  # ms between two looks at the terminals
GOODBYE = 12.0  # seconds that a page has to save and close a notebook; whoever asks waits for 15


class Desk:
    """What all pages share."""

    def __init__(self, settings: dict[str, Any]):
        self.pages: set[Page] = set()
        self.panels = Panels(self._shown)
        self.work = ThreadPoolExecutor(4, thread_name_prefix="course-desk")
        self.loop = IOLoop.current()
        self._settings, self._busy = settings, ""
        self.work.submit(earned_points)  # reading all lessons takes a moment, once
        PeriodicCallback(self._look, LOOK).start()

    def _shown(self, lesson: str, news: Mapping[str, str]) -> None:
        """From a panel's thread."""
        self.loop.add_callback(self._send, lesson, dict(news))

    def _send(self, lesson: str, news: dict[str, str]) -> None:
        for page in list(self.pages):
            if page.lesson == lesson:
                page.send(lesson=lesson, parts=news)
        if "total" in news:
            self.tell(progress=earned_points())

    def _look(self) -> None:
        """What the terminals are kept by; told when it changed."""
        if not self.pages:
            return
        now = self._terminals()
        if json.dumps(now) != self._busy:
            self._busy = json.dumps(now)
            self.tell(terminals=now)

    def _terminals(self) -> dict[str, str]:
        """The extension that has the terminals may be loaded after this one."""
        return busy(self._settings.get("terminal_manager"))

    def greet(self, page: Page) -> None:
        """What a page needs once."""
        page.send(
            words=sayings(), lang=language(), css=css(), progress=earned_points(),
            terminals=self._terminals(),
        )  # fmt: skip

    def tell(self, **message: object) -> None:
        """Tell all pages."""
        for page in list(self.pages):
            page.send(**message)

    async def away(self, path: str) -> None:
        """Have every page save and close a notebook; returns when they have, or will not."""
        waiting = list(self.pages)
        for page in waiting:
            page.closed = asyncio.Event()
            page.send(close=path)
        for page in waiting:
            try:
                await asyncio.wait_for(page.closed.wait(), GOODBYE)
            except TimeoutError:
                continue


class Page(JupyterHandler, websocket.WebSocketHandler):
    """The connection of one page."""

    auth_resource = "contents"
    lesson = ""
    closed: asyncio.Event

    def initialize(self, desk: Desk) -> None:
        """Called by tornado."""
        self.desk = desk
        self.closed = asyncio.Event()

    def get_compression_options(self) -> None:
        """None: the messages are small, and go to the same machine."""
        return

    @ws_authenticated
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Open the connection."""
        allowed = await ensure_async(
            self.authorizer.is_authorized(self, self.current_user, "read", "contents")
        )
        if not allowed:
            raise web.HTTPError(403)
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """The page is there."""
        self.desk.pages.add(self)
        self.desk.greet(self)

    def on_close(self) -> None:
        """The page has gone."""
        self.closed.set()
        self.desk.pages.discard(self)
        self.desk.work.submit(self.desk.panels.leave, self)

    def send(self, **message: object) -> None:
        """Send, unless the page has gone meanwhile."""
        try:
            self.write_message(json.dumps(message, ensure_ascii=False))
        except websocket.WebSocketClosedError:
            self.desk.pages.discard(self)

    async def on_message(self, message: str | bytes) -> None:
        """`look`: the lesson in front; `grade`: a task whose verdict is asked for; `closed`: it is done."""
        try:
            asked = json.loads(message)
            assert isinstance(asked, dict)  # noqa: S101
        except (ValueError, AssertionError):
            return
        if "closed" in asked:
            self.closed.set()
        if "look" in asked:
            await self._look_at(str(asked["look"]))
        if "grade" in asked:
            await self._in_thread(self.desk.panels.grade, self.lesson, str(asked["grade"]))

    async def _look_at(self, lesson: str) -> None:
        self.lesson = lesson
        if await self._in_thread(self.desk.panels.look, self, lesson) and self.lesson == lesson:
            self.send(lesson=lesson, parts=self.desk.panels.parts(lesson))

    async def _in_thread(self, work: Any, *arguments: object) -> bool:
        """Do what asks the engine; whether it could be done."""
        try:
            await asyncio.get_running_loop().run_in_executor(self.desk.work, work, *arguments)
        except CourseError as error:
            self.send(lesson=self.lesson, parts={"notice": str(error)})
            return False
        return True


class Restarting(APIHandler):
    """`course restart` says which notebook it is about to replace, and when it has."""

    auth_resource = "contents"

    def initialize(self, desk: Desk) -> None:
        """Called by tornado."""
        self.desk = desk

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """{"close": path} returns when no page has it open; {"open": path} opens the new one."""
        body = self.get_json_body() or {}
        if "close" in body:
            await self.desk.away(str(body["close"]))
        if "open" in body:
            self.desk.tell(open=str(body["open"]))
        self.finish({})


def install(app: Any) -> None:
    """Add the handlers to Jupyter's server."""
    desk = Desk(app.settings)
    base = app.settings["base_url"]
    app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "course/desk"), Page, {"desk": desk}),
            (url_path_join(base, "course/restarting"), Restarting, {"desk": desk}),
        ],
    )
