"""Messages, glossary, duties, layouts, and the pages made from them."""

from pathlib import Path

import pytest

from khlang import standards
from khlang.core.lifecycle import Lifecycle
from khlang.core.refusal import Refusal
from khlang.core.reporting import AMOUNT_COLUMNS, DailyStatus
from khlang.standards import (
    documents,
    duties,
    form,
    forms,
    glossary,
    labels,
    message,
    message_exists,
    register,
    report,
    role_names,
    series,
    term,
)
from tests.standards.tables import OFFICE, Plant

ROOT = Path(standards.__file__).parents[2]


def test_a_state_has_its_own_name_or_the_one_all_documents_share() -> None:
    assert message("state.remittance.submitted") == "นำส่งแล้ว รอรับเงิน"
    assert message("state.general_voucher.submitted") == message("state.submitted") == "เสนอแล้ว"
    assert message_exists("state.general_voucher.submitted", "en")
    assert not message_exists("state.general_voucher.evaporated")


def test_facts_are_filled_in_and_codes_are_shown_as_labels() -> None:
    said = message("refusal.move_not_allowed", "en", document="receipt", state="issued", move="void")
    assert "Void" in said and "Issued" in said and "receipt" in said
    assert message("refusal.account_unknown", code="9").startswith("ไม่พบรหัสบัญชี 9")


def test_a_fact_that_was_not_given_and_a_text_that_does_not_exist_break_nothing() -> None:
    assert "-" in message("refusal.account_unknown")
    assert message("refusal.never_written") == "refusal.never_written"
    assert not message_exists("refusal.never_written")


def test_a_fact_is_never_a_pattern_itself() -> None:
    """What people type stands in a message as it is, braces and all (ASVS V1.3.10)."""
    for typed in ("{code}", "{0}", "{code.__class__}", "{{", "}", "%s", "{code:role}"):
        assert message("refusal.role_unknown", "en", code=typed) == f"There is no role {typed}."


def test_a_text_that_one_language_lacks_is_shown_in_the_other(plant: Plant) -> None:
    plant("messages/common.en.toml", '"button.save" = "Save"\n', "")
    assert message("button.save", "en") == "บันทึก"


def test_labels_are_the_choices_of_a_select() -> None:
    assert labels("channel", "en")["cash"] == "Cash"
    assert list(role_names())[0] == "revenue_officer"


def test_the_glossary_is_a_book_of_words_with_meaning_and_source() -> None:
    assert len(glossary()) >= 80
    for each in glossary():
        assert each.th and each.en and each.definition and each.source and each.group


@pytest.mark.parametrize("lifecycle", OFFICE, ids=lambda each: str(each.document))
def test_every_document_kind_has_a_row_of_the_glossary(lifecycle: Lifecycle) -> None:
    assert term(lifecycle.document) is not None


@pytest.mark.parametrize(
    "word",
    ["dika", "receipt", "proof_of_receipt", "remittance", "remittance_summary", "voucher", "appropriation", "reserve",
     "commit", "obligation", "carry_over", "advance", "guarantee", "accumulated_surplus"],
)  # fmt: skip
def test_the_words_of_public_finance_are_settled(word: str) -> None:
    found = term(word)
    assert found is not None and found.definition


def test_nobody_who_issues_receipts_writes_the_ledger() -> None:
    matrix = duties()
    for role in matrix.holders("receipt.issue"):
        assert role.duties.isdisjoint({"general_voucher.prepare", "general_voucher.approve", "remittance_summary.post"})
    both = matrix.duties_of(["revenue_officer", "accountant"])
    reasons = {conflict.duties for conflict in matrix.conflicts_in(both)}
    assert ("receipt.issue", "general_voucher.prepare") in reasons


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        duties().role("astrologer", field="role")
    assert (refused.value.code, refused.value.field) == ("role_unknown", "role")


def test_the_trial_balance_has_the_columns_of_the_official_one() -> None:
    columns = report("trial_balance").columns
    assert [column.group_th for column in columns[2::2]] == ["ยอดยกมา", "รายการระหว่างเดือน", "ยอดยกไป"]
    assert [column.key for column in columns if column.total] == [
        "opening_debit",
        "opening_credit",
        "month_debit",
        "month_credit",
        "closing_debit",
        "closing_credit",
    ]


def test_every_register_has_dated_rows_and_a_source() -> None:
    for layout in standards.registers():
        assert layout.source
        assert "date" in {column.kind for column in layout.columns}
    assert register("revenue").title_th == "ทะเบียนเงินรายรับ"


def test_a_form_says_what_is_printed_for_whom_and_who_signs() -> None:
    slip = form("remittance")
    assert slip.template.is_file()
    assert slip.title_th and slip.source and slip.copies and slip.signatures and slip.data
    assert {"receipt", "remittance_summary", "voucher", "daily_status", "ordinance"} <= {each.name for each in forms()}


@pytest.mark.parametrize("name", documents.PAGES)
def test_the_committed_page_is_the_one_made_from_the_tables(name: str) -> None:
    made = documents.PAGES[name]()
    assert (ROOT / name).read_text(encoding="utf-8") == made, "run: python -m khlang.standards.documents"


def test_a_series_that_can_not_be_rendered_is_refused_when_it_is_read(plant: Plant) -> None:
    plant("numbering.toml", "{run:05d}", "{run}")
    with pytest.raises(ValueError, match="numbering"):
        series("receipt")


def test_the_rows_of_the_daily_status_are_the_amounts_that_core_works_out() -> None:
    known = set(dir(DailyStatus))
    rows = [row.key for row in report("daily_status").rows if row.style != "heading" and row.key != "bank_detail_total"]
    assert [key for key in rows if key not in known] == []
    assert {"cash_carried_forward", "bank_carried_forward", "total_money"} <= set(rows)


def test_the_trial_balance_shows_what_core_works_out() -> None:
    assert {column.key for column in report("trial_balance").columns if column.total} == set(AMOUNT_COLUMNS)
