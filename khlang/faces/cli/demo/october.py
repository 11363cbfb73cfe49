"""October 2567 and the first days of November: the events of data/october.csv, in their order, each by the people whose duty
it is."""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, Final

from khlang.core.money import parse_baht, plain_baht
from khlang.faces.cli.demo import authority, outages, spending
from khlang.faces.cli.demo.stage import Row, Stage, office, table
from khlang.office.budget import queries as budget
from khlang.office.treasury import queries as treasury

#: From this day on the daily reports are certified, but committee and executive have yet to sign them.
_UNSIGNED_FROM: Final = date(2024, 10, 25)
_COMMITTEE: Final = ("boonsri", "thongchai", "ratchanee", "surachai")


def live(stage: Stage, told: Callable[[date], None]) -> None:
    """Every event; `told` hears of each day as it begins."""
    day = None
    for row in table("october"):
        if row["date"] != day:
            day = row["date"]
            told(date.fromisoformat(day))
        stage.turn_to(date.fromisoformat(row["date"]), time.fromisoformat(row["time"]))
        _EVENTS[row["event"]](stage, row)


def _receipts(key: str, value: str) -> list[list[Row]]:
    """The receipts whose column `key` says `value`: their rows, receipt by receipt."""
    found: dict[str, list[Row]] = {}
    for row in table("receipts"):
        if row[key] == value:
            found.setdefault(row["receipt"], []).append(row)
    return list(found.values())


def _receipt(stage: Stage, rows: Sequence[Row]) -> dict[str, Any]:
    """What the collector typed."""
    first = rows[0]
    known: dict[str, str] = next((party for party in office()["party"] if party["name"] == first["payer"]), {})
    return {
        "payer_id": stage.parties.get(first["payer"]), "payer_name": first["payer"],
        "payer_number": known.get("national_number", ""), "payer_address": first["payer_address"],
        "lines": [{"item": row["item"], "amount": row["amount"]} for row in rows],
    }  # fmt: skip


def _summary(stage: Stage, row: Row) -> None:
    """Cash: receipts are issued, handed over, taken over by finance, summed up, and posted by accounting."""
    receipts = _receipts("voucher", row["voucher"])
    collector = receipts[0][0]["collector"]
    issued = [stage.act("receipt.issue", _receipt(stage, rows), by=collector).document_id for rows in receipts]
    slip = stage.act("remittance.create", {"receipts": issued}, by=collector).document_id
    stage.act("remittance.submit", {"document_id": slip}, by=collector)
    stage.act("remittance.receive", {"document_id": slip, "counted_cash": row["amount"]}, by="wipa")
    summary = stage.act("remittance_summary.create", {"remittances": [slip], "title": row["title"]}, by="wipa")
    stage.act("remittance_summary.submit", {"document_id": summary.document_id}, by="wipa")
    stage.act("remittance_summary.post", {"document_id": summary.document_id}, by="anan")


def _transfer(stage: Stage, row: Row) -> None:
    """Money that is in the bank already: one document, one receipt voucher."""
    (rows,) = _receipts("voucher", row["voucher"])
    first = rows[0]
    more = {"title": row["title"], "channel": first["channel"], "bank_account": first["bank"]}
    received = {**_receipt(stage, rows), **more, "reference": first["reference"]}
    stage.act("receipt.receive_transfer", received, by=first["collector"])


def _deposit(stage: Stage, row: Row) -> None:
    data = {"bank_account": row["bank"], "cash": row["amount"], "title": row["title"], "slip": row["note"]}
    deposit = stage.act("cash_deposit.create", data, by="wipa").document_id
    stage.act("cash_deposit.approve", {"document_id": deposit}, by="pranee")


def _budget_transfer(stage: Stage, row: Row) -> None:
    source, _, target = row["note"].partition(" ไป ")
    transfer = _proposed_transfer(stage, source, target, row["amount"], row["title"])
    stage.act("budget_transfer.submit", {"document_id": transfer}, by="napa")
    stage.act(
        "budget_transfer.executive_approve",
        {"document_id": transfer, "reference": row["title"], "decided_date": stage.today}, by="kamol",
    )  # fmt: skip


def _proposed_transfer(stage: Stage, source: str, target: str, amount: str, title: str) -> int | None:
    year = office()["fiscal_year"]
    with stage.scope():
        lines = [budget.line_by_code(fiscal_year=year, code=code).id for code in (source, target)]
    item = {"from_line_id": lines[0], "to_line_id": lines[1], "amount": amount}
    data = {"fiscal_year": year, "title": title, "document_date": stage.today, "items": [item]}
    return stage.act("budget_transfer.prepare", data, by="napa").document_id


def _status(stage: Stage, row: Row) -> None:
    """The end of a day: cash counted and confirmed, the daily report prepared, certified, signed and acknowledged."""
    if row["amount"]:
        _count(stage, parse_baht(row["amount"]))
    report = {"document_id": stage.act("daily_status.prepare", {}, by="wipa").document_id}
    stage.act("daily_status.certify", report, by="pranee")
    if stage.today >= _UNSIGNED_FROM:
        return
    for member in _COMMITTEE:
        stage.act("daily_status.sign", report, by=member)
    stage.act("daily_status.acknowledge", report, by="kamol")


def _count(stage: Stage, rest: int) -> None:
    """The cash box counted in the fewest notes and coins that make up its satang."""
    pieces = []
    for denomination in treasury.DENOMINATIONS:
        number, rest = divmod(rest, denomination)
        if number:
            pieces.append({"denomination": plain_baht(denomination), "pieces": number})
    count = stage.act("cash_count.create", {"lines": pieces}, by="wipa").document_id
    stage.act("cash_count.confirm", {"document_id": count}, by="boonsri")


def _waiting(stage: Stage, row: Row) -> None:
    """Work in progress at the end of the week, for whoever logs in: a deposit, a voucher, a draft receipt, a transfer."""
    deposit = {"bank_account": "KTB-S", "cash": "1240.00", "title": "นำเงินสดรับหลังธนาคารปิดฝากธนาคาร"}
    stage.act("cash_deposit.create", deposit, by="wipa")
    found = [
        {"account": "2116010199.001", "debit": "1500.00"},
        {"account": "4401060101.001", "credit": "1500.00"},
    ]
    title = "เงินรอตรวจสอบ 21 ต.ค. 2567 คือค่าเช่าที่ดินล่วงหน้าของนายสมาน เช่าสุข"
    voucher = stage.act("general_voucher.save", {"title": title, "lines": found}, by="anan").document_id
    stage.act("general_voucher.submit", {"document_id": voucher}, by="anan")
    draft = {"payer_name": "ร้านกาแฟริมนา", "lines": [{"item": "41219004", "amount": "50.00"}]}
    stage.act("receipt.save", draft, by="malee")
    spending.waiting(stage)
    transfer = _proposed_transfer(stage, "L06", "L19", "15000.00", "โอนงบประมาณครั้งที่ 2/2568")
    stage.act("budget_transfer.submit", {"document_id": transfer}, by="napa")


_EVENTS: Final[dict[str, Callable[[Stage, Row], None]]] = {
    "summary": _summary,
    "transfer": _transfer,
    "deposit": _deposit,
    "budget_transfer": _budget_transfer,
    "status": _status,
    "waiting": _waiting,
    "authority": authority.settle,
    **spending.EVENTS,
    **outages.EVENTS,
}
