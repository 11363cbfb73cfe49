"""Tables of continuity; what every document has in common stands in `documents.Document`."""

from khlang.bridges.continuity.models.events import Directive, Outage
from khlang.bridges.continuity.models.kits import Drill, Kit
from khlang.bridges.continuity.models.papers import Capture, DayByHand, ManualBook, ManualNumber

__all__ = ["Capture", "DayByHand", "Directive", "Drill", "Kit", "ManualBook", "ManualNumber", "Outage"]
