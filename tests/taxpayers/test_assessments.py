"""The register of taxpayers: entered, corrected with the reason, given up, replaced; nothing is ever forgotten."""

from datetime import date

from khlang.office.taxpayers import commands, queries
from khlang.office.taxpayers.withdrawn import withdrawn
from khlang.platform.screens import Ask, directory
from tests.office import Office
from tests.taxpayers.roll import DUE, LAND, LATE, again, assessed, pay, person, save, shown, typed


def test_an_assessment_has_a_number_and_the_usual_due_date(office: Office) -> None:
    """Numbers run on within the tax and year, each tax with letters of its own."""
    first, second = assessed(office), assessed(office, reference="โฉนด 1235")
    sign = assessed(office, tax="signboard", due_date="15/4/2568")
    assert [first.code, second.code, sign.code] == ["LB68-00001", "LB68-00002", "SG68-00001"]
    assert (first.due_date, sign.due_date, first.state, first.left) == (DUE, date(2025, 4, 15), "open", 100_000)


def test_a_correction_keeps_what_stood_there_before(office: Office) -> None:
    """The amount after a request: who, when, from what to what, why."""
    each = assessed(office)
    outcome = save(office, version=1, on=date(2025, 5, 2), **shown(each, amount="800"))
    assert (outcome.version, again(each).assessed) == (2, 80_000)
    (change,), count = queries.changes(assessment_id=each.id)
    assert (count, change.field, change.before, change.after, change.reason) == (
        1, "assessed", "1,000.00", "800.00", "แก้ตามคำร้องที่ 5/2568",
    )  # fmt: skip


def test_lowering_the_amount_to_what_is_paid_settles_it(office: Office) -> None:
    """And raising it opens it again."""
    each = assessed(office)
    pay(office, (each, LAND, 60_000), on=DUE)
    save(office, **shown(each, amount="600"))
    assert again(each).state == "paid"
    save(office, **shown(each, amount="700"))
    assert (again(each).state, again(each).left) == ("open", 10_000)


def test_an_assessment_made_by_mistake_is_given_up(office: Office) -> None:
    """It stays in the list of those with its reason, and the same may be entered again."""
    each = assessed(office)
    commands.cancel(envelope=office.envelope("revenue_officer"), data={"assessment": each.id, "reason": "ประเมินซ้ำ"})
    assert (again(each).state, again(each).left) == ("cancelled", 0)
    (row,), count = withdrawn(state="cancelled")
    assert (count, row.code, row.reason) == (1, each.code, "ประเมินซ้ำ")
    assert assessed(office).code == "LB68-00002"


def test_a_new_owner_replaces_the_assessment(office: Office) -> None:
    """What was paid stays with the old one, the rest is owed by the new owner."""
    old = assessed(office)
    pay(office, (old, LAND, 40_000), on=DUE)
    new = typed(party_id=person("นายสมชาย ใจดี"), amount="600")
    data = {"assessments": [{"assessment": old.id}], "replacements": [new], "reason": "โอนกรรมสิทธิ์ 2 พ.ค. 2568"}
    outcome = commands.supersede(envelope=office.envelope("revenue_officer", day=date(2025, 5, 2)), data=data)
    assert (again(old).state, again(old).left, again(old).paid) == ("superseded", 0, 40_000)
    assert queries.assessment(assessment_id=outcome.data["id"]).taxpayer == "นายสมชาย ใจดี"
    (row,), _ = withdrawn(state="superseded")
    assert row.replaced_by == ("LB68-00002",)


def test_properties_are_divided_and_merged(office: Office) -> None:
    """One into two, two into one."""
    one = assessed(office)
    halves = [typed(reference=f"โฉนด 1234/{part}", amount="500") for part in (1, 2)]
    data = {"assessments": [{"assessment": one.id}], "replacements": halves, "reason": "แบ่งแยกโฉนด"}
    made = commands.supersede(envelope=office.envelope("revenue_officer"), data=data).data["codes"]
    ids = [{"assessment": each.id} for each in (queries.by_code(code=code) for code in made) if each]
    whole = {"assessments": ids, "replacements": [typed(reference="โฉนด 1300")], "reason": "รวมโฉนด"}
    last = commands.supersede(envelope=office.envelope("revenue_officer"), data=whole)
    assert (made, last.number) == (["LB68-00002", "LB68-00003"], "LB68-00004")
    assert queries.assessments(filters={"state": "superseded"})[1] == 3


def test_the_list_is_searched_by_name_number_and_property(office: Office) -> None:
    """Without title, in Thai digits; the sums are those of the whole result."""
    assessed(office)
    assessed(office, party_id=person("นายสมชาย ใจดี"), reference="โฉนด 77")
    declared = directory(key="tax_assessment")
    assert declared is not None
    page = declared.rows(Ask())
    assert (page.count, page.totals["assessed"]) == (2, 200_000)
    assert [row["taxpayer"] for row in declared.rows(Ask(search="สมชาย")).rows] == ["นายสมชาย ใจดี"]
    assert declared.rows(Ask(search="LB๖๘-๐๐๐๐๑")).count == 1
    assert declared.rows(Ask(search="โฉนด 77", filters={"tax": "signboard"})).count == 0


def test_who_is_in_arrears(office: Office) -> None:
    """One entry a taxpayer, by name, with fine and surcharge as of the day; who paid or is in time is absent."""
    late = assessed(office)
    assessed(office, reference="โฉนด 99", amount="500")
    assessed(office, party_id=person("นายสมชาย ใจดี"), due_date="30/9/2568")
    done = assessed(office, party_id=person("นายดำ"), reference="โฉนด 5")
    pay(office, (done, LAND, 100_000), on=DUE)
    found, count = queries.arrears(on=LATE)
    assert (count, [each.taxpayer for each in found]) == (1, ["นางบุญมี ทองสุข"])
    assert [(line.code, line.fine, line.surcharge) for line in found[0].lines] == [
        (late.code, 10_000, 3_000), ("LB68-00002", 5_000, 1_500),
    ]  # fmt: skip
    assert found[0].total == 100_000 + 13_000 + 50_000 + 6_500


def test_a_page_of_arrears_takes_the_same_number_of_queries(
    office: Office, django_assert_max_num_queries: object
) -> None:
    """However many taxpayers it shows."""
    for number in range(30):
        assessed(office, party_id=person(f"นายเลขที่ {number}"))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(queries.arrears(on=LATE, limit=30)[0]) == 30


def test_every_list_of_the_register_can_be_read(office: Office) -> None:
    """The pages that people open, with something on each."""
    each = assessed(office)
    pay(office, (each, LAND, 10_000), on=DUE)
    save(office, **shown(each, amount="900", declared_late=True))
    gone = assessed(office, reference="โฉนด 2")
    commands.cancel(envelope=office.envelope("revenue_officer"), data={"assessment": gone.id, "reason": "ซ้ำ"})
    for key in ("tax_assessment", "tax_arrears", "tax_payment", "tax_import", "tax_cancelled", "tax_change"):
        declared = directory(key=key)
        assert declared is not None and declared.rows(Ask(on=LATE)).rows, key
        shown_keys = {column.key for column in declared.columns}
        assert all(shown_keys <= row.keys() for row in declared.rows(Ask(on=LATE)).rows), key
