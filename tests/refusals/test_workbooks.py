"""A workbook of work by hand: a file that is none, a number that is none, rows of one paper that do not agree."""

from base64 import b64encode
from datetime import date

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.workbooks import reading
from tests.continuity.by_hand import BACK, opened
from tests.continuity.filled import NUMBER, PAYER, Filled, receipt, title
from tests.office import Office
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal

SHEET = "ใบเสร็จรับเงิน"


def faults(filled: Filled) -> list[reading.Fault]:
    """What the reader finds wrong."""
    schemas = {key: kind.schema for key, kind in KINDS.items()}
    content = filled.content()
    return list(
        reading.read(content=content, filename="a.xlsx", schemas=schemas, today=date(2024, 11, 8)).faults
    )  # fmt: skip


def test_workbook_unknown(office: Office) -> None:
    """No sheet is one of a paper."""
    desk = opened(office)
    data = {"outage_id": desk.outage, "filename": "a.xlsx", "content": b64encode(Filled().raw("A", ["x"]).content())}
    with refused("workbook_unknown", field="content", filename="a.xlsx"):
        continuity.upload_workbook(envelope=desk.office.envelope(desk.clerk("anong"), day=BACK), data=data)


def test_number_malformed() -> None:
    """Words in the place of the number."""
    (fault,) = faults(Filled().sheet(receipt("สิบสอง")))
    check_refusal(fault.refusal, "number_malformed", field=f"content.{SHEET}.6.{NUMBER}", text="สิบสอง")
    assert (fault.cell, fault.column) == ("B6", title(NUMBER))


def test_workbook_rows_differ() -> None:
    """Two payers on one receipt."""
    (fault,) = faults(Filled().sheet(receipt(1), receipt(1, amount="9", **{PAYER: "คนอื่น"})))
    check_refusal(fault.refusal, "workbook_rows_differ", field=f"content.{SHEET}.7.{PAYER}", first=6)
