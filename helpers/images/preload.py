"""All images of the course on an engine that was just started, without asking a registry each time."""

from __future__ import annotations

from pathlib import Path

from helpers.engine import Engine
from helpers.images import bundle, cache, provision
from helpers.images.catalogue import Entry, catalogue
from helpers.images.provision import Provision, Say


def seed(engine: Engine, say: Say = lambda line: None) -> tuple[Provision, ...]:
    """Load every image of the catalogue, from this machine's cache where it is there.

    For engines that come and go (tests, submissions): the first gets an image as ensure() does, the
    others load what it got in about a second. Raises what ensure() raises.
    """
    return tuple(_seed(engine, entry, say) for entry in catalogue())


def _seed(engine: Engine, entry: Entry, say: Say) -> Provision:
    with provision.asked(engine) as client:
        built = provision.cached(client, entry)
        if provision.inspect(client, entry.full_reference) is not None:
            return provision.ensure(engine, entry.reference, say)
    pulled = built.with_suffix(".pulled")
    if not pulled.exists() and not built.exists():
        with cache.locked(pulled, say):  # several engines start at once; one asks the registry
            if not pulled.exists() and not built.exists():
                return _first(engine, entry, pulled, say)
    return _load(engine, entry, pulled if pulled.exists() else built)


def _first(engine: Engine, entry: Entry, pulled: Path, say: Say) -> Provision:
    done = provision.ensure(engine, entry.reference, say)
    if done.how == "pulled":
        bundle.save(engine, pulled, [entry.reference])
    return done


def _load(engine: Engine, entry: Entry, source: Path) -> Provision:
    provision.load(engine, source)
    with provision.asked(engine) as client:
        how: provision.How = "pulled" if source.suffix == ".pulled" else "built"
        return Provision(entry.reference, how, client.api.inspect_image(entry.full_reference)["Id"])
