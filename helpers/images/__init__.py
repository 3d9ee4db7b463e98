"""The images of the course: which there are, how each is got, how they move to another machine.

catalogue(), entry(reference)      what labs/images.toml lists
ensure(engine, reference, say)     present, else pulled, else built from packages
built_ahead(say)                   what will have to be built, while the engine is being installed
builder_packages()                 what has to be installed for that
status(engine)                     what an engine has of it
seed(engine)                       all of it, from this machine's cache (tests)
save(…)                            a bundle for machines without a network
read(…), load(…), unpack(…)        what a bundle would bring; its images, its archives
"""

from helpers.images.ahead import builder_packages, built_ahead
from helpers.images.bundle import Bundle, load, other_architecture, read, save, unpack
from helpers.images.catalogue import Entry, catalogue, entry
from helpers.images.preload import seed
from helpers.images.provision import Provision, Status, ensure, status

__all__ = [
    "Bundle", "Entry", "Provision", "Status", "builder_packages", "built_ahead", "catalogue", "ensure",
    "entry", "load", "other_architecture", "read", "save", "seed", "status", "unpack",
]  # fmt: skip
