"""What `khlang verify` asks of paying: payments, their dika, their reports and the stock of forms tell the same."""

from collections.abc import Callable, Iterator

from django.db.models import Count, Sum

from khlang.core.money import format_baht
from khlang.office.disbursement import queries as dikas
from khlang.office.payment.models import ChequeReport, Instrument, Payment, Withholding
from khlang.spine.ledger import queries as ledger

#: What a dika is while its payment is in a state.
_DIKA_OF = {"prepared": "prepared", "paid": "paid", "collected": "paid", "cleared": "paid", "stopped": "paid"}
#: Payments whose form is neither void nor stale.
_STANDING = ("prepared", "paid", "collected", "cleared")


def payments_follow_their_dika() -> Iterator[str]:
    """A dika is prepared while its payment is, and paid once the payment was made."""
    rows = Payment.objects.filter(live=True).order_by("id")
    for number, state, dika, dika_state in rows.values_list(
        "document__number", "document__state", "dika__number", "dika__state"
    ).iterator(5000):
        if _DIKA_OF.get(state) != dika_state:
            yield f"payment {number} is {state}, its dika {dika} is {dika_state}"


def payments_say_what_their_dika_say() -> Iterator[str]:
    """Gross, deductions and net of a payment are its dika's, the net its document's; tax withheld is what was kept back."""
    taxes = dict(Withholding.objects.values_list("document_id").annotate(total=Sum("amount")).order_by("document_id"))
    rows = Payment.objects.filter(live=True).select_related("document").order_by("id")
    sums = dikas.sums(dika_ids=list(rows.values_list("dika_id", flat=True)))
    for row in rows.iterator(5000):
        dika = sums[row.dika_id]
        if (row.gross, row.deducted, row.net, row.document.amount) != (dika.gross, dika.deducted, dika.net, dika.net):
            yield f"payment {row.document.number}: {format_baht(row.net)} net, its dika says {format_baht(dika.net)}"
        wanted = dika.withheld if row.paid_date else 0
        if int(taxes.get(row.document_id, 0)) != wanted:
            yield (
                f"payment {row.document.number}: {format_baht(int(taxes.get(row.document_id, 0)))} of tax on the lists, "
                f"its dika kept back {format_baht(wanted)}"
            )


def payments_have_their_days() -> Iterator[str]:
    """A payment was paid, fetched, cleared and stopped exactly when its state says so, and paid on the day of its voucher."""
    vouchers = {voucher.document_id: voucher.posting_date for voucher in ledger.vouchers(kind="payment")}
    for row in Payment.objects.select_related("document").order_by("id").iterator(5000):
        state = row.document.state
        paid = vouchers.get(row.dika_id) if row.live else None
        days = (row.paid_date, row.live, row.stopped_date is not None, row.cleared_date is not None)
        if days != (paid, state != "cancelled", state == "stopped", state == "cleared"):
            yield f"payment {row.document.number} is {state}: its days say otherwise"


def reports_add_up() -> Iterator[str]:
    """The net of a report is the sum of the payments that were prepared with it."""
    sums = dict(Payment.objects.values_list("report_id").annotate(total=Sum("net")).order_by("report_id"))
    for report_id, number, net in ChequeReport.objects.values_list("document_id", "document__number", "net"):
        if int(sums.get(report_id, 0)) != net:
            yield f"report {number} says {format_baht(net)}, its payments say {format_baht(int(sums.get(report_id, 0)))}"


def forms_are_accounted_for() -> Iterator[str]:
    """Every number is one of its book; every cheque or slip has its number, used while the payment stands."""
    used: dict[int, tuple[str, str]] = {}
    for row in Instrument.objects.select_related("book").order_by("id").iterator(5000):
        inside = len(row.number) == row.book.width and row.book.first <= int(row.number) <= row.book.last
        if not inside:
            yield f"{row.kind} {row.number} of {row.bank_code} is in no book"
        if row.payment_id:
            used[row.payment_id] = (row.number, row.state)
    rows = Payment.objects.exclude(number="").order_by("id")
    for document_id, number, state in rows.values_list("document_id", "number", "document__state").iterator(5000):
        kept, form_state = used.get(document_id, ("", ""))
        if kept != number or (form_state == "used") != (state in _STANDING):
            yield f"payment {document_id} ({state}) has the form {number}, the stock says {kept or '-'} {form_state}".rstrip()


def dika_are_paid_once() -> Iterator[str]:
    """No dika was paid twice, one made by hand least of all; only what was paid by hand has no report."""
    made = Payment.objects.filter(live=True, paid_date__isnull=False).order_by()
    rows = made.values_list("dika__number").annotate(times=Count("id")).filter(times__gt=1)
    for number, times in rows.order_by("dika__number"):
        yield f"dika {number} was paid {times} times"
    loose = Payment.objects.filter(report__isnull=True, document__paper_number="").order_by("id")
    for number in loose.values_list("document__number", flat=True):
        yield f"payment {number} has neither a report nor a paper"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "payments": payments_follow_their_dika,
    "dika paid once": dika_are_paid_once,
    "payment sums": payments_say_what_their_dika_say,
    "payment days": payments_have_their_days,
    "cheque reports": reports_add_up,
    "cheque forms": forms_are_accounted_for,
}
