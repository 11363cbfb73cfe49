"""What every document meets on its way: versions, walls, periods, command ids, fields, and what the database keeps fixed."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.platform import tenancy
from khlang.platform.commands import Paper
from khlang.platform.db import refusals
from khlang.spine.ledger import commands as ledger
from tests.office import open_office
from tests.operators import operator
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.till import VAT, WASTE_FEE, Till

FEE = {"payer_name": "นางคำ ทองดี", "lines": [{"item": WASTE_FEE, "amount": "240"}]}


# ── versions and walls ───────────────────────────────────────────────────────────────────────────


def test_two_tabs_submit_the_same_slip(till: Till) -> None:
    """The second tab still shows the draft."""
    till.collect((WASTE_FEE, "240"))
    slip = {"document_id": revenue.create_remittance(envelope=till.office.envelope("revenue_officer")).document_id}
    revenue.submit_remittance(envelope=till.office.envelope("revenue_officer", version=1), data=slip)
    with refused("stale_version"):
        revenue.submit_remittance(envelope=till.office.envelope("revenue_officer", version=1), data=slip)


def test_a_document_of_another_organisation_is_not_there(till: Till) -> None:
    """By its identifier, from the office next door; the answer does not say that it exists elsewhere."""
    receipt = till.collect((WASTE_FEE, "240"))
    neighbour = open_office(code="NEXT")
    void = {"document_id": receipt.document_id, "reason": "ลองดู"}
    with tenancy.scope(neighbour.org), refused("document_not_found"):
        revenue.void(envelope=neighbour.envelope("treasury_head"), data=void)


def test_a_receipt_is_not_a_general_voucher(till: Till) -> None:
    """The kind belongs to the document: another command does not find it."""
    receipt = till.collect((WASTE_FEE, "240"))
    with refused("document_not_found"):
        treasury.approve_voucher(
            envelope=till.office.envelope("treasury_head"), data={"document_id": receipt.document_id}
        )


# ── periods ──────────────────────────────────────────────────────────────────────────────────────


def test_a_year_that_was_not_opened(till: Till) -> None:
    with refused("period_missing"):
        till.bank_in(VAT, "100", on=date(2025, 10, 1))


def test_a_day_that_is_closed(till: Till) -> None:
    till.bank_in(VAT, "100", on=date(2024, 10, 3))
    through = {"fiscal_year": 2568, "day": date(2024, 10, 31)}
    ledger.close_through(envelope=till.office.envelope("treasury_head", day=through["day"]), data=through)
    with refused("period_closed"):
        till.bank_in(VAT, "100", on=date(2024, 10, 31))
    assert till.bank_in(VAT, "100", on=date(2024, 11, 1)).voucher_number == "RV68-00002/2568"


def test_the_year_of_the_cut_over_takes_opening_balances_only(till: Till) -> None:
    with refused("period_closed"):
        till.bank_in(VAT, "100", on=date(2024, 9, 30))


def test_closed_days_do_not_open_again(till: Till) -> None:
    through = {"fiscal_year": 2568, "day": date(2024, 10, 31)}
    ledger.close_through(envelope=till.office.envelope("treasury_head", day=through["day"]), data=through)
    with refused("period_closed", field="day"):
        ledger.close_through(
            envelope=till.office.envelope("treasury_head", day=date(2024, 11, 1)),
            data={**through, "day": date(2024, 10, 15)},
        )


def test_a_day_to_come_cannot_be_closed(till: Till) -> None:
    """Nothing could be posted until then, and closed days do not open again."""
    with refused("date_in_future", field="day"):
        ledger.close_through(
            envelope=till.office.envelope("treasury_head"), data={"fiscal_year": 2568, "day": date(2024, 10, 2)}
        )


def test_closing_a_day_of_another_year(till: Till) -> None:
    with refused("date_outside_year", field="day", fiscal_year=2568):
        ledger.close_through(
            envelope=till.office.envelope("treasury_head"), data={"fiscal_year": 2568, "day": date(2025, 10, 1)}
        )


def test_a_year_is_opened_once(till: Till) -> None:
    with refused("period_open_already", field="fiscal_year", fiscal_year=2568):
        ledger.open_year(envelope=till.office.envelope("treasury_head"), data={"fiscal_year": 2568})


def test_balances_brought_forward_before_the_day_has_come(till: Till) -> None:
    """They are posted on 30 September: on 1 September that day is still ahead."""
    early = date(2024, 9, 1)
    lines = [{"account": "1101010101.001", "debit": "100"}, {"account": "3102010101.001", "credit": "100"}]
    saved = treasury.save_opening(
        envelope=till.office.envelope("accountant", day=early), data={"fiscal_year": 2568, "lines": lines}
    )
    named = {"document_id": saved.document_id}
    treasury.submit_opening(envelope=till.office.envelope("accountant", day=early), data=named)
    with refused("posting_date_future", field="posting_date"):
        treasury.approve_opening(envelope=till.office.envelope("treasury_head", day=early), data=named)


# ── command ids and paper ────────────────────────────────────────────────────────────────────────


def test_one_command_id_for_two_inputs(till: Till) -> None:
    command_id = uuid4()
    revenue.issue(envelope=till.office.envelope("revenue_officer", command_id=command_id), data=FEE)
    with refused("command_id_reused", command="receipt.issue"):
        revenue.issue(
            envelope=till.office.envelope("revenue_officer", command_id=command_id), data={**FEE, "payer_name": "อีกคน"}
        )


def test_a_command_id_of_somebody_else(till: Till) -> None:
    """The same input under the same id: whoever did not give the command is not told that it was theirs."""
    key = uuid4()
    revenue.issue(envelope=till.office.envelope("revenue_officer", command_id=key), data=FEE)
    for other in ("revenue_officer#2", "auditor"):
        with refused("command_id_reused", command="receipt.issue"):
            revenue.issue(envelope=till.office.envelope(other, command_id=key), data=FEE)


def test_the_same_input_again_is_answered_and_not_done_again(till: Till) -> None:
    envelope = till.office.envelope("revenue_officer")
    first, second = (revenue.issue(envelope=envelope, data=FEE) for _ in range(2))
    assert (second.number, second.document_id, second.replayed) == (first.number, first.document_id, True)
    assert till.collect((WASTE_FEE, "1")).number == "RC68-00002/2568"


def test_one_handwritten_number_for_two_documents(till: Till) -> None:
    paper = Paper("RC", "3", "17", date(2024, 10, 1))
    revenue.issue(envelope=replace(till.office.envelope("revenue_officer"), paper=paper), data=FEE)
    with refused("paper_number_taken"):
        revenue.issue(envelope=replace(till.office.envelope("revenue_officer"), paper=paper), data=FEE)


# ── fields ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "field", "changes", "says"),
    [
        ("field_required", "payer_name", {"payer_name": "  "}, {}),
        ("field_required", "lines.0.amount", {"lines": [{"item": WASTE_FEE}]}, {}),
        ("text_too_long", "payer_name", {"payer_name": "ก" * 251}, {"limit": 250}),
        ("choice_unknown", "channel", {"channel": "เบี้ย"}, {"value": "เบี้ย"}),
        ("field_unknown", "discount", {"discount": "5"}, {}),
        ("field_malformed", "payer_id", {"payer_id": "สิบ"}, {}),
        ("field_required", "lines", {"lines": []}, {}),
        ("list_length", "lines", {"lines": [{"item": WASTE_FEE, "amount": "1"}] * 201}, {"actual": 201}),
        ("amount_not_positive", "lines.0.amount", {"lines": [{"item": WASTE_FEE, "amount": "-1"}]}, {}),
        ("amount_three_decimals", "lines.0.amount", {"lines": [{"item": WASTE_FEE, "amount": "1.005"}]}, {}),
        ("revenue_item_unknown", "lines.0.item", {"lines": [{"item": "99999999", "amount": "1"}]}, {}),
    ],
)
def test_a_field_of_a_receipt(till: Till, code: str, field: str, changes: dict, says: dict) -> None:
    with refused(code, field=field, **says):
        revenue.issue(envelope=till.office.envelope("revenue_officer"), data={**FEE, **changes})


def test_several_faults_are_told_together(till: Till) -> None:
    """Nobody has to try three times to learn of three faults."""
    wrong = {"payer_name": "", "lines": [{"item": WASTE_FEE, "amount": "0"}, {"item": WASTE_FEE, "amount": "หนึ่ง"}]}
    with pytest.raises(Exception) as caught:
        revenue.save(envelope=till.office.envelope("revenue_officer"), data=wrong)
    assert {(error.code, error.field) for error in caught.value.errors} == {
        ("field_required", "payer_name"),
        ("amount_not_positive", "lines.0.amount"),
        ("amount_malformed", "lines.1.amount"),
    }


# ── what the database keeps fixed, whoever asks ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("voucher_sealed", "UPDATE ledger_line SET debit = debit + 1"),
        ("voucher_sealed", "DELETE FROM ledger_line"),
        ("voucher_sealed", "UPDATE ledger_voucher SET posting_date = '2024-09-30'"),
        ("voucher_sealed", "DELETE FROM ledger_seal"),
        ("trail_fixed", "UPDATE documents_step SET reason = 'อื่น'"),
        ("trail_fixed", "DELETE FROM documents_step"),
        ("trail_fixed", "DELETE FROM platform_command_journal"),
        ("document_kept", "DELETE FROM documents_document"),
        ("number_fixed", "UPDATE documents_document SET number = 'RC68-00009/2568' WHERE number IS NOT NULL"),
    ],
)
def test_the_database_refuses(till: Till, code: str, statement: str) -> None:
    till.bank_in(VAT, "100")
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), operator(), connection.cursor() as cursor:
        cursor.execute(statement)
    refusal = refusals.translate(caught.value)
    assert isinstance(refusal, Refusal)
    check_refusal(refusal, code)
