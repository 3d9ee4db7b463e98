"""A lesson's part of the engine: what it may create, what was there before, what happened."""

from helpers.lab.baseline import Baseline
from helpers.lab.inventory import Inventory, engine_id, inventory
from helpers.lab.journal import Event, Journal
from helpers.lab.reset import Thing, owned, reset
from helpers.lab.scope import Scope
from helpers.lab.seed import seed

__all__ = [
    "Baseline", "Event", "Inventory", "Journal", "Scope", "Thing", "engine_id", "inventory", "owned", "reset",
    "seed",
]  # fmt: skip
