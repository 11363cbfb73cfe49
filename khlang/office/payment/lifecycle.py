"""The ways of a report of cheques prepared, of a payment and of a withholding certificate (spec 4.3).

A report is signed by three different people before anything on it is paid. A payment that was made never goes back: a
cheque that does not reach its payee is stopped, and the money owed stands on a liability again.

What was done by hand while the system stood still is recorded from its paper: the report with its cheques (LAO-3.2), the
payment of one of them, or a payment without any report, as subordinate units make them (UNIT-2.2).
"""

from khlang.core.lifecycle import Lifecycle, Move

CHEQUE_REPORT = Lifecycle(
    document="cheque_report",
    initial="draft",
    final=("paid", "cancelled"),
    series="cheque_report",
    moves=(
        Move("prepare", ("draft",), "prepared", "cheque_report.prepare", numbers=True),
        Move("sign", ("prepared",), "prepared", "cheque_report.sign", not_by=("create", "prepare", "sign")),
        Move("complete", ("prepared",), "signed", "cheque_report.sign", not_by=("create", "prepare", "sign")),
        Move("pay", ("signed",), "paid", "payment.pay"),
        Move("cancel", ("prepared", "signed"), "cancelled", "payment.cancel", reason_required=True),
        Move("record", ("draft",), "signed", "paper.record", numbers=True, paper=True),
        Move("close_by_hand", ("prepared", "signed"), "paid", "paper.record", paper=True),
    ),
)

PAYMENT = Lifecycle(
    document="payment",
    initial="draft",
    final=("cleared", "cancelled", "stopped"),
    series="payment",
    moves=(
        Move("prepare", ("draft",), "prepared", "cheque_report.prepare", numbers=True),
        Move("confirm_payee", ("prepared",), "prepared", "payee_account.confirm", not_by=("create", "prepare")),
        Move("pay", ("prepared",), "paid", "payment.pay", not_by=("confirm_payee",), posts="dika.paid"),
        Move("collect", ("paid",), "collected", "payment.collect"),
        Move("clear", ("paid", "collected"), "cleared", "reconciliation.approve", not_by=("pay",)),
        Move("cancel", ("prepared",), "cancelled", "payment.cancel", reason_required=True),
        Move(
            "stop", ("paid", "collected"), "stopped", "payment.cancel", not_by=("pay",), posts="payment.stopped",
            reason_required=True,
        ),
        Move("prepare_by_hand", ("draft",), "prepared", "paper.record", numbers=True, paper=True),
        Move("pay_by_hand", ("prepared",), "paid", "paper.record", posts="dika.paid", paper=True),
        Move("record", ("draft",), "paid", "paper.record", posts="dika.paid", numbers=True, paper=True),
    ),
)  # fmt: skip

WITHHOLDING_CERTIFICATE = Lifecycle(
    document="withholding_certificate",
    initial="draft",
    final=("voided",),
    series="withholding_certificate",
    moves=(
        Move("issue", ("draft",), "issued", "payment.pay", numbers=True),
        Move("void", ("issued",), "voided", "payment.cancel", not_by=("create", "issue"), reason_required=True),
    ),
)

LIFECYCLES = (CHEQUE_REPORT, PAYMENT, WITHHOLDING_CERTIFICATE)
