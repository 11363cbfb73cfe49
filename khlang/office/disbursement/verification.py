"""What `khlang verify` asks of the dika: the budget book, the documents they pay and their lists tell the same as they do."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db.models import Sum

from khlang.core.money import format_baht
from khlang.office.disbursement.lifecycle import UNPAID
from khlang.office.disbursement.models import Claim, Dika, DikaDeduction, DikaLine, DikaPayee
from khlang.office.procurement import queries as procurement
from khlang.spine.ledger import queries as ledger
from khlang.standards.dika_kinds import dika_kind

_TAKEN = (*UNPAID, "paid")


def expended_by_dika() -> Iterator[str]:
    """What each dika has spent of each budget line is the sum of its lines, once it is asked for and not sent back."""
    posted: dict[tuple[int, str], int] = {}
    for line in ledger.lines(book="budget", account="budget.expended"):
        if line.document_kind == "dika":
            key = (line.document_id, line.sub)
            posted[key] = posted.get(key, 0) + line.debit - line.credit
    rows = DikaLine.objects.filter(budget_line__isnull=False, document__state__in=_TAKEN)
    sums = rows.values_list("document_id", "budget_line_id").annotate(total=Sum("amount")).order_by("document_id")
    asked = {(document_id, str(line_id)): int(total) for document_id, line_id, total in sums}
    for key in sorted(posted.keys() | asked.keys()):
        if posted.get(key, 0) != asked.get(key, 0):
            yield (
                f"budget line {key[1]}: dika {key[0]} has spent {format_baht(posted.get(key, 0))} in the budget book, "
                f"its lines say {format_baht(asked.get(key, 0))}"
            )


def dika_paid_as_written() -> Iterator[str]:
    """The payment voucher of a dika debits its lines and credits its deductions; what is left is the net, out of one bank."""
    posted: dict[int, Counter[tuple[str, str]]] = {}
    for line in ledger.lines(book="accrual", kinds=("payment",)):
        posted.setdefault(line.document_id, Counter())[line.account, line.sub] += line.debit - line.credit
    written: dict[int, Counter[tuple[str, str]]] = {}
    for model, sign in ((DikaLine, 1), (DikaDeduction, -1)):
        rows = model.objects.filter(document__state="paid").values_list("document_id", "account", "sub", "amount")
        for document_id, account, sub, amount in rows.iterator(5000):
            written.setdefault(document_id, Counter())[account, sub] += sign * amount
    for dika in Dika.objects.filter(document__state="paid").order_by("id").iterator(5000):
        wanted, kind = written.get(dika.document_id, Counter()), dika_kind(dika.dika_kind)
        if kind.funded_by:
            wanted[kind.funded_by, ""] += dika.gross
            wanted[kind.recognised, ""] -= dika.gross
        rest = posted.get(dika.document_id, Counter())
        rest.subtract(wanted)
        if sorted(amount for amount in rest.values() if amount) != ([-dika.net] if dika.net else []):
            yield f"dika {dika.document_id}: its payment voucher does not say what its lines and deductions say"


def contracts_are_claimed() -> Iterator[str]:
    """What dika have claimed of an order or contract is what those say that are asked for and not sent back."""
    live = dict(Dika.objects.filter(obligation__isnull=False).values_list("document_id", "obligation_id"))
    sums = DikaLine.objects.filter(document__state__in=_TAKEN, document_id__in=Dika.objects.filter(
        obligation__isnull=False
    ).values("document_id")).values_list("document_id").annotate(total=Sum("amount")).order_by("document_id")  # fmt: skip
    asked: Counter[int] = Counter()
    for document_id, total in sums:
        asked[live[document_id]] += int(total)
    for obligation_id, said in sorted(procurement.claimed().items()):
        if asked[obligation_id] != said:
            yield (
                f"contract {obligation_id}: {format_baht(said)} claimed, its dika say {format_baht(asked[obligation_id])}"
            )


def dika_add_up() -> Iterator[str]:
    """Gross is the sum of the lines, what is kept back the sum of the deductions; lists of payees come to the same."""
    parts = (("gross", DikaLine, "amount"), ("deducted", DikaDeduction, "amount"), ("net", DikaPayee, "net"))
    for name, model, column in parts:
        sums = dict(model.objects.values_list("document_id").annotate(total=Sum(column)).order_by("document_id"))
        for document_id, said in Dika.objects.values_list("document_id", name).order_by("document_id").iterator(5000):
            found = int(sums.get(document_id, said if model is DikaPayee else 0))
            if found != said:
                yield f"dika {document_id}: {name} says {format_baht(said)}, its rows say {format_baht(found)}"
    for document_id, gross, amount in Dika.objects.values_list("document_id", "gross", "document__amount").iterator(
        5000
    ):
        if gross != amount:
            yield f"dika {document_id}: gross says {format_baht(gross)}, its document says {format_baht(amount)}"


def claims_are_live() -> Iterator[str]:
    """A document is claimed by a live dika, and every live dika that cites one claims it."""
    claimed = dict(Claim.objects.values_list("document_id", "claimed_id"))
    cited = ("document_id", "live", "acceptance_id", "advance_id", "receipt_id")
    for document_id, live, *paid in Dika.objects.values_list(*cited).order_by("document_id").iterator(5000):
        wanted = next((each for each in paid if each), None) if live else None
        if claimed.get(document_id) != wanted:
            yield f"dika {document_id}: it claims {claimed.get(document_id)}, not {wanted}"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "dika spending": expended_by_dika,
    "dika sums": dika_add_up,
    "dika claims": claims_are_live,
    "dika vouchers": dika_paid_as_written,
    "dika of contracts": contracts_are_claimed,
}
