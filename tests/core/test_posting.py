"""Posting rules: from the facts of a document to balanced lines in both books."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khlang.core.posting import AccountRef, Facts, Item, Line, Rule, RuleLine, expand, merge, reverse, totals
from khlang.core.refusal import Refusal

CASH, BANK, WASTE_FEE = "1101010101.001", "1101030102.001", "4401030106.001"

RECEIVED = Rule(
    event="remittance_summary.posted",
    voucher="receipt",
    source="entries 1, 8",
    note="ผ่านรายการใบสำคัญสรุปใบนำส่งเงิน",
    lines=(
        RuleLine("debit", CASH, "cash"),
        RuleLine("debit", "$bank", "banked"),
        RuleLine("credit", "$revenue", "amount", each="items"),
    ),
)


def fee(amount, *, account=WASTE_FEE, sub="41210008", description=""):
    """One revenue item of a summary."""
    return Item({"amount": amount}, {"revenue": AccountRef(account, sub)}, description)


def summary(*items, cash=0, banked=0):
    """The facts of a summary of remittance slips."""
    return Facts({"cash": cash, "banked": banked}, {"bank": AccountRef(BANK, "KTB-S")}, {"items": items})


def test_a_summary_debits_money_and_credits_revenue():
    """Dr cash 36.00, Dr bank 60.00; Cr waste fee 96.00, with the bank account and the revenue item as sub-ledgers."""
    lines = expand(RECEIVED, summary(fee(9_600, description="มูลฝอย"), cash=3_600, banked=6_000))
    assert lines == (
        Line("accrual", CASH, "", 3_600, 0),
        Line("accrual", BANK, "KTB-S", 6_000, 0),
        Line("accrual", WASTE_FEE, "41210008", 0, 9_600, "มูลฝอย"),
    )


def test_a_row_is_repeated_for_each_item_and_zero_rows_fall_away():
    """No bank line when nothing was banked, one credit for each revenue item that has an amount."""
    lines = expand(RECEIVED, summary(fee(100), fee(0), fee(250), cash=350))
    assert [(line.account, line.debit, line.credit) for line in lines] == [
        (CASH, 350, 0),
        (WASTE_FEE, 0, 100),
        (WASTE_FEE, 0, 250),
    ]


def test_an_item_goes_before_the_document():
    """An item may name its own account and amount; what it does not name comes from the document."""
    rule = Rule(
        "e", "general", "s", "n", (RuleLine("debit", "$to", "amount", "moves"), RuleLine("credit", "$from", "amount"))
    )
    facts = Facts(
        {"amount": 10},
        {"to": AccountRef("2"), "from": AccountRef("1")},
        {"moves": [Item(), Item({"amount": 0}), Item(accounts={"to": AccountRef("3")})]},
    )
    with pytest.raises(Refusal, match="voucher_unbalanced"):
        expand(rule, facts)
    balanced = Facts(facts.amounts, facts.accounts, {"moves": [Item(accounts={"to": AccountRef("3", "s")})]})
    assert [(line.account, line.sub) for line in expand(rule, balanced)] == [("3", "s"), ("1", "")]


def test_each_book_balances_by_itself():
    """A debit in the budget book does not answer a credit in the accrual book."""
    rule = Rule(
        "e",
        "general",
        "s",
        "n",
        (RuleLine("debit", "1", "x"), RuleLine("credit", "budget.available", "x", book="budget")),
    )
    with pytest.raises(Refusal) as refused:
        expand(rule, Facts({"x": 12_345}))
    assert refused.value.code == "voucher_unbalanced"
    assert refused.value.facts == {"book": "accrual", "debit": "123.45", "credit": "0.00"}


def test_a_voucher_without_amounts_is_refused():
    """All rows zero: nothing to post."""
    with pytest.raises(Refusal, match="voucher_empty"):
        expand(RECEIVED, summary(fee(0)))


@pytest.mark.parametrize(
    "facts, complaint",
    [
        (summary(fee(-1), cash=-1), "cash is below zero"),
        (Facts({"cash": 1}, groups={"items": []}), "do not give 'banked'"),
        (Facts({"cash": 1, "banked": 1}, groups={"items": []}), "do not give 'bank'"),
        (Facts({"cash": 1, "banked": 0}), "do not give 'items'"),
    ],
)
def test_incomplete_facts_are_a_mistake_of_the_program(facts, complaint):
    """Not a refusal: nobody in the office could correct it."""
    with pytest.raises(ValueError, match=f"remittance_summary.posted: .*{complaint}"):
        expand(RECEIVED, facts)


def test_floors_are_carried_to_the_lines():
    """Cash may not go below zero: the line says so, and the database holds it."""
    floors = {("accrual", CASH): "debit", ("budget", WASTE_FEE): "debit"}
    lines = expand(RECEIVED, summary(fee(100), cash=100), floors=floors)
    assert [line.floor for line in lines] == ["debit", ""]
    rule = Rule("e", "general", "s", "n", (RuleLine("debit", "1", "x", floor="credit"), RuleLine("credit", "2", "x")))
    assert [line.floor for line in expand(rule, Facts({"x": 1}), floors={("accrual", "1"): "debit"})] == ["credit", ""]


@pytest.mark.parametrize(
    "row", [("left", "1", "x"), ("debit", "1", "x", None, "third"), ("debit", "1", "x", None, "budget", "up")]
)
def test_a_mistyped_rule_is_refused_when_it_is_loaded(row):
    """An unknown side, book or floor; an unknown kind of voucher."""
    with pytest.raises(ValueError, match="not understood"):
        RuleLine(*row)
    with pytest.raises(ValueError, match="unknown voucher kind"):
        Rule("e", "invoice", "s", "n", ())


amounts = st.integers(min_value=0, max_value=10**13)
some_items = st.lists(
    st.tuples(amounts, st.sampled_from(["a", "b"]), st.sampled_from(["", "x"])), min_size=1, max_size=8
)


@given(some_items, st.integers(min_value=0, max_value=100))
def test_whatever_is_received_the_voucher_balances(items, share):
    """Sums agree in the book, all amounts are positive, and each line stands on one side."""
    total = sum(amount for amount, _, _ in items)
    cash = total * share // 100
    facts = summary(
        *(fee(amount, sub=sub, description=text) for amount, sub, text in items), cash=cash, banked=total - cash
    )
    if total == 0:
        with pytest.raises(Refusal, match="voucher_empty"):
            expand(RECEIVED, facts)
        return
    lines = expand(RECEIVED, facts)
    assert totals(lines) == {"accrual": (total, total)}
    assert all(min(line.debit, line.credit) == 0 < max(line.debit, line.credit) for line in lines)
    assert reverse(reverse(lines)) == lines
    assert nets(reverse(lines)) == {key: -net for key, net in nets(lines).items()}
    assert nets(merge(lines)) == nets(lines) and totals(merge(lines)) == totals(lines)
    assert merge(merge(lines)) == merge(lines)


def nets(lines):
    """Debit less credit of every account and sub-ledger key."""
    found = {}
    for line in lines:
        key = (line.book, line.account, line.sub)
        found[key] = found.get(key, 0) + line.debit - line.credit
    return found


def test_lines_of_the_same_kind_are_added_up():
    """Same book, account, sub-ledger, side and description; another side or text stays apart."""
    lines = (
        Line("accrual", CASH, "", 100, 0, "ก", "debit"),
        Line("accrual", WASTE_FEE, "x", 0, 100, "ก"),
        Line("accrual", CASH, "", 50, 0, "ก"),
        Line("accrual", CASH, "", 0, 50, "ก"),
        Line("accrual", CASH, "", 7, 0, "ข"),
    )
    assert merge(lines) == (
        Line("accrual", CASH, "", 150, 0, "ก", "debit"),
        Line("accrual", WASTE_FEE, "x", 0, 100, "ก"),
        Line("accrual", CASH, "", 0, 50, "ก"),
        Line("accrual", CASH, "", 7, 0, "ข"),
    )
