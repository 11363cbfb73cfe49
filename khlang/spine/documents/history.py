"""What a decision needs to know of the past: the document, the steps taken so far, and why a floor held."""

from collections.abc import Iterable, Sequence

from khlang.core.lifecycle import Step as PastStep
from khlang.core.money import format_baht
from khlang.core.posting import Line
from khlang.core.refusal import Refusal
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart


def load(document_id: int) -> Document:
    """The document of the present organisation. Refusal: document_not_found (also for another organisation's)."""
    found: Document | None = Document.objects.filter(id=document_id).first()
    if found is None:
        raise Refusal("document_not_found")
    return found


def steps(document: Document) -> list[PastStep]:
    """The steps of a document in order; whoever made it counts as `create`."""
    taken = Step.objects.filter(document_id=document.id).order_by("sequence").values_list("move", "actor_id")
    return _with_creation(document, taken)


def of_all(documents: Sequence[Document]) -> list[tuple[Document, list[PastStep]]]:
    """Each document with its steps, in one query for all of them."""
    taken: dict[int, list[tuple[str, int]]] = {document.id: [] for document in documents}
    rows = Step.objects.filter(document_id__in=list(taken)).order_by("sequence")
    for document_id, move, actor_id in rows.values_list("document_id", "move", "actor_id"):
        taken[document_id].append((move, actor_id))
    return [(document, _with_creation(document, taken[document.id])) for document in documents]


def _with_creation(document: Document, taken: Iterable[tuple[str, int]]) -> list[PastStep]:
    made = [PastStep(move, actor) for move, actor in taken]
    if not made or made[0].move != "create":
        made.insert(0, PastStep("create", document.created_by_id))
    return made


def explain_floor(acts: Iterable[Sequence[Line]]) -> Refusal:
    """Which account would have gone beyond its floor, and what is left on it (facts in baht)."""
    wanted: dict[tuple[str, str], int] = {}
    for lines in acts:
        for line in lines:
            key = (line.account, line.sub)
            wanted[key] = wanted.get(key, 0) + line.debit - line.credit
    for (account, sub), (floor, balance) in ledger.guarded(accounts=list(wanted)).items():
        left, change = (balance, wanted[account, sub]) if floor == "debit" else (-balance, -wanted[account, sub])
        if left + change < 0:
            return Refusal(
                _insufficient(account),
                field="amount",
                account=account,
                sub=sub,
                remaining=format_baht(left),
                wanted=format_baht(-change),
            )
    missing = next((key for key, change in wanted.items() if change < 0), ("", ""))
    return Refusal(
        _insufficient(missing[0]), field="amount", account=missing[0], sub=missing[1], remaining=format_baht(0),
        wanted=format_baht(-wanted.get(missing, 0)),
    )  # fmt: skip


def _insufficient(account: str) -> str:
    if account.startswith("budget."):
        return "budget_insufficient"
    return "bank_insufficient" if chart().is_bank(account) else "cash_insufficient"
