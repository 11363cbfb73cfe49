"""The papers of a story as people typed them into the workbook of the kit: days in both eras, amounts as text and as numbers,
one row more for a paper with several lines."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from khlang.bridges.continuity.kits import making, snapshot
from khlang.core.calendar import BUDDHIST_ERA
from khlang.faces.cli.bench.backentry import office as offices
from khlang.faces.cli.bench.backentry import story
from khlang.faces.cli.bench.backentry.office import Office
from khlang.faces.cli.bench.backentry.story import Day
from khlang.platform import tenancy

Rows = dict[str, list[dict[str, Any]]]
SIGNERS = "นางปราณี ศรีสุข; นายสมศักดิ์ ใจมั่น; นายประสิทธิ์ ทองดี"


def written(*, office: Office, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """The workbook of the office with these rows in it."""
    envelope = office.envelope("finance_officer")
    with tenancy.scope(office.org):
        taken = snapshot.take(now=envelope.now, day=envelope.today)
        return making.workbook(snapshot=taken, numbers={}, kit="1", filled=rows)


def receiving(*, days: Iterable[Day]) -> Rows:
    """Receipts, and per day a slip and a summary."""
    rows: Rows = {"receipt": [], "remittance": [], "remittance_summary": []}
    for day in days:
        for each in day.receipts:
            head = {
                "book_no": each.book, "number": str(each.number), "paper_date": _day(day.day, each.number),
                "payer_name": each.payer,
            }  # fmt: skip
            if each.banked:
                head |= {
                    "channel": "transfer",
                    "bank_account": story.SAVINGS,
                    "reference": f"T{each.book}-{each.number}",
                }
            for at, (item, amount) in enumerate(each.lines):
                line = {"lines.item": item, "lines.amount": _baht(amount, each.number)}
                rows["receipt"].append({**head, **line} if at == 0 else line)
        if day.receipts:
            _handed_over(day, rows)
    return rows


def _handed_over(day: Day, rows: Rows) -> None:
    total = _baht(sum(each.amount for each in day.receipts), 0)
    head = {"number": str(day.number), "paper_date": _day(day.day, day.number), "total": total}
    books: dict[str, list[int]] = {}
    for each in day.receipts:
        books.setdefault(each.book, []).append(each.number)
    for at, (book, numbers) in enumerate(books.items()):
        line = {"lines.receipt_book": book, "lines.receipt_numbers": f"{numbers[0]}-{numbers[-1]}"}
        rows["remittance"].append({**head, **line} if at == 0 else line)
    rows["remittance_summary"].append({**head, "lines.remittance_numbers": str(day.number)})


def spending(*, days: Iterable[Day], ordinance: bool) -> Rows:
    """Dika, per day a report of cheques, the payment vouchers; and the annual budget of 2569."""
    rows: Rows = {
        "ordinance": _ordinance() if ordinance else [],
        "dika": [],
        "cheque_report": [],
        "payment_voucher": [],
    }
    for day in days:
        for at, each in enumerate(day.dikas):
            head = {"number": str(each.number), "paper_date": _day(day.day, each.number), "payee_name": each.payee}
            rows["dika"].append(
                {
                    **head, "title": "จ่ายค่าใช้สอย", "division": "01", "approved_by": "นายประสิทธิ์ ทองดี",
                    "lines.budget_line": each.line, "lines.amount": _baht(each.amount, each.number),
                }
            )  # fmt: skip
            line = {"lines.dika_number": str(each.number), "lines.cheque_number": each.cheque}
            of_day = {
                "number": str(day.number), "paper_date": _day(day.day, 0), "bank_account": story.CURRENT, "signers": SIGNERS
            }  # fmt: skip
            rows["cheque_report"].append({**of_day, **line} if at == 0 else line)
            paid = {"dika_number": str(each.number), "cheque_report_number": str(day.number)}
            rows["payment_voucher"].append({**head, **paid, "amount": _baht(each.amount, 0)})
    return rows


def _ordinance() -> list[dict[str, Any]]:
    """The budget that the council passed in September, while nobody could enter it."""
    day = "30/9/2568"
    head = {
        "number": "1", "paper_date": day, "fiscal_year": "2569", "title": "ข้อบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2569",
        "council_reference": "สมัยที่ 3", "council_date": day, "approved_by": "นายอำเภอเมือง", "approval_number": "ตย 1/1",
        "approval_date": day, "ordinance_reference": "1/2569", "promulgated_date": day,
    }  # fmt: skip
    rows: list[dict[str, Any]] = [
        {
            "lines.side": "expenditure", "lines.code": code, "lines.work_code": work, "lines.item_code": item,
            "lines.name_th": name, "lines.division": "01", "lines.amount": offices.PER_LINE,
        }
        for code, work, item, name in story.LINES
    ]  # fmt: skip
    rows.append({"lines.side": "revenue", "lines.item_code": "421000", "lines.amount": offices.RICH})
    return [{**head, **rows[0]}, *rows[1:]]


def statuses(*, days: Sequence[Day], begins: Mapping[str, int]) -> Rows:
    """The daily status of every day, each place after the other; `begins` is what each had before the first day (satang)."""
    left = dict(begins)
    rows: list[dict[str, Any]] = []
    for day in days:
        head = {"number": str(day.number), "paper_date": _day(day.day, day.number)}
        moved = {
            story.CASH: (day.received(banked=False), 0), story.SAVINGS: (day.received(banked=True), 0),
            story.CURRENT: (0, day.paid),
        }  # fmt: skip
        for at, (place, (came, went)) in enumerate(moved.items()):
            opening = left.get(place, 0)
            left[place] = opening + came - went
            sums = {"opening": opening, "received": came, "paid": went, "closing": left[place]}
            line = {"lines.place": place, **{f"lines.{key}": _baht(amount, 0) for key, amount in sums.items()}}
            rows.append({**head, **line} if at == 0 else line)
    return {"daily_status": rows}


def _day(day: date, typist: int) -> str | date:
    """A real date, or text in the era of the office."""
    return day if typist % 2 else f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}"


def _baht(satang: int, typist: int) -> str | float:
    return f"{satang / 100:,.2f}" if typist % 3 else satang / 100
