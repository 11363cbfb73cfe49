"""The workbook of six months: whatever people do to it, what is right is taken in once, what is not is told row by row (C-40)."""

import io
from base64 import b64encode
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.workbooks import reading
from khlang.spine.documents import commands as documents
from khlang.spine.ledger import queries as ledger
from tests.continuity.by_hand import BACK, ByHand, opened
from tests.continuity.filled import AMOUNT, BOOK, DAY, ITEM, NUMBER, PAYER, Filled, following, receipt, title
from tests.office import Office
from tests.refusals.attempt import refused

TODAY = BACK


@pytest.fixture
def desk(office: Office, settings: Any, tmp_path: Any) -> ByHand:
    """Book 12 is out; the outage is over and its papers are being entered."""
    settings.MEDIA_ROOT = str(tmp_path)
    ready = opened(office)
    ready.lease()
    return ready


def read(filled: Filled) -> reading.Contents:
    """What the reader makes of a workbook."""
    schemas = {key: kind.schema for key, kind in KINDS.items()}
    return reading.read(content=filled.content(), filename="a.xlsx", schemas=schemas, today=TODAY)


def upload(desk: ByHand, filled: Filled, *, by: str = "anong", name: str = "รับเงิน.xlsx") -> dict[str, Any]:
    """The workbook brought in by a clerk; what is answered."""
    data = {"outage_id": desk.outage, "filename": name, "content": b64encode(filled.content())}
    return continuity.upload_workbook(envelope=desk.office.envelope(desk.clerk(by), day=desk.today), data=data).data


@pytest.mark.parametrize(
    "typed",
    ["1/11/2567", "๑/๑๑/๒๕๖๗", "1 พ.ย. 67", "๑ พฤศจิกายน พ.ศ. ๒๕๖๗", "2024-11-01", "01112567", "1 / 11 / 2567", "1/11/2567 09:30",
     date(2024, 11, 1), date(2567, 11, 1), date(1967, 11, 1), 45597],
)  # fmt: skip
def test_a_day_in_every_way_people_write_it(typed: Any) -> None:
    """Text in either era, a day of the spreadsheet program, the year 2567 of the common era, 1967 for 67, a serial number."""
    (paper,) = read(Filled().sheet(receipt(1, day="1/11/2567", **{"cheque_date": typed}))).papers
    assert paper.payload["cheque_date"] == "2024-11-01"


def test_a_day_of_the_wrong_era_is_read_and_told() -> None:
    """Nothing is converted in silence."""
    contents = read(Filled().sheet(receipt(1, day=date(2567, 11, 1))))
    assert [paper.paper_date for paper in contents.papers] == ["2024-11-01"]
    (notice,) = contents.notices
    assert notice.cell == "C6"
    assert "01/11/2567" in notice.text and "1 พ.ย. 2567" in notice.text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("240", "240"), (240, "240"), (240.5, "240.5"), ("1,250.00", "1,250.00"), ("๑,๒๕๐ บาท", "๑,๒๕๐"), ("240.-", "240"),
     (0.1 + 0.2, "0.3"), ("฿ 240", "240")],
)  # fmt: skip
def test_an_amount_in_every_way_people_write_it(typed: Any, amount: str) -> None:
    """Numbers, numbers as text, Thai digits, the word baht, the fractions of a spreadsheet program."""
    (paper,) = read(Filled().sheet(receipt(1, amount=typed))).papers
    assert paper.payload["lines"][0]["amount"] == amount


@pytest.mark.parametrize("typed", [7, 7.0, "7", "๗", "007", "มร-00007", "มร 7", "เลขที่ 7"])
def test_a_number_in_every_way_people_write_it(typed: Any) -> None:
    """As figures, as text, in Thai digits, with what is printed before them."""
    (paper,) = read(Filled().sheet(receipt(typed, **{BOOK: "เล่มที่ ๑๒"}))).papers
    assert (paper.book_no, paper.number) == ("12", 7)


def test_lines_of_one_paper() -> None:
    """The number again, blank, or a ditto mark: lines of the same paper; blank lines, sums and headings pasted again are no
    papers, nor are numbers that were printed in advance and not used."""
    head = {place: title(place) for place in (BOOK, NUMBER, DAY, PAYER, ITEM, AMOUNT)}
    contents = read(
        Filled().sheet(
            receipt(1), following("100"), {}, following("50", **{NUMBER: 1, BOOK: "12"}), following("10", **{NUMBER: '"'}),
            head, receipt(2), {BOOK: "รวม", AMOUNT: 640}, {NUMBER: "มร-00003"},
        )
    )  # fmt: skip
    assert [(paper.number, len(paper.payload["lines"]), paper.rows) for paper in contents.papers] == [
        (1, 4, [6, 7, 9, 10]), (2, 1, [12]),
    ]  # fmt: skip
    assert contents.faults == ()


def test_rows_pasted_twice_count_once() -> None:
    """The same row again, beside the first or far below; another line of a paper is not the same row."""
    contents = read(Filled().sheet(receipt(1), receipt(1), receipt(2), receipt(1), receipt(2, amount="10")))
    assert [(paper.number, len(paper.payload["lines"])) for paper in contents.papers] == [(1, 1), (2, 1), (2, 1)]
    assert [(notice.row, "แถว 6" in notice.text) for notice in contents.notices] == [(7, True), (9, True)]


def test_headings_moved_and_retyped() -> None:
    """Columns in another order, one left out, one more, stars and explanations gone, another row above."""
    places = [AMOUNT, "หมายเหตุ", PAYER, DAY, NUMBER, BOOK, ITEM]
    headings = {
        PAYER: title(PAYER) + " (ตัวบรรจง)",
        DAY: title(DAY)[:-1],
        NUMBER: title(NUMBER).partition(" (")[0] + " *",
    }
    contents = read(Filled().sheet(receipt(5), places=places, headings=headings, above=7))
    assert [(paper.number, paper.payload["payer_name"]) for paper in contents.papers] == [(5, "นางบุญมี ทองสุข")]


def test_copies_of_sheets() -> None:
    """A copy under the name that the program gives it, one renamed, one that is nothing of ours."""
    filled = Filled().sheet(receipt(1)).sheet(receipt(2), name="ใบเสร็จรับเงิน (2)").sheet(receipt(3), name="เมษายน")
    contents = read(filled.raw("โน้ต", ["โทรถามธนาคาร"]))
    assert [paper.number for paper in contents.papers] == [1, 2, 3]
    assert contents.strange == ("โน้ต",)


def test_cells_merged() -> None:
    """The head of a paper merged down is read; amounts merged down are not."""
    places = [BOOK, NUMBER, DAY, PAYER, ITEM, AMOUNT]
    rows = (receipt(1), following("100"))
    good = read(Filled().sheet(*rows, places=places, merged=[(5, 3, 6, 3, "นางบุญมี ทองสุข"), (5, 1, 6, 1, 1)]))
    assert [len(paper.payload["lines"]) for paper in good.papers] == [2]
    bad = read(Filled().sheet(*rows, places=places, merged=[(5, 5, 6, 5, 340)]))
    assert bad.papers == ()
    assert [(fault.refusal.code, fault.row) for fault in bad.faults] == [("cell_merged", 6)]


def test_what_is_wrong_is_told_cell_by_cell() -> None:
    """Every bad row at its cell, and the good ones all the same."""
    contents = read(
        Filled().sheet(
            receipt("สิบ"), receipt(1, day="31/2/2567"), receipt(2, amount="สองร้อย"), receipt(3, amount=""), receipt(4),
            receipt(5, **{PAYER: ""}), receipt(6, channel="ธนาณัติ"), receipt(7), following("9", **{PAYER: "คนอื่น"}),
        )
    )  # fmt: skip
    assert [paper.number for paper in contents.papers] == [4]
    assert [(fault.row, fault.refusal.code) for fault in contents.faults] == [
        (6, "number_malformed"), (7, "date_not_in_calendar"), (12, "choice_unknown"), (14, "workbook_rows_differ"),
        (8, "amount_malformed"), (9, "field_required"), (11, "field_required"),
    ]  # fmt: skip
    assert all(fault.column for fault in contents.faults)


def test_an_upload_and_the_same_again(desk: ByHand) -> None:
    """What is right is in the queue; again it adds nothing, by another clerk neither; what was corrected is added."""
    rows = [receipt(1), receipt(2, amount="สองร้อย"), receipt(3), receipt(77)]
    told = upload(desk, Filled().sheet(*rows))
    assert (told["added"], told["present"], [(row["row"], row["code"]) for row in told["refused"]]) == (
        2, 0, [(7, "amount_malformed"), (9, "manual_number_unknown")],
    )  # fmt: skip
    assert upload(desk, Filled().sheet(*rows), by="boonsom")["present"] == 2
    rows[1] = receipt(2, amount="200")
    told = upload(desk, Filled().sheet(*rows))
    assert (told["added"], told["present"], told["refused_count"]) == (1, 2, 1)
    assert Capture.objects.filter(state="captured").count() == 3


def test_whoever_is_turned_away_hears_of_what_came(desk: ByHand) -> None:
    """The gate counts the papers of a workbook as those of the grid."""
    upload(desk, Filled().sheet(receipt(1), receipt(2)))
    assert [gate.left for gate in ledger.gates()] == [2]


def test_two_versions_of_one_paper_wait_for_a_person(desk: ByHand) -> None:
    """The same number with another amount is nobody's to choose: both wait, and the report says so."""
    told = upload(desk, Filled().sheet(receipt(1), receipt(2), receipt(1, amount="999")))
    assert (told["added"], told["waiting"]) == (3, 1)
    assert [capture.problem for capture in desk.captures(1)] == ["DUPLICATE_NO", "DUPLICATE_NO"]


def test_a_year_of_the_other_era_waits_for_a_person(desk: ByHand) -> None:
    """«1/11/2024» is most likely 2567, but somebody says so."""
    told = upload(desk, Filled().sheet(receipt(1, day="1/11/2024")))
    assert (told["waiting"], desk.only(1).problem) == (1, "DATE_SUSPECT")


def test_the_file_that_goes_back(desk: ByHand) -> None:
    """The same rows, beside each what became of it."""
    told = upload(desk, Filled().sheet(receipt(1), receipt(2, amount="สองร้อย")))
    _, content = documents.content(attachment_id=int(told["result"]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert sheet[4][-1] == "ผลการตรวจ"
    assert sheet[5][-1] == "รับเข้าแล้ว"
    assert title(AMOUNT) in sheet[6][-1] and "สองร้อย" in sheet[6][-1]
    assert upload(desk, Filled().sheet(receipt(1)), by="boonsom")["result"] != told["result"]


def test_a_file_that_is_nothing_of_ours(desk: ByHand) -> None:
    """No sheet is one of a paper."""
    data = {"outage_id": desk.outage, "filename": "a.xlsx", "content": b64encode(Filled().raw("A", ["x"]).content())}
    with refused("workbook_unknown", field="content", filename="a.xlsx"):
        continuity.upload_workbook(envelope=desk.office.envelope(desk.clerk("anong"), day=BACK), data=data)


def test_an_upload_by_somebody_without_the_duty(desk: ByHand) -> None:
    """The executive types no papers."""
    data = {"outage_id": desk.outage, "filename": "a.xlsx", "content": b64encode(Filled().sheet(receipt(1)).content())}
    with refused("duty_missing", duty="paper.record"):
        continuity.upload_workbook(envelope=desk.office.envelope("executive", day=BACK), data=data)
