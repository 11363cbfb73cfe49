"""Every read of the dika that others may use. Amounts are satang, days C.E.; all are scoped to the organisation."""

from khlang.office.disbursement.limits import owed, unpaid_claims
from khlang.office.disbursement.queries.money import (
    LineMoney,
    OwedMoney,
    glance,
    money_at_a_glance,
    owed_at_a_glance,
)
from khlang.office.disbursement.queries.paid import PaidAmount, paid
from khlang.office.disbursement.queries.registers import Page, RegisterRow, Warning, ready, register, warnings
from khlang.office.disbursement.queries.sums import DikaSums, sums
from khlang.office.disbursement.queries.views import DeductionView, DikaView, LineView, PayeeView, dika, dikas

__all__ = [
    "DeductionView",
    "DikaSums",
    "DikaView",
    "LineMoney",
    "LineView",
    "OwedMoney",
    "Page",
    "PaidAmount",
    "PayeeView",
    "RegisterRow",
    "Warning",
    "dika",
    "dikas",
    "glance",
    "money_at_a_glance",
    "owed",
    "owed_at_a_glance",
    "paid",
    "ready",
    "register",
    "sums",
    "unpaid_claims",
    "warnings",
]
