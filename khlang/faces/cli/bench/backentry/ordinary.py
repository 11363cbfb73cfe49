"""The same documents made by the ordinary commands in an office whose system never stopped: what back-entry is compared with."""

from typing import Any, Final

from khlang.faces.cli.bench.backentry import story as stories
from khlang.faces.cli.bench.backentry.office import Office
from khlang.faces.cli.bench.backentry.story import Day
from khlang.office.disbursement import commands as disbursement
from khlang.office.payment import commands as payment
from khlang.office.payment import queries as payments
from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy

SIGNERS: Final = ("treasury_head", "clerk", "executive")
#: Each move of a dika and who makes it.
_WAY: Final = (
    (disbursement.request_dika, "division_head"), (disbursement.receive_dika, "finance_officer"),
    (disbursement.examine_dika, "treasury_head"), (disbursement.endorse_dika, "clerk"),
    (disbursement.approve_dika, "executive"),
)  # fmt: skip


def receive(*, office: Office, day: Day) -> int:
    """The receipts of a day, their slip handed over and counted, their summary posted; how many documents that is."""
    for each in day.receipts:
        data: dict[str, Any] = {
            "payer_name": each.payer, "lines": [{"item": i, "amount": f"{a / 100:.2f}"} for i, a in each.lines]
        }  # fmt: skip
        if each.banked:
            data |= {"channel": "transfer", "bank_account": stories.SAVINGS, "reference": f"T{each.book}-{each.number}"}
        revenue.issue(envelope=office.envelope("revenue_officer"), data=data)
    if not day.receipts:
        return 0
    slip = {"document_id": revenue.create_remittance(envelope=office.envelope("revenue_officer"), data={}).document_id}
    revenue.submit_remittance(envelope=office.envelope("revenue_officer"), data=slip)
    counted = {"counted_cash": f"{day.received(banked=False) / 100:.2f}", "counted_cheque": "0"}
    revenue.receive_remittance(envelope=office.envelope("finance_officer"), data={**slip, **counted})
    made = revenue.create_summary(envelope=office.envelope("finance_officer"), data={})
    summary = {"document_id": made.document_id}
    revenue.submit_summary(envelope=office.envelope("finance_officer"), data=summary)
    revenue.post_summary(envelope=office.envelope("accountant"), data=summary)
    return len(day.receipts) + 2


def spend(*, office: Office, day: Day, lines: dict[str, int]) -> int:
    """The dika of a day from draft to approval, their report with three signatures, their payments; how many documents."""
    approved = []
    for each in day.dikas:
        data = {
            "dika_kind": "direct", "title": "จ่ายค่าใช้สอย", "division": "01", "payee_id": office.payees[each.payee],
            "lines": [{"budget_line_id": lines[each.line], "amount": f"{each.amount / 100:.2f}"}],
        }  # fmt: skip
        made = disbursement.prepare_dika(envelope=office.envelope("finance_officer"), data=data).document_id
        for move, role in _WAY:
            move(envelope=office.envelope(role), data={"document_id": made})
        approved.append(made)
    if not approved:
        return 0
    data = {"bank_account": stories.CURRENT, "channel": "cheque", "dikas": approved}
    report = payment.prepare_report(envelope=office.envelope("finance_officer"), data=data).document_id or 0
    for role in SIGNERS:
        payment.sign_report(envelope=office.envelope(role), data={"document_id": report})
    with tenancy.scope(office.org):
        due = [row.document_id for row in payments.report(document_id=report).payments]
    for document_id in due:
        payment.pay(envelope=office.envelope("finance_officer"), data={"document_id": document_id})
    return 2 * len(approved) + 1
