"""Withholding tax: rates by kind of payee and day, whole satang, half a satang rounded up."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.core.withholding import Rate, Table, base_of, reckon, share, table_of
from khlang.standards.withholding import tax_account, tax_forms, withholding_tables

TABLE = Table(
    date(2024, 10, 1), date(2025, 9, 30), 700,
    (Rate("juristic", "pnd53", 100, 50_000, "2102040106.001"), Rate("person", "pnd3", 100, 1_000_000, "2102040103.001")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "tax"),
    [(2_889_000, 27_000), (14_500_000, 135_514), (14_800_000, 138_318), (4_600_000, 42_991), (53_500, 500)],
)
def test_of_a_price_with_vat_in_it(amount: int, tax: int) -> None:
    """The payments of the worked example; the smallest price that is taxed."""
    found = reckon(TABLE, payee="juristic", amount=amount, vat_included=True)
    assert found is not None
    assert (found.amount, found.form, found.rate_bp) == (tax, "pnd53", 100)


def test_below_the_minimum_nothing_is_withheld() -> None:
    """500 baht without VAT for a company, 10,000 for a person."""
    assert reckon(TABLE, payee="juristic", amount=53_499, vat_included=True) is None
    assert reckon(TABLE, payee="juristic", amount=49_999, vat_included=False) is None
    assert reckon(TABLE, payee="person", amount=999_999, vat_included=False) is None
    found = reckon(TABLE, payee="person", amount=1_000_000, vat_included=False)
    assert found is not None and (found.base, found.amount) == (1_000_000, 10_000)


def test_government_is_not_taxed() -> None:
    """No rate, no tax."""
    assert reckon(TABLE, payee="government", amount=10**9, vat_included=True) is None


def test_half_a_satang_is_rounded_up() -> None:
    """Never to the nearest even number, never as a fraction."""
    assert [share(amount, 1, 2) for amount in (1, 2, 3)] == [1, 1, 2]
    assert share(50, 1, 100) == 1 and share(49, 1, 100) == 0
    assert base_of(10_700, vat_bp=700, vat_included=True) == 10_000
    assert base_of(10_700, vat_bp=700, vat_included=False) == 10_700


def test_the_table_of_a_day() -> None:
    """The first and the last day belong to it; a day outside every table has none."""
    later = Table(date(2025, 10, 1), date(2026, 9, 30), 1_000, TABLE.rates)
    tables = (later, TABLE)
    assert table_of(tables, on=date(2024, 10, 1)) is TABLE
    assert table_of(tables, on=date(2025, 9, 30)) is TABLE
    assert table_of(tables, on=date(2025, 10, 1)) is later
    with pytest.raises(Refusal) as refused:
        table_of(tables, on=date(2026, 10, 1), field="document_date")
    assert (refused.value.code, refused.value.field) == ("withholding_table_expired", "document_date")
    assert refused.value.facts == {"date": "1 ต.ค. 2569", "last": "30 ก.ย. 2569"}


def test_the_shipped_tables() -> None:
    """They follow one another without gap or overlap, and name the accounts in which the tax waits."""
    tables = withholding_tables()
    for earlier, later in zip(tables, tables[1:], strict=False):
        assert (later.valid_from - earlier.valid_to).days == 1
    assert tables[0].valid_from <= date(2024, 10, 1) <= tables[-1].valid_to
    assert all(rate.account == tax_forms()[rate.form] for table in tables for rate in table.rates)
    assert tax_account("pnd1") == "2102040104.001"
    with pytest.raises(Refusal, match="tax_form_unknown"):
        tax_account("pnd99")
