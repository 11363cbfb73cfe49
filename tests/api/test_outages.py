"""A program declares an outage, captures and enters its papers, and reads the control register: without any page."""

from typing import Any
from uuid import uuid4

from tests.api.program import RECEIPT, Bureau, problem


def line(number: int, **more: Any) -> dict[str, Any]:
    """A receipt written by hand today."""
    return {
        "envelope": str(uuid4()),
        "book_no": "12",
        "number": number,
        "paper_date": "1/10/67",
        "payload": RECEIPT,
    } | more


def by_hand(bureau: Bureau) -> str:
    """An outage of today that is over; book 12 is out."""
    officer, head = bureau.program("finance_officer"), bureau.program("treasury_head")
    said = {"trigger": "system_failure", "cause": "ไฟฟ้าดับ", "started_on": "2024-10-01", "started_time": "08:30"}
    outage = officer.do("outage.declare", said)["document_id"]
    head.do("outage.confirm", {"document_id": outage})
    book = {
        "paper": "receipt",
        "book_no": "12",
        "first": 1,
        "last": 5,
        "custodian": str(bureau.person("revenue_officer").id),
    }
    officer.do("manual_book.lease", book)
    head.do("outage.restore", {"document_id": outage})
    return str(outage)


def test_papers_from_capture_to_register(bureau: Bureau) -> None:
    """One is entered, one cannot be; both are read, and ordinary work waits for them (409 gate_closed)."""
    outage = by_hand(bureau)
    clerk, reader = bureau.program("revenue_officer"), bureau.program("treasury_head")
    wrong = {"payer_name": "ก", "lines": [{"item": "99999999", "amount": "1"}]}
    sent = {"outage_id": outage, "paper": "receipt", "lines": [line(1), line(2, payload=wrong)]}
    clerk.do("back_entry.capture", sent)
    assert reader.ask(f"/outages/{outage}/captures")["amount"] == "1251.00"
    clerk.do("back_entry.enter", {"outage_id": outage})
    assert problem(clerk.send("receipt.issue", RECEIPT))[:2] == (409, "gate_closed")
    waiting = reader.ask(f"/outages/{outage}/captures")
    assert [(each["number"], each["state"]) for each in waiting["items"]] == [(2, "exception")]
    read = reader.ask(f"/captures/{waiting['items'][0]['id']}")
    assert (read["payload"]["payer_name"], read["channel"], read["document_id"]) == ("ก", "grid", None)
    register = reader.ask(f"/outages/{outage}/register", paper="receipt", size=2)
    assert (register["count"], register["pages"]) == (5, 3)
    assert [(each["number"], each["status"], each["amount"]) for each in register["items"]] == [
        (1, "issued", "1250.00"), (2, "exception", "1.00"),
    ]  # fmt: skip
    assert register["items"][0]["document_number"] == "RP68-00001/2568"


def test_what_is_not_there(bureau: Bureau) -> None:
    """No such outage, capture or kind of paper; and nobody reads without the duty."""
    reader = bureau.program("treasury_head")
    outage = by_hand(bureau)
    assert problem(reader.get("/outages/7/register")) == (404, "document_not_found", None)
    assert problem(reader.get("/outages/7/captures")) == (404, "document_not_found", None)
    assert problem(reader.get("/captures/7")) == (404, "document_not_found", None)
    for part in ("register", "captures"):
        refused = problem(reader.get(f"/outages/{outage}/{part}", {"paper": "passport"}))
        assert refused == (422, "paper_unknown", "paper")
    assert problem(bureau.program("cash_keeper").get("/captures/7"))[:2] == (403, "duty_missing")
