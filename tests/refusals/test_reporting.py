"""What a report or a print cannot be asked."""

from datetime import date
from typing import Any

import pytest

from khlang.bridges.reporting import prints, queries
from khlang.core.refusal import Refusal
from tests.office import Office
from tests.refusals.wording import check_refusal
from tests.till import Till

TODAY = date(2024, 10, 2)


def refused(name: str, **parameters: Any) -> Refusal:
    """The refusal of a report that is asked like this."""
    with pytest.raises(Refusal) as raised:
        queries.run(name=name, parameters=parameters, today=TODAY)
    return raised.value


def test_a_report_that_does_not_exist(office: Office) -> None:
    check_refusal(refused("balance_sheet"), "report_unknown", name="balance_sheet")


def test_a_parameter_that_the_report_does_not_know(office: Office) -> None:
    check_refusal(refused("trial_balance", item="1"), "report_parameter_unknown", field="item", parameter="item")


def test_a_parameter_that_is_needed(office: Office) -> None:
    check_refusal(refused("bank_book"), "report_parameter_missing", field="bank", parameter="บัญชีธนาคาร")


def test_a_span_that_ends_before_it_begins(office: Office) -> None:
    check_refusal(refused("journal", **{"from": "2/10/2567", "to": "1/10/2567"}), "report_period_reversed", field="to")


@pytest.mark.parametrize("typed", ["ปีนี้", "2024", "-1", "2568.5"])
def test_a_fiscal_year_that_is_none(office: Office, typed: str) -> None:
    check_refusal(
        refused("budget_status", fiscal_year=typed), "report_number_malformed", field="fiscal_year", value=typed
    )


def test_a_deposit_register_of_an_item_that_is_no_deposit(office: Office) -> None:
    check_refusal(refused("deposits", item="41210008"), "revenue_item_unknown", field="item", code="41210008")


def test_a_budget_line_that_is_not_there(office: Office) -> None:
    assert refused("expenditure", budget_line="L99").code == "budget_line_unknown"


def test_a_form_that_the_document_does_not_have(till: Till) -> None:
    receipt = till.collect(("41210008", "10"), on=date(2024, 10, 1))
    with pytest.raises(Refusal) as raised:
        prints.print_document(document_id=receipt.document_id or 0, form="ordinance")
    check_refusal(raised.value, "print_unknown", form="ordinance")


def test_a_print_of_nothing(office: Office) -> None:
    for make in (lambda: prints.print_document(document_id=1), lambda: prints.print_voucher(voucher_id=1)):
        with pytest.raises(Refusal) as raised:
            make()
        assert raised.value.code == "document_not_found"
