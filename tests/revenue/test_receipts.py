"""Receipts: drafted, issued, voided; money in the bank received in one step; the public check."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.revenue import queries
from khlang.office.revenue.queries import genuine
from khlang.platform.db.connections import is_postgresql
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification as books
from khlang.spine.parties import commands as parties
from tests.till import LAND_TAX_DUE, OTHER_FINE, VAT, WASTE_FEE, Till


def draft(till: Till, **more: object) -> int:
    """A draft of one waste fee."""
    data = {"payer_name": "นายดี", "lines": [{"item": WASTE_FEE, "amount": "๓๐๐"}], **more}
    return revenue.save(envelope=till.office.envelope("revenue_officer"), data=data).document_id or 0


def test_a_draft_is_edited_and_then_issued_as_it_stands(till: Till) -> None:
    """No number before it is issued; what was typed is kept, Thai digits read."""
    document_id = draft(till)
    assert queries.receipt(document_id=document_id).document.number is None
    draft(till, document_id=document_id, lines=[{"item": WASTE_FEE, "amount": "450.50"}])
    issued = revenue.issue(envelope=till.office.envelope("revenue_officer"), data={"document_id": document_id})
    view = queries.receipt(document_id=document_id)
    assert (issued.number, issued.state, view.document.amount) == ("RC68-00001/2568", "issued", 45_050)
    assert [(line.item, line.description) for line in view.lines] == [(WASTE_FEE, "ค่าธรรมเนียมเก็บขนขยะมูลฝอย")]
    assert [step.move for step in documents.trail(document_id=document_id)] == ["create", "edit", "issue"]


def test_a_colleagues_draft_is_not_mine(till: Till) -> None:
    """Drafts belong to whoever takes the money."""
    document_id = draft(till)
    data = {"document_id": document_id}
    with pytest.raises(Refusal, match="receipt_of_another_collector"):
        revenue.issue(envelope=till.office.envelope("revenue_officer#2"), data=data)


def test_a_receipt_from_a_printed_book_bears_its_own_day(till: Till) -> None:
    """Written yesterday, entered today: the number of the system is of today, book and number are kept."""
    till.hold_book(book_no="12")
    receipt = till.collect(
        (WASTE_FEE, "300"), book_no="12", book_number=3, document_date="1/10/2567", on=date(2024, 10, 2)
    )
    view = queries.receipt(document_id=receipt.document_id or 0)
    assert (view.document.document_date, view.book_no, view.book_number) == (date(2024, 10, 1), "12", 3)


def test_lines_of_every_kind_on_one_receipt(till: Till) -> None:
    """Tax due from earlier years and the fine on it: the receivable has no sub-ledger, revenue is kept by item."""
    receipt = till.collect((LAND_TAX_DUE, "8400"), (OTHER_FINE, "252"))
    view = queries.receipt(document_id=receipt.document_id or 0)
    assert [(line.account, line.sub) for line in view.lines] == [
        ("1102050194.004", ""), ("4401040199.001", OTHER_FINE),
    ]  # fmt: skip
    assert view.document.title == "ลูกหนี้ภาษีที่ดินและสิ่งปลูกสร้าง (ปีก่อน) และอีก 1 รายการ"


def test_money_in_the_bank_is_posted_at_once(till: Till) -> None:
    """One document, one voucher, in as few statements as there are."""
    received = till.bank_in(VAT, "412350.75", title="รับโอนภาษีมูลค่าเพิ่ม")
    assert (received.state, received.voucher_number) == ("posted", "RV68-00001/2568")
    assert [(line.account, line.sub, line.debit, line.credit) for line in received.lines] == [
        ("1101030102.001", "KTB-S", 41_235_075, 0), ("4402010102.001", VAT, 0, 41_235_075),
    ]  # fmt: skip
    assert books.verify() == []


def test_receiving_a_transfer_asks_the_database_nothing_first(till: Till) -> None:
    """Bank accounts are remembered, items are data: all that reaches the database is the write itself."""
    till.bank_in(VAT, "100")
    with CaptureQueriesContext(connection) as caught:
        till.bank_in(VAT, "100")
    sent = [query["sql"] for query in caught if "SAVEPOINT" not in query["sql"]]
    if is_postgresql():
        assert len(sent) == 1
    assert [sql for sql in sent if "banking" in sql or "parties" in sql or "access" in sql] == []


def test_a_rehearsal_shows_the_voucher_and_writes_nothing(till: Till) -> None:
    """The approver sees the lines before signing."""
    data = {"payer_name": "สถ.", "bank_account": "KTB-S", "reference": "1", "lines": [{"item": VAT, "amount": "100"}]}
    shown = revenue.receive_transfer(envelope=till.office.envelope("finance_officer", dry_run=True), data=data)
    assert [line.debit or line.credit for line in shown.lines] == [10_000, 10_000]
    assert (shown.number, documents.find(kind="receipt").count()) == (None, 0)


def test_the_register_of_payers_completes_a_receipt(till: Till) -> None:
    """Number and address of the chosen payer are taken over; what was typed goes before."""
    payer = {"kind": "person", "name": "นางบุญมี ทองสุข", "national_number": "1103702071811", "address": "99/1 หมู่ 4"}
    chosen = parties.save_party(envelope=till.office.envelope(), data=payer).document_id
    view = queries.receipt(document_id=till.collect((WASTE_FEE, "300"), payer_id=chosen).document_id or 0)
    assert (view.payer_number, view.payer_address) == ("1103702071811", "99/1 หมู่ 4")
    view = queries.receipt(
        document_id=till.collect((WASTE_FEE, "300"), payer_id=chosen, payer_address="ย้ายแล้ว").document_id or 0
    )
    assert view.payer_address == "ย้ายแล้ว"


def test_what_no_database_can_store_is_left_out(till: Till) -> None:
    """A NUL or half a surrogate pair in what a machine sends: PostgreSQL has no place for them."""
    receipt = till.collect((WASTE_FEE, "300"), reference="REF\x00-1\ud800")
    assert queries.receipt(document_id=receipt.document_id or 0).reference == "REF-1"


def test_voiding_keeps_the_number(till: Till) -> None:
    """The next receipt gets the next number; the voided one stays with its reason."""
    first = till.collect((WASTE_FEE, "300"))
    till.void(first, reason="พิมพ์ชื่อผิด")
    second = till.collect((WASTE_FEE, "300"))
    assert (first.number, second.number) == ("RC68-00001/2568", "RC68-00002/2568")
    assert documents.trail(document_id=first.document_id or 0)[-1].reason == "พิมพ์ชื่อผิด"
    assert queries.received_on(day=till.office.today) == 30_000


def test_anybody_can_check_a_receipt(till: Till) -> None:
    """The token on the paper leads to number, amount and day; nothing of the payer; a changed letter leads nowhere."""
    receipt = till.collect((WASTE_FEE, "300"))
    token = genuine.token(document=documents.get(document_id=receipt.document_id or 0))
    found = genuine.verify(token=token)
    assert found is not None
    assert (found.number, found.amount, found.day, found.valid) == (receipt.number, 30_000, date(2024, 10, 1), True)
    till.void(receipt)
    after = genuine.verify(token=token.lower())
    assert after is not None
    assert not after.valid
    others = [token[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" if letter != token[-1]]
    for wrong in (*others, token[:-3], "", "ก" * 42, "7" * 42):
        assert genuine.verify(token=wrong) is None
