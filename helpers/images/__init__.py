"""The images of the course: which there are, how each is got, how they move to another machine.

catalogue(), entry(reference)      what labs/images.toml lists
ensure(engine, reference, say)     present, else pulled, else built from packages
status(engine)                     what an engine has of it
seed(engine)                       all of it, from this machine's cache (tests)
save(…), load(…)                   bundles for machines without a network
"""

from helpers.images.bundle import load, save
from helpers.images.catalogue import Entry, catalogue, entry
from helpers.images.provision import Provision, Status, ensure, status
from helpers.images.seed import seed

__all__ = ["Entry", "Provision", "Status", "catalogue", "ensure", "entry", "load", "save", "seed", "status"]
