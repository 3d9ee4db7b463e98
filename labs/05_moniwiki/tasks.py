"""05 위키를 이미지로: which names are the lesson's. Its conditions are in building.py, running.py
and alone.py."""

from helpers.checks import DrawnScope

from . import names
from .assignment import DRAWN

SCOPE = DrawnScope(
    drawing=DRAWN,
    containers=(names.PHP, names.NAMED),
    images=(names.WIKI, names.CONF, names.ENV, names.SOURCE, names.BASE, names.CARELESS, "{image}"),
)
