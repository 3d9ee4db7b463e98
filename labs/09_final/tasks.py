"""09 종합 과제: what the lesson demands of the engine, by names that were drawn for this learner."""

from __future__ import annotations

from helpers.checks import Scope

from . import building, serving
from .assignment import current


class Drawn(Scope):
    """A scope whose names depend on the learner, so they are asked for each time."""

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of one kind, of the learner whose state this is."""
        mine = current()
        drawn = {
            "container": (mine.container,),
            "image": (mine.image, mine.again),
            "volume": (mine.volume,),
        }
        return drawn.get(kind, ())


SCOPE = Drawn()

# in the order of the lesson
image = building.image
serve = serving.serve
secret = building.secret
persist = serving.persist
stop = serving.stop
repeat = building.repeat
