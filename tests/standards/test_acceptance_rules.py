"""What an acceptance uses: accounts that exist, a rule of the fine for each category."""

from khlang.standards import chart
from khlang.standards.acceptance import acceptance_rules


def test_every_account_takes_entries() -> None:
    assert all(chart().posting(code) for code in acceptance_rules().accounts)
    assert acceptance_rules().payable["government"] == "2101010101.001"
    assert acceptance_rules().payable["person"] == acceptance_rules().payable["juristic"] == "2101010102.001"


def test_works_are_fined_of_the_whole_price() -> None:
    fines = acceptance_rules().fines
    assert {category: fine.base for category, fine in fines.items()} == {
        "goods": "delivered", "service": "delivered", "works": "contract",
    }  # fmt: skip
    assert fines["works"].least_per_day == 100_00
