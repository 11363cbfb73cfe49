"""A general voucher written by hand becomes one of the system, posted today (guideline LAO-9, UNIT-6)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.office.treasury import commands as treasury
from khlang.office.treasury.schemas import EntryLineInput, RecordGeneralVoucher
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Input, OptionalText, ShortText


class GeneralVoucherByHand(Input):
    """One voucher as its paper says it: accounts by their codes, a bank account named in `sub`, baht on one side."""

    title: ShortText
    approved_by: OptionalText = ""
    lines: Annotated[tuple[EntryLineInput, ...], Field(min_length=2, max_length=500)]


def enter(envelope: Envelope, data: GeneralVoucherByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Record and post it. Refusals: those of `general_voucher.record`."""
    record = RecordGeneralVoucher.model_construct(title=data.title, lines=data.lines, approved_by=data.approved_by)
    return treasury.record_voucher(envelope=envelope, data=record)


def needs(data: GeneralVoucherByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """A voucher stands by itself."""
    return ()


def shown(data: GeneralVoucherByHand) -> Shown:
    """Title and sum."""
    return Shown("", data.title, sum(line.debit for line in data.lines))


KIND = PaperKind("general_voucher", GeneralVoucherByHand, needs, shown, enter)
