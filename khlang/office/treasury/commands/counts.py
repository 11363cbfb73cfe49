"""Cash counts by denomination: counted by one officer, confirmed by the cash-keeping committee."""

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.treasury.lifecycle import CASH_COUNT
from khlang.office.treasury.models import CashCount, CashCountLine
from khlang.office.treasury.queries import DENOMINATIONS, on_hand
from khlang.office.treasury.schemas import CreateCashCount
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message


@command("cash_count.create", schema=CreateCashCount)
def create_count(*, envelope: Envelope, data: CreateCashCount) -> Outcome:
    """Record a count of the cash box; when it is not what the book says, the difference must be explained.

    Refusals: denomination_unknown, denomination_twice, amount_not_positive, cash_count_differs, duty_missing.
    """
    _require_denominations(data)
    if data.cheque < 0:
        raise Refusal("amount_not_positive", field="cheque", amount=format_baht(data.cheque))
    counted = sum(line.denomination * line.pieces for line in data.lines)
    cash, cheque = on_hand()
    if (counted, data.cheque) != (cash, cheque) and not data.explanation.strip():
        raise Refusal(
            "cash_count_differs", field="explanation", counted=format_baht(counted + data.cheque),
            book=format_baht(cash + cheque), difference=format_baht(counted + data.cheque - cash - cheque),
        )  # fmt: skip
    new = NewDocument(
        title=message("cash_count.title"), document_date=envelope.today, amount=counted + data.cheque, channel="cash"
    )
    row = {
        "document_id": new.id, "day": envelope.today, "cash": counted, "cheque": data.cheque, "book_cash": cash,
        "book_cheque": cheque, "explanation": data.explanation[:1000],
    }  # fmt: skip
    pieces = [{"document_id": new.id, **line.model_dump()} for line in data.lines if line.pieces]
    return spine.carry_out(
        envelope=envelope, lifecycle=CASH_COUNT, move="count", new=new,
        rows=(Rows(CashCount, [row]), Rows(CashCountLine, pieces)),
    )  # fmt: skip


def _require_denominations(data: CreateCashCount) -> None:
    seen: set[int] = set()
    refused: list[Refusal] = []
    for position, line in enumerate(data.lines):
        field = f"lines.{position}.denomination"
        if line.denomination not in DENOMINATIONS:
            refused.append(Refusal("denomination_unknown", field=field, value=format_baht(line.denomination)))
        elif line.denomination in seen:
            refused.append(Refusal("denomination_twice", field=field, value=format_baht(line.denomination)))
        seen.add(line.denomination)
    if refused:
        raise Refusals(refused)


confirm_count = moves.plain(CASH_COUNT, "confirm", "A member of the cash-keeping committee confirms the count.")
