"""What `khlang verify` asks of the dika: the budget book, the documents they pay and their lists tell the same as they do."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from khlang.core.money import format_baht
from khlang.office.disbursement.lifecycle import UNPAID
from khlang.office.disbursement.models import Claim, Dika, DikaDeduction, DikaLine, DikaPayee
from khlang.spine.ledger import queries as ledger

_TAKEN = (*UNPAID, "paid")


def expended_by_dika() -> Iterator[str]:
    """What dika have spent of each budget line is the sum of the lines of those that were asked for and not sent back."""
    posted: dict[str, int] = {}
    for line in ledger.lines(book="budget", account="budget.expended"):
        if line.document_kind == "dika":
            posted[line.sub] = posted.get(line.sub, 0) + line.debit - line.credit
    rows = DikaLine.objects.filter(budget_line__isnull=False, document__state__in=_TAKEN)
    sums = rows.values_list("budget_line_id").annotate(total=Sum("amount")).order_by("budget_line_id")
    asked = {str(line_id): int(total) for line_id, total in sums}
    for sub in sorted(posted.keys() | asked.keys()):
        if posted.get(sub, 0) != asked.get(sub, 0):
            yield (
                f"budget line {sub}: dika have spent {format_baht(posted.get(sub, 0))} in the budget book, "
                f"their lines say {format_baht(asked.get(sub, 0))}"
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
}
