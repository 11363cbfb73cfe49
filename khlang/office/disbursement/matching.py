"""The payees of a sheet against the register: who they are, and whether the account is the one they are paid into.

An account that differs from the register's is refused: it is changed there, by two people, and never by a payroll (F-2).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.disbursement.importing import PayeeRow
from khlang.office.disbursement.models import Dika, DikaPayee
from khlang.spine.parties import names
from khlang.spine.parties import queries as parties
from khlang.spine.parties.queries import PayeeAccountView


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Each row with its party (by 13-digit number) and the account that the register has; None where it has none."""

    rows: tuple[PayeeRow, ...]
    parties: Mapping[str, Any]
    accounts: Mapping[int, PayeeAccountView]

    def party_id(self, row: PayeeRow) -> int | None:
        """The party of a row, None for somebody who is not in the register."""
        found = self.parties.get(row.number)
        return None if found is None else int(found.id)

    def account_state(self, row: PayeeRow) -> str:
        """known, new (the register has none), or changed."""
        party_id = self.party_id(row)
        account = self.accounts.get(party_id) if party_id is not None else None
        if account is None:
            return "new"
        return "known" if (account.bank_code, account.account_no) == _key(row) else "changed"

    @property
    def strangers(self) -> tuple[PayeeRow, ...]:
        """Rows of people who are not in the register."""
        return tuple(row for row in self.rows if row.number not in self.parties)


def match(*, rows: Sequence[PayeeRow], on: date) -> Matched:
    """Look all rows up in two queries."""
    known = parties.by_numbers(numbers=[row.number for row in rows])
    accounts = parties.payee_accounts(party_ids=[party.id for party in known.values()], on=on)
    return Matched(rows=tuple(rows), parties=known, accounts=accounts)


def problems(*, matched: Matched, registering: bool) -> Iterator[Refusal]:
    """What the register says against the rows; strangers are no problem while they are being registered.

    Refusals by row: payee_not_registered, payee_inactive, payee_name_differs, payee_account_differs,
    payees_account_twice, payee_account_shared.
    """
    for row in matched.rows:
        party = matched.parties.get(row.number)
        if party is None:
            if not registering:
                yield row.record.refusal("payee_not_registered", "national_number", name=row.name)
            continue
        if not party.active:
            yield row.record.refusal("payee_inactive", "national_number", name=party.name)
        if names.searchable(party.name) != names.searchable(row.name):
            yield row.record.refusal("payee_name_differs", "name", name=row.name, registered=party.name)
        account = matched.accounts.get(party.id)
        if account is not None and matched.account_state(row) == "changed":
            facts = {"name": party.name, "account_no": row.account_no, "registered": account.account_no}
            yield row.record.refusal("payee_account_differs", "account_no", **facts)
    yield from _shared(matched)


def _shared(matched: Matched) -> Iterator[Refusal]:
    """One account for two people is explained in the register before anybody is paid into it (reliability F-1)."""
    first: dict[tuple[str, str], PayeeRow] = {}
    paid = parties.sharers(accounts=[_key(row) for row in matched.rows])
    for row in matched.rows:
        known = matched.account_state(row) == "known"
        other = first.setdefault(_key(row), row)
        if other is not row and not (known and matched.account_state(other) == "known"):
            facts = {"account_no": row.account_no, "first": other.record.row}
            yield row.record.refusal("payees_account_twice", "account_no", **facts)
        elif not known:
            others = [name for party_id, name in paid.get(_key(row), {}).items() if party_id != matched.party_id(row)]
            if others:
                facts = {"account_no": row.account_no, "name": row.name, "others": ", ".join(others[:3])}
                yield row.record.refusal("payee_account_shared", "account_no", **facts)


def _key(row: PayeeRow) -> tuple[str, str]:
    return row.bank.code, row.account_no


@dataclass(frozen=True, slots=True)
class PaidBefore:
    """A live dika of the same kind and month that has people of this list with an amount of the same line."""

    document_id: int
    number: str
    names: tuple[str, ...]


def paid_before(*, rows: Sequence[PayeeRow], kind: str, day: date, document_id: int | None) -> PaidBefore | None:
    """The first such dika, or None: the list brought twice, or somebody on two lists (reliability F-3). Two queries."""
    month = {"document__document_date__year": day.year, "document__document_date__month": day.month}
    others = Dika.objects.filter(live=True, dika_kind=kind, **month).exclude(document_id=document_id or 0)
    by_number = {row.number: row for row in rows}
    found = DikaPayee.objects.filter(
        document_id__in=others.values("document_id"), national_number__in=list(by_number)
    ).select_related("document")
    names: dict[int, list[str]] = {}
    papers: dict[int, Any] = {}
    for payee in found.order_by("document_id", "position"):
        if payee.lines.items() & by_number[payee.national_number].lines.items():
            names.setdefault(payee.document_id, []).append(payee.name)
            papers[payee.document_id] = payee.document
    if not names:
        return None
    first = next(iter(names))
    paper = papers[first]
    return PaidBefore(first, paper.number or paper.request_number or paper.title, tuple(names[first]))


def people(*, matched: Matched) -> list[dict[str, Any]]:
    """The rows of `DikaPayee`, without the document."""
    return [
        {
            "position": position, "party_id": matched.party_id(row), "name": row.name, "national_number": row.number,
            "bank_code": row.bank.code, "account_no": row.account_no, "account_name": row.account_name,
            "account_state": matched.account_state(row), "gross": row.gross, "lines": dict(row.lines),
            "deductions": dict(row.deductions), "net": row.net,
        }
        for position, row in enumerate(matched.rows, start=1)
    ]  # fmt: skip
