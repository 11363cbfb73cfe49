"""A register of taxpayers for tests: people with assessments, and receipts that pay them."""

from datetime import date
from typing import Any

from khlang.office.taxpayers import acts, commands, queries
from khlang.office.taxpayers.acts import Claim
from khlang.office.treasury import commands as treasury
from khlang.platform import tenancy
from khlang.platform.commands import Outcome
from khlang.spine.parties.models import Party
from khlang.spine.parties.queries import searchable
from tests.office import Office

LAND, LAND_ARREARS, SIGN, PENALTY = "41100008", "91100008", "41100003", "41229004"
DUE = date(2025, 4, 30)
#: Three months and a day late.
LATE = date(2025, 7, 1)


def person(name: str = "นางบุญมี ทองสุข", number: str = "") -> int:
    """Somebody in the register of payers."""
    row = Party.objects.filter(name=name).first() or Party.objects.create(
        kind="person", name=name, national_number=number, search=searchable(name), address="12 หมู่ 3"
    )
    return int(row.id)


def typed(**more: Any) -> dict[str, Any]:
    """An assessment of 1,000 baht of land and building tax as it is typed."""
    return {
        "party_id": more.pop("party_id", None) or person(), "tax": "land_building", "tax_year": 2568,
        "reference": "โฉนด 1234", "amount": "1,000.00", **more,
    }  # fmt: skip


def assessed(office: Office, *, on: date | None = None, **more: Any) -> queries.Assessment:
    """An assessment entered by the revenue officer."""
    outcome = save(office, on=on, **typed(**more))
    return queries.assessment(assessment_id=outcome.data["id"])


def save(office: Office, *, on: date | None = None, version: int | None = None, **data: Any) -> Outcome:
    """`assessment.save` by the revenue officer."""
    return commands.save(envelope=office.envelope("revenue_officer", day=on or DUE, version=version), data=data)


def shown(each: queries.Assessment, **changes: Any) -> dict[str, Any]:
    """The form of an assessment with what is changed in it."""
    return {
        "id": each.id, "party_id": each.party_id, "tax": each.tax.key, "tax_year": each.tax_year,
        "reference": each.reference, "due_date": each.due_date, "amount": f"{each.assessed // 100}",
        "reason": "แก้ตามคำร้องที่ 5/2568", **changes,
    }  # fmt: skip


def a_document(office: Office) -> int:
    """A document that payments may name as their receipt."""
    lines = [{"account": "1206100101.001", "debit": "1"}, {"account": "2101010102.001", "credit": "1"}]
    saved = treasury.save_voucher(envelope=office.envelope("accountant"), data={"title": "รับภาษี", "lines": lines})
    return saved.document_id or 0


def pay(office: Office, *lines: tuple[queries.Assessment, str, int], on: date = LATE, today: date | None = None) -> int:
    """What a receipt does: lines of (assessment, item, satang) on the day of the paper, entered today."""
    receipt = a_document(office)
    claims = [Claim(at, each.id, item, amount) for at, (each, item, amount) in enumerate(lines)]
    with tenancy.scope(office.org):
        acts.pay(envelope=office.envelope("revenue_officer", day=today or on), claims=claims, receipt_id=receipt, on=on)
    return receipt


def again(each: queries.Assessment) -> queries.Assessment:
    """The assessment as it is now."""
    return queries.assessment(assessment_id=each.id)
