"""The moment of payment: what is checked once more, and everything that is written together with it.

One write holds the payment, the move of its dika with the payment voucher, the receipt of a fine kept back, and the
certificates of tax withheld.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khlang.core.calendar import fiscal_year, format_date
from khlang.core.posting import AccountRef
from khlang.core.refusal import Refusal, Refusals
from khlang.office.disbursement import acts as dika_acts
from khlang.office.disbursement import queries as dika_queries
from khlang.office.payment import payees, withholding
from khlang.office.payment.lifecycle import CHEQUE_REPORT, PAYMENT
from khlang.office.payment.models import Payment
from khlang.office.revenue import acts as revenue
from khlang.office.revenue.acts import Kept
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.db.writes import Rows
from khlang.spine.documents import history, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import Act
from khlang.spine.ledger import queries as ledger
from khlang.standards import message


@dataclass(frozen=True, slots=True)
class Due:
    """A payment about to be made: its row and document, and the field that named it."""

    row: Payment
    document: Any
    field: str


def due(*, payment_ids: Sequence[int], fields: Mapping[int, str]) -> list[Due]:
    """The payments of these ids in the order given. Refusal: document_not_found, at the field of the id."""
    rows = {
        row.document_id: row
        for row in Payment.objects.filter(document_id__in=list(payment_ids)).select_related("bank_account")
    }
    papers = documents.get_many(document_ids=list(rows))
    missing = [Refusal("document_not_found", field=fields[each]) for each in payment_ids if each not in rows]
    if missing:
        raise Refusals(missing)
    return [Due(rows[each], papers[each], fields[each]) for each in dict.fromkeys(payment_ids)]


def settle(*, envelope: Envelope, dues: Sequence[Due], reference: str = "", report: Any = None) -> list[Outcome]:
    """Pay: everything in one write; the outcomes are those of the payments, in order, with their payment vouchers.

    `report` is the report that is paid as a whole: its outcome comes first. The caller holds the organisation. Refusals:
    payment_on_closed_day, report_not_signed, payee_account_unconfirmed, payee_account_changed,
    payee_account_call_back_missing, those of the lifecycles and of the ledger (bank_insufficient), stale_version.
    """
    require_open_day(envelope=envelope)
    reports = _signed(dues)
    _require_accounts(envelope, dues)
    views = dika_queries.dikas(document_ids=[each.row.dika_id for each in dues])
    closing = [
        spine.decide(
            envelope=envelope if each is report else envelope.unversioned(),
            lifecycle=CHEQUE_REPORT, move="pay", document=each,
        )
        for each in _finished(dues, reports, report)
    ]  # fmt: skip
    paid, rows = _payments(envelope, dues, views, alone=report is None)
    acts = [*paid, *closing] if report is None else [*closing, *paid]
    outcomes = spine.write(envelope=envelope, acts=acts, rows=rows)
    Payment.objects.filter(document_id__in=[each.document.id for each in dues]).update(
        paid_date=envelope.today, reference=reference
    )
    return _answers(outcomes, dues, with_report=report is not None)


def _answers(outcomes: Sequence[Outcome], dues: Sequence[Due], *, with_report: bool) -> list[Outcome]:
    """Each payment's outcome with the voucher that its dika drew."""
    by_document = {outcome.document_id: outcome for outcome in outcomes}
    answers = [outcomes[0]] if with_report else []
    for each in dues:
        dika = by_document[each.row.dika_id]
        answers.append(
            replace(
                by_document[each.document.id], voucher_id=dika.voucher_id, voucher_number=dika.voucher_number,
                lines=dika.lines,
            )
        )  # fmt: skip
    return answers


def _payments(
    envelope: Envelope, dues: Sequence[Due], views: Mapping[int, Any], *, alone: bool
) -> tuple[list[Act], list[Rows]]:
    """What each payment writes: its own move first, then its dika's with the voucher, receipts and certificates."""
    inner = envelope.unversioned()
    papers = history.of_all([each.document for each in dues])
    banks = [AccountRef(each.row.bank_account.account, each.row.bank_code) for each in dues]
    dikas = dika_acts.pay(
        envelope=inner, dikas=[(views[each.row.dika_id], bank) for each, bank in zip(dues, banks, strict=True)]
    )
    acts: list[Act] = []
    rows: list[Rows] = []
    own = envelope if alone and len(dues) == 1 else inner
    for each, (document, past), dika in zip(dues, papers, dikas, strict=True):
        acts.append(spine.decide(envelope=own, lifecycle=PAYMENT, move="pay", document=document, past=past))
        acts.extend(dika)
        for fine in kept(number=document.number or "", view=views[each.row.dika_id]):
            act, written = revenue.acknowledge(envelope=inner, kept=fine)
            acts.append(act)
            rows.extend(written)
    certificates, lines = withholding.compose(
        envelope=inner, paid=[(each.document, views[each.row.dika_id]) for each in dues]
    )
    return [*acts, *certificates], [*rows, lines]


def kept(*, number: str, view: Any) -> list[Kept]:
    """What the office keeps as its revenue out of the payment of this number: the fine for delay."""
    return [
        Kept(
            row.account, row.amount, message("payment.fine_title", title=view.title), view.payee_id, view.payee_name,
            number,
        )
        for row in view.deductions
        if row.kind == "fine" and revenue.is_revenue(account=row.account)
    ]  # fmt: skip


def require_open_day(*, envelope: Envelope) -> None:
    """Pass when vouchers of today are taken. Refusal: payment_on_closed_day; a year that is not open is the ledger's."""
    period = ledger.period(fiscal_year=fiscal_year(envelope.today))
    if period is not None and period.closed_through is not None and envelope.today <= period.closed_through:
        raise Refusal("payment_on_closed_day", date=format_date(envelope.today))


def _signed(dues: Sequence[Due]) -> Mapping[int, Any]:
    """The reports of the payments, all of them signed. Refusal: report_not_signed."""
    reports = documents.get_many(document_ids=[each.row.report_id for each in dues if each.row.report_id])
    refused = [
        Refusal("report_not_signed", field=each.field, number=reports[each.row.report_id].number)
        for each in dues
        if each.document.state == "prepared" and each.row.report_id and reports[each.row.report_id].state == "prepared"
    ]
    if refused:
        raise Refusals(refused)
    return reports


def _finished(dues: Sequence[Due], reports: Mapping[int, Any], report: Any) -> list[Any]:
    """The report that is paid as a whole, and the signed reports of which nothing is left to pay after this."""
    now = [each.document.id for each in dues]
    unpaid = Payment.objects.filter(report_id__in=list(reports), live=True, paid_date__isnull=True)
    left = set(unpaid.exclude(document_id__in=now).values_list("report_id", flat=True))
    whole = [report] if report is not None else []
    rest = [each for key, each in reports.items() if each.state == "signed" and key not in left]
    return [*whole, *(each for each in rest if report is None or each.id != report.id)]


def _require_accounts(envelope: Envelope, dues: Sequence[Due]) -> None:
    """Every account of a transfer is still the one that was prepared, and a recent change was asked back (F-2)."""
    transfers = [each for each in dues if each.row.channel == "transfer"]
    kept = payees.kept(payment_ids=[each.document.id for each in transfers])
    wanted = [(each, target) for each in transfers for target in kept[each.document.id]]
    accounts = payees.checked(targets=[(each.field, target) for each, target in wanted], on=envelope.today)
    for (each, _), account in zip(wanted, accounts, strict=True):
        payees.require_call_back(accounts=[account], called_back_on=each.row.called_back_on, field=each.field)
