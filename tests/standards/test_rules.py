"""The posting rules give the vouchers of the worked example."""

import pytest

from khlang.core.posting import AccountRef, Facts, Item, Line, expand
from khlang.standards import all_series, floors, rule, rules, series

CASH, SAVINGS = AccountRef("1101010101.001"), AccountRef("1101030102.001", "KTB-S")


def entry(event: str, facts: Facts) -> list[tuple[str, str, int, int]]:
    return [(line.account, line.sub, line.debit, line.credit) for line in expand(rule(event), facts, floors=floors())]


def item(account: str, amount: int, sub: str = "", role: str = "account") -> Item:
    return Item({"amount": amount}, {role: AccountRef(account, sub)})


def test_a_summary_of_slips_takes_cash_and_credits_each_receipt_code() -> None:
    facts = Facts(
        groups={
            "monies": [Item({"amount": 8652_00}, {"money": CASH})],
            "items": [item("1102050194.004", 8400_00, "91100008"), item("4401040199.001", 252_00, "41229004")],
        }
    )
    assert entry("remittance_summary.posted", facts) == [
        ("1101010101.001", "", 8652_00, 0),
        ("1102050194.004", "91100008", 0, 8400_00),
        ("4401040199.001", "41229004", 0, 252_00),
    ]


def test_a_grant_in_the_bank_is_a_liability_until_it_is_spent() -> None:
    facts = Facts({"total": 150_000_00}, {"bank": SAVINGS}, {"items": [item("2103010102.001", 150_000_00, "44100002")]})
    assert entry("receipt.transfer_received", facts) == [
        ("1101030102.001", "KTB-S", 150_000_00, 0),
        ("2103010102.001", "44100002", 0, 150_000_00),
    ]


def test_a_reversal_is_the_summary_turned_round() -> None:
    groups = {"monies": [Item({"amount": 1_00}, {"money": CASH})], "items": [item("4401030106.001", 1_00)]}
    posted = entry("remittance_summary.posted", Facts(groups=groups))
    reversed_ = entry("receipt_reversal.approved", Facts(groups=groups))
    assert sorted((code, sub, credit, debit) for code, sub, debit, credit in posted) == sorted(reversed_)


def test_cash_goes_to_the_bank_and_both_lines_carry_their_floors() -> None:
    """Neither the cash box nor a bank account of the office ever holds less than nothing."""
    groups = {"monies": [Item({"amount": 2350_00}, {"money": CASH})]}
    lines = expand(
        rule("cash_deposit.approved"), Facts({"amount": 2350_00}, {"bank": SAVINGS}, groups), floors=floors()
    )
    assert lines == (
        Line("accrual", "1101030102.001", "KTB-S", 2350_00, 0, floor="debit"),
        Line("accrual", "1101010101.001", "", 0, 2350_00, floor="debit"),
    )


def test_money_moves_between_banks() -> None:
    accounts = {"from_bank": SAVINGS, "to_bank": AccountRef("1101030101.001", "KTB-C")}
    assert entry("bank_transfer.approved", Facts({"amount": 5_00}, accounts)) == [
        ("1101030101.001", "KTB-C", 5_00, 0),
        ("1101030102.001", "KTB-S", 0, 5_00),
    ]


@pytest.mark.parametrize("event", ["general_voucher.approved", "opening_balance.approved"])
def test_an_accountants_entry_is_posted_line_by_line(event: str) -> None:
    groups = {"debits": [item("5103010199.001", 13_200_00)], "credits": [item("1102010102.001", 13_200_00)]}
    assert entry(event, Facts(groups=groups)) == [
        ("5103010199.001", "", 13_200_00, 0),
        ("1102010102.001", "", 0, 13_200_00),
    ]


@pytest.mark.parametrize(
    "event, bucket", [("ordinance.promulgated", "approved"), ("supplementary.promulgated", "supplementary")]
)
def test_promulgation_makes_the_appropriation_available_and_expects_the_revenue(event: str, bucket: str) -> None:
    accounts = {"available": AccountRef("budget.available", "7"), bucket: AccountRef(f"budget.{bucket}", "7")}
    expected = {"expected": AccountRef("estimate.expected", "3"), "authorised": AccountRef("estimate.authorised", "3")}
    facts = Facts(
        groups={
            "appropriations": [Item({"amount": 9_00}, accounts)],
            "estimates": [Item({"amount": 10_00}, expected)],
        }
    )
    assert entry(event, facts) == [
        ("budget.available", "7", 9_00, 0),
        (f"budget.{bucket}", "7", 0, 9_00),
        ("estimate.expected", "3", 10_00, 0),
        ("estimate.authorised", "3", 0, 10_00),
    ]


def test_a_transfer_takes_from_one_line_what_it_gives_to_another() -> None:
    source = {"available": AccountRef("budget.available", "5"), "transfer_out": AccountRef("budget.transfer_out", "5")}
    target = {"available": AccountRef("budget.available", "8"), "transfer_in": AccountRef("budget.transfer_in", "8")}
    facts = Facts(
        groups={
            "sources": [Item({"amount": 30_000_00}, source)],
            "targets": [Item({"amount": 30_000_00}, target)],
        }
    )
    lines = expand(rule("budget_transfer.approved"), facts, floors=floors())
    assert [(line.account, line.sub, line.debit, line.credit) for line in lines] == [
        ("budget.transfer_out", "5", 30_000_00, 0),
        ("budget.available", "5", 0, 30_000_00),
        ("budget.available", "8", 30_000_00, 0),
        ("budget.transfer_in", "8", 0, 30_000_00),
    ]
    assert [line.floor for line in lines] == ["", "debit", "debit", ""]


def test_every_rule_names_its_source_and_says_in_thai_what_it_does() -> None:
    for each in rules():
        assert each.source
        assert any("ก" <= letter <= "๛" for letter in each.note)


def test_an_event_without_a_rule_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        rule("receipt.dreamt")


def test_the_series_have_the_prefixes_of_the_office() -> None:
    assert {each.name: each.prefix for each in all_series() if each.name.startswith("voucher_")} == {
        "voucher_receipt": "RV",
        "voucher_payable": "AP",
        "voucher_payment": "PV",
        "voucher_general": "JV",
        "voucher_opening": "OB",
    }
    assert series("receipt").prefix == "RC"
