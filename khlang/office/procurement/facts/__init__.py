"""From documents of procurement to the facts of their posting rules: what binds the budget, and what is accepted."""

from khlang.office.procurement.facts.acceptance import accepted, recognised
from khlang.office.procurement.facts.binding import amended, forfeited, reserved, signed, terminated

__all__ = ["accepted", "amended", "forfeited", "recognised", "reserved", "signed", "terminated"]
