"""The daily financial status by hand: what was in the cash box and in each bank account (guideline LAO-8, UNIT-5).

No document of the system stands for it: its lines are kept, and must agree with the system day by day before the spell is
certified.
"""

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import Field

from khlang.bridges.continuity.models import DayByHand
from khlang.bridges.continuity.models.papers import CASH
from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.core import money
from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking import queries as banking
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Input, ShortText
from khlang.standards import message

MOST_PLACES: Final = 100


class Place(Input):
    """The cash box («cash») or the code of a bank account: brought forward, received, paid, left, as on the paper."""

    place: Annotated[ShortText, Field(max_length=20)] = CASH
    opening: Baht = 0
    received: Baht = 0
    paid: Baht = 0
    closing: Baht


class DailyStatusByHand(Input):
    """One daily status; the day is the date of the paper."""

    lines: tuple[Place, ...] = Field(min_length=1, max_length=MOST_PLACES)


def enter(envelope: Envelope, data: DailyStatusByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Keep the lines of the day. Amounts in satang.

    Refusals: bank_account_unknown, day_by_hand_twice (a place twice on one paper), day_by_hand_unbalanced (brought
    forward + received − paid is not what is left), day_by_hand_taken (the day has its status already).
    """
    assert envelope.paper is not None and envelope.outage is not None
    day = envelope.paper.date
    _require_sound(data)
    if DayByHand.objects.filter(outage_id=envelope.outage, day=day).exists():
        raise Refusal("day_by_hand_taken", field="paper_date")
    DayByHand.objects.bulk_create(
        DayByHand(outage_id=envelope.outage, day=day, **line.model_dump()) for line in data.lines
    )
    return Outcome(kind="daily_status", state="entered", data={"day": day.isoformat(), "places": len(data.lines)})


def _require_sound(data: DailyStatusByHand) -> None:
    known = {CASH, *(bank.code for bank in banking.bank_accounts())}
    refused: list[Refusal] = []
    seen: set[str] = set()
    for position, line in enumerate(data.lines):
        at = f"lines.{position}"
        if line.place not in known:
            refused.append(Refusal("bank_account_unknown", field=f"{at}.place", code=line.place))
        if line.place in seen:
            refused.append(Refusal("day_by_hand_twice", field=f"{at}.place", place=line.place))
        seen.add(line.place)
        left = line.opening + line.received - line.paid
        if left != line.closing:
            facts = {"left": money.format_baht(left), "closing": money.format_baht(line.closing)}
            refused.append(Refusal("day_by_hand_unbalanced", field=f"{at}.closing", **facts))
    if refused:
        raise Refusals(refused)


def _needs(data: DailyStatusByHand, ref: PaperRef) -> Sequence[PaperRef]:
    return ()


def _shown(data: DailyStatusByHand) -> Shown:
    return Shown(
        "", message("back_entry.daily_status", places=len(data.lines)), sum(line.closing for line in data.lines)
    )


KIND = PaperKind("daily_status", DailyStatusByHand, _needs, _shown, enter)
