"""Receipts pay assessments: tax by its item, fine and surcharge by theirs, as of the day the money was received."""

from datetime import date

from khlang.office.taxpayers import acts, commands, queries
from khlang.platform import tenancy
from tests.office import Office
from tests.taxpayers.roll import (
    DUE,
    LAND,
    LAND_ARREARS,
    LATE,
    PENALTY,
    again,
    assessed,
    pay,
    person,
    save,
    shown,
    typed,
)


def test_paid_in_full_in_time(office: Office) -> None:
    """Nothing is left, the state says so, and the payment names its receipt."""
    each = assessed(office)
    receipt = pay(office, (each, LAND, 100_000), on=DUE)
    assert (again(each).state, again(each).paid, again(each).left) == ("paid", 100_000, 0)
    (row,), _ = queries.payments()
    assert (row.document_id, row.principal, row.fine, row.surcharge, row.paid_on) == (receipt, 100_000, 0, 0, DUE)


def test_tax_and_penalty_on_one_receipt(office: Office) -> None:
    """The line of fines pays the fine first, then the surcharge."""
    each = assessed(office)
    pay(office, (each, LAND, 100_000), (each, PENALTY, 13_000))
    (row,), count = queries.payments()
    assert (count, row.principal, row.fine, row.surcharge, again(each).state) == (1, 100_000, 10_000, 3_000, "paid")


def test_the_penalty_left_out_stays_owed(office: Office) -> None:
    """The tax is paid; the assessment stays open for fine and surcharge, which grow no more."""
    each = assessed(office)
    pay(office, (each, LAND, 100_000))
    left = queries.due(assessment_id=each.id, on=date(2026, 1, 5))
    assert (again(each).state, left.principal, left.fine, left.surcharge) == ("open", 0, 10_000, 3_000)


def test_paid_in_parts(office: Office) -> None:
    """Each part by its own day; the last one closes it."""
    each = assessed(office)
    pay(office, (each, LAND, 40_000), on=DUE)
    assert (again(each).state, again(each).left) == ("open", 60_000)
    left = queries.due(assessment_id=each.id, on=LATE)
    assert (left.principal, left.fine, left.surcharge) == (60_000, 6_000, 1_800)
    pay(office, (each, LAND, 60_000), (each, PENALTY, 7_800))
    assert again(each).state == "paid"


def test_money_of_a_paper_counts_by_the_day_of_the_paper(office: Office) -> None:
    """Received by hand in time, entered half a year later: no fine, no surcharge."""
    each = assessed(office)
    pay(office, (each, LAND, 100_000), on=DUE, today=date(2025, 10, 5))
    assert again(each).state == "paid"
    (row,), _ = queries.payments()
    assert (row.paid_on, row.recorded_on) == (DUE, date(2025, 10, 5))


def test_the_item_of_arrears_pays_the_same_tax(office: Office) -> None:
    """Once it stands among the receivables of an earlier year."""
    each = assessed(office)
    pay(office, (each, LAND_ARREARS, 100_000), on=DUE)
    assert again(each).state == "paid"
    assert queries.in_arrears(due_date=DUE, on=date(2025, 10, 1)) and not queries.in_arrears(due_date=DUE, on=LATE)


def test_a_voided_receipt_leaves_the_tax_owed(office: Office) -> None:
    """The payment stays in the list, crossed out by its day."""
    each = assessed(office)
    receipt = pay(office, (each, LAND, 100_000), on=DUE)
    with tenancy.scope(office.org):
        acts.undo(envelope=office.envelope("treasury_head", day=LATE), receipt_id=receipt)
    assert (again(each).state, again(each).left, again(each).paid) == ("open", 100_000, 0)
    (row,), _ = queries.payments()
    assert row.undone_on == LATE


def test_a_receipt_undone_after_its_assessment_was_replaced(office: Office) -> None:
    """What went over to the new one stays there; the old one is owed again for what the receipt had paid."""
    old = assessed(office)
    receipt = pay(office, (old, LAND, 40_000), on=DUE)
    data = {
        "assessments": [{"assessment": old.id}], "reason": "โอนกรรมสิทธิ์",
        "replacements": [typed(party_id=person("นายสมชาย"), amount="600")],
    }  # fmt: skip
    commands.supersede(envelope=office.envelope("revenue_officer"), data=data)
    with tenancy.scope(office.org):
        acts.undo(envelope=office.envelope("treasury_head", day=LATE), receipt_id=receipt)
    assert (again(old).state, again(old).left) == ("open", 40_000)


def test_what_is_beyond_is_told_apart(office: Office) -> None:
    """A payer who gave too much: what is owed, and the rest that waits for him."""
    each = assessed(office)
    pay(office, (each, LAND, 70_000), on=DUE)
    found = queries.apportion(lines=[(each.id, LAND, 20_000), (each.id, LAND, 50_000)], on=DUE)
    assert [(part.owed, part.excess) for part in found] == [(20_000, 0), (10_000, 40_000)]


def test_nothing_changed_since_the_paper(office: Office) -> None:
    """Also when another paper of the same assessment was entered before this one."""
    each = assessed(office)
    pay(office, (each, LAND, 40_000), on=date(2025, 4, 10), today=date(2025, 10, 5))
    assert queries.examine_changed(assessment_id=each.id, on=date(2025, 4, 20), today=date(2025, 10, 6)) == ()


def test_paid_at_the_counter_meanwhile(office: Office) -> None:
    """By hand on 28 April, by QR on the 29th: told with the amount and the receipt, never absorbed (L2.1-c)."""
    each = assessed(office)
    pay(office, (each, LAND, 100_000), on=date(2025, 4, 29))
    (change,) = queries.examine_changed(assessment_id=each.id, on=date(2025, 4, 28), today=date(2025, 10, 6))
    assert (change.what, change.before, change.after, change.day) == ("paid", "0.00", "1,000.00", date(2025, 4, 29))


def test_corrected_replaced_or_given_up_meanwhile(office: Office) -> None:
    """Both versions: how it was on the day of the paper, and how it is now (L2.1-d)."""
    paper, later = date(2025, 5, 1), date(2025, 6, 1)
    each = assessed(office)
    save(office, on=later, **shown(each, amount="800", note="เนื้อที่ใหม่"))
    (change,) = queries.examine_changed(assessment_id=each.id, on=paper, today=LATE)
    assert (change.what, change.before, change.after) == ("assessed", "1,000.00", "800.00")
    data = {
        "assessments": [{"assessment": each.id}], "reason": "โอนกรรมสิทธิ์",
        "replacements": [typed(party_id=person("นายสมชาย ใจดี"), amount="800")],
    }  # fmt: skip
    commands.supersede(envelope=office.envelope("revenue_officer", day=LATE), data=data)
    found = queries.examine_changed(assessment_id=each.id, on=paper, today=LATE)
    assert [change.what for change in found] == ["assessed", "superseded"]
    assert found[1].after == "LB68-00002 นายสมชาย ใจดี"
    gone = assessed(office, reference="โฉนด 9")
    commands.cancel(envelope=office.envelope("revenue_officer", day=LATE), data={"assessment": gone.id, "reason": "ซ้ำ"})
    (cancelled,) = queries.examine_changed(assessment_id=gone.id, on=paper, today=LATE)
    assert (cancelled.what, cancelled.before, cancelled.after) == ("cancelled", "open", "ซ้ำ")


def test_the_register_of_receivables(office: Office) -> None:
    """Year, payer, assessed, paid, outstanding, age, as of the day (spec 6.1)."""
    each = assessed(office)
    pay(office, (each, LAND, 40_000), on=LATE)
    (before,) = queries.receivables(on=date(2025, 6, 30))
    (after,) = queries.receivables(on=LATE, tax_year=2568, tax="land_building")
    assert (before.paid, before.outstanding, before.age) == (0, 100_000, 61)
    assert (after.paid, after.outstanding, after.age) == (40_000, 60_000, 62)
    assert list(queries.receivables(on=LATE, tax_year=2567)) == []
