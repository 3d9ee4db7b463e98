"""The views' public face: `from helpers.notebook import draw`, then `draw.layers("debian:git")`.

In a notebook a view follows the engine by itself. `course draw` prints the same views as text.
"""

from __future__ import annotations

from collections.abc import Callable

import docker
from IPython.display import display

from helpers.checks import load
from helpers.i18n import _
from helpers.views import diff, layers, life
from helpers.views.engine import TITLE as ENGINE
from helpers.views.engine import picture as engine_picture
from helpers.views.frame import Picture, clean, cut
from helpers.views.live import Drawing, about, hub
from helpers.views.mirror import Mirror


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


def _of(title: str, name: str, read: Callable[[docker.APIClient], Picture], also: str = "") -> Drawing:
    whole = _(title).format(name=cut(clean(name), 40))
    return Drawing(whole, lambda api, _news: read(api), about("container", name=name, also=also))


def _images_of(lesson: str) -> tuple[str, ...]:
    return load(lesson).scope.images if lesson else ()


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


def _show(drawing: Drawing) -> None:
    display(hub.show(drawing))  # type: ignore[no-untyped-call]


draw = Draw()
