"""A lesson's part of the engine: what it may create, what was there before, what happened."""

from helpers.lab.baseline import Baseline
from helpers.lab.daemon import engine_id
from helpers.lab.events import Event
from helpers.lab.inventory import Inventory, inventory
from helpers.lab.journal import Journal
from helpers.lab.ownership import Foreign, Ownership
from helpers.lab.reset import Stayed, Thing, owned, reset
from helpers.lab.scope import Scope
from helpers.lab.seed import learner_seed

__all__ = [
    "Baseline", "Event", "Foreign", "Inventory", "Journal", "Ownership", "Scope", "Stayed", "Thing",
    "engine_id", "inventory", "learner_seed", "owned", "reset",
]  # fmt: skip
