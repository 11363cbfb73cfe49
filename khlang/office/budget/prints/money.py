"""The money of budget lines as the papers of spending print it: what there is, what the paper takes, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khlang import standards
from khlang.core.money import format_baht
from khlang.office.budget.models import BudgetLine
from khlang.office.budget.movements import BUCKETS, Movement, movements
from khlang.office.budget.queries import LineBalance, balances_of


@dataclass(frozen=True, kw_only=True)
class PaperMoney:
    """A budget line on a paper, satang: net appropriation, spent before, free for this paper, taken by it.

    What the paper itself had reserved or committed earlier counts as free for it, so that net − spent − held = before
    and before − amount = after, whichever bucket the money comes from.
    """

    line: BudgetLine
    net: int
    spent: int
    before: int
    amount: int

    @property
    def after(self) -> int:
        """What is left on the line."""
        return self.before - self.amount

    @property
    def held(self) -> int:
        """What others have reserved, committed or advanced."""
        return self.net - self.spent - self.before

    def printed(self) -> dict[str, str]:
        """As the forms take it: all text."""
        amounts = ("net", "spent", "held", "before", "amount", "after")
        return {
            "item": f"{self.line.code} {self.line.name_th}",
            "place": place_of(line=self.line),
            **{name: format_baht(getattr(self, name)) for name in amounts},
        }


def place_of(*, line: BudgetLine) -> str:
    """Plan, work and category of a line by name."""
    codes = (line.plan_code, line.work_code, line.category_code)
    return " · ".join(standards.budget_classification().find(code).name_th for code in codes)


def taken(
    *, document_id: int, amounts: Mapping[int, int], bucket: str, freed: Mapping[int, int] | None = None
) -> list[PaperMoney]:
    """What a document takes of each budget line (satang by line id) into a bucket: reserved, committed, advanced, expended.

    Once posted, as the register says it was at that moment; until then, as it is now, with `freed` (what its posting
    will give back, as the reservation of an order's requisition) counted as free. Five queries, however many lines.
    """
    found = balances_of(line_ids=list(amounts))
    posted = _posted(document_id, [balance.line for balance in found.values()], bucket)
    rows = []
    for line_id, amount in amounts.items():
        if line_id in posted:
            rows.append(_as_it_was(found[line_id].line, posted[line_id], amount, bucket))
        elif line_id in found:
            rows.append(_as_it_is(found[line_id], amount, (freed or {}).get(line_id, 0)))
    return rows


def _as_it_was(line: BudgetLine, kept: Mapping[str, int], amount: int, bucket: str) -> PaperMoney:
    spent = kept["expended"] - (amount if bucket == "expended" else 0)
    return PaperMoney(line=line, net=kept["approved"], spent=spent, before=kept["available"] + amount, amount=amount)


def _as_it_is(balance: LineBalance, amount: int, freed: int) -> PaperMoney:
    return PaperMoney(
        line=balance.line, net=balance.net, spent=balance.expended, before=balance.available + freed, amount=amount
    )


def _posted(document_id: int, lines: Iterable[BudgetLine], bucket: str) -> dict[int, dict[str, int]]:
    """The balances of each line right after the document last moved money into or out of the bucket; lines on which it
    has done nothing that still stands are left out."""
    running: dict[int, dict[str, int]] = {}
    standing: dict[int, int] = {}
    kept: dict[int, dict[str, int]] = {}
    for movement in movements(lines=lines):
        now = _added(running.setdefault(movement.line_id, {}), movement)
        if movement.document_id != document_id:
            continue
        change = movement.step.changes.get(bucket, 0)
        standing[movement.line_id] = standing.get(movement.line_id, 0) + change
        if change:
            kept[movement.line_id] = dict(now)
    return {line_id: balances for line_id, balances in kept.items() if standing[line_id]}


def _added(running: dict[str, int], movement: Movement) -> dict[str, int]:
    for name in ("approved", "available", *BUCKETS):
        running[name] = running.get(name, 0) + movement.step.changes.get(name, 0)
    return running
