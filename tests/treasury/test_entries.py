"""General vouchers, bank accounts, cash counts: two pairs of eyes, drafts that can be changed, vouchers that cannot."""

import pytest

from khlang.core.refusal import Refusal
from khlang.office.banking import commands as banking
from khlang.office.banking import queries as banks
from khlang.office.banking.choices import bank_accounts
from khlang.office.treasury import commands as treasury
from khlang.office.treasury import queries
from khlang.spine.documents import queries as documents
from tests.till import WASTE_FEE, Till

ENTRY = {
    "title": "ล้างเงินยืม",
    "lines": [
        {"account": "5103010199.001", "debit": "13,200"}, {"account": "1102010102.001", "credit": "13,200"},
    ],
}  # fmt: skip


def test_a_voucher_is_written_returned_corrected_and_approved(till: Till) -> None:
    """The author may change it while it is a draft; the number is drawn when it is approved."""
    envelope = till.office.envelope
    named = {"document_id": treasury.save_voucher(envelope=envelope("accountant"), data=ENTRY).document_id}
    treasury.submit_voucher(envelope=envelope("accountant"), data=named)
    with pytest.raises(Refusal, match="move_not_allowed"):
        treasury.save_voucher(envelope=envelope("accountant"), data={**ENTRY, **named})
    treasury.return_voucher(envelope=envelope("treasury_head"), data={**named, "reason": "คำอธิบายไม่ครบ"})
    corrected = {**ENTRY, **named, "title": "ล้างเงินยืมปี 2567"}
    treasury.save_voucher(envelope=envelope("accountant"), data=corrected)
    treasury.submit_voucher(envelope=envelope("accountant"), data=named)
    approved = treasury.approve_voucher(envelope=envelope("treasury_head"), data=named)
    assert (approved.number, approved.voucher_number) == ("GV68-00001/2568", "JV68-00001/2568")
    assert documents.get(document_id=approved.document_id or 0).title == "ล้างเงินยืมปี 2567"
    assert len(queries.entry_lines(document_id=approved.document_id or 0)) == 2


def test_a_stale_page_changes_nothing(till: Till) -> None:
    """Two tabs: the second saves over a version that is gone; the lines stay those of the first."""
    envelope = till.office.envelope
    named = {"document_id": treasury.save_voucher(envelope=envelope("accountant"), data=ENTRY).document_id}
    treasury.save_voucher(envelope=envelope("accountant", version=1), data={**ENTRY, **named, "title": "แก้แล้ว"})
    with pytest.raises(Refusal, match="stale_version"):
        treasury.save_voucher(envelope=envelope("accountant", version=1), data={**ENTRY, **named, "title": "ทับ"})
    assert documents.get(document_id=named["document_id"] or 0).title == "แก้แล้ว"
    assert len(queries.entry_lines(document_id=named["document_id"] or 0)) == 2


def test_a_bank_account_is_renamed_and_closed(till: Till) -> None:
    """Closing leaves it in the books; a select offers it no more."""
    envelope, bank = till.office.envelope("finance_officer"), banks.usable(code="GSB-F")
    data = {"id": bank.id, "code": "GSB-F", "bank_name": "ธนาคารออมสิน", "kind": "fixed", "account": "1104010101.001"}
    banking.save(envelope=envelope, data=data)
    assert banks.usable(code="GSB-F").bank_name == "ธนาคารออมสิน"
    banking.close(envelope=till.office.envelope("finance_officer"), data={"id": bank.id})
    assert [each.code for each in banks.bank_accounts(with_closed=False)] == ["KTB-S", "BAAC-S", "KTB-C"]
    assert [choice.value for choice in bank_accounts()] == ["KTB-S", "BAAC-S", "KTB-C"]


def test_an_explained_shortage_is_confirmed_by_the_committee(till: Till) -> None:
    """The difference stays with its explanation; who counted does not confirm."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    envelope = till.office.envelope
    data = {"lines": [{"denomination": "100", "pieces": 4}], "explanation": "ทอนเงินผิด กำลังติดตาม"}
    counted = treasury.create_count(envelope=envelope("finance_officer"), data=data)
    done = treasury.confirm_count(envelope=envelope("cash_keeper"), data={"document_id": counted.document_id})
    count = queries.last_count(day=till.office.today)
    assert (done.state, done.number) == ("confirmed", "CC68-00001/2568")
    assert count is not None
    assert (count.difference, count.pieces) == (-10_000, ((10_000, 4),))


def test_who_prepared_a_deposit_does_not_approve_it(till: Till) -> None:
    """Not even with both duties."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    data = {"bank_account": "KTB-S", "cash": "500"}
    prepared = treasury.create_deposit(envelope=till.office.envelope("all"), data=data)
    with pytest.raises(Refusal, match="own_approval"):
        treasury.approve_deposit(envelope=till.office.envelope("all"), data={"document_id": prepared.document_id})
