"""Every write of paying, one function a use case, by document."""

from khlang.office.payment.commands.books import save_book, void_number
from khlang.office.payment.commands.by_hand import record_payment, record_report
from khlang.office.payment.commands.certificates import issue_certificates, void_certificate
from khlang.office.payment.commands.payments import (
    cancel,
    collect,
    collect_many,
    confirm_payee,
    pay,
    pay_many,
    pay_report,
    stop,
)
from khlang.office.payment.commands.reports import cancel_report, prepare_report, sign_report

__all__ = [
    "cancel", "cancel_report", "collect", "collect_many", "confirm_payee", "issue_certificates", "pay", "pay_many",
    "pay_report", "prepare_report", "record_payment", "record_report", "save_book", "sign_report", "stop",
    "void_certificate", "void_number",
]  # fmt: skip
