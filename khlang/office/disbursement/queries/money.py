"""The money of a dika at a glance: each budget line before and after it, and what of the rest it may still pay."""

from dataclasses import dataclass
from typing import Any

from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.office.disbursement import limits
from khlang.office.disbursement.queries.views import DikaView, dika
from khlang.standards import chart

#: Before these states the dika has taken nothing: what it shows is what it would take.
_NOT_ASKED = ("draft", "returned", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMoney:
    """A budget line of a dika, satang: approved after transfers, spent before it (เบิกมาแล้ว), this time, left after it.

    `before` and `after` are what is free on the line; for money that was committed neither changes by the dika. `now` is
    what is free at this moment, whatever came since.
    """

    budget_line_id: int
    code: str
    name: str
    work_code: str
    source: str
    approved: int
    spent: int
    reserved: int
    committed: int
    advanced: int
    amount: int
    before: int
    after: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedMoney:
    """Money owed or held that a dika pays: what is there without other unpaid dika, and what is left after this one."""

    account: str
    name: str
    sub: str
    before: int
    amount: int
    after: int


def money_at_a_glance(*, document_id: int) -> list[LineMoney]:
    """Each budget line of a dika, in the order of its lines: as it was when the dika was asked for, or as it is while the
    dika has not been asked for. Refusal: document_not_found."""
    return glance(view=dika(document_id=document_id))


def glance(*, view: DikaView) -> list[LineMoney]:
    """`money_at_a_glance` of a dika that has been read already."""
    amounts: dict[tuple[int, str], int] = {}
    for line in view.lines:
        if line.budget_line_id is not None:
            key = (line.budget_line_id, line.source)
            amounts[key] = amounts.get(key, 0) + line.amount
    balances = budget.balances_of(line_ids=[line_id for line_id, _ in amounts])
    kept = {} if view.state in _NOT_ASKED else view.money_before
    return [
        _money(balances[line_id], kept.get(str(line_id)), source, amount)
        for (line_id, source), amount in amounts.items()
        if line_id in balances
    ]


def _money(balance: LineBalance, kept: Any, source: str, amount: int) -> LineMoney:
    was = kept or {
        "net": balance.net, "reserved": balance.reserved, "committed": balance.committed,
        "advanced": balance.advanced, "expended": balance.expended, "available": balance.available,
    }  # fmt: skip
    row = balance.line
    return LineMoney(
        budget_line_id=row.id, code=row.code, name=row.name_th, work_code=row.work_code, source=source,
        approved=was["net"], spent=was["expended"], reserved=was["reserved"], committed=was["committed"],
        advanced=was["advanced"], amount=amount, before=was["available"],
        after=was["available"] - (amount if source == "budget" else 0), now=balance.available,
    )  # fmt: skip


def owed_at_a_glance(*, view: DikaView) -> list[OwedMoney]:
    """The liabilities that an unpaid dika pays, less what other unpaid dika ask of them."""
    codes = sorted({line.account for line in view.lines if line.account.startswith("2")})
    if not codes or view.state in ("paid", "cancelled"):
        return []
    there = limits.owed(accounts=codes, except_document=view.id)
    sums: dict[tuple[str, str], int] = {}
    for line in view.lines:
        if line.account.startswith("2"):
            sums[line.account, line.sub] = sums.get((line.account, line.sub), 0) + line.amount
    return [
        OwedMoney(
            account=account, name=chart().account(account).name_th, sub=sub, before=there.get((account, sub), 0),
            amount=amount, after=there.get((account, sub), 0) - amount,
        )
        for (account, sub), amount in sums.items()
    ]  # fmt: skip
