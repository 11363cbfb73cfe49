"""Dika that look alike: the same payee and amount within a few days (reliability F-3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from khlang.office.disbursement.models import Dika
from khlang.office.disbursement.queries.registers import NEAR


@dataclass(frozen=True, slots=True)
class Alike:
    """A dika that follows another of the same payee and amount (satang) within NEAR; days C.E."""

    document_id: int
    number: str
    day: date
    payee: str
    amount: int
    other_number: str


def alike(*, since: date, through: date) -> list[Alike]:
    """The dika of a span of days that follow another of the same payee and amount; one query."""
    rows = Dika.objects.filter(
        live=True, payee__isnull=False, document__document_date__gte=since - NEAR, document__document_date__lte=through
    )
    ordered = rows.select_related("document").order_by("payee_id", "gross", "document__document_date", "document_id")
    found = [
        each
        for _, same in groupby(ordered, key=lambda row: (row.payee_id, row.gross))
        for each in _following(list(same), since)
    ]
    return sorted(found, key=lambda row: (row.day, row.document_id))


def _following(rows: list[Dika], since: date) -> Iterator[Alike]:
    for earlier, later in zip(rows, rows[1:], strict=False):
        paper, before = later.document, earlier.document
        if paper.document_date >= since and paper.document_date - before.document_date <= NEAR:
            yield Alike(
                paper.id, paper.number or paper.request_number or "", paper.document_date, paper.party_name,
                later.gross, before.number or before.request_number or before.title,
            )  # fmt: skip
