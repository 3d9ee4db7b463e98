"""06 배포와 교체: what the lesson demands of the engine."""

from helpers.checks import Scope

from . import names, replacing, serving, shipping

# moniwiki:1.2.10 belongs to lesson 05
SCOPE = Scope(
    containers=(names.SERVER, names.OLD, names.FRONT, names.REGISTRY),
    images=(names.R2, names.PUSHED, names.REGISTRY_IMAGE, names.DRIFT1, names.DRIFT2),
    volumes=(names.DATA,),
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
