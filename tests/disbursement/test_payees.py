"""A payroll from a spreadsheet becomes a dika, whole or not at all: the worked example, and three hundred people."""

from datetime import date
from time import perf_counter

import pytest

from khlang.core.refusal import Refusal
from khlang.office.disbursement import commands, queries
from khlang.spine.documents import queries as documents
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as register
from tests.budget.budgeting import line
from tests.disbursement.payrolls import (
    ALLOWANCES,
    EXAMPLE,
    WHO,
    Payroll,
    account,
    example_rows,
    number,
    sheet,
    somebody,
)
from tests.office import Office

PAYDAY = date(2024, 10, 28)


@pytest.fixture
def payroll(office: Office) -> Payroll:
    """Eleven lines of personnel, two of allowances, nobody in the register yet."""
    return Payroll(office)


def test_the_payroll_of_the_worked_example(payroll: Payroll) -> None:
    """470,100.00 on eleven lines, four kinds of deductions, 410,497.70 to be paid out."""
    payroll.register(*range(1, 12))
    headings, rows = example_rows()
    content = sheet(headings, [*rows, ["รวม", *[""] * 5, *(baht for *_, baht in EXAMPLE)]])
    outcome = payroll.bring(content, count=11, net="410,497.70", on=PAYDAY)
    assert outcome.data == {
        "payees": 11, "gross": 47_010_000, "deducted": 5_960_230, "net": 41_049_770, "known": 11, "new": 0,
        "registered": 0, "proposed": 0,
    }  # fmt: skip
    view = queries.dika(document_id=outcome.document_id or 0)
    assert [line.amount for line in view.lines] == [int(baht.replace(",", "").replace(".", "")) for *_, baht in EXAMPLE]
    assert {(row.kind, row.form, row.account): row.amount for row in view.deductions} == {
        ("withholding", "pnd1", "2102040104.001"): 412_000,
        ("social_security", "", "2111020199.004"): 630_000,
        ("provident_fund", "", "2111020199.003"): 58_230,
        ("cooperative", "", "2111020199.005"): 4_300_000,
        ("student_loan", "", "2111020199.005"): 560_000,
    }
    assert (view.gross, view.net, len(view.payees)) == (47_010_000, 41_049_770, 11)
    envelope = payroll.office.envelope("division_head", day=PAYDAY)
    asked = commands.request_dika(envelope=envelope, data={"document_id": outcome.document_id})
    assert asked.state == "requested"


def test_thai_digits_text_and_numbers_and_what_people_leave_in(payroll: Payroll) -> None:
    """Headings in any order, columns that are not read, signatures below the total."""
    payroll.register(1, 2)
    headings = (
        "ชื่อ-สกุล",
        "เลขประจำตัว 13 หลัก",
        "ตำแหน่ง",
        "เลขที่บัญชี",
        "ธนาคาร",
        "จำนวนเงิน",
        "รหัสรายการงบประมาณ",
        "หมายเหตุ",
    )
    digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    rows = [
        ["คนที่ 1 ทดสอบ", number(1).translate(digits), "ปลัด", account(1), "ธ.กรุงไทย", "๑๐,๐๐๐.๕๐", "l10", ""],
        ["นายคนที่ ๒ ทดสอบ", f"{number(2)[0]}-{number(2)[1:]}", "", "0-0000 0000-2", 6, 9_000.5, "L10", "ลา"],
        ["รวม", "", "", "", "", 19_001, "", ""],
        ["", "", "ลงชื่อ ผู้จัดทำ", "", "", "", "", ""],
        ["(นางสาวมาลี ใจดี)", "", "", "", "", "", "", ""],
    ]
    outcome = payroll.bring(sheet(headings, rows), count=2, net="19,001")
    view = queries.dika(document_id=outcome.document_id or 0)
    assert [(payee.name, payee.gross, payee.account_no) for payee in view.payees] == [
        ("คนที่ 1 ทดสอบ", 1_000_050, account(1)), ("นายคนที่ ๒ ทดสอบ", 900_050, account(2)),
    ]  # fmt: skip


def test_allowances_of_one_line_each(payroll: Payroll) -> None:
    """The line is typed once for everybody; a row may name another."""
    payroll.register(1, 2, 3)
    headings = (*WHO, "จำนวนเงิน", "รหัสรายการงบประมาณ")
    rows = [somebody(1, 600, ""), somebody(2, 700, ""), somebody(3, 800, "L03")]
    outcome = payroll.bring(
        sheet(headings, rows), count=3, net="2,100", dika_kind="allowance", budget_line_id=line("L02").id
    )
    view = queries.dika(document_id=outcome.document_id or 0)
    assert [each.amount for each in view.lines] == [130_000, 80_000]
    assert len(ALLOWANCES) == 2


def test_a_csv_and_a_second_list_in_place_of_the_first(payroll: Payroll) -> None:
    """The draft is replaced as a whole; what was sent again by mistake is answered and not done twice."""
    payroll.register(1, 2)
    first = payroll.bring(sheet((*WHO, "L10"), [somebody(1, 100), somebody(2, 200)]), count=2, net="300")
    text = ",".join((*WHO, "L10")) + f"\n1,{number(2)},นายคนที่ 2 ทดสอบ,KTB,{account(2)},,250.50\n"
    data = payroll.data(
        text.encode("utf-8-sig"), count=1, net="250.50", document_id=first.document_id, filename="a.csv"
    )
    envelope = payroll.office.envelope("finance_officer")
    second = commands.import_payees(envelope=envelope, data=data)
    assert commands.import_payees(envelope=envelope, data=data).replayed
    view = queries.dika(document_id=second.document_id or 0)
    assert (second.document_id, view.gross, len(view.payees)) == (first.document_id, 25_050, 1)
    assert documents.get(document_id=second.document_id or 0).version == 2


def test_people_who_are_new_are_registered_and_their_accounts_wait_for_a_second_person(payroll: Payroll) -> None:
    """One list, no clicking one by one: finance proposes, accounting confirms all at once."""
    payroll.register(1)
    payroll.register(2, confirmed=False)
    content = sheet((*WHO, "L10"), [somebody(each, 100 * each) for each in (1, 2, 3)])
    outcome = payroll.bring(content, count=3, net="600", register_new=True)
    assert {key: outcome.data[key] for key in ("known", "new", "registered", "proposed")} == {
        "known": 1, "new": 2, "registered": 1, "proposed": 2,
    }  # fmt: skip
    known = register.by_numbers(numbers=[number(2), number(3)])
    waiting = register.waiting_accounts(party_ids=[party.id for party in known.values()])
    parties.confirm_accounts(
        envelope=payroll.office.envelope("accountant"), data={"document_ids": list(waiting.values())}
    )
    again = payroll.bring(content, count=3, net="600", register_new=True, document_id=outcome.document_id)
    assert (again.data["known"], again.data["proposed"]) == (3, 0)


def test_arrears_are_paid_in_the_same_month_on_purpose(payroll: Payroll) -> None:
    """Another amount is no repetition; the same one is meant, and the remark says why."""
    payroll.register(1)
    head = (*WHO, "L10")
    payroll.bring(sheet(head, [somebody(1, 100)]), count=1, net="100")
    payroll.bring(sheet(head, [somebody(1, 40)]), count=1, net="40")
    said = {"again": True, "remark": "ตกเบิกเดือนกันยายน"}
    outcome = payroll.bring(sheet(head, [somebody(1, 100)]), count=1, net="100", **said)
    assert queries.dika(document_id=outcome.document_id or 0).remark == "ตกเบิกเดือนกันยายน"


def test_three_hundred_people_in_one_go(payroll: Payroll) -> None:
    """Well under three seconds, new people and all."""
    headings, _ = example_rows()
    empty = [None] * (len(headings) - len(WHO) - 1)
    content = sheet(headings, [somebody(each, "15,000.00", *empty) for each in range(1, 301)])
    started = perf_counter()
    outcome = payroll.bring(content, count=300, net="4,500,000", register_new=True)
    taken = perf_counter() - started
    assert (outcome.data["payees"], outcome.data["registered"], outcome.data["proposed"]) == (300, 300, 300)
    assert taken < 3
    document_id = outcome.document_id or 0
    assert len(queries.dika(document_id=document_id).payees) == 300


def test_a_rehearsal_leaves_nothing(payroll: Payroll) -> None:
    """What would be written is told."""
    content = sheet((*WHO, "L10"), [somebody(1, 100)])
    data = payroll.data(content, count=1, net="100", register_new=True)
    told = commands.import_payees(envelope=payroll.office.envelope("finance_officer", dry_run=True), data=data)
    assert told.data["payees"] == 1
    assert register.by_numbers(numbers=[number(1)]) == {}


def test_payees_change_only_as_a_whole(payroll: Payroll) -> None:
    """A typed line that is not what the payees add up to is refused."""
    payroll.register(1)
    outcome = payroll.bring(sheet((*WHO, "L10"), [somebody(1, 100)]), count=1, net="100")
    data = {
        "document_id": outcome.document_id, "dika_kind": "payroll", "title": "แก้ยอด",
        "lines": [{"budget_line_id": line("L10").id, "amount": "101"}],
    }  # fmt: skip
    with pytest.raises(Refusal, match="payees_total_differs"):
        commands.prepare_dika(envelope=payroll.office.envelope("finance_officer"), data=data)
