"""Vouchers and ledger lines as the API says them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from khlang.faces.api.values import Amount, Id, amount, instant, optional_id
from khlang.spine.access import queries as access
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.queries import LedgerLine
from khlang.standards import budget_account, chart, message


class LineAnswer(BaseModel):
    """A line of the ledger with its voucher; one of debit and credit is "0.00"."""

    voucher_id: Id
    voucher_number: str | None = Field(examples=["RV68-00001/2568"])
    voucher_kind: str
    posting_date: date
    document_kind: str
    document_id: Id
    account: str = Field(examples=["1101010101.001"])
    account_name: str
    sub: str
    debit: Amount
    credit: Amount
    description: str


class VoucherHead(BaseModel):
    """A voucher without its lines."""

    id: Id
    kind: str = Field(examples=["receipt"])
    kind_label: str
    number: str | None = Field(examples=["RV68-00001/2568"])
    fiscal_year: int
    posting_date: date
    description: str
    document_kind: str
    document_id: Id
    reverses_id: Id | None
    entered_by_id: Id
    entered_by: str
    entered_at: datetime


class VoucherAnswer(VoucherHead):
    """A voucher with its lines, in the order of the voucher."""

    lines: list[LineAnswer]


class VoucherPage(BaseModel):
    """One page of vouchers."""

    count: int
    page: int
    pages: int
    items: list[VoucherHead]


def account_name(code: str, lang: str) -> str:
    """The name of an account of either book."""
    if code in chart():
        account = chart().account(code)
        return account.name_en if lang == "en" and account.name_en else account.name_th
    bucket = budget_account(code)
    return bucket.name_en if lang == "en" else bucket.name_th


def line(found: LedgerLine, lang: str) -> LineAnswer:
    """A line of the ledger in baht."""
    return LineAnswer(
        voucher_id=str(found.voucher_id), voucher_number=found.voucher_number, voucher_kind=found.kind,
        posting_date=found.posting_date, document_kind=found.document_kind, document_id=str(found.document_id),
        account=found.account, account_name=account_name(found.account, lang), sub=found.sub,
        debit=amount(found.debit), credit=amount(found.credit), description=found.description,
    )  # fmt: skip


def voucher_heads(found: Iterable[Any], lang: str) -> list[dict[str, Any]]:
    """Particulars of vouchers, the names of those who entered them in one query."""
    vouchers = list(found)
    names = access.names(person_ids={each.actor_id for each in vouchers})
    plain = ("kind", "number", "fiscal_year", "posting_date", "description", "document_kind")
    return [
        {
            **{name: getattr(each, name) for name in plain},
            "id": str(each.id), "kind_label": message(f"voucher.{each.kind}", lang), "document_id": str(each.document_id),
            "reverses_id": optional_id(each.reverses_id), "entered_by_id": str(each.actor_id),
            "entered_by": names.get(each.actor_id, ""), "entered_at": instant(each.entered_at),
        }
        for each in vouchers
    ]  # fmt: skip


def vouchers_of(document_id: int, lang: str) -> list[VoucherAnswer]:
    """Every voucher and budget entry that a document made, with lines. A document makes few of them."""
    found = ledger.vouchers_of(document_id=document_id)
    return [voucher(each, lang) for each in found]


def voucher(found: Any, lang: str) -> VoucherAnswer:
    """One voucher with its lines."""
    lines = [line(each, lang) for each in ledger.lines_of_voucher(voucher_id=found.id)]
    return VoucherAnswer(**voucher_heads([found], lang)[0], lines=lines)
