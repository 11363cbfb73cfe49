"""Dika of every kind: what October 2567 of the worked example paid, line by line, and the kinds it did not need."""

from datetime import date
from typing import Any

import pytest

from khlang.core.posting import AccountRef
from khlang.office.advances import commands as advances
from khlang.office.advances import queries as advance_queries
from khlang.office.disbursement import queries
from khlang.platform.commands import Outcome
from khlang.spine.ledger import queries as ledger
from tests.disbursement.asking import GRANT, NUMBERS, PAYABLE, POWER_DUE, SECURITY, SURPLUS, Desk, buckets, posted
from tests.procurement.accepting import VENDORS, accepted, item, ordered

SAVINGS, CURRENT = "1101030102.001", "1101030101.001"
CHEQUES = AccountRef(CURRENT, "KTB-C")
PND1, PND3, PND53 = "2102040104.001", "2102040103.001", "2102040106.001"
TWENTY_FIFTH = date(2024, 10, 25)


def test_a_payable_of_last_year(desk: Desk) -> None:
    """PV3: 145,000 owed, tax 1,355.14 on the price without VAT; no budget is touched."""
    desk.fund()
    desk.owe(PAYABLE, "145,000")
    dika = desk.paid("carried_over", lines=[desk.owed(PAYABLE, "145,000")], vat_included=True)
    assert posted(dika) == [(PAYABLE, 14_500_000, 0), (SAVINGS, 0, 14_364_486), (PND53, 0, 135_514)]


def test_power_of_last_year_out_of_this_years_budget(desk: Desk) -> None:
    """PV4 and PV19: an accrued expense is paid, the budget is spent all the same; the usual account when none is named."""
    desk.fund()
    desk.owe(POWER_DUE, "18,640.50")
    september = desk.paid(lines=[desk.line("L20", "18,640.50", account=POWER_DUE)])
    october = desk.paid(lines=[desk.line("L20", "17,905.30")], title="จ่ายค่าไฟฟ้า ต.ค.")
    assert posted(september) == [(POWER_DUE, 1_864_050, 0), (SAVINGS, 0, 1_864_050)]
    assert posted(october) == [("5104020101.001", 1_790_530, 0), (SAVINGS, 0, 1_790_530)]
    assert buckets("L20")["expended"] == 3_654_580


def test_taxes_and_social_security_are_remitted(desk: Desk) -> None:
    """PV5 and PV6: several deposits in one dika, no budget line."""
    desk.fund()
    for account, baht in ((PND1, "3,450"), (PND3, "1,120"), (PND53, "2,350"), (SECURITY, "14,850")):
        desk.owe(account, baht)
    taxes = [desk.owed(PND1, "3450"), desk.owed(PND3, "1120"), desk.owed(PND53, "2350")]
    dika = desk.paid("deposit", title="นำส่งภาษี", lines=taxes, division="02")
    assert posted(dika) == [(PND1, 345_000, 0), (PND3, 112_000, 0), (PND53, 235_000, 0), (SAVINGS, 0, 692_000)]
    dika = desk.paid("deposit", title="นำส่งประกันสังคม", lines=[desk.owed(SECURITY, "14850")])
    assert posted(dika) == [(SECURITY, 1_485_000, 0), (SAVINGS, 0, 1_485_000)]


def test_one_dika_of_budget_and_deposits(desk: Desk) -> None:
    """PV14: the employer's share out of the budget, the employees' out of what was kept back."""
    desk.fund()
    desk.owe(SECURITY, "6,300")
    own = desk.line("L01", "6,300", account="5101020106.001")
    dika = desk.paid("deposit", title="นำส่งประกันสังคม", lines=[own, desk.owed(SECURITY, "6,300")])
    assert posted(dika) == [("5101020106.001", 630_000, 0), (SECURITY, 630_000, 0), (SAVINGS, 0, 1_260_000)]
    assert buckets("L01")["expended"] == 630_000


def test_a_guarantee_returned_by_cheque(desk: Desk) -> None:
    """PV10: out of the current account."""
    desk.till.bank_in("42100002", "50,000", bank="KTB-C")
    desk.owe("2112010101.001", "92,500")
    dika = desk.paid("deposit", title="คืนหลักประกัน", lines=[desk.owed("2112010101.001", "42,500")], bank=CHEQUES)
    assert posted(dika) == [("2112010101.001", 4_250_000, 0), (CURRENT, 0, 4_250_000)]


@pytest.mark.parametrize(
    ("kind", "code", "baht", "account"),
    [
        ("direct", "L16", "2,160", "5103010102.001"),
        ("grant_paid", "L34", "210,000", "5107010101.001"),
        ("grant_paid", "L33", "40,800", "5210010121.005"),
    ],
)
def test_expenses_without_a_contract(desk: Desk, kind: str, code: str, baht: str, account: str) -> None:
    """PV9, PV16, PV17: per diem, a grant to a school, money to a unit of the office's own."""
    desk.fund()
    dika = desk.paid(kind, title="จ่าย", lines=[desk.line(code, baht, account=account)])
    satang = int(baht.replace(",", "")) * 100
    assert posted(dika) == [(account, satang, 0), (SAVINGS, 0, satang)]


def test_lines_of_one_account_are_one_line_of_the_voucher(desk: Desk) -> None:
    """PV7 without its list: three budget lines, one account of expense."""
    desk.fund()
    lines = [desk.line("L02", "642,000"), desk.line("L03", "168,000")]
    dika = desk.paid("allowance", title="จ่ายเบี้ยยังชีพ", lines=lines)
    assert posted(dika) == [("5107010114.001", 81_000_000, 0), (SAVINGS, 0, 81_000_000)]
    assert (buckets("L02")["expended"], buckets("L03")["expended"]) == (64_200_000, 16_800_000)


def vendors(desk: Desk) -> None:
    """The vendors of the tests of acceptance, with their numbers."""
    desk.party(VENDORS["juristic"], kind="juristic", national_number=NUMBERS["vendor"])
    desk.party(VENDORS["person"], kind="person", national_number=NUMBERS["person"])


def bought(desk: Desk, line: dict[str, Any], *, on: date = TWENTY_FIFTH, **terms: Any) -> Outcome:
    """A delivery ordered on a day and accepted on the twenty-fifth."""
    order = ordered(desk.office, line, on=on, **terms)
    return accepted(desk.office, order, on=TWENTY_FIFTH)


def from_acceptance(desk: Desk, delivery: Outcome, **more: Any) -> Outcome:
    """The dika of an acceptance, with nothing typed but what it cites."""
    cited = {"payee_id": None, "lines": [], "acceptance_id": delivery.document_id, **more}
    return desk.approved("acceptance", on=TWENTY_FIFTH, **cited)


def test_supplies_bought_and_paid(desk: Desk) -> None:
    """PV2: 28,890 with VAT in it, tax 270.00, net 28,620; what was committed is spent."""
    vendors(desk)
    desk.fund()
    delivery = bought(desk, item("L18", "วัสดุสำนักงาน", "28,890"))
    assert buckets("L18")["committed"] == 2_889_000
    dika = from_acceptance(desk, delivery, title="จ่ายค่าวัสดุสำนักงาน")
    assert buckets("L18") == {"expended": 2_889_000, "available": 12_000_000 - 2_889_000}
    paid = desk.pay(dika, on=TWENTY_FIFTH)
    assert posted(paid) == [(PAYABLE, 2_889_000, 0), (SAVINGS, 0, 2_862_000), (PND53, 0, 27_000)]
    assert [row.after for row in ledger.balances(through=TWENTY_FIFTH, accounts=(PAYABLE,))] == [0]


def test_a_late_delivery_is_fined_by_its_dika(desk: Desk) -> None:
    """PV12: 46,000 three days late at 0.20 %: fine 276, tax 429.91 on the whole price, net 45,294.09."""
    vendors(desk)
    desk.fund()
    line = item("L24", "คอมพิวเตอร์", "23,000", "2")
    due = date(2024, 10, 22)
    delivery = bought(desk, line, on=due, delivery_date=due, fine_rate="0.20")
    paid = desk.pay(from_acceptance(desk, delivery), on=TWENTY_FIFTH)
    assert posted(paid) == [
        (PAYABLE, 4_600_000, 0), (SAVINGS, 0, 4_529_409), (PND53, 0, 42_991), ("4401040110.001", 0, 27_600),
    ]  # fmt: skip


def test_a_natural_person_below_ten_thousand(desk: Desk) -> None:
    """PV18: 9,000 for a month's cleaning, no tax."""
    vendors(desk)
    desk.fund()
    line = item("L15", "จ้างทำความสะอาด", "9,000")
    delivery = bought(desk, line, category="service", vendor_kind="person", vat_included=False)
    paid = desk.pay(from_acceptance(desk, delivery), on=TWENTY_FIFTH)
    assert posted(paid) == [(PAYABLE, 900_000, 0), (SAVINGS, 0, 900_000)]


def test_an_advance_paid_becomes_outstanding(desk: Desk) -> None:
    """PV1: the budget is held by the advance; the dika takes none."""
    desk.fund()
    borrower = desk.party("นางสาวรุ่งนภา อบรมดี")
    envelope = desk.office.envelope
    data = {
        "kind": "project", "borrower_id": borrower, "title": "เงินยืมโครงการ", "amount": "30,000",
        "budget_line_id": desk.line("L16", "1")["budget_line_id"],
    }  # fmt: skip
    named = {"document_id": advances.save_advance(envelope=envelope("finance_officer"), data=data).document_id}
    advances.submit_advance(envelope=envelope("finance_officer"), data=named)
    advances.check_advance(envelope=envelope("treasury_head"), data=named)
    advances.approve_advance(envelope=envelope("executive"), data=named)
    dika = desk.paid("advance", lines=[], payee_id=None, advance_id=named["document_id"])
    assert posted(dika) == [("1102010102.001", 3_000_000, 0), (SAVINGS, 0, 3_000_000)]
    assert buckets("L16") == {"advanced": 3_000_000, "available": 22_000_000}
    assert advance_queries.advance(document_id=named["document_id"]).state == "outstanding"


def test_revenue_refunded(desk: Desk) -> None:
    """The account that the receipt credited gives it back, whole or in part."""
    desk.fund()
    receipt = desk.till.bank_in("41309001", "6,000", title="ค่าเช่าที่ดิน")
    dika = desk.paid("refund", title="ถอนคืนค่าเช่า", lines=[], receipt_id=receipt.document_id)
    assert posted(dika) == [("4401060101.001", 600_000, 0), (SAVINGS, 0, 600_000)]


def test_the_accumulated_surplus_spent(desk: Desk) -> None:
    """With the council's resolution; no budget line, tax when it is asked for."""
    desk.fund()
    desk.till.write_entry("ยอดยกมา", (SAVINGS, "500,000", "0", "KTB-S"), (SURPLUS, "0", "500,000"))
    line = {"source": "surplus", "account": "5104010112.001", "amount": "107,000"}
    council = {"council_reference": "สมัยวิสามัญ 1/2568", "council_date": "2024-10-01"}
    dika = desk.paid("surplus", title="ซ่อมถนน", lines=[line], vat_included=True, withhold=True, **council)
    assert posted(dika) == [("5104010112.001", 10_700_000, 0), (SAVINGS, 0, 10_600_000), (PND53, 0, 100_000)]


def test_an_earmarked_grant_spent_becomes_revenue(desk: Desk) -> None:
    """The expense and the revenue of as much of the grant stand in one voucher (spec 5.3 entry 15)."""
    desk.fund()
    desk.owe(GRANT, "50,000")
    line = {"source": "expense", "account": "5102030199.001", "amount": "20,000"}
    dika = desk.paid("grant", title="อบรมตามเงินอุดหนุน", lines=[line])
    assert posted(dika) == [
        ("5102030199.001", 2_000_000, 0), (GRANT, 2_000_000, 0), (SAVINGS, 0, 2_000_000), ("4403010104.001", 0, 2_000_000),
    ]  # fmt: skip


def test_money_moved_between_banks(desk: Desk) -> None:
    """The payee is the office itself."""
    desk.fund()
    line = {"sub": "KTB-C", "amount": "100,000"}
    dika = desk.paid("bank_transfer", title="โอนเข้ากระแสรายวัน", lines=[line], payee_id=None)
    assert posted(dika) == [(CURRENT, 10_000_000, 0), (SAVINGS, 0, 10_000_000)]
    assert queries.dika(document_id=dika.document_id or 0).payee_name == desk.office.organisation.name_th


def test_salaries_with_what_is_kept_back(desk: Desk) -> None:
    """PV13 in small: each kind of deduction to its account; cooperative and student loan share one."""
    desk.fund()
    kept = [
        {"kind": "withholding", "form": "pnd1", "amount": "4,120"}, {"kind": "social_security", "amount": "6,300"},
        {"kind": "cooperative", "amount": "40,000"}, {"kind": "student_loan", "amount": "8,600"},
        {"kind": "provident_fund", "amount": "582.30"},
    ]  # fmt: skip
    lines = [desk.line("L33", "100,000", account="5101010101.001")]
    dika = desk.paid("payroll", title="เงินเดือน", lines=lines, deductions=kept)
    assert posted(dika) == [
        ("5101010101.001", 10_000_000, 0), (SAVINGS, 0, 4_039_770), (PND1, 0, 412_000), (SECURITY, 0, 630_000),
        ("2111020199.005", 0, 4_860_000), ("2111020199.003", 0, 58_230),
    ]  # fmt: skip


def test_a_contractor_paid_in_advance(desk: Desk) -> None:
    """Out of what the contract has committed; the acceptance takes it back, its dika pays the rest."""
    vendors(desk)
    desk.fund()
    line = item("L15", "จ้างเหมาบริการ", "100,000")
    terms = {"kind": "contract", "category": "service", "vat_included": False, "advance_amount": "15,000"}
    order = ordered(desk.office, line, on=TWENTY_FIFTH, **terms)
    cited = {"payee_id": None, "lines": [], "obligation_id": order.id}
    ahead = desk.pay(desk.approved("contract_advance", on=TWENTY_FIFTH, **cited), on=TWENTY_FIFTH)
    assert posted(ahead) == [("1103020111.001", 1_500_000, 0), (SAVINGS, 0, 1_485_000), (PND53, 0, 15_000)]
    assert buckets("L15") == {"committed": 8_500_000, "expended": 1_500_000, "available": 10_000_000}
    delivery = accepted(desk.office, order, on=TWENTY_FIFTH)
    rest = desk.pay(from_acceptance(desk, delivery), on=TWENTY_FIFTH)
    assert posted(rest) == [(PAYABLE, 8_500_000, 0), (SAVINGS, 0, 8_415_000), (PND53, 0, 85_000)]
    assert buckets("L15") == {"expended": 10_000_000, "available": 10_000_000}
