"""The cross-checks are silent about the tables as they stand, and name every fault that is planted in them."""

import pytest

from khlang.core.lifecycle import Lifecycle, Move
from khlang.standards.checks import problems
from tests.standards.tables import OFFICE, Plant


def test_the_tables_are_sound() -> None:
    assert problems() == []


@pytest.mark.parametrize("lifecycle", OFFICE, ids=lambda each: str(each.document))
def test_every_lifecycle_of_the_office_finds_its_rules_words_duties_and_series(lifecycle: Lifecycle) -> None:
    assert set(problems([lifecycle])) - set(problems()) == set()


FAULTS = {
    "an account nobody knows": (
        "posting_rules/treasury.toml", '"$from_bank"', '"1101010101.999"',
        "posting rule bank_transfer.approved: 1101010101.999 takes no entries in the accrual book",
    ),
    "a heading in a rule": (
        "posting_rules/treasury.toml", '"$from_bank"', '"1101010000.000"',
        "posting rule bank_transfer.approved: 1101010000.000 takes no entries in the accrual book",
    ),
    "a role without a name": (
        "posting_rules/treasury.toml", '"$to_bank"', '"$somewhere"',
        "posting rule bank_transfer.approved: no message rule_role.somewhere",
    ),
    "a voucher without numbers": (
        "numbering.toml", "voucher_general = ", "voucher_jaranai = ",
        "numbering: no series for vouchers of the kind general",
    ),
    "two series of one prefix": ("numbering.toml", '"SM"', '"RS"', "numbering: the prefix RS is used twice"),
    "a receipt code used twice": (
        "classifications/receipt_items.csv", "item,91400002,", "item,91400001,", "receipt code 91400001: used twice",
    ),
    "a receipt code on a heading": (
        "classifications/revenue.csv", "4401010103.001", "4401010000.000",
        "receipt code 41100003: 4401010000.000 takes no entries",
    ),
    "a budget item on an unknown account": (
        "classifications/budget.csv", "5104020101.001", "5104020101.777",
        "budget code 340100: 5104020101.777 takes no entries",
    ),
    "a bank that is no account": ("money.toml", '"1101030199.001"', '"1101030198.001"',
                                  "money: 1101030198.001 takes no entries"),
    "an account the trial balance loses": (
        "reports/trial_balance.toml", 'accounts = ["5"]', 'accounts = ["51", "52"]',
        "trial balance: 5401010101.001 is taken by no row",
    ),
    "an account the trial balance counts twice": (
        "reports/trial_balance.toml", 'accounts = ["3"]', 'accounts = ["3", "5401"]',
        "trial balance: 5401010101.001 is taken by net_assets, expense",
    ),
    "a row that adds an unknown row": (
        "reports/trial_balance.toml", 'accounts = ["5"]', 'sums = ["expenses"]',
        "trial_balance: row expense: adds expenses, which has no amounts above it",
    ),
    "a column twice": ("reports/journal.toml", 'key = "credit"', 'key = "debit"',
                       "journal: column debit stands there twice"),
    "a text in one language": ("messages/common.en.toml", '"button.save" = "Save"\n', "",
                               "messages.en: button.save is missing"),
    "a key with two texts": (
        "messages/standards.th.toml", '"class.asset" = "สินทรัพย์"', '"button.save" = "เก็บ"',
        "messages/standards.th.toml: button.save has another text in an earlier file",
    ),
    "a key without quotes": (
        "messages/standards.th.toml", '"class.asset" = "สินทรัพย์"', 'class.asset = "สินทรัพย์"',
        "messages/standards.th.toml: the key class must be quoted whole",
    ),
    "a role that approves what it prepares": (
        "duties.toml", '"remittance_summary.post", "general_voucher.prepare"',
        '"remittance_summary.post", "general_voucher.approve", "general_voucher.prepare"',
        "role accountant: holds both general_voucher.prepare and general_voucher.approve",
    ),
    "a word twice": ("glossary.toml", 'key = "remittance_summary"', 'key = "remittance"',
                     "glossary: remittance stands there twice"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(fault: str, plant: Plant) -> None:
    name, old, new, said = FAULTS[fault]
    plant(name, old, new)
    assert said in problems()


def test_a_copied_table_without_faults_is_sound(plant: Plant) -> None:
    assert problems() == []


def test_a_lifecycle_that_the_tables_do_not_know_is_named_in_every_respect() -> None:
    move = Move("bless", ("draft",), "blessed", "amulet.bless", posts="amulet.blessed", numbers=True)
    stranger = Lifecycle(document="amulet", initial="draft", final=("blessed",), moves=(move,), series="amulet")
    assert [each for each in problems([stranger]) if "amulet" in each] == [
        "amulet: no posting rule for amulet.blessed (move bless)",
        "amulet: no role holds amulet.bless (move bless)",
        "amulet: no numbering series amulet",
        "messages.th: document.amulet is missing",
        "messages.en: document.amulet is missing",
        "messages.th: state.amulet.blessed is missing",
        "messages.en: state.amulet.blessed is missing",
        "messages.th: move.amulet.bless is missing",
        "messages.en: move.amulet.bless is missing",
        "messages.th: duty.amulet.bless is missing",
        "messages.en: duty.amulet.bless is missing",
        "glossary: amulet is missing",
    ]


def test_an_unsound_lifecycle_is_named() -> None:
    stuck = Lifecycle("receipt", "draft", ("posted",), (Move("issue", ("draft",), "issued", "receipt.issue"),))
    assert "receipt: state issued never comes to an end" in problems([stuck])
