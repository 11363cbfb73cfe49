"""Every read of paying that others may use. Amounts are satang, days C.E.; all are scoped to the organisation."""

from khlang.office.payment.queries.registers import (
    BookView,
    RegisterPage,
    RegisterRow,
    Waiting,
    certificates,
    cheque_books,
    cheque_register,
    outstanding,
    stale,
    stale_before,
    tax_months,
    uncollected,
    unpresented,
    withheld,
)
from khlang.office.payment.queries.views import (
    CertificateView,
    PayeeView,
    PaymentView,
    ReportView,
    SignatureView,
    TaxView,
    certificate,
    collectable,
    payable,
    payees,
    payment,
    payments,
    payments_of,
    payments_of_many,
    report,
    taxes_of,
)

__all__ = [
    "BookView", "CertificateView", "PayeeView", "PaymentView", "RegisterPage", "RegisterRow", "ReportView",
    "SignatureView", "TaxView", "Waiting", "certificate", "certificates", "cheque_books", "cheque_register",
    "collectable", "outstanding", "payable", "payees", "payment", "payments", "payments_of", "payments_of_many",
    "report", "stale", "stale_before", "tax_months", "taxes_of", "uncollected", "unpresented", "withheld",
]  # fmt: skip
