"""Receipt codes and budget codes: unique, complete for a small office, and honest about what is provisional."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.standards import budget_classification, fund_sources, revenue_heads, revenue_item, revenue_items

#: work, category or type, item of the lines that the example office budgets for
EXAMPLE_LINES = """
00411 510000 110300 · 00411 510000 110700 · 00411 510000 110800 · 00411 510000 110900 · 00411 510000 111000
00411 510000 111100 · 00411 510000 120100 · 00111 521000 210100 · 00111 521000 210600 · 00111 522000 220100
00111 522000 220300 · 00111 522000 220600 · 00111 522000 220700 · 00111 531000 310100 · 00111 532000 320100
00111 532000 320300 · 00111 532000 320400 · 00111 533000 330100 · 00111 533000 330800 · 00111 534000 340100
00111 534000 340300 · 00111 534000 340500 · 00111 541000 410100 · 00111 541000 411600 · 00113 522000 220400
00121 532000 320300 · 00211 522000 220100 · 00212 561000 610200 · 00212 533000 330400 · 00223 532000 320300
00242 534000 340100 · 00244 532000 320100 · 00252 532000 320300 · 00263 532000 320300 · 00312 542000 420900
00321 532000 320300
"""

#: what the example office receives in October: the account that each receipt code must credit
OCTOBER = {
    "41210008": "4401030106.001",
    "91100008": "1102050194.004",
    "91100003": "1102050194.003",
    "42100002": "4402010102.001",
    "42100007": "4402010106.001",
    "42100015": "4402010113.001",
    "91200001": "2112010101.001",
    "91200002": "2208010101.001",
    "91200003": "2112010199.001",
    "43100002": "4403010101.001",
    "44100002": "2103010102.001",
    "91400001": "1102010102.001",
    "91500001": "2116010199.001",
    "91300099": "2111020199.999",
}


@pytest.mark.parametrize(
    "line", [each.strip() for each in EXAMPLE_LINES.replace("\n", " · ").split("·") if each.strip()]
)
def test_the_lines_of_the_example_office_can_be_classified(line: str) -> None:
    work, head, item = line.split()
    classification = budget_classification()
    assert classification.find(work, "work").name_th
    assert head in [row.code for row in classification.path(item)]


def test_a_path_goes_from_the_widest_to_the_narrowest() -> None:
    assert [row.kind for row in budget_classification().path("00113")] == ["area", "plan", "work"]
    assert [row.code for row in budget_classification().path("330100")] == ["530000", "533000", "330100"]
    assert "330100" in [row.code for row in budget_classification().children("533000")]
    assert len(budget_classification().of_kind("plan")) == 12


@pytest.mark.parametrize("code, kind", [("999999", ""), ("00111", "item"), ("", "work")])
def test_an_unknown_budget_code_is_refused_at_its_field(code: str, kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        budget_classification().find(code, kind, field="lines.0.item")
    assert (refused.value.code, refused.value.field) == ("budget_code_unknown", "lines.0.item")


def test_the_receipt_codes_are_unique_and_of_eight_digits() -> None:
    codes = [item.code for item in revenue_items()]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 8 and code.isdigit() for code in codes)


def test_provisional_codes_stay_in_their_own_range() -> None:
    for item in revenue_items():
        assert item.name_th and item.name_en and item.source
        ours = item.code.startswith("9") or item.code[4] == "9"
        assert ours == (item.status == "provisional"), item.code


@pytest.mark.parametrize("code", OCTOBER)
def test_what_october_receives_has_a_code_with_the_right_account(code: str) -> None:
    assert revenue_item(code, on=date(2024, 10, 1)).account == OCTOBER[code]


@pytest.mark.parametrize(
    "account",
    ["4401050103.001", "4401040199.001", "4401040102.001", "4401100105.001", "4401060101.001", "4401070101.001"],
)
def test_revenue_without_official_digits_can_be_picked_all_the_same(account: str) -> None:
    assert any(item.account == account and item.kind == "revenue" for item in revenue_items())


def test_only_revenue_stands_in_the_estimate() -> None:
    kinds = {item.kind for item in revenue_items() if item.code.startswith("9")}
    assert kinds == {"receivable", "deposit", "advance", "unidentified", "prepaid"}
    assert {item.kind for item in revenue_items() if item.class_code == "441000"} == {"grant_liability"}


def test_every_item_stands_in_a_class_of_a_group() -> None:
    heads = {head.code: head for head in revenue_heads()}
    for item in revenue_items():
        assert heads[item.class_code].parent == item.group_code
        assert heads[item.group_code].level == "group"


def test_a_repealed_tax_ends_and_its_arrears_are_a_receivable() -> None:
    assert revenue_item("41100001").name_th == "ภาษีโรงเรือนและที่ดิน"
    with pytest.raises(Refusal) as refused:
        revenue_item("41100001", on=date(2024, 10, 1), field="lines.0.item")
    assert refused.value.code == "revenue_item_ended"
    assert revenue_item("91100001", on=date(2024, 10, 1)).kind == "receivable"


def test_an_unknown_receipt_code_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        revenue_item("40000000", field="lines.2.item")
    assert (refused.value.code, refused.value.field) == ("revenue_item_unknown", "lines.2.item")


def test_there_are_eight_sources_of_money() -> None:
    assert len({fund.code for fund in fund_sources()}) == 8
    assert fund_sources()[0].code == "budget"
