"""The sums of many dika at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from khlang.office.disbursement.models import Dika, DikaDeduction

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class DikaSums:
    """What a dika comes to (satang); `withheld` is the part of what is kept back that is tax."""

    gross: int
    deducted: int
    net: int
    withheld: int


def sums(*, dika_ids: Sequence[int]) -> dict[int, DikaSums]:
    """The sums of several dika by document id, a query for some thousands; those that are none are absent."""
    found: dict[int, DikaSums] = {}
    for start in range(0, len(dika_ids), _AT_ONCE):
        part = list(dika_ids[start : start + _AT_ONCE])
        taxed = DikaDeduction.objects.filter(document_id__in=part).order_by().values_list("document_id")
        taxes = dict(taxed.annotate(tax=Coalesce(Sum("amount", filter=Q(kind="withholding")), 0)))
        rows = Dika.objects.filter(document_id__in=part).values_list("document_id", "gross", "deducted", "net")
        for document_id, gross, deducted, net in rows:
            found[document_id] = DikaSums(gross, deducted, net, int(taxes.get(document_id, 0)))
    return found
