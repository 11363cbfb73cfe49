"""Tables of procurement. What every document has in common stands in `documents.Document`; amounts are satang."""

from khlang.office.procurement.models.acceptance import Inspection, InspectionLine
from khlang.office.procurement.models.obligations import (
    AmendedLine,
    Commitment,
    ContractAmendment,
    Instalment,
    Obligation,
    ObligationLine,
)
from khlang.office.procurement.models.requisitions import CommitteeMember, Requisition, RequisitionLine
from khlang.office.procurement.models.securities import Guarantee

__all__ = [
    "AmendedLine",
    "CommitteeMember",
    "Commitment",
    "ContractAmendment",
    "Guarantee",
    "Inspection",
    "InspectionLine",
    "Instalment",
    "Obligation",
    "ObligationLine",
    "Requisition",
    "RequisitionLine",
]
