"""A spell is proved complete: every number accounted for, register, documents, reports and money the same (LAO-7, LAO-8)."""

from datetime import date

import pytest

from khlang.bridges.continuity import commands, queries
from khlang.bridges.continuity.lifecycle import first_official_day
from khlang.bridges.continuity.models import DayByHand, ManualNumber, Outage
from khlang.bridges.continuity.queries import balance
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.continuity.spell import MONDAY, TUESDAY, Spell
from tests.continuity.treasury_by_hand import Treasury
from tests.household import hire
from tests.till import Till


def test_a_day_by_hand_is_certified(spell: Spell) -> None:
    """Everything is in: figures are frozen under a digest, the gate opens, the system's own reports begin the next day."""
    spell.whole_day()
    assert queries.lacks(outage_id=spell.id, on=TUESDAY) == ()
    spell.step("certify", by="treasury_head", note="ครบถ้วน ถูกต้อง")
    row = Outage.objects.get(document_id=spell.id)
    assert (row.certified_on, row.document.state) == (TUESDAY, "certified")
    assert queries.certificate_digest(row.figures) == row.certificate
    receipts = next(each for each in row.figures["papers"] if each["paper"] == "receipt")
    assert (receipts["issued"], receipts["returned"], receipts["amount"]) == (3, 2, 30_000)
    assert row.figures["places"] == [{"place": "cash", "day": MONDAY.isoformat(), "closing": 30_000}]
    assert ledger.gates() == []
    assert first_official_day(certified_on=TUESDAY) == date(2024, 10, 9)
    assert verification.verify() == []


def test_a_voided_number_counts_with_its_witness(spell: Spell) -> None:
    """C-06: with reason, witness and copies it is accounted for; the register shows it with nothing in it."""
    spell.by_hand().stock()
    witness = hire(spell.office.org, "prasert", "finance_officer").id
    data = {
        "paper": "receipt", "book_no": "12", "number": 2, "outage_id": spell.id, "reason": "เขียนชื่อผิด",
        "witness": witness, "copies_kept": True,
    }  # fmt: skip
    commands.void_manual_number(envelope=spell.envelope("revenue_officer"), data=data)
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 3)
    spell.enter()
    spell.give_back("4-5")
    spell.mark()
    assert spell.lacks() == []
    row = queries.register_page(outage_id=spell.id, paper="receipt").rows[1]
    assert (row.number, row.status, row.amount, row.reason) == (2, "voided", 0, "เขียนชื่อผิด")
    ManualNumber.objects.filter(number=2, paper="receipt").update(witness="")
    assert spell.lacks() == ["void_without_witness"]


def test_a_number_without_a_fate_is_named(spell: Spell) -> None:
    """C-07: 1 to 47 and 49 are written, 50 is given back, of 48 nobody knows anything."""
    spell.by_hand()
    spell.hold("receipt", 1, 50, book="12")
    spell.restore(day=TUESDAY)
    for number in (46, 47, 49):
        spell.receipt(number)
    spell.enter()
    spell.give_back("1-45, 50")
    (lack,) = [lack for lack in queries.lacks(outage_id=spell.id, on=TUESDAY) if lack.code in ("gap", "unused")]
    assert (lack.code, lack.what) == ("gap", "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 48")
    assert queries.unaccounted(outage_id=spell.id) == [queries.Run("receipt", "12", 48, 48, True)]


def test_numbers_at_the_end_of_a_book_are_given_back(spell: Spell) -> None:
    """Not used and not returned: one reason for the whole run."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2)
    spell.enter()
    spell.mark()
    (lack,) = queries.lacks(outage_id=spell.id, on=TUESDAY)
    assert (lack.code, lack.what) == ("unused", "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 3-5")


def test_papers_that_wait_are_named_once(spell: Spell) -> None:
    """A captured paper is not a gap as well; a slip waits for its receipt."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1)
    spell.read("remittance", 1, total="300.00", lines=[{"receipt_book": "12", "receipt_numbers": "1-2"}])
    spell.enter()
    spell.give_back("3-5")
    named = [(lack.code, lack.what) for lack in queries.lacks(outage_id=spell.id, on=TUESDAY)]
    assert named[0] == ("waiting", "ใบนำส่งเงิน เลขที่ 1")
    assert [what for _, what in named].count("ใบนำส่งเงิน เลขที่ 1") == 1
    assert ("gap", "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 2") in named


def test_numbers_and_prints_must_be_on_the_papers(spell: Spell) -> None:
    """P7: cross references both ways are confirmed before the spell is complete."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1)
    spell.enter()
    spell.give_back("2-5")
    assert sorted(spell.lacks()) == ["not_attached"] * 3 + ["not_labelled"] * 2
    spell.mark()
    assert spell.lacks() == []


def test_money_by_hand_is_the_money_of_the_system(spell: Spell) -> None:
    """LAO-8: movement of the day and closing balance, to the satang; the report follows from the day before."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2)
    spell.enter()
    spell.give_back("3-5")
    spell.mark()
    (day,) = queries.days_by_hand(outage_id=spell.id)
    assert (day.day, day.place, day.moved_in, day.moved_out, day.agrees) == (MONDAY, "cash", 20_000, 0, True)
    DayByHand.objects.filter(outage_id=spell.id).update(received=20_025, closing=20_025)
    assert spell.lacks() == ["day_differs", "closing_differs"]
    (closing,) = queries.closings(outage_id=spell.id, through=TUESDAY)
    assert (closing.by_hand, closing.ledger, closing.difference) == (20_025, 20_000, 25)
    DayByHand.objects.filter(outage_id=spell.id).update(opening=-25, closing=20_000)
    assert spell.lacks() == ["day_not_chained"]


def test_a_day_with_money_needs_its_report(spell: Spell) -> None:
    """A report is by hand for every day on which money moved."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1)
    spell.enter()
    DayByHand.objects.all().delete()
    assert "day_without_report" in spell.lacks()


def test_register_and_documents_say_the_same(spell: Spell) -> None:
    """By kind and day, count and sum; a difference is one reason with all three."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2)
    spell.enter()
    spell.give_back("3-5")
    spell.mark()
    assert all(row.agrees for row in queries.agreements(outage_id=spell.id))
    ManualNumber.objects.filter(paper="receipt", number=1).update(amount=9_999)
    (lack,) = queries.lacks(outage_id=spell.id, on=TUESDAY)
    assert (lack.code, lack.facts["register_amount"], lack.facts["documents_amount"]) == (
        "sums_differ",
        "199.99",
        "200.00",
    )
    assert verification.verify() == []


def test_money_that_is_paid_by_hand_stands_on_the_day_of_its_paper(till: Till) -> None:
    """A dika of the 1st, its report of the 4th, paid on the 5th, entered on the 8th: the bank moved on the 5th."""
    treasury = Treasury(till)
    treasury.dika()
    treasury.report()
    treasury.voucher()
    treasury.entered()
    agreed = queries.agreements(outage_id=treasury.outage)
    assert [(row.paper, row.documents.amount, row.agrees) for row in agreed] == [
        ("dika", 100_000, True),
        ("cheque_report", 100_000, True),
        ("payment_voucher", 100_000, True),
    ]
    assert balance.days_with_money(outage_id=treasury.outage) == [date(2024, 11, 5)]
    before = next(row.before for row in ledger.balances(through=date(2024, 11, 4)) if row.sub == "KTB-C")
    DayByHand.objects.create(
        outage_id=treasury.outage, day=date(2024, 11, 5), place="KTB-C", opening=before, received=0, paid=100_000,
        closing=before - 100_000,
    )  # fmt: skip
    (day,) = queries.days_by_hand(outage_id=treasury.outage)
    assert (day.moved_in, day.moved_out, day.agrees) == (0, 100_000, True)
    assert {row.place: row.difference for row in queries.closings(outage_id=treasury.outage, through=treasury.today)}[
        "KTB-C"
    ] == 0


def test_a_dika_by_hand_is_paid_or_released(till: Till) -> None:
    """Neither paid nor declared unpaid: named."""
    treasury = Treasury(till)
    treasury.dika()
    treasury.entered()
    (lack,) = [
        each for each in queries.lacks(outage_id=treasury.outage, on=treasury.today) if each.code == "dika_unpaid"
    ]
    assert lack.what == treasury.made().number


def test_what_was_solved_stays_in_the_figures(spell: Spell) -> None:
    """A slip that did not add up was read again: the history names the exception, and so does the closing report."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1)
    spell.read("remittance", 1, total="999.00", lines=[{"receipt_book": "12", "receipt_numbers": "1"}])
    spell.enter()
    (lack,) = [each for each in queries.lacks(outage_id=spell.id, on=TUESDAY) if each.code == "exception"]
    assert lack.what == "ใบนำส่งเงิน เลขที่ 1"
    assert queries.figures(outage_id=spell.id, on=TUESDAY)["exceptions"] == {"AMOUNT_MISMATCH": 1}
    (held,) = queries.whole_spell(outage_id=spell.id).exceptions
    assert (held.paper, held.problem, held.state) == ("remittance", "AMOUNT_MISMATCH", "exception")
    assert held.decisions[0]["did"] == "except"


def test_the_executive_reads_it_and_it_is_over(spell: Spell) -> None:
    """LAO-10: notice and closing report are taken note of, then the spell is closed."""
    spell.whole_day()
    spell.step("acknowledge", by="clerk", of="notice", acknowledged_by="นายก อบต.", told_by="line")
    spell.step("certify", by="treasury_head")
    spell.step("acknowledge", by="executive", of="report", acknowledged_by="นายก อบต.")
    spell.step("close", by="executive")
    assert spell.document.state == "closed"
    assert queries.unfinished(on=TUESDAY) == []


def test_comparing_may_lead_back_to_entering(spell: Spell) -> None:
    """A paper turned up while the spell was compared."""
    spell.whole_day()
    spell.step("reenter", by="accountant", reason="พบใบเสร็จอีกฉบับ")
    assert spell.document.state == "entering"
    assert [gate.outage for gate in ledger.gates()] == [spell.id]


def test_what_was_certified_is_watched(spell: Spell) -> None:
    """`khlang verify` names a spell whose figures or register were changed afterwards."""
    spell.whole_day()
    spell.step("certify", by="treasury_head")
    number = spell.number
    row = Outage.objects.get(document_id=spell.id)
    Outage.objects.filter(id=row.id).update(figures={**row.figures, "days": 1})
    ManualNumber.objects.filter(paper="receipt", number=5).update(state="lost")
    found = verification.verify()
    assert f"certified_spells: outage {number}: the certificate is not that of its figures" in found
    assert f"certified_spells: outage {number}: the register was changed after certification" in found


@pytest.mark.parametrize(
    ("certified_on", "official"),
    [
        (date(2024, 10, 11), date(2024, 10, 14)),  # Friday: Saturday and Sunday have no report
        (date(2024, 9, 30), date(2024, 10, 1)),  # the last day of a fiscal year
        (date(2024, 10, 22), date(2024, 10, 24)),  # the day after is Chulalongkorn Day
    ],
)
def test_the_first_report_of_the_system(certified_on: date, official: date) -> None:
    """C-31: the day after D, or the next one on which a report is due."""
    assert first_official_day(certified_on=certified_on, holidays=[date(2024, 10, 23)]) == official


def test_an_office_that_reports_on_saturdays() -> None:
    """Which days of the week have no report is said by who asks."""
    assert first_official_day(certified_on=date(2024, 10, 11), weekend=[6]) == date(2024, 10, 12)
