"""07 볼륨: what the lesson demands of the engine."""

from helpers.checks import Scope

from . import keeping, moving, sharing

SCOPE = Scope(
    containers=(
        keeping.ONE, keeping.TWO, sharing.WRITER, sharing.READER, keeping.BOTH, moving.PAGE, moving.SAVER,
        moving.LOADER,
    ),
    images=(keeping.COMMITTED,),
    # our_vol, our-vo and site come into being by a slip of the pen
    volumes=(keeping.VOLUME, moving.RESTORED, "etc-vol", "our_vol", "our-vo", "site"),
)  # fmt: skip

# in the order of the lesson
create = keeping.create
mount = keeping.mount
outlive = keeping.outlive
share = sharing.share
commit = keeping.commit
bind = moving.bind
backup = moving.backup
restore = moving.restore
