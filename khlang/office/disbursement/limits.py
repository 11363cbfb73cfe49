"""What a dika may not go beyond: money owed or held less what other unpaid dika ask of it, the accumulated surplus.

Asked while nobody else can write (`writes.hold`): these limits are sums over documents that no constraint can hold.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from django.db.models import Q, Sum

from khlang.core.calendar import fiscal_year, fiscal_year_start
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.disbursement.facts import Budgeted
from khlang.office.disbursement.lifecycle import UNPAID
from khlang.office.disbursement.models import Claim, DikaLine
from khlang.office.procurement import queries as procurement
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart, named_account
from khlang.standards.acceptance import acceptance_rules
from khlang.standards.dika_kinds import DikaKind, dika_kinds

_ALL: Final = 100_000
Held = dict[tuple[str, str], int]


def unpaid_claims(*, accounts: Sequence[str], except_document: int = 0) -> Held:
    """What unpaid dika will debit to each account and sub-account of the given codes or prefixes, in satang."""
    wanted = Q()
    for account in accounts:
        wanted |= Q(account__startswith=account)
    rows = DikaLine.objects.filter(wanted, document__kind="dika", document__state__in=UNPAID)
    sums = rows.exclude(document_id=except_document).values_list("account", "sub").annotate(total=Sum("amount"))
    return {(account, sub): int(total) for account, sub, total in sums.order_by("account", "sub")}


def owed(*, accounts: Sequence[str], except_document: int = 0) -> Held:
    """What is owed or held on accounts (codes or prefixes) and not yet asked for by an unpaid dika, by account and sub."""
    left = {(row.account, row.sub): -row.after for row in ledger.balances(accounts=accounts)}
    for key, amount in unpaid_claims(accounts=accounts, except_document=except_document).items():
        left[key] = left.get(key, 0) - amount
    return left


def require_cover(*, kind: DikaKind, lines: Sequence[Budgeted], document_id: int, today: date) -> None:
    """Pass when every liability that the dika pays is there, and the surplus covers what is spent of it.

    Refusals (all together): liability_insufficient at `lines.<n>.amount`, surplus_insufficient.
    """
    refused = _grant_short(kind, lines, document_id) if kind.funded_by else []
    codes = sorted({line.account for line in lines if line.account.startswith("2")})
    left = owed(accounts=codes, except_document=document_id) if codes else {}
    _keep_for_purchases(left, document_id)
    _keep_guarantees(left)
    if "acceptance" not in kind.needs:
        _keep_for_acceptances(left, {(line.account, line.sub) for line in lines})
    for position, line in enumerate(lines):
        key = (line.account, line.sub)
        if line.account.startswith("2"):
            if line.amount > left.get(key, 0):
                refused.append(_short(key, line.amount, left.get(key, 0), f"lines.{position}.amount"))
            left[key] = left.get(key, 0) - line.amount
    spent = sum(line.amount for line in lines if line.source == "surplus")
    if spent:
        refused += _beyond_surplus(spent, document_id, today)
    if refused:
        raise Refusals(refused)


def _keep_for_purchases(left: Held, document_id: int) -> None:
    """A grant that purchases under way have bound, or that an unpaid dika spends, is not given back meanwhile."""
    for kind in dika_kinds().values():
        key = (kind.funded_by, "")
        if kind.funded_by and key in left:
            bound = sum(-row.after for row in ledger.balances(accounts=(kind.funded_by,)))
            left[key] -= bound - procurement.grant_left() + _spent_of(kind.funded_by, document_id)
            return


def _keep_guarantees(left: Held) -> None:
    """Cash that is held as a registered guarantee is paid out after the guarantee was released, not before."""
    for account, sub in left:
        if not sub:
            left[account, sub] -= procurement.held_in_cash(account=account)


def _spent_of(funded_by: str, document_id: int) -> int:
    """What other unpaid dika spend of a grant (satang)."""
    kinds = [each.code for each in dika_kinds().values() if each.funded_by == funded_by]
    others = DikaLine.objects.filter(document__channel__in=kinds, document__kind="dika", document__state__in=UNPAID)
    return int(others.exclude(document_id=document_id).aggregate(total=Sum("amount"))["total"] or 0)


def _keep_for_acceptances(left: Held, keys: Collection[tuple[str, str]]) -> None:
    """What a vendor is owed for deliveries that no dika pays yet is paid by a dika of the acceptance alone: that one moves
    the budget."""
    payables = acceptance_rules().payables
    for account, sub in keys:
        if account not in payables or not sub.isdigit():
            continue
        rows, _ = procurement.acceptances(vendor_id=int(sub), limit=_ALL)
        claimed = set(
            Claim.objects.filter(claimed_id__in=[row.id for row in rows]).values_list("claimed_id", flat=True)
        )
        kept = sum(row.gross - row.recovery for row in rows if row.id not in claimed)
        left[account, sub] = left.get((account, sub), 0) - kept


def _short(key: tuple[str, str], wanted: int, left: int, field: str) -> Refusal:
    return Refusal(
        "liability_insufficient", field=field, account=key[0], name=chart().account(key[0]).name_th,
        remaining=format_baht(max(left, 0)), wanted=format_baht(wanted),
    )  # fmt: skip


def _grant_short(kind: DikaKind, lines: Sequence[Budgeted], document_id: int) -> list[Refusal]:
    """The grant must have been received; what purchases under way and other unpaid dika take of it is no longer there."""
    key = (kind.funded_by, "")
    asked = _spent_of(kind.funded_by, document_id)
    given_back = unpaid_claims(accounts=(kind.funded_by,), except_document=document_id).get(key, 0)
    gross, there = sum(line.amount for line in lines), procurement.grant_left() - given_back - asked
    return [_short(key, gross, there, "lines.0.amount")] if gross > there else []


def _beyond_surplus(spent: int, document_id: int, today: date) -> list[Refusal]:
    """Spending out of the surplus does not lessen its balance before the year is closed: the dika of the year count, by
    the day on which they were paid and not by the day that somebody wrote on them."""
    since = fiscal_year_start(fiscal_year(today))
    paid = Q(document__state="paid", document__posting_date__gte=since)
    rows = DikaLine.objects.filter(
        Q(document__state__in=UNPAID) | paid, source="surplus", document__kind="dika"
    ).exclude(document_id=document_id)
    used = int(rows.aggregate(total=Sum("amount"))["total"] or 0)
    there = sum(-row.after for row in ledger.balances(accounts=(named_account("accumulated_surplus"),)))
    if spent <= there - used:
        return []
    return [
        Refusal(
            "surplus_insufficient",
            field="lines",
            remaining=format_baht(max(there - used, 0)),
            wanted=format_baht(spent),
        )
    ]
