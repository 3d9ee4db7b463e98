"""Views that follow the engine: one widget each, and one follower for all of them in a kernel."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from docker import APIClient, errors
from IPython import get_ipython

from helpers.checks import connect
from helpers.checks.run import TROUBLE
from helpers.checks.throwaway import PROBE_LABEL
from helpers.engine import explain
from helpers.errors import CourseError
from helpers.lab import Event
from helpers.lab.journal import IGNORED
from helpers.views.follow import RESUMED, Follower
from helpers.views.frame import Picture, clean, message
from helpers.views.words import safe

MOST = 24  # views that follow at a time; an older one stays as it is
Read = Callable[[APIClient, list[Event] | None], Picture]


@dataclass(frozen=True)
class Drawing:
    """What a view shows: `read` asks the engine (events since the last time; None: everything may be
    new), `concerns` says whether an event may change the picture."""

    title: str
    read: Read
    concerns: Callable[[Event], bool]

    def picture(self, api: APIClient, news: list[Event] | None = None) -> Picture:
        """The picture of now; what the engine refuses becomes a line in it. Raises TROUBLE if it is gone."""
        try:
            return self._settled(api, news)
        except (CourseError, errors.APIError) as error:
            return message(self.title, clean(explain(error), 600))

    def _settled(self, api: APIClient, news: list[Event] | None) -> Picture:
        """A thing that ends between two questions of one look makes the second one fail: look again."""
        try:
            return self.read(api, news)
        except errors.APIError:
            return self.read(api, None)


class Live(widgets.HTML):  # type: ignore[misc]  # ipywidgets has no types
    """One view on the page. Without a browser it is text; without a kernel the last picture stays."""

    def __init__(self, drawing: Drawing, picture: Picture):
        super().__init__(picture.html())
        self.drawing, self.picture, self._shown = drawing, picture, picture.html()

    def show(self, picture: Picture, lost: str = "") -> None:
        """Redraw if something changed: a redraw would fold up what the reader has unfolded."""
        self.picture = picture
        note = f'<p class="cv-lost course-view" role="alert">{safe(lost)}</p>' if lost else ""
        html = note + picture.html()
        if html != self._shown:
            self._shown = self.value = html

    def __repr__(self) -> str:
        return str(self.picture)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        bundle: dict[str, str] = super()._repr_mimebundle_(**options)
        return {**bundle, "text/html": self.picture.html(), "text/plain": str(self.picture)}


class Hub:
    """All views of this kernel. A cell that runs again replaces what it showed before."""

    def __init__(self) -> None:
        self._views: dict[Live, tuple[str, int]] = {}
        self._turn = threading.RLock()  # a cell adds views while the follower redraws others
        self._news: list[Event] | None = []
        self._last: list[Event] | None = []
        self._follower: Follower | None = None

    def show(self, drawing: Drawing) -> Live:
        """A view that follows from now on. It never raises: a missing engine is said in the view."""
        with self._turn:
            cell = _cell()
            self._replace(cell)
            live = Live(drawing, _first(drawing))
            self._views[live] = cell
            for old in list(self._views)[:-MOST]:
                del self._views[old]
            if self._follower is None:
                self._follower = Follower(self._changed, self._lost, lambda: None, self._worth)
                self._follower.start()
            return live

    def stop(self) -> None:
        """End the follower; the views stay as they are."""
        with self._turn:
            self._views.clear()
            follower, self._follower = self._follower, None
        if follower:
            follower.stop()

    def _replace(self, cell: tuple[str, int]) -> None:
        """Close what an earlier run of the same cell left; two views of one run stand side by side."""
        for live, (where, run) in list(self._views.items()):
            if where and where == cell[0] and run != cell[1]:
                del self._views[live]
                live.close()

    def _worth(self, raw: dict[str, Any]) -> bool:
        """Called by the listener: note the event; a look is worth it if a view is concerned."""
        with self._turn:
            if raw is RESUMED:
                self._news = None
                return True
            event = Event.from_engine(raw)
            concerned = any(live.drawing.concerns(event) for live in self._views)
            if PROBE_LABEL in event.attributes or not concerned:
                return False
            if self._news is not None:
                self._news.append(event)
            return True

    def _changed(self, api: APIClient) -> None:
        with self._turn:
            if self._news is None or self._news:
                self._last = self._news
            # nothing new: an effect may have come later than its event, so the last ones count once more
            news, self._news = self._last, []
            views = list(self._views)
        for live in views:
            mine = None if news is None else [event for event in news if live.drawing.concerns(event)]
            if mine is None or mine:
                live.show(live.drawing.picture(api, mine))

    def _lost(self, error: CourseError) -> None:
        with self._turn:
            self._news = None  # whatever comes next, every view is out of date
            for live in self._views:
                live.show(live.picture, clean(error, 600))


def about(*kinds: str, name: str = "", also: str = "") -> Callable[[Event], bool]:
    """Concerned by events of these kinds, of one name if given; QUIET ones do not count but for `also`."""

    def concerns(event: Event) -> bool:
        mine = not name or name in (event.name, event.id, event.attributes.get("oldName", "").lstrip("/"))
        return event.kind in kinds and mine and (event.action == also or event.action not in QUIET)

    return concerns


# what views and checks cause themselves, or what changes nothing that they draw
QUIET = frozenset({*IGNORED, "attach", "detach", "health_status"})


def _first(drawing: Drawing) -> Picture:
    try:
        return drawing.picture(connect().api)
    except CourseError as error:
        return message(drawing.title, clean(error, 600))
    except TROUBLE as error:
        return message(drawing.title, clean(explain(error), 600))


def _cell() -> tuple[str, int]:
    """Which cell is running, as JupyterLab and VS Code tell it ("" elsewhere), and in which run."""
    shell = get_ipython()
    parent: dict[str, Any] = getattr(shell, "get_parent", dict)() or {}
    identity = str((parent.get("metadata") or {}).get("cellId") or "")
    return identity, int(getattr(shell, "execution_count", 0) or 0)


hub = Hub()
atexit.register(hub.stop)
