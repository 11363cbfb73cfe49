"""Which papers of an outage are made on which: the letter on its outage, the supplement on the spell it belongs to."""

from khlang.bridges.continuity.models import Directive, Outage
from khlang.spine.documents.citations import Citation

CITATIONS = (
    Citation(later=("gate_directive",), earlier=("outage",), table=Directive, earlier_column="outage_id"),
    Citation(later=("outage",), earlier=("outage",), table=Outage, earlier_column="supplements_id"),
)
