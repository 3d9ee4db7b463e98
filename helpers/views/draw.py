"""The views' public face: `from helpers.notebook import draw`, then `draw.layers("debian:git")`.

In a notebook a view follows the engine by itself. `course draw` prints the same views as text.
"""

from __future__ import annotations

from collections.abc import Callable

import docker
from IPython.display import display

from helpers.checks import Page, load
from helpers.errors import EngineError
from helpers.i18n import _
from helpers.views import diff, layers, life, mounts, ports, processes, webpage, work
from helpers.views.engine_map import TITLE as ENGINE
from helpers.views.engine_map import picture as engine_picture
from helpers.views.frame import Picture, clean, cut
from helpers.views.live import Drawing, about, hub
from helpers.views.mirror import Mirror
from helpers.views.progress import Contents, standings


def engine() -> Drawing:
    """What there is on the engine, and what depends on what."""
    mirror = Mirror()
    return Drawing(
        _(ENGINE), lambda api, news: engine_picture(mirror.snapshot(api, news)),
        about("container", "image", "volume", "network"),
    )  # fmt: skip


def life_of(name: str) -> Drawing:
    """The life cycle of one container."""
    return _of(life.TITLE, name, lambda api: life.picture(life.read(api, name), name))


def diff_of(name: str) -> Drawing:
    """What one container changed."""
    return _of(diff.TITLE, name, lambda api: diff.picture(diff.read(api, name), name), "exec_die")


def layers_of(names: tuple[str, ...], lesson: str) -> Drawing:
    """Images as stacks; without names those of the lesson."""
    wanted = names or _images_of(lesson)
    return Drawing(
        _(layers.TITLE),
        lambda api, _news: layers.picture(*layers.read(api, wanted)),
        about("image", "container"),
    )


def processes_of(name: str) -> Drawing:
    """The processes of one container, inside and on the host."""
    return _of(processes.TITLE, name, lambda api: processes.picture(processes.read(api, name), name))


def mounts_of(name: str) -> Drawing:
    """Which paths of one container are image, writable layer, volume, host folder."""
    return _of(mounts.TITLE, name, lambda api: mounts.picture(mounts.read(api, name), name))


def ports_of(name: str) -> Drawing:
    """The way from a browser to the program in one container."""
    return _of(ports.TITLE, name, lambda api: ports.picture(ports.read(api, name), name))


def page_of(name: str, port: int = 80, path: str = "/") -> Drawing:
    """The page that the web server in one container answers with."""
    wanted = Page(name, path, port)
    return _of(webpage.TITLE, name, lambda api: webpage.picture(webpage.read(api, wanted), name))


def _of(title: str, name: str, read: Callable[[docker.APIClient], Picture], also: str = "") -> Drawing:
    whole = _(title).format(name=cut(clean(name), 40))
    return Drawing(whole, lambda api, _news: read(api), about("container", name=name, also=also))


def _images_of(lesson: str) -> tuple[str, ...]:
    return load(lesson).scope.names("image") if lesson else ()


class Draw:
    """Shows views in the notebook. Nothing here raises for something that is not there yet."""

    def __init__(self) -> None:
        self.lesson = ""  # the one that is open, see helpers.notebook

    def engine(self) -> None:
        """Containers, images, volumes and networks of the course, live."""
        _show(engine())

    def life(self, container: str) -> None:
        """The states of a container, and the way this one went."""
        _show(life_of(container))

    def layers(self, *images: str) -> None:
        """Images as stacks of layers; shared ones are joined."""
        _show(layers_of(images, self.lesson))

    def diff(self, container: str) -> None:
        """What a container changed against its image."""
        _show(diff_of(container))

    def processes(self, container: str) -> None:
        """The processes of a container, with their numbers inside and on the host."""
        _show(processes_of(container))

    def mounts(self, container: str) -> None:
        """Where the files of a container are."""
        _show(mounts_of(container))

    def ports(self, container: str) -> None:
        """From the browser to the program that listens."""
        _show(ports_of(container))

    def page(self, container: str, path: str = "/", port: int = 80) -> None:
        """The page that a container's web server answers with, and the link to it."""
        _show(page_of(container, port, path))

    def build(self, folder: str, tag: str) -> None:
        """Build an image with a bar, step by step; the last line says how it ended."""
        work.build(folder, tag)

    def pull(self, reference: str) -> None:
        """Pull an image with a bar, layer by layer; the last line says how it ended."""
        work.pull(reference)

    def progress(self) -> None:
        """All lessons with points and minutes, and what to do next."""
        try:
            display(Contents(standings()))  # type: ignore[no-untyped-call]
        except EngineError as error:
            print(error)


def _show(drawing: Drawing) -> None:
    display(hub.show(drawing))  # type: ignore[no-untyped-call]


draw = Draw()
