"""Split purchases (F-4): what the page of a requisition warns of, and the list for the auditor."""

from datetime import date, timedelta

from khlang.office.procurement.models import Obligation, Requisition, RequisitionLine
from khlang.office.procurement.splitting import Purchase, SplitGroup, groups
from khlang.standards.procurement import procurement_method, procurement_rules

#: Requisitions in these states are, or were, real.
_REAL = ("submitted", "checked", "approved", "ordered")


def split_purchases(*, since: date, through: date, including: int | None = None) -> list[SplitGroup]:
    """Groups of requisitions dated from `since` to `through` that exceed the method's limit only together, in three
    queries. `including` counts one more requisition, whatever its state: a draft that is looked at.
    """
    rules = procurement_rules()
    method = procurement_method(code=rules.splitting_method, on=through)
    rows = Requisition.objects.filter(method=method.code, document__document_date__range=(since, through))
    wanted = rows.filter(document__state__in=_REAL)
    if including is not None:
        wanted = wanted | rows.filter(document_id=including)
    found = list(wanted.select_related("document"))
    ids = [row.document_id for row in found]
    items: dict[int, set[str]] = {}
    lines = RequisitionLine.objects.filter(document_id__in=ids).exclude(item_code="")
    for document_id, code in lines.values_list("document_id", "item_code"):
        items.setdefault(document_id, set()).add(code)
    agreed = Obligation.objects.filter(requisition_id__in=ids, live=True).select_related("document")
    vendors = {row.requisition_id: (row.vendor_id, row.document.party_name) for row in agreed}
    purchases = []
    for row in found:
        paper = row.document
        vendor_id, vendor_name = vendors.get(paper.id, (paper.party_id, paper.party_name))
        purchases.append(
            Purchase(
                document_id=paper.id, number=paper.number or "", title=paper.title, day=paper.document_date,
                amount=paper.amount, division_id=paper.division_id, vendor_id=vendor_id, vendor_name=vendor_name,
                items=frozenset(items.get(paper.id, ())),
            )
        )  # fmt: skip
    return groups(purchases=purchases, limit=method.limit, days=rules.splitting_days)


def splits_with(*, document_id: int) -> list[SplitGroup]:
    """The groups in which a requisition stands: the warning on its page and on that of its order. None for others."""
    found = Requisition.objects.filter(document_id=document_id).select_related("document").first()
    if found is None:
        return []
    around = timedelta(days=procurement_rules().splitting_days)
    day = found.document.document_date
    near = split_purchases(since=day - around, through=day + around, including=document_id)
    return [group for group in near if any(each.document_id == document_id for each in group.purchases)]
