"""Labels with the numbers of the system for the papers, three by eight on a sheet of stickers (LAO-2.2(3), 3.1, 4, 5)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from khlang import standards
from khlang.bridges.continuity.identity import SystemNumber
from khlang.bridges.continuity.models import ManualNumber
from khlang.bridges.continuity.numbers import name_of, ref_of
from khlang.core.calendar import format_date
from khlang.office.payment import queries as payment
from khlang.spine.documents import letterhead, rendering
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations
from khlang.standards import message, message_exists

#: So many labels are made at once: forty sheets.
MOST: Final = 960


def sheet(outage_id: int, *, on: date, paper: str = "", unlabelled_only: bool = False) -> Mapping[str, Any]:
    """Labels for the papers of an outage whose document must have its numbers written on it, in order of entry and number."""
    return {
        "organisation": letterhead.issuer(),
        "title": message("print.outage_labels"),
        "labels": labels(outage_id=outage_id, paper=paper, unlabelled_only=unlabelled_only),
    }


def labels(*, outage_id: int, paper: str = "", unlabelled_only: bool = False) -> list[dict[str, Any]]:
    """What stands on each label, by kind of paper in the order of entry; three queries whatever their number."""
    wanted = [each for each in standards.manual_papers() if each.numbers and paper in ("", each.key)]
    order = {each.key: place for place, each in enumerate(wanted)}
    rows = ManualNumber.objects.filter(
        outage_id=outage_id, state="issued", document__isnull=False, paper__in=list(order)
    )
    if unlabelled_only:
        rows = rows.filter(labelled_on=None)
    found = list(rows.select_related("document").order_by("paper", "book_no", "number")[:MOST])
    found.sort(key=lambda row: (order[row.paper], row.book_no, row.number))
    vouchers = _vouchers([row for row in found if "voucher" in _asked(row)])
    org = organisations.current().code
    return [_label(row, org, vouchers.get(row.document_id, "")) for row in found]


def _asked(row: ManualNumber) -> tuple[str, ...]:
    known = standards.manual_paper(row.paper)
    return known.numbers if known else ()


def _label(row: ManualNumber, org: str, voucher: str) -> dict[str, Any]:
    document = row.document
    assert document is not None
    said = {"number": document.number or "", "request_number": document.request_number or "", "voucher": voucher}
    kind = document.kind
    numbers = [[_called(kind, key), said[key]] for key in _asked(row) if said[key]]
    return {
        "paper": name_of(ref_of(row)),
        "day": format_date(row.paper_date) if row.paper_date else "",
        "numbers": numbers or [[_called(kind, "number"), document.number or ""]],
        "square": rendering.qr_svg(text=square(org=org, kind=kind, number=document.number or "")),
    }


def _called(kind: str, key: str) -> str:
    """What a number is called on the papers of a kind: that of a dika is the one of the treasury."""
    own = f"label.{kind}.{key}"
    return message(own if message_exists(own) else f"label.any.{key}")


def square(*, org: str, kind: str, number: str) -> str:
    """The text of the square on a label: which document of the system the paper belongs to."""
    return str(SystemNumber(org, kind, number))


def _vouchers(rows: Sequence[ManualNumber]) -> dict[int, str]:
    """The numbers of the vouchers by document; the voucher of a payment is that of its dika."""
    ids = [row.document_id for row in rows if row.document_id]
    dikas = {each.document_id: each.dika_id for each in payment.payments(document_ids=ids)}
    wanted = {document_id: dikas.get(document_id, document_id) for document_id in ids}
    made: dict[tuple[int, bool], str] = {}
    vouchers = ledger.vouchers().filter(document_id__in=list(wanted.values()))
    for document_id, kind, number in vouchers.values_list("document_id", "kind", "number"):
        made[document_id, kind == "payment"] = number
    return {key: made.get((found, key in dikas), "") for key, found in wanted.items()}
