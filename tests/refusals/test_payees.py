"""Bad lists of payees: every bad row is named at once, at its cell, in both languages; nothing is written."""

from typing import Any

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.disbursement import commands
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as register
from tests.budget.budgeting import line
from tests.disbursement.payrolls import KEPT, SUMS, WHO, Payroll, account, number, sheet, somebody
from tests.office import Office
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.untouched import nothing_written

HEAD = (*WHO, "L10 เงินเดือน", *KEPT, *SUMS)
NONE = [None] * 10


@pytest.fixture
def payroll(office: Office) -> Payroll:
    """Three people in the register, their accounts confirmed."""
    made = Payroll(office)
    made.register(1, 2, 3)
    return made


def at(row: int, key: str) -> str:
    """The place of a cell."""
    return f"content.ผู้รับเงิน.{row}.{key}"


def bring(payroll: Payroll, *rows: list[Any], head: tuple[str, ...] = HEAD, **more: Any) -> Any:
    """A list of rows, with control totals of one person and 100 baht unless said otherwise."""
    return payroll.bring(sheet(head, rows), **{"count": 1, "net": "100", **more})


def test_payee_twice(payroll: Payroll) -> None:
    """The same number, and the same account, in two rows."""
    rows = [somebody(1, 100, *NONE), somebody(2, 100, *NONE), somebody(1, 100, *NONE)]
    with refused("payee_twice", field=at(6, "national_number"), name="นายคนที่ 1 ทดสอบ", first=4):
        bring(payroll, *rows)


def test_payees_account_twice(payroll: Payroll) -> None:
    """Two people with one account; two whom the register knows to share it may be paid together."""
    rows = [somebody(4, 100, *NONE), somebody(5, 100, *NONE, account_no=account(4))]
    with refused("payees_account_twice", field=at(5, "account_no"), account_no=account(4), first=4):
        bring(payroll, *rows, register_new=True)
    payroll.register(6, 7, confirmed=False)
    known = register.by_numbers(numbers=[number(6), number(7)])
    lines = [
        {"party_id": party.id, "bank": "KTB", "account_no": account(6), "account_name": "คู่สมรส", "explanation": "คู่สมรส"}
        for party in known.values()
    ]
    proposed = parties.propose_accounts(envelope=payroll.office.envelope("finance_officer"), data={"lines": lines})
    parties.confirm_accounts(envelope=payroll.office.envelope("accountant"), data=proposed.data)
    rows = [somebody(6, 100, *NONE), somebody(7, 100, *NONE, account_no=account(6))]
    assert bring(payroll, *rows, count=2, net="200").data["known"] == 2


def test_payee_account_shared(payroll: Payroll) -> None:
    """A new payee with the account of somebody in the register (reliability F-1)."""
    rows = [somebody(4, 100, *NONE, account_no=account(1))]
    says = {"name": "นายคนที่ 4 ทดสอบ", "others": "นายคนที่ 1 ทดสอบ"}
    with refused("payee_account_shared", field=at(4, "account_no"), **says):
        bring(payroll, *rows, register_new=True)


def test_payee_account_differs(payroll: Payroll) -> None:
    """A payroll never changes an account; the register does, by two people."""
    says = {"account_no": account(9), "registered": account(1)}
    with refused("payee_account_differs", field=at(4, "account_no"), **says):
        bring(payroll, somebody(1, 100, *NONE, account_no=account(9)))


def test_payee_not_registered(payroll: Payroll) -> None:
    """A ghost on the list, somebody who left, somebody else's number."""
    with refused("payee_not_registered", field=at(4, "national_number"), name="นายคนที่ 8 ทดสอบ"):
        bring(payroll, somebody(8, 100, *NONE))
    party = register.by_numbers(numbers=[number(2)])[number(2)]
    data = {"party_id": party.id, "name": party.name, "national_number": number(2), "active": False}
    parties.save_party(envelope=payroll.office.envelope("finance_officer"), data=data)
    with refused("payee_inactive", field=at(4, "national_number"), name="นายคนที่ 2 ทดสอบ"):
        bring(payroll, somebody(2, 100, *NONE))
    says = {"name": "นายสมชาย ทดสอบ", "registered": "นายคนที่ 3 ทดสอบ"}
    with refused("payee_name_differs", field=at(4, "name"), **says):
        bring(payroll, somebody(3, 100, *NONE, name="นายสมชาย ทดสอบ"))


def test_registering_needs_its_own_duties(payroll: Payroll) -> None:
    """A head of division may bring a list but not add people to the register."""
    with refused("duty_missing", duty="party.maintain"):
        bring(payroll, somebody(8, 100, *NONE), by="division_head", register_new=True)


def test_payees_control_differs(payroll: Payroll) -> None:
    """Count and net of the signed list are typed, and compared."""
    with refused("payees_control_differs", field="control_count", stated=2, computed=1):
        bring(payroll, somebody(1, 100, *NONE), count=2)
    with refused("payees_control_differs", field="control_net", stated="99.99", computed="100.00"):
        bring(payroll, somebody(1, 100, *NONE), net="99.99")


def test_payees_paid_before(payroll: Payroll) -> None:
    """The same list twice in a month, or somebody on two lists; a cancelled dika does not count."""
    made = bring(payroll, somebody(1, 100, *NONE))
    says = {"payees": 1, "names": "นายคนที่ 1 ทดสอบ"}
    rows = [somebody(1, 100, *NONE), somebody(2, 70, *NONE)]
    with refused("payees_paid_before", field="again", **says):
        bring(payroll, *rows, count=2, net="170")
    with refused("field_required", field="remark"):
        bring(payroll, *rows, count=2, net="170", again=True)
    named = {"document_id": made.document_id}
    commands.cancel_dika(envelope=payroll.office.envelope("finance_officer"), data=named)
    assert bring(payroll, *rows, count=2, net="170").data["payees"] == 2


def test_sheet_total_differs(payroll: Payroll) -> None:
    """The list's own total row, column by column."""
    total = ["รวม", "", "", "", "", "", 100, 7, *[None] * 6, 100, 5, 95]
    row = somebody(1, 100, 5, *[None] * 9)
    with refused("sheet_total_differs", field=at(5, "withholding"), stated="7.00", computed="5.00"):
        bring(payroll, row, total, net="95")


def test_payee_below_total(payroll: Payroll) -> None:
    """Whoever stands below the total would be paid without being counted in it."""
    rows = [somebody(1, 100, *NONE), ["รวม", "", "", "", "", "", 100], somebody(2, 100, *NONE)]
    with refused("payee_below_total", field=at(6, "national_number")):
        bring(payroll, *rows)


def test_amounts_of_a_row(payroll: Payroll) -> None:
    """Deductions above the gross, sums that are wrong, nothing, less than nothing, unreadable."""
    with refused("deductions_above_gross", field=at(4, "net"), deducted="101.00", gross="100.00"):
        bring(payroll, somebody(1, 100, 101, *[None] * 9))
    with refused("payee_sum_differs", field=at(4, "net"), stated="96.00", computed="95.00"):
        bring(payroll, somebody(1, 100, 5, *[None] * 6, 100, 5, 96))
    with refused("payee_without_amount", field=at(4, "amount"), name="นายคนที่ 1 ทดสอบ"):
        bring(payroll, somebody(1, None, *NONE))
    with refused("amount_negative", field=at(4, "L10"), amount="-1.00"):
        bring(payroll, somebody(1, -1, *NONE))
    with refused("amount_negative", field=at(4, "social_security"), amount="-1.00"):
        bring(payroll, somebody(1, 100, None, -1, *[None] * 8))
    with refused("amount_malformed", field=at(4, "L10"), text="หนึ่งร้อย"):
        bring(payroll, somebody(1, "หนึ่งร้อย", *NONE))
    with refused("amount_three_decimals", field=at(4, "L10")):
        bring(payroll, somebody(1, "1.005", *NONE))


def test_payee_deduction_not_allowed(payroll: Payroll) -> None:
    """Nothing is kept back from an allowance."""
    with refused("payee_deduction_not_allowed", field=at(4, "withholding")):
        bring(payroll, somebody(1, 100, 5, *[None] * 9), dika_kind="allowance")


def test_cells_of_a_row(payroll: Payroll) -> None:
    """Check digit, missing cells, an unknown bank, an account that lost its zero, an unknown line."""
    wrong = f"{number(1)[:-1]}{(int(number(1)[-1]) + 1) % 10}"
    with refused("national_number_check_digit", field=at(4, "national_number"), text=wrong):
        bring(payroll, somebody(1, 100, *NONE, number=wrong))
    with refused("national_number_malformed", field=at(4, "national_number"), text="123"):
        bring(payroll, somebody(1, 100, *NONE, number=123))
    with refused("cell_required", field=at(4, "account_no")):
        bring(payroll, somebody(1, 100, *NONE, account_no=""))
    with refused("text_too_long", field=at(4, "name"), limit=250):
        bring(payroll, somebody(1, 100, *NONE, name="ก" * 251))
    with refused("bank_unknown", field=at(4, "bank"), bank="ธ.แมวเหมียว"):
        bring(payroll, somebody(1, 100, *NONE, bank="ธ.แมวเหมียว"))
    with refused("account_no_malformed", field=at(4, "account_no"), account_no="1", digits="10"):
        bring(payroll, somebody(1, 100, *NONE, account_no=int(account(1))))
    head = (*WHO, "จำนวนเงิน", "รหัสรายการงบประมาณ")
    with refused("budget_line_unknown", field=at(4, "line")):
        bring(payroll, somebody(1, 100, "L99"), head=head)
    with refused("cell_required", field=at(4, "line")):
        bring(payroll, somebody(1, 100, ""), head=head)


def test_payees_column_unknown(payroll: Payroll) -> None:
    """A line that is not of this year, numbers without a heading, a column twice, a heading that is missing."""
    with refused("payees_column_unknown", field="content", sheet="ผู้รับเงิน", column="L99 โบนัส"):
        bring(payroll, somebody(1, 100), head=(*WHO, "L99 โบนัส"))
    with refused("payees_column_unknown", field="content", column="8"):
        bring(payroll, somebody(1, 100, 50), head=(*WHO, "L10"))
    with refused("payees_column_twice", field="content", column="L10 เพิ่ม"):
        bring(payroll, somebody(1, 100, 50), head=(*WHO, "L10", "L10 เพิ่ม"))
    with refused("payees_column_twice", field="content", column="กยศ."):
        bring(payroll, somebody(1, 100, 5, 5), head=(*WHO, "L10", "กยศ.", "กยศ."))
    with refused("sheet_heading_missing", field="content", column="ชื่อ-สกุล"):
        bring(payroll, [number(1), "006", account(1), 100], head=("เลขประจำตัว 13 หลัก", "ธนาคาร", "เลขที่บัญชี", "L10"))
    with refused("sheet_heading_missing", field="content", column="เลขประจำตัว 13 หลัก"):
        bring(payroll, ["ก", 100], head=("ชื่อ", "เงิน"))
    with refused("sheet_without_rows", field="content", sheet="ผู้รับเงิน"):
        bring(payroll)


def test_cells_of_a_workbook(payroll: Payroll) -> None:
    """A merged cell and a formula that was never calculated hide amounts."""
    content = sheet(HEAD, [somebody(1, 100, *NONE)], touch=lambda made: made.merge_range(3, 7, 4, 7, 5))
    with refused("cell_merged", field=at(4, "withholding"), cell="H4:H5"):
        payroll.bring(content, count=1, net="100")
    with refused("upload_wrong_type", field="content"):
        payroll.bring(b"%PDF-1.7", count=1, net="100", filename="เงินเดือน.pdf")


def test_a_line_of_another_year_and_a_dika_that_is_on_its_way(payroll: Payroll) -> None:
    """The usual line must be one of this year; a list does not change a dika that was asked for."""
    with refused("budget_line_unknown", field="budget_line_id"):
        bring(payroll, somebody(1, 100, *NONE), budget_line_id=5)
    made = bring(payroll, somebody(1, 100, *NONE))
    named = {"document_id": made.document_id}
    commands.request_dika(envelope=payroll.office.envelope("division_head"), data=named)
    with refused("move_not_allowed"):
        bring(payroll, somebody(1, 100, *NONE), document_id=made.document_id)
    assert line("L10").code == "L10"


def test_every_bad_row_at_once(payroll: Payroll) -> None:
    """Three rows, four faults, one answer."""
    rows = [
        somebody(1, "ก", *NONE), somebody(2, 100, *NONE, bank="?", number="1"), somebody(3, 100, 200, *[None] * 9),
    ]  # fmt: skip
    with nothing_written(), pytest.raises(Refusals) as caught:
        bring(payroll, *rows)
    found = [(each.code, each.facts["row"]) for each in caught.value.errors]
    assert found == [
        ("amount_malformed", 4), ("national_number_malformed", 5), ("bank_unknown", 5), ("deductions_above_gross", 6),
    ]  # fmt: skip


def test_people_registered_twice(payroll: Payroll) -> None:
    """One number, one party; also within one list."""
    lines = [{"national_number": number(1), "name": "ก"}, {"national_number": number(9), "name": "ข"}]
    lines.append({"national_number": number(9), "name": "ค"})
    with nothing_written(), pytest.raises(Refusals) as caught:
        parties.register_people(envelope=payroll.office.envelope("finance_officer"), data={"lines": lines})
    assert [each.field for each in caught.value.errors] == ["lines.0.national_number", "lines.2.national_number"]
    check_refusal(caught.value.errors[1], "party_number_taken", field="lines.2.national_number", name="ข")
    with pytest.raises((Refusal, Refusals)):
        parties.register_people(envelope=payroll.office.envelope("finance_officer"), data={"lines": []})
