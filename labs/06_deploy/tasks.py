"""06 배포와 교체: what the lesson demands of the engine."""

from helpers.checks import DrawnScope

from . import alone as last
from . import names, replacing, serving, shipping
from .assignment import DRAWN

# moniwiki:1.2.10 belongs to lesson 05
SCOPE = DrawnScope(
    drawing=DRAWN,
    containers=(names.SERVER, names.OLD, names.FRONT, names.REGISTRY, "{container}"),
    images=(names.R2, names.PUSHED, names.REGISTRY_IMAGE, names.DRIFT1, names.DRIFT2),
    volumes=(names.DATA, "{volume}"),
)

# in the order of the lesson
deploy = serving.deploy
setup = serving.setup
page = serving.page
restart = serving.restart
volume = replacing.volume
rollback = replacing.rollback
registry = shipping.registry
archive = shipping.archive
alone = last.alone
