"""Every read of procurement that others may use. Amounts are satang, days C.E.; always of the organisation in scope."""

from khlang.office.procurement.queries.acceptance import (
    AcceptanceRow,
    AcceptanceView,
    AcceptedLine,
    acceptance,
    acceptances,
)
from khlang.office.procurement.queries.grants import grant_left
from khlang.office.procurement.queries.guarantees import (
    GuaranteeView,
    guarantee,
    guarantee_register,
    guarantees_of,
    held_by_obligation,
    held_in_cash,
    unclaimed_cash,
)
from khlang.office.procurement.queries.obligations import (
    CommitmentView,
    InstalmentView,
    LineView,
    ObligationView,
    claimed,
    obligation,
    obligations_of,
)
from khlang.office.procurement.queries.registers import ContractRow, contract_register
from khlang.office.procurement.queries.requisitions import (
    MemberView,
    RequestedLine,
    RequisitionView,
    inspectors_of,
    requisition,
)
from khlang.office.procurement.queries.splitting import SplitGroup, split_purchases, splits_with

__all__ = [
    "AcceptanceRow",
    "AcceptanceView",
    "AcceptedLine",
    "CommitmentView",
    "ContractRow",
    "GuaranteeView",
    "InstalmentView",
    "LineView",
    "MemberView",
    "ObligationView",
    "RequestedLine",
    "RequisitionView",
    "SplitGroup",
    "acceptance",
    "acceptances",
    "claimed",
    "contract_register",
    "grant_left",
    "guarantee",
    "guarantee_register",
    "guarantees_of",
    "held_by_obligation",
    "held_in_cash",
    "inspectors_of",
    "obligation",
    "obligations_of",
    "requisition",
    "split_purchases",
    "splits_with",
    "unclaimed_cash",
]
