"""Commands of the ledger itself: which fiscal years and days may be posted to. Money is written by `documents.spine`."""

from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.platform.db import writes
from khlang.spine.ledger.models import Period
from khlang.spine.ledger.schemas import CloseThrough, CloseYear, OpenYear
from khlang.spine.organisations import queries as organisations


@command("period.open", schema=OpenYear)
def open_year(*, envelope: Envelope, data: OpenYear) -> Outcome:
    """เปิดปีงบประมาณ: from now on vouchers of the year may be posted.

    With `cutover` the year before is made known for opening balances only (they are posted on its last day). An office that
    set `year_order` to close_first works in one year at a time, which is the third cause of the guideline for working by hand.
    Refusals: duty_missing, period_open_already, year_not_closed.
    """
    require_duty(envelope=envelope, duty="period.open")
    if Period.objects.filter(fiscal_year=data.fiscal_year).exists():
        raise Refusal("period_open_already", field="fiscal_year", fiscal_year=data.fiscal_year)
    _require_year_before(envelope, data.fiscal_year)
    Period.objects.create(fiscal_year=data.fiscal_year, state="open")
    if data.cutover and not Period.objects.filter(fiscal_year=data.fiscal_year - 1).exists():
        Period.objects.create(fiscal_year=data.fiscal_year - 1, state="cutover")
    return Outcome(kind="period", state="open", data={"fiscal_year": data.fiscal_year})


def _require_year_before(envelope: Envelope, fiscal_year: int) -> None:
    if organisations.settings(org_id=envelope.org).year_order != "close_first":
        return
    if Period.objects.filter(fiscal_year=fiscal_year - 1, state="open").exists():
        raise Refusal("year_not_closed", field="fiscal_year", fiscal_year=fiscal_year - 1)


@command("period.close_preliminarily", schema=CloseYear)
def close_preliminarily(*, envelope: Envelope, data: CloseYear) -> Outcome:
    """ปิดบัญชีขั้นต้น: a fiscal year that is over takes no more vouchers of ordinary work; the next one may be begun.

    Refusals: duty_missing, date_in_future (the year is not over), period_missing, period_closed (it is closed already, or was
    made known for opening balances only).
    """
    require_duty(envelope=envelope, duty="period.close")
    if calendar.fiscal_year(envelope.today) <= data.fiscal_year:
        raise Refusal("date_in_future", field="fiscal_year")
    writes.hold(org=envelope.org)  # a voucher under way is in the year before it is closed, or not at all
    found = Period.objects.filter(fiscal_year=data.fiscal_year).first()
    if found is None:
        raise Refusal("period_missing", field="fiscal_year")
    if found.state != "open":
        raise Refusal("period_closed", field="fiscal_year")
    found.state = "preliminary_closed"
    found.save(update_fields=["state"])
    return Outcome(kind="period", state=found.state, data={"fiscal_year": data.fiscal_year})


@command("period.close_through", schema=CloseThrough)
def close_through(*, envelope: Envelope, data: CloseThrough) -> Outcome:
    """ปิดงวดถึงวันที่: days up to and including the given one take no more vouchers; it never moves backwards.

    A day to come cannot be closed: there would be no way to take a slip of the pen back before it.
    Refusals: duty_missing, date_outside_year, date_in_future, period_missing, period_closed (an earlier day than now
    closed).
    """
    require_duty(envelope=envelope, duty="period.close")
    if calendar.fiscal_year(data.day) != data.fiscal_year:
        raise Refusal("date_outside_year", field="day", fiscal_year=data.fiscal_year)
    if data.day > envelope.today:
        raise Refusal("date_in_future", field="day")
    writes.hold(org=envelope.org)  # a voucher under way is on the day before it is closed, or not at all
    found = Period.objects.filter(fiscal_year=data.fiscal_year).first()
    if found is None:
        raise Refusal("period_missing", field="fiscal_year")
    if found.closed_through is not None and data.day <= found.closed_through:
        raise Refusal("period_closed", field="day")
    found.closed_through = data.day
    found.save(update_fields=["closed_through"])
    return Outcome(kind="period", state=found.state, data={"closed_through": data.day.isoformat()})
