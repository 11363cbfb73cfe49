"""Every write of continuity, one function a use case."""

from khlang.bridges.continuity.commands import (
    capturing,
    directives,
    drills,
    entering,
    kits,
    outages,
    proving,
    scanned,
    solving,
    stock,
)
from khlang.bridges.continuity.commands.capturing import *  # noqa: F403
from khlang.bridges.continuity.commands.directives import *  # noqa: F403
from khlang.bridges.continuity.commands.drills import *  # noqa: F403
from khlang.bridges.continuity.commands.entering import *  # noqa: F403
from khlang.bridges.continuity.commands.kits import *  # noqa: F403
from khlang.bridges.continuity.commands.outages import *  # noqa: F403
from khlang.bridges.continuity.commands.proving import *  # noqa: F403
from khlang.bridges.continuity.commands.scanned import *  # noqa: F403
from khlang.bridges.continuity.commands.solving import *  # noqa: F403
from khlang.bridges.continuity.commands.stock import *  # noqa: F403

__all__ = [
    *capturing.__all__,
    *directives.__all__,
    *drills.__all__,
    *entering.__all__,
    *kits.__all__,
    *outages.__all__,
    *proving.__all__,
    *scanned.__all__,
    *solving.__all__,
    *stock.__all__,
]
