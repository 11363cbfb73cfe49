"""In which days and years receiving counts: a receipt by its date, a proof of receipt by the day on which it was entered.

The registers are dated the day of entry (LAO-9): what was received by hand in September and entered in October belongs to
the books of October. The day of the paper stands beside it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from khlang.core.calendar import fiscal_year_end, fiscal_year_start
from khlang.platform.clock import day_of, start_of


def apart(prefix: str, *, since: date, through: date | None) -> tuple[Q, Q]:
    """Receipts that count in a span of days, and proofs of receipt that do: two questions, each answered from an index.
    `prefix` leads from the rows to the document («document__»)."""
    issued = Q(**{f"{prefix}kind": "receipt", f"{prefix}document_date__gte": since})
    if through is not None:
        issued &= Q(**{f"{prefix}document_date__lte": through})
    return issued, Q(**{f"{prefix}kind": "proof_of_receipt"}) & entered(prefix, since=since, through=through)


def within(prefix: str, *, since: date, through: date | None) -> Q:
    """Receipts and proofs that count in a span of days."""
    issued, proofs = apart(prefix, since=since, through=through)
    return issued | proofs


def entered(prefix: str, *, since: date | None, through: date | None) -> Q:
    """Documents that were entered in a span of days (Bangkok)."""
    return Q(**{f"{prefix}{name}": instant for name, instant in entry_span(since=since, through=through).items()})


def entry_span(*, since: date | None, through: date | None) -> dict[str, datetime]:
    """The same as conditions on the columns of a document; an end that is not given is open."""
    found = {"created_at__gte": start_of(since)} if since else {}
    return found | ({"created_at__lt": start_of(through + timedelta(days=1))} if through else {})


def counted_on(*, document: Any) -> date:
    """The day under which a receipt or a proof stands in the registers."""
    day: date = document.document_date if document.kind == "receipt" else day_of(document.created_at)
    return day


def of_year(prefix: str, *, fiscal_year: int) -> Q:
    """Receipts and proofs that count in a fiscal year (B.E.)."""
    return within(prefix, since=fiscal_year_start(fiscal_year), through=fiscal_year_end(fiscal_year))
