"""A closed bank account takes nothing new."""

from khlang.office.banking import commands as banking
from khlang.office.banking import queries
from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import VAT, WASTE_FEE, Till


def test_money_in_a_closed_account(till: Till) -> None:
    """It stays in the books, but a new document cannot cite it."""
    closing = {"id": queries.usable(code="GSB-F").id}
    banking.close(envelope=till.office.envelope("finance_officer"), data=closing)
    with refused("bank_account_closed", field="bank_account", code="GSB-F"):
        till.bank_in(VAT, "100", bank="GSB-F")


def close(till: Till, code: str) -> None:
    """Finance closes an empty account."""
    banking.close(envelope=till.office.envelope("finance_officer"), data={"id": queries.usable(code=code).id})


def move(till: Till, source: str, target: str, baht: str) -> dict[str, int | None]:
    """A transfer between two accounts, prepared."""
    data = {"from_account": source, "to_account": target, "amount": baht}
    prepared = treasury.create_transfer(envelope=till.office.envelope("finance_officer"), data=data)
    return {"document_id": prepared.document_id}


def test_a_deposit_into_an_account_closed_since(till: Till) -> None:
    """It was prepared while the account was open."""
    till.take_in((WASTE_FEE, "300"), cash="300")
    data = {"bank_account": "GSB-F", "cash": "300"}
    prepared = treasury.create_deposit(envelope=till.office.envelope("finance_officer"), data=data)
    close(till, "GSB-F")
    with refused("bank_account_closed", field="bank_account", code="GSB-F"):
        treasury.approve_deposit(
            envelope=till.office.envelope("treasury_head"), data={"document_id": prepared.document_id}
        )


def test_a_transfer_into_an_account_closed_since(till: Till) -> None:
    till.bank_in(VAT, "300")
    prepared = move(till, "KTB-S", "KTB-C", "300")
    close(till, "KTB-C")
    with refused("bank_account_closed", field="to_account", code="KTB-C"):
        treasury.approve_transfer(envelope=till.office.envelope("treasury_head"), data=prepared)


def test_an_entry_on_an_account_closed_since(till: Till) -> None:
    """The line is named."""
    lines = [
        {"account": "1101030101.001", "sub": "KTB-C", "debit": "5"}, {"account": "3102010101.001", "credit": "5"},
    ]  # fmt: skip
    saved = treasury.save_voucher(envelope=till.office.envelope("accountant"), data={"title": "ปรับปรุง", "lines": lines})
    named = {"document_id": saved.document_id}
    treasury.submit_voucher(envelope=till.office.envelope("accountant"), data=named)
    close(till, "KTB-C")
    with refused("bank_account_closed", field="lines.0.sub", code="KTB-C"):
        treasury.approve_voucher(envelope=till.office.envelope("treasury_head"), data=named)


def test_money_paid_back_out_of_a_closed_account(till: Till) -> None:
    """The receipt came into an account that is closed since: another must be named."""
    receipt = till.bank_in(VAT, "300")
    moved = move(till, "KTB-S", "KTB-C", "300")
    treasury.approve_transfer(envelope=till.office.envelope("treasury_head"), data=moved)
    close(till, "KTB-S")
    with refused("bank_account_closed", field="bank_account", code="KTB-S"):
        till.ask_reversal(receipt)
    assert till.ask_reversal(receipt, bank_account="KTB-C").state == "draft"
