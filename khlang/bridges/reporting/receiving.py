"""Registers of receiving: revenue by item, control of receipts, remittance slips, deposits, revenue against estimate."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models.functions import Length

from khlang.bridges.reporting.accounts import as_of, document_numbers, span
from khlang.bridges.reporting.asking import PAGE, Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.core.calendar import fiscal_year_end, fiscal_year_start
from khlang.core.money import format_baht
from khlang.office.revenue import queries as revenue
from khlang.office.revenue.queries import counting, custody, registers
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.spine.documents.finding import Wanted
from khlang.spine.ledger import queries as ledger
from khlang.standards import RevenueItem, revenue_heads, revenue_item, revenue_items

REVENUE_KEYS: Final = (
    "day", "number", "payer", "description", "estimate", "received", "cumulative", "over_estimate",
    "written",
)  # fmt: skip
_EVERYTHING = 10**9
_AT_ONCE = 2_000


def revenue_register(asked: Asked) -> Result:
    """The revenue register (ทะเบียนเงินรายรับ) of one item and fiscal year. Refusal: revenue_item_unknown."""
    item = revenue_item(asked.text("item"), field="item")
    page, size = (asked.page, PAGE) if asked.page else (1, _EVERYTHING)
    found = registers.revenue_register(item=item.code, fiscal_year=asked.year, page=page, size=size)
    rows = tuple(
        Row(
            {
                "day": row.day, "number": row.number, "payer": row.payer, "description": row.description,
                "estimate": found.estimate, "received": row.received, "cumulative": row.cumulative,
                "over_estimate": row.over_estimate, "written": row.written,
            },
            row.document_id,
        )
        for row in found.rows
    )  # fmt: skip
    return asked.result(
        rows=rows, subtitle=_of_year(asked), known={"received": found.received}, more=page * size < found.count,
        keys=REVENUE_KEYS,
        moneys=("estimate",),
        particulars=(
            (asked.say("field.item"), f"{item.code} {asked.name(item)}"),
            (asked.say("report.revenue.estimate"), format_baht(found.estimate)),
            (asked.say("report.revenue.received"), format_baht(found.received)),
        ),
    )  # fmt: skip


def receipt_control(asked: Asked) -> Result:
    """The receipt control register (ทะเบียนคุมใบเสร็จรับเงิน): printed books, then the numbers drawn day by day."""
    rows = tuple(
        Row(
            {
                "day": row.day, "book": row.book, "first": row.first, "last": row.last, "issued_to": row.issued_to,
                "used": row.used, "voided": row.voided, "unused": row.unused,
                "state": asked.say(f"book_state.{row.state}") if row.book else "", "amount": row.amount,
            }
        )
        for row in registers.receipt_control(fiscal_year=asked.year)
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=_of_year(asked))


def receipts(asked: Asked) -> Result:
    """Every receipt of a span of days in the order of the numbers (a gap would show), voided ones without amount; then the
    proofs of receipt that were entered in it (LAO-9)."""
    numbered = {"number__isnull": False}
    entered = counting.entry_span(since=asked.since, through=asked.through)
    parts = (
        Wanted(kind="receipt", since=asked.since, through=asked.through, equal=numbered),
        Wanted(kind="proof_of_receipt", equal={**numbered, **entered}),
    )
    sums = [part.sums(void_states=documents.WITHDRAWN) for part in parts]
    start = (asked.page - 1) * PAGE if asked.page else 0
    wanted: list[Any] = []
    for part, of_part in zip(parts, sums, strict=True):
        ordered = part.rows().order_by("fiscal_year", Length("number"), "number")
        room = PAGE + 1 - len(wanted) if asked.page else of_part.count
        wanted += ordered[start : start + room] if room and start < of_part.count else []
        start = max(0, start - of_part.count)
    shown = wanted[:PAGE] if asked.page else wanted
    rows = tuple(row for some in _slices(shown) for row in _controlled(asked, some))
    known = {"amount": sum(each.amount for each in sums)}
    return asked.result(rows=rows, subtitle=span(asked), known=known, more=len(wanted) > len(shown))


def _slices(found: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))


def _controlled(asked: Asked, found: Sequence[Any]) -> Iterator[Row]:
    """The rows of some receipts: slips, summaries and vouchers are asked for together."""
    views = revenue.receipts(documents_in_order=found)
    slips = {view.slip_id for view in views if view.slip_id}
    summaries = custody.summaries_of(slip_ids=slips)
    numbers = document_numbers(ids=slips)
    made_by = [*summaries.values(), *(view.document.id for view in views)]
    vouchers = dict(ledger.vouchers().filter(document_id__in=made_by).order_by().values_list("document_id", "number"))
    for view in views:
        document, slip = view.document, view.slip_id or 0
        voucher = vouchers.get(document.id) or vouchers.get(summaries.get(slip, 0), "")
        values: dict[str, Value] = {
            "date": counting.counted_on(document=document), "number": document.number, "payer_name": document.party_name,
            "channel": asked.say(f"channel.{view.channel}"),
            "amount": None if document.state == "voided" else document.amount, "collector": view.collector,
            "state": asked.say(f"state.{document.kind}.{document.state}"),
            "written": letterhead.written(document=document, dated=True), "remittance_number": numbers.get(slip, ""),
            "voucher_number": voucher,
        }  # fmt: skip
        yield Row(values, document.id)


def remittance(asked: Asked) -> Result:
    """The register of remittance slips (ทะเบียนคุมใบนำส่งเงิน) over a span of days."""
    slips = custody.handed_in(since=asked.since, through=asked.through)
    numbers = document_numbers(ids=(slip.summary_id for slip in slips if slip.summary_id))
    rows = tuple(
        Row(
            {
                "date": slip.document.document_date, "number": slip.document.number, "collector": slip.collector,
                "first_receipt": slip.first_receipt, "last_receipt": slip.last_receipt, "receipts": slip.receipts,
                "cash": slip.cash, "cheque": slip.cheque, "transfer": slip.transfer, "amount": slip.document.amount,
                "state": asked.say(f"state.remittance.{slip.document.state}"),
                "summary_number": numbers.get(slip.summary_id or 0, ""),
            },
            slip.document.id,
        )
        for slip in slips
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=span(asked))


def revenue_against_estimate(asked: Asked) -> Result:
    """Revenue against estimate up to a day (spec 6.3): items under their classes; an estimate of a whole class stands
    on the class."""
    estimates = registers.estimates(fiscal_year=asked.year)
    month, year = _received(asked)
    heads = {head.code: head for head in revenue_heads()}
    items = [item for item in _items(set(estimates) | set(year)) if item.kind == "revenue"]
    codes = sorted({item.class_code for item in items} | {code for code in estimates if code in heads})
    rows: list[Row] = []
    totals: list[Row] = []
    for code in codes:
        inside = [_item_row(asked, item, estimates, month, year) for item in items if item.class_code == code]
        sums = {key: sum(row.amount(key) for row in inside) for key in ("estimate", "month", "received")}
        sums["estimate"] += estimates.get(code, 0)
        sums["over"] = sums["received"] - sums["estimate"]
        totals.append(Row({"item": code, "name": asked.name(heads[code]), **sums}, style="total"))
        rows += [*inside, totals[-1]]
    known = {key: sum(row.amount(key) for row in totals) for key in ("estimate", "month", "received", "over")}
    return asked.result(rows=tuple(rows), subtitle=as_of(asked), known=known, data=tuple(rows))


def _received(asked: Asked) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """What came in by item: in the month of the day, and since the fiscal year began."""
    through = min(asked.on, fiscal_year_end(asked.year))
    start = fiscal_year_start(asked.year)
    month = revenue.items_received(since=max(start, through.replace(day=1)), through=through)
    return month, revenue.items_received(since=start, through=through)


def _item_row(
    asked: Asked, item: RevenueItem, estimates: Mapping[str, int], month: Mapping[str, int], year: Mapping[str, int]
) -> Row:
    estimate, received = estimates.get(item.code), year.get(item.code, 0)
    return Row(
        {
            "item": item.code, "name": asked.name(item), "estimate": estimate, "month": month.get(item.code, 0),
            "received": received, "over": None if estimate is None else received - estimate,
        }
    )  # fmt: skip


def off_budget_receipts(asked: Asked) -> Result:
    """Money received that is not revenue (spec 6.3): receivables, deposits, advances returned, earmarked grants."""
    month, year = _received(asked)
    rows = tuple(
        Row(
            {
                "code": item.code, "name": asked.name(item), "account_code": item.account,
                "month": month.get(item.code, 0), "cumulative": year[item.code],
            }
        )
        for item in _items(year)
        if item.kind != "revenue"
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=as_of(asked))


def _items(codes: Collection[str]) -> list[RevenueItem]:
    """The items of these codes in order, each once, whatever its spans of validity."""
    return [revenue_item(code) for code in sorted({item.code for item in revenue_items() if item.code in codes})]


def _of_year(asked: Asked) -> str:
    return asked.say("report.year", year=asked.year)
