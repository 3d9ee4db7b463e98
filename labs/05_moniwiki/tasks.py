"""05 위키를 이미지로: what the lesson demands of the engine."""

from helpers.checks import Scope

from . import building, names, running

SCOPE = Scope(
    containers=(names.PHP, names.NAMED),
    images=(names.WIKI, names.CONF, names.ENV, names.SOURCE, names.BASE, names.CARELESS),
)

# in the order of the lesson
packages = building.packages
source = building.source
environment = building.environment
protect = building.protect
foreground = running.foreground
expose = running.expose
health = running.health
other_command = running.other_command
other_name = running.other_name
