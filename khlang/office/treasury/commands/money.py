"""Cash and cheques to the bank, money from bank to bank: prepared by one officer, approved and posted by another; or made by
hand during an outage and entered afterwards."""

from datetime import date

from khlang.core.money import format_baht
from khlang.core.posting import AccountRef
from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.banking.queries import Bank
from khlang.office.treasury import facts
from khlang.office.treasury.lifecycle import BANK_TRANSFER, CASH_DEPOSIT
from khlang.office.treasury.models import BankTransfer, CashDeposit
from khlang.office.treasury.queries import on_hand
from khlang.office.treasury.schemas import CreateBankTransfer, CreateCashDeposit
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later, on_paper
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message


@command("cash_deposit.create", schema=CreateCashDeposit)
def create_deposit(*, envelope: Envelope, data: CreateCashDeposit) -> Outcome:
    """Prepare a deposit of cash and received cheques; more than there is on hand is refused now and at approval.

    Refusals: date_in_future, amount_not_positive, bank_account_unknown, bank_account_closed, cash_insufficient,
    cheque_insufficient, duty_missing.
    """
    bank = _checked_deposit(data)
    new, rows = _deposit(data, bank, not_later(day=data.document_date, today=envelope.today))
    return drafts.create(envelope=envelope, lifecycle=CASH_DEPOSIT, new=new, duty="cash_deposit.prepare", rows=rows)


@command("cash_deposit.record", schema=CreateCashDeposit, by_paper=True)
def record_deposit(*, envelope: Envelope, data: CreateCashDeposit) -> Outcome:
    """Enter a deposit that was made by hand; a general voucher of today moves the money (LAO-8, LAO-9).

    Refusals: paper_required, paper_number_taken and those of `create_deposit` and of the ledger.
    """
    bank = _checked_deposit(data)
    new, rows = _deposit(data, bank, on_paper(envelope=envelope, document="cash_deposit").date)
    return spine.carry_out(
        envelope=envelope, lifecycle=CASH_DEPOSIT, move="record", new=new, rows=rows,
        facts=facts.cash_deposit(bank=AccountRef(bank.account, bank.code), cash=data.cash, cheque=data.cheque),
    )  # fmt: skip


def _checked_deposit(data: CreateCashDeposit) -> Bank:
    bank = banking.usable(code=data.bank_account)
    for field, amount in (("cash", data.cash), ("cheque", data.cheque)):
        if amount < 0:
            raise Refusal("amount_not_positive", field=field, amount=format_baht(amount))
    if not data.cash + data.cheque:
        raise Refusal("amount_not_positive", field="cash", amount=format_baht(0))
    _require_on_hand(data)
    return bank


def _deposit(data: CreateCashDeposit, bank: Bank, day: date) -> tuple[NewDocument, tuple[Rows, ...]]:
    new = NewDocument(
        title=data.title or message("cash_deposit.title", bank=bank.code), document_date=day,
        amount=data.cash + data.cheque, party_name=bank.bank_name, channel="cheque" if not data.cash else "cash",
    )  # fmt: skip
    row = {
        "document_id": new.id, "bank_account_id": bank.id, "bank_code": bank.code, "cash": data.cash,
        "cheque": data.cheque, "slip": data.slip,
    }  # fmt: skip
    return new, (Rows(CashDeposit, [row]),)


def _require_on_hand(data: CreateCashDeposit) -> None:
    cash, cheque = on_hand()
    if data.cash > cash:
        raise Refusal("cash_insufficient", field="cash", remaining=format_baht(cash), wanted=format_baht(data.cash))
    if data.cheque > cheque:
        raise Refusal(
            "cheque_insufficient", field="cheque", remaining=format_baht(cheque), wanted=format_baht(data.cheque)
        )


cancel_deposit = moves.plain(CASH_DEPOSIT, "cancel", "Give a deposit up before it is approved.")


@command("cash_deposit.approve", schema=DocumentMove)
def approve_deposit(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve a deposit: a general voucher of today moves the money from the cash box to the bank account.

    Refusals: document_not_found, bank_account_closed (since it was prepared), cash_insufficient (by the floor of the
    cash account), those of the lifecycle and the ledger, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="cash_deposit")
    deposit = CashDeposit.objects.select_related("bank_account").get(document_id=document.id)
    banking.usable(code=deposit.bank_code)
    return spine.carry_out(
        envelope=envelope, lifecycle=CASH_DEPOSIT, move="approve", document=document,
        facts=facts.cash_deposit(
            bank=AccountRef(deposit.bank_account.account, deposit.bank_code), cash=deposit.cash, cheque=deposit.cheque
        ),
    )  # fmt: skip


@command("bank_transfer.create", schema=CreateBankTransfer)
def create_transfer(*, envelope: Envelope, data: CreateBankTransfer) -> Outcome:
    """Prepare a transfer between two bank accounts of the organisation.

    Refusals: date_in_future, bank_account_unknown, bank_account_closed, bank_transfer_same_account, duty_missing.
    """
    source, target = _two_accounts(data)
    new, rows = _transfer(data, source, target, not_later(day=data.document_date, today=envelope.today))
    return drafts.create(envelope=envelope, lifecycle=BANK_TRANSFER, new=new, duty="bank_transfer.prepare", rows=rows)


@command("bank_transfer.record", schema=CreateBankTransfer, by_paper=True)
def record_transfer(*, envelope: Envelope, data: CreateBankTransfer) -> Outcome:
    """Enter a transfer that was made by hand; a general voucher of today moves the money (LAO-8, LAO-9).

    Refusals: paper_required, paper_number_taken and those of `create_transfer` and of the ledger.
    """
    source, target = _two_accounts(data)
    day = on_paper(envelope=envelope, document="bank_transfer").date
    new, rows = _transfer(data, source, target, day)
    moved = facts.bank_transfer(
        source=AccountRef(source.account, source.code), target=AccountRef(target.account, target.code),
        amount=data.amount,
    )  # fmt: skip
    return spine.carry_out(envelope=envelope, lifecycle=BANK_TRANSFER, move="record", new=new, rows=rows, facts=moved)


def _two_accounts(data: CreateBankTransfer) -> tuple[Bank, Bank]:
    source = banking.usable(code=data.from_account, field="from_account")
    target = banking.usable(code=data.to_account, field="to_account")
    if source.id == target.id:
        raise Refusal("bank_transfer_same_account", field="to_account", code=target.code)
    return source, target


def _transfer(data: CreateBankTransfer, source: Bank, target: Bank, day: date) -> tuple[NewDocument, tuple[Rows, ...]]:
    new = NewDocument(
        title=data.title or message("bank_transfer.title", source=source.code, target=target.code), document_date=day,
        amount=data.amount, party_name=target.bank_name, channel="transfer",
    )  # fmt: skip
    row = {
        "document_id": new.id, "from_account_id": source.id, "from_code": source.code, "to_account_id": target.id,
        "to_code": target.code, "amount": data.amount, "reference": data.reference,
    }  # fmt: skip
    return new, (Rows(BankTransfer, [row]),)


cancel_transfer = moves.plain(BANK_TRANSFER, "cancel", "Give a transfer up before it is approved.")


@command("bank_transfer.approve", schema=DocumentMove)
def approve_transfer(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve a transfer: a general voucher of today moves the money from account to account.

    Refusals: document_not_found, bank_account_closed (since it was prepared), those of the lifecycle and the ledger,
    stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="bank_transfer")
    transfer = BankTransfer.objects.select_related("from_account", "to_account").get(document_id=document.id)
    for field, code in (("from_account", transfer.from_code), ("to_account", transfer.to_code)):
        banking.usable(code=code, field=field)
    return spine.carry_out(
        envelope=envelope, lifecycle=BANK_TRANSFER, move="approve", document=document,
        facts=facts.bank_transfer(
            source=AccountRef(transfer.from_account.account, transfer.from_code),
            target=AccountRef(transfer.to_account.account, transfer.to_code), amount=transfer.amount,
        ),
    )  # fmt: skip
