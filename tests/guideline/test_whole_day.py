"""A whole day by hand, to the first official report (continuity C-01); the end of a month (C-04); an LAO and its unit (C-41)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from khlang import standards
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.platform import tenancy
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import commands as periods
from khlang.spine.ledger import queries as ledger
from tests.byhand import FRIDAY, MONDAY, TUESDAY, OfficeByHand
from tests.guideline import papers as by_hand
from tests.guideline.day import a_small_day, every_kind
from tests.office import open_office

BY_HAND = "อยู่ระหว่างบันทึกข้อมูลย้อนหลัง – ใช้รายงานที่จัดทำด้วยมือ"


@pytest.fixture
def new_office(db: Any) -> Iterator[OfficeByHand]:
    """An อบต. whose budget of the year is made by hand as well."""
    opened = open_office()
    with tenancy.scope(opened.org):
        yield OfficeByHand(opened, budget=False)


@pytest.fixture
def day(new_office: OfficeByHand) -> OfficeByHand:
    """Friday: the system cannot be reached, forty papers of every kind are written; on Monday they are entered."""
    new_office.outage_this_morning()
    every_kind(new_office)
    assert len(new_office.pile) == 40
    assert {each["paper"] for each in new_office.pile} == {paper.key for paper in standards.manual_papers()}
    new_office.system_is_back()
    new_office.enters()
    return new_office


def test_c_01_forty_papers_are_the_same_in_register_system_and_daily_report(day: OfficeByHand) -> None:
    """Count and sum of every kind; money of the daily report; the next day is official; nobody finds anything wrong."""
    assert Capture.objects.filter(outage_id=day.id, state="entered").count() == 40
    assert all(row.agrees for row in queries.agreements(outage_id=day.id))
    assert Counter({row.paper: row.register.count for row in queries.agreements(outage_id=day.id)}).total() == 40
    sums = {row.paper: row.register.amount for row in queries.agreements(outage_id=day.id)}
    assert (sums["receipt"], sums["remittance"], sums["remittance_summary"]) == (360_000,) * 3
    assert (sums["dika"], sums["cheque_report"], sums["payment_voucher"]) == (3_350_000,) * 3
    assert all(row.agrees for row in queries.days_by_hand(outage_id=day.id))
    assert {row.place: row.by_hand for row in queries.closings(outage_id=day.id, through=MONDAY)} == day.money()
    day.certifies()
    notes = {on: BY_HAND in day.report("daily_status", on=on.isoformat()).notes for on in (FRIDAY, MONDAY, TUESDAY)}
    assert notes == {FRIDAY: True, MONDAY: True, TUESDAY: False}
    assert ledger.gates() == []
    assert day.books_are_sound()


def test_c_01_every_document_cites_its_paper_and_every_label_its_document(day: OfficeByHand) -> None:
    """Both ways: numbers of the paper on the print of the system, numbers of the system on the label for the paper."""
    issued = ManualNumber.objects.filter(outage_id=day.id, state="issued", document__isnull=False)
    for row in issued.select_related("document"):
        kind = standards.manual_paper(row.paper)
        assert kind is not None and row.document is not None
        document = documents.get(document_id=row.document_id or 0)
        if (
            row.paper != "receipt_voucher"
        ):  # its number stands on the voucher of a summary, which has a paper of its own
            assert (document.paper_series, document.paper_number) == (row.paper, row.printed)
            said = dict(letterhead.paper_marks(document=document))
            assert said["เอกสารที่ทำด้วยมือ"].endswith(f"เลขที่ {row.printed}") and said["ลงวันที่"] == "1 พ.ย. 2567"
        if not kind.numbers:
            continue
        on_label = set(day.numbers_for(row.paper, row.number).values())
        if "number" in kind.numbers:
            assert document.number in on_label
        if "request_number" in kind.numbers:
            assert document.request_number in on_label
        if "voucher" in kind.numbers:
            assert on_label - {document.number}


def test_c_04_a_closed_month_is_left_as_it_was(office: OfficeByHand) -> None:
    """Papers of 31 October entered in November: October is closed and stays, its note says what stands elsewhere."""
    october = date(2024, 10, 31)
    office.outage_this_morning(on=october)
    a_small_day(office)
    before = office.report("trial_balance", on=october.isoformat()).rows
    office.system_is_back(on=FRIDAY)
    periods.close_through(envelope=office.by("treasury_head"), data={"day": october.isoformat(), "fiscal_year": 2568})
    office.enters()
    after = office.report("trial_balance", on=october.isoformat()).rows
    assert [row.values for row in after] == [row.values for row in before]
    note = queries.month_note(month=october)
    assert note is not None and (note.received, note.paid, note.waiting) == (80_000, 0, 0)
    assert office.dated(office.made("remittance_summary")) == {FRIDAY}
    assert office.books_are_sound()


def test_c_41_an_lao_by_hand_does_not_stop_its_unit(unit: OfficeByHand) -> None:
    """The backlog of the LAO is its own: the unit works on, and a consolidated figure says which of both is incomplete."""
    above = unit.above
    assert above is not None
    with tenancy.scope(above.org):
        lao = OfficeByHand(above)
        lao.outage_this_morning()
        a_small_day(lao)
        lao.system_is_back()
        lao.types()
    unit.today = MONDAY
    assert unit.till.collect((by_hand.WASTE_FEE, "20")).state == "issued"
    assert queries.incomplete(org_ids=[above.org, unit.staff.org]) == (above.org,)
    assert unit.books_are_sound()
