"""07 볼륨: what the lesson demands of the engine."""

from helpers.checks import DrawnScope

from . import alone as last
from . import keeping, moving, sharing
from .assignment import DRAWN

SCOPE = DrawnScope(
    drawing=DRAWN,
    containers=(
        keeping.ONE, keeping.TWO, sharing.WRITER, sharing.READER, keeping.BOTH, moving.PAGE, moving.SAVER,
        moving.LOADER, "{container}",
    ),
    images=(keeping.COMMITTED,),
    # our_vol, our-vo and site come into being by a slip of the pen
    volumes=(keeping.VOLUME, moving.RESTORED, "etc-vol", "our_vol", "our-vo", "site", "{volume}"),
)  # fmt: skip

# in the order of the lesson
mount = keeping.mount
outlive = keeping.outlive
share = sharing.share
commit = keeping.commit
bind = moving.bind
backup = moving.backup
restore = moving.restore
alone = last.alone
