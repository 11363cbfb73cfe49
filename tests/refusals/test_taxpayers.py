"""Refusals of the register of taxpayers, and of receipts that pay local taxes."""

import base64
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khlang.bridges.continuity.papers import taxes
from khlang.bridges.continuity.papers.receipt import ReceiptByHand
from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.taxpayers import commands, queries
from khlang.office.taxpayers.models import TaxAssessment
from khlang.platform.commands import parse
from khlang.standards import local_tax
from tests.office import Office
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.taxpayers.roll import DUE, LAND, LATE, PENALTY, SIGN, assessed, pay, person, save, shown, typed

HEAD = "เลขประจำตัว 13 หลัก,ชื่อผู้เสียภาษี,ประเภทภาษี,ปีภาษี (พ.ศ.),ทรัพย์สิน/เลขที่หนังสือแจ้ง,ภาษีที่ประเมิน (บาท)\n"


def receive(office: Office, *lines: tuple[queries.Assessment | int, str, str], on: date = DUE) -> Any:
    """A receipt of lines (assessment, item, baht) issued by the collector."""
    rows = [
        {"assessment": each if isinstance(each, int) else each.id, "item": item, "amount": baht}
        for each, item, baht in lines
    ]
    data = {"payer_name": "นางบุญมี ทองสุข", "lines": rows}
    return revenue.issue(envelope=office.envelope("revenue_officer", day=on), data=data)


def cancel(office: Office, each: queries.Assessment, reason: str = "ประเมินซ้ำ") -> None:
    """The assessment given up."""
    commands.cancel(envelope=office.envelope("revenue_officer"), data={"assessment": each.id, "reason": reason})


def load(office: Office, rows: str) -> Any:
    """A file of assessments sent in."""
    data = {"filename": "ภาษี.csv", "content": base64.b64encode((HEAD + rows).encode())}
    return commands.import_assessments(envelope=office.envelope("revenue_officer", day=DUE), data=data)


def test_somebody_without_the_duty(office: Office) -> None:
    """The register is kept by the revenue officer."""
    data = typed()
    with refused("duty_missing", duty="tax.maintain"):
        commands.save(envelope=office.envelope("accountant"), data=data)


def test_a_tax_that_the_table_does_not_have(office: Office) -> None:
    """At the field; also when asked for directly."""
    data = typed(tax="dog")
    with refused("tax_kind_unknown", field="tax", tax="dog"):
        save(office, **data)
    with pytest.raises(Refusal) as caught:
        local_tax("dog", field="payload.tax")
    check_refusal(caught.value, "tax_kind_unknown", field="payload.tax", tax="dog")


def test_a_taxpayer_of_nobody(office: Office) -> None:
    """Not in the register of payers."""
    data = typed(party_id=7)
    with refused("party_not_found", field="party_id"):
        save(office, **data)


def test_the_same_property_twice(office: Office) -> None:
    """Same taxpayer, tax, year, property and instalment; said by the number of the one that is there."""
    assessed(office)
    other = assessed(office, reference="โฉนด 2")
    with refused("assessment_exists", field="reference", number="LB68-00001"):
        save(office, **typed())
    with refused("assessment_exists", field="reference", number="LB68-00001"):
        save(office, **shown(other, reference="โฉนด 1234"))


def test_days_of_a_warning_that_cannot_be(office: Office) -> None:
    """Ended before it came, without having come, or in days to come."""
    data = typed()
    with refused("warning_reversed", field="warned_until"):
        save(office, on=LATE, **data, warned_on="15/5/2568", warned_until="14/5/2568")
    with refused("warning_reversed", field="warned_until"):
        save(office, on=LATE, **data, warned_until="14/5/2568")
    with refused("date_in_future", field="warned_on"):
        save(office, on=DUE, **data, warned_on="15/5/2568")


def test_an_assessment_of_nobody(office: Office) -> None:
    """Corrected, given up, replaced, asked for, paid, kept in a draft."""
    each = assessed(office)
    with refused("assessment_not_found", field="id"):
        save(office, **shown(each, id=7))
    with refused("assessment_not_found", field="assessment"):
        commands.cancel(envelope=office.envelope("revenue_officer"), data={"assessment": 7, "reason": "ผิด"})
    with refused("assessment_not_found", field="assessment"):
        queries.due(assessment_id=7, on=DUE)
    with refused("assessment_not_found", field="assessment"):
        queries.examine_changed(assessment_id=7, on=DUE, today=LATE)
    with refused("assessment_not_found", field="lines.0.assessment"):
        queries.apportion(lines=[(7, LAND, 100)], on=DUE)
    with refused("assessment_not_found", field="lines.0.assessment"):
        receive(office, (7, LAND, "10"))
    draft = {"payer_name": "นางบุญมี", "lines": [{"assessment": 7, "item": LAND, "amount": "10"}]}
    with refused("assessment_not_found", field="lines.0.assessment"):
        revenue.save(envelope=office.envelope("revenue_officer"), data=draft)
    data = {"assessments": [{"assessment": 7}], "replacements": [typed()], "reason": "โอน"}
    with refused("assessment_not_found", field="assessments.0.assessment"):
        commands.supersede(envelope=office.envelope("revenue_officer"), data=data)


def test_paid_in_full(office: Office) -> None:
    """Neither paid again nor replaced."""
    each = assessed(office)
    pay(office, (each, LAND, 100_000), on=DUE)
    with refused("assessment_paid", field="lines.0.assessment", number=each.code):
        receive(office, (each, LAND, "1,000"))
    data = {"assessments": [{"assessment": each.id}], "replacements": [typed(reference="ใหม่")], "reason": "โอน"}
    with refused("assessment_paid", field="assessments.0.assessment", number=each.code):
        commands.supersede(envelope=office.envelope("revenue_officer"), data=data)


def test_given_up(office: Office) -> None:
    """Neither paid nor changed."""
    each = assessed(office)
    cancel(office, each)
    with refused("assessment_closed", field="lines.0.assessment", number=each.code, state="cancelled"):
        receive(office, (each, LAND, "1,000"))
    with refused("assessment_closed", field="id", number=each.code, state="cancelled"):
        save(office, **shown(each, amount="5"))


def test_more_than_is_owed(office: Office) -> None:
    """Of the tax, and of fine and surcharge; the amounts are named, the rest belongs on a line of its own."""
    each = assessed(office)
    with refused(
        "tax_overpaid", field="lines.0.amount", number=each.code, left="1,000.00", amount="1,200.00", excess="200.00"
    ):
        receive(office, (each, LAND, "1,200"))
    with refused(
        "tax_overpaid", field="lines.1.amount", number=each.code, left="130.00", amount="131.00", excess="1.00"
    ):
        receive(office, (each, LAND, "1,000"), (each, PENALTY, "131"), on=LATE)


def test_an_item_of_another_tax(office: Office) -> None:
    """The items that would be right are named."""
    each = assessed(office)
    with refused(
        "tax_item_differs", field="lines.0.item", number=each.code, item=SIGN, expected="41100008 / 91100008 / 41229004"
    ):
        receive(office, (each, SIGN, "1,000"))


def test_given_up_although_something_was_paid(office: Office) -> None:
    """The amount can be lowered instead, down to what was paid."""
    each = assessed(office)
    pay(office, (each, LAND, 40_000), on=DUE)
    with refused("assessment_has_payments", field="assessment", number=each.code, paid="400.00"):
        cancel(office, each)
    with refused("assessment_below_paid", field="amount", number=each.code, paid="400.00"):
        save(office, **shown(each, amount="399.99"))


def test_taxpayer_tax_and_year_stay(office: Office) -> None:
    """Another assessment replaces it instead."""
    each = assessed(office)
    other = person("นายสมชาย")
    for field, value in (("party_id", other), ("tax", "signboard"), ("tax_year", 2567)):
        with refused("assessment_fixed", field=field, number=each.code):
            save(office, **shown(each, **{field: value}))


def test_a_correction_without_reason_or_without_change(office: Office) -> None:
    """Both would only make a new version; and a version somebody else made first."""
    each = assessed(office)
    with refused("reason_required", field="reason"):
        save(office, **shown(each, amount="5", reason=""))
    with refused("reason_required", field="reason"):
        cancel(office, each, reason="")
    with refused("assessment_unchanged", number=each.code):
        save(office, **shown(each))
    save(office, version=1, **shown(each, amount="800"))
    with refused("stale_version"):
        save(office, version=1, **shown(each, amount="900"))


def test_a_file_of_which_one_row_is_wrong(office: Office) -> None:
    """Nothing is entered; each row that is wrong is named with its column."""
    person("นางบุญมี ทองสุข")
    sound = ',นางบุญมี ทองสุข,ภาษีป้าย,๒๕๖๘,ป้ายร้าน,"1,200"\n'
    with refused("taxpayer_not_found", field="content..3.taxpayer", name="นายไม่มี"):
        load(office, sound + ",นายไม่มี,ภาษีป้าย,2568,ป้าย,100\n")
    with refused("tax_kind_unknown", field="content..3.tax", tax="ภาษีสุนัข"):
        load(office, sound + ",นางบุญมี ทองสุข,ภาษีสุนัข,2568,ป้าย,100\n")
    with refused("cell_required", field="content..2.reference"):
        load(office, ",นางบุญมี ทองสุข,ภาษีป้าย,2568,,100\n")
    with refused("amount_not_positive", field="content..2.amount"):
        load(office, ",นางบุญมี ทองสุข,ภาษีป้าย,2568,ป้าย,0\n")
    with refused("sheet_without_rows", field="content"):
        load(office, "")


def test_a_file_of_two_people_with_one_name(office: Office) -> None:
    """The number decides; without it nobody is guessed."""
    for number in ("1101700230708", "3101700230704"):
        row = TaxAssessment._meta.get_field("party").related_model
        row.objects.create(kind="person", name="นายซ้ำ ชื่อกัน", national_number=number, search="ซ้ำชื่อกัน")
    with refused("taxpayer_ambiguous", field="content..2.taxpayer", name="นายซ้ำ ชื่อกัน"):
        load(office, ",นายซ้ำ ชื่อกัน,ภาษีป้าย,2568,ป้าย,100\n")
    assert load(office, "3101700230704,นายซ้ำ ชื่อกัน,ภาษีป้าย,2568,ป้าย,100\n").data["assessments"] == 1


def test_a_file_sent_twice(office: Office) -> None:
    """Every row says by which number it is there already."""
    person("นางบุญมี ทองสุข")
    rows = ",นางบุญมี ทองสุข,ภาษีที่ดินและสิ่งปลูกสร้าง,2568,โฉนด 1,1000\n"
    assert load(office, rows).number == "LB68-00001"
    with refused("assessment_exists", field="content..2.reference", number="LB68-00001"):
        load(office, rows)


def test_the_database_keeps_what_is_paid_within_what_was_assessed(office: Office) -> None:
    """Also behind the program."""
    each = assessed(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaxAssessment.objects.filter(id=each.id).update(paid=100_001)


def test_what_is_written_on_a_paper_fits_two(office: Office) -> None:
    """Year and payer do not decide between two properties; the numbers are named."""
    assessed(office)
    assessed(office, reference="โฉนด 2")
    line = {"item": LAND, "amount": "10", "tax_year": 2568}
    data = parse(schema=ReceiptByHand, data={"payer_name": "นางบุญมี ทองสุข", "lines": [line]}, today=LATE)
    with refused("assessment_ambiguous", field="lines.0.tax_year", numbers="LB68-00001, LB68-00002"):
        taxes.named(data=data)
