"""A practice copy of an office: the same people, divisions, banks, budget and money of today, in books that count nowhere.

It is built by the ordinary commands, so that everything in it holds as it does in the office; who builds it are actors of
the rehearsal, never people. What is only a number there (who is owed, which orders are open) is left out: the copy opens
with the balances of accounts, not with documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import uuid4

from khlang.core import calendar
from khlang.core.money import format_baht
from khlang.office.banking import queries as banking
from khlang.office.budget import queries as budget
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Actor, Envelope, Outcome
from khlang.platform.tenancy import new_id
from khlang.spine.access import queries as access
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties
from khlang.standards import chart, duties, message, named_account

_PARTIES: Final = 100
#: Two builders, because what one writes the other approves; no person has such an identifier.
BUILDERS: Final = tuple(Actor(-place, f"ชุดฝึกซ้อม {place}", frozenset(duties().duties)) for place in (1, 2))
_RESULT: Final = ("4", "5")


@dataclass(frozen=True, slots=True)
class _Office:
    """What is copied, read in the office itself; amounts are satang."""

    organisation: Any
    settings: Mapping[str, Any]
    divisions: list[dict[str, Any]]
    roles: list[tuple[int, str]]
    banks: list[dict[str, Any]]
    balances: list[dict[str, str]]
    appropriations: list[dict[str, Any]]
    estimates: list[dict[str, Any]]
    parties: list[dict[str, Any]]


@dataclass(slots=True)
class _Site:
    """Carries the commands of the building out, in the copy."""

    envelope: Envelope
    org: int = field(default_factory=new_id)

    def act(self, name: str, data: Mapping[str, Any], *, by: int = 0) -> Outcome:
        envelope = replace(self.envelope, org=self.org, actor=BUILDERS[by], command_id=uuid4(), expected_version=None)
        with tenancy.scope(self.org):
            return COMMANDS[name].run(envelope=envelope, data=data)


def build(*, envelope: Envelope) -> int:
    """Build a practice copy of the office of the envelope as it stands today; returns the identifier of the copy.

    Each step is a command of its own. Refusals: those of the commands, which say what in the office cannot be copied.
    """
    with tenancy.scope(envelope.org):
        office = _read(envelope)
    site = _Site(envelope)
    _found(site, office)
    year = calendar.fiscal_year(envelope.today)
    site.act("period.open", {"fiscal_year": year, "cutover": True})
    for bank in office.banks:
        site.act("bank_account.save", bank)
    _open_books(site, office, year)
    _ordain(site, office, year)
    for party in office.parties:
        site.act("party.save", party)
    return site.org


def end(*, envelope: Envelope, org: int) -> None:
    """Nobody works in the copy any more; what was written there stays. Refusals: organisation_no_practice."""
    _Site(envelope, org).act("organisation.end_practice", {})


def _read(envelope: Envelope) -> _Office:
    own = organisations.current()
    year = calendar.fiscal_year(envelope.today)
    found, _ = parties.list_parties(active_only=True, limit=_PARTIES)
    return _Office(
        own, organisations.settings(org_id=own.id).model_dump(mode="json"),
        [{"code": each.code, "name_th": each.name_th, "name_en": each.name_en} for each in organisations.divisions()],
        sorted({(row.person_id, row.role) for row in access.assignments(on=envelope.today)}),
        [
            {
                name: getattr(bank, name)
                for name in ("code", "bank_name", "branch", "account_no", "account_name", "kind", "term", "account")
            }
            for bank in banking.bank_accounts(with_closed=False)
        ],
        _balances(envelope), _appropriations(year), _estimates(year),
        [
            {"kind": each.kind, "name": each.name, "address": each.address, "national_number": each.national_number}
            for each in found
        ],
    )  # fmt: skip


def _balances(envelope: Envelope) -> list[dict[str, str]]:
    """The trial balance of today as it opens other books: revenue and expense so far are part of the surplus."""
    sums: dict[tuple[str, str], int] = {}
    for row in ledger.balances(through=envelope.today):
        if row.account.startswith(_RESULT):
            key = (named_account("accumulated_surplus"), "")
        else:
            key = (row.account, row.sub if chart().is_bank(row.account) else "")
        sums[key] = sums.get(key, 0) + row.after
    return [
        {
            "account": account, "sub": sub, "debit": format_baht(max(amount, 0)), "credit": format_baht(max(-amount, 0))
        }
        for (account, sub), amount in sorted(sums.items())
        if amount
    ]  # fmt: skip


def _appropriations(year: int) -> list[dict[str, Any]]:
    codes = {division.id: division.code for division in organisations.divisions(active_only=False)}
    return [
        {
            "code": each.line.code, "fund_source": each.line.fund_source, "work_code": each.line.work_code,
            "category_code": each.line.category_code, "item_code": each.line.item_code, "name_th": each.line.name_th,
            "division": codes.get(each.line.division_id or 0, ""), "amount": format_baht(each.available),
            "explanation": each.line.explanation,
        }
        for each in budget.line_balances(fiscal_year=year)
        if each.available > 0
    ]  # fmt: skip


def _estimates(year: int) -> list[dict[str, Any]]:
    return [
        {"item_code": each.line.item_code, "amount": format_baht(each.authorised), "explanation": ""}
        for each in budget.estimates(fiscal_year=year)
    ]


def _found(site: _Site, office: _Office) -> None:
    """The organisation with its divisions, and everybody in the roles of today."""
    own = office.organisation
    founding = {
        "code": _free_code(own), "kind": own.kind, "name_th": message("practice.name", name=own.name_th)[:250],
        "name_en": f"{own.name_en} (practice)"[:250] if own.name_en else "", "province_th": own.province_th,
        "parent_code": own.parent.code if own.parent else None, "practice_of": own.code,
        "district_th": own.district_th, "address": own.address,
    }  # fmt: skip
    site.act("organisation.create", founding)
    site.act("organisation.change_settings", office.settings)
    for division in office.divisions:
        site.act("division.save", division)
    today = calendar.format_date(site.envelope.today)
    for person, role in office.roles:
        site.act("role.grant", {"person_id": person, "role": role, "from_date": today})


def _free_code(own: Any) -> str:
    """The next code that no copy of the office has: «DEMO-P1»."""
    return f"{own.code[:14]}-P{own.practices.count() + 1}"


def _open_books(site: _Site, office: _Office, year: int) -> None:
    if len(office.balances) < 2:
        return
    made = site.act("opening_balance.save", {"fiscal_year": year, "lines": office.balances}).document_id
    site.act("opening_balance.submit", {"document_id": made})
    site.act("opening_balance.approve", {"document_id": made}, by=1)


def _ordain(site: _Site, office: _Office, year: int) -> None:
    """What the office has left of its budget is all the copy has."""
    if not office.appropriations:
        return
    today = calendar.format_date(site.envelope.today)
    said = message("practice.name", name=office.organisation.name_th)[:250]
    draft = {
        "fiscal_year": year, "title": said, "document_date": today, "appropriations": office.appropriations,
        "estimates": office.estimates, "deficit_reason": said,
    }  # fmt: skip
    made = site.act("ordinance.prepare", draft).document_id
    site.act("ordinance.submit", {"document_id": made})
    decided = {
        "council_reference": said, "council_date": today, "approver": said, "approver_reference": said,
        "approver_date": today,
    }  # fmt: skip
    site.act("ordinance.approve", {"document_id": made, **decided}, by=1)
    promulgated = {"document_id": made, "ordinance_reference": said, "promulgated_date": today}
    site.act("ordinance.promulgate", promulgated, by=1)
