"""The lessons about the wiki get their archive from the stand-in."""

from tests.standin.fixtures import _archive, _careless, _packages, _registry, _wiki

__all__ = ["_archive", "_careless", "_packages", "_registry", "_wiki"]
