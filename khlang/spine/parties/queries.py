"""Reads of parties that others may use; always those of the organisation in scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Case, Q, Value, When

from khlang.core import thai
from khlang.core.refusal import Refusal
from khlang.spine.parties import names
from khlang.spine.parties.models import Party, PayeeAccount
from khlang.spine.parties.names import masked_number, searchable
from khlang.standards import thai_banks

__all__ = [
    "RECENT_DAYS", "Found", "PayeeAccountView", "by_names", "by_numbers", "every_account", "find", "get", "get_many",
    "list_parties", "masked_number", "payee_accounts", "searchable", "sharers", "shared_account", "waiting_accounts",
]  # fmt: skip

#: For so many days a changed account is shown wherever it is paid into (reliability F-2).
RECENT_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the type-ahead: enough to choose by, the number masked."""

    id: int
    kind: str
    name: str
    address: str
    masked_number: str


def get(*, party_id: int) -> Party:
    """One party with its full number; raises Refusal party_not_found (also for another organisation's)."""
    found: Party | None = Party.objects.filter(id=party_id).first()
    if found is None:
        raise Refusal("party_not_found")
    return found


@dataclass(frozen=True, slots=True)
class PayeeAccountView:
    """The account into which a party is paid on a day. `previous_no` is the number it replaced, "" for the first one;
    `recently_changed` says that it replaced another less than RECENT_DAYS before the day asked for (F-2)."""

    party_id: int
    document_id: int
    bank_code: str
    bank_name: str
    branch: str
    account_no: str
    account_name: str
    confirmed_on: date
    previous_no: str
    recently_changed: bool


def get_many(*, party_ids: Sequence[int]) -> dict[int, Party]:
    """Parties by id, those of the organisation only, in one query."""
    return {party.id: party for party in Party.objects.filter(id__in=list(party_ids))}


def by_numbers(*, numbers: Sequence[str]) -> dict[str, Party]:
    """Parties by their 13-digit numbers, in one query; numbers that nobody has are absent."""
    wanted = {number for number in numbers if number}
    return {party.national_number: party for party in Party.objects.filter(national_number__in=wanted)}


def by_names(*, names: Sequence[str]) -> dict[str, tuple[Party, ...]]:
    """Active parties by the names as given, title and spaces aside, in one query; names that nobody has are absent."""
    wanted = {searchable(name) for name in names} - {""}
    rows = Party.objects.filter(search__in=wanted, active=True).order_by("id")
    found: dict[str, tuple[Party, ...]] = {}
    for party in rows:
        found[party.search] = (*found.get(party.search, ()), party)
    return {name: found[searchable(name)] for name in names if searchable(name) in found}


def payee_accounts(*, party_ids: Sequence[int], on: date) -> dict[int, PayeeAccountView]:
    """The confirmed account of each party on a day (C.E.), in one query; a party without one is absent.

    Proposed and rejected accounts are never returned: nobody is paid into an account that a second person has not
    confirmed (reliability F-2).
    """
    rows = PayeeAccount.objects.filter(party_id__in=list(party_ids), confirmed_on__lte=on).filter(
        Q(superseded_on__isnull=True) | Q(superseded_on__gt=on)
    )
    return {row.party_id: _account(row, on) for row in rows}


def _account(row: PayeeAccount, on: date) -> PayeeAccountView:
    since = row.confirmed_on or date.max
    recent = bool(row.previous_no) and on - since < timedelta(days=RECENT_DAYS)
    return PayeeAccountView(
        row.party_id, row.document_id, row.bank_code, thai_banks()[row.bank_code].name_th, row.branch, row.account_no,
        row.account_name, since, row.previous_no, recent,
    )  # fmt: skip


def every_account(*, party_id: int) -> tuple[PayeeAccount, ...]:
    """All accounts that were ever proposed for a party, oldest first: what a data subject is told of (PDPA s. 30)."""
    return tuple(PayeeAccount.objects.filter(party_id=party_id).order_by("id"))


def shared_account(*, bank: str, no: str, except_party: int) -> tuple[Party, ...]:
    """The other parties that are paid into this account (three-digit bank code, digits of the number) now (F-1)."""
    rows = PayeeAccount.objects.filter(bank_code=bank, account_no=no, in_force=True).exclude(party_id=except_party)
    return tuple(row.party for row in rows.select_related("party").order_by("id"))


def sharers(*, accounts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], dict[int, str]]:
    """For accounts (bank code, number): which parties are paid into them now, id to name, in one query (F-1)."""
    rows = PayeeAccount.objects.filter(account_no__in={number for _, number in accounts}, in_force=True)
    found: dict[tuple[str, str], dict[int, str]] = {}
    for row in rows.select_related("party").order_by("id"):
        found.setdefault((row.bank_code, row.account_no), {})[row.party_id] = row.party.name
    return found


def waiting_accounts(*, party_ids: Sequence[int]) -> dict[int, int]:
    """The proposals not yet decided: party id to document id."""
    rows = PayeeAccount.objects.filter(party_id__in=list(party_ids), waiting=True)
    return dict(rows.values_list("party_id", "document_id"))


def find(*, text: str, limit: int = 10) -> tuple[Found, ...]:
    """Active parties by a piece of the name (title and spaces do not matter) or by the first digits of the number.

    Names that begin with the text come first, then Thai dictionary order. An empty text finds nothing.
    """
    wanted = names.searchable(text)
    if not wanted:
        return ()
    begins = names.number_beginning(text)
    match = Q(search__contains=wanted)
    if begins:
        match |= Q(national_number__startswith=begins)
    rank = Case(When(search__startswith=wanted, then=Value(0)), default=Value(1))
    rows = Party.objects.filter(match, active=True).annotate(rank=rank).order_by("rank", "search")[:limit]
    ordered = sorted(rows, key=lambda party: (party.rank, thai.sort_key(party.search)))
    return tuple(_found(party) for party in ordered)


def _found(party: Party) -> Found:
    return Found(party.id, party.kind, party.name, party.address, masked_number(party.national_number))


def list_parties(
    *, text: str = "", kind: str = "", active_only: bool = False, offset: int = 0, limit: int = 50
) -> tuple[Sequence[Party], int]:
    """A page of the register and how many rows there are in all, by name."""
    rows = Party.objects.all()
    if text:
        begins = names.number_beginning(text)
        match = Q(search__contains=names.searchable(text))
        rows = rows.filter(match | Q(national_number__startswith=begins) if begins else match)
    if kind:
        rows = rows.filter(kind=kind)
    if active_only:
        rows = rows.filter(active=True)
    return tuple(rows.order_by("search", "id")[offset : offset + limit]), rows.count()
