"""02 이미지와 컨테이너: what the lesson demands of the engine."""

from helpers.checks import Scope

from . import ending, naming, running

SCOPE = Scope(
    containers=(
        running.SHELL, running.STAY, ending.TYPO, ending.KEEPER, ending.STUBBORN,
        "peek", "oracle", "once", "polite",
    ),
    images=(naming.LATEST, naming.VERSION, naming.FULL, naming.HUB),
)  # fmt: skip

# in the order of the lesson
tag = naming.tag
full_name = naming.full_name
shell = running.shell
stay = running.stay
restart = running.restart
attach = running.attach
rename = ending.rename
stop = ending.stop
stubborn = ending.stubborn
kill = ending.kill
remove = ending.remove
