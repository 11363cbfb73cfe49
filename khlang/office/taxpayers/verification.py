"""What `khlang verify` asks of the register of taxpayers: payments, states and numbers agree with one another."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from khlang.office.taxpayers.models import TaxAssessment, TaxPayment, TaxSuccession
from khlang.office.taxpayers.opening import code_of


def paid_is_the_sum_of_payments() -> Iterator[str]:
    """What an assessment says was paid is what the payments that were not undone say."""
    sums = TaxPayment.objects.filter(undone_on=None).order_by().values_list("assessment_id").annotate(Sum("principal"))
    paid = {assessment_id: int(total) for assessment_id, total in sums}
    for row in TaxAssessment.objects.order_by("id").iterator(5000):
        if row.paid != paid.get(row.id, 0):
            yield f"tax assessment {row.code}: says {row.paid} satang were paid, its payments say {paid.get(row.id, 0)}"


def numbers_follow_their_taxes() -> Iterator[str]:
    """Tax, year and run are those in the number."""
    rows = TaxAssessment.objects.order_by("id").values_list("code", "tax", "tax_year", "run")
    for code, tax, tax_year, run in rows.iterator(5000):
        if code_of(tax=tax, tax_year=tax_year, run=run) != code:
            yield f"tax assessment {code}: its row says {tax}, {tax_year}, {run}"


def replaced_ones_have_successors() -> Iterator[str]:
    """What was carried over went somewhere."""
    replaced = set(TaxSuccession.objects.values_list("earlier_id", flat=True))
    for row in TaxAssessment.objects.exclude(carried=0).order_by("id").iterator(5000):
        if row.id not in replaced:
            yield f"tax assessment {row.code}: {row.carried} satang were carried over to no other"
    for code in (
        TaxAssessment.objects.filter(state="superseded").exclude(id__in=replaced).values_list("code", flat=True)
    ):
        yield f"tax assessment {code}: replaced by none"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "taxes paid": paid_is_the_sum_of_payments,
    "tax assessments": numbers_follow_their_taxes,
    "taxes replaced": replaced_ones_have_successors,
}
