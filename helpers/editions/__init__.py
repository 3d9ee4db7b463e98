"""From one source a lesson: the learner's notebooks, the solved ones, the catalogues, `work/`."""

from helpers.editions.build import Build, Drift, Site
from helpers.editions.workspace import Fresh, check_notebook, prepare, restart

__all__ = ["Build", "Drift", "Fresh", "Site", "check_notebook", "prepare", "restart"]
