"""Earmarked grants: what was received and is neither spent nor bound by purchases under way (satang)."""

from django.db.models import F, Sum

from khlang.office.procurement.models import Obligation, Requisition
from khlang.spine.ledger import queries as ledger
from khlang.standards.procurement import procurement_rules

#: Requisitions in these states bind the money that they ask for; ordered ones do it by their order.
_BINDING = ("submitted", "checked", "approved")


def grant_left() -> int:
    """What is left of all grants received: the balance of the liability less what is asked for and not yet accepted.

    Complete only while nobody else writes (`writes.hold`).
    """
    account = procurement_rules().grant
    received = -sum(row.after for row in ledger.balances(accounts=(account,)))
    asked = Requisition.objects.filter(fund="grant", document__state__in=_BINDING).aggregate(
        total=Sum("document__amount", default=0)
    )
    agreed = Obligation.objects.filter(fund="grant", document__state="signed").aggregate(
        total=Sum(F("amount") - F("accepted") - F("released"), default=0)
    )
    return received - int(asked["total"]) - int(agreed["total"])
