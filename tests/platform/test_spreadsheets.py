"""Files that are not what they say, and files that are too much."""

import io
import zipfile

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import spreadsheets
from tests.budget.workbooks import workbook


def refused(content, filename="a.xlsx"):
    with pytest.raises(Refusal) as found:
        spreadsheets.read(content=content, filename=filename)
    assert found.value.field == "content"
    return found.value.code


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"", "a.xlsx", "upload_empty"),
        (b"x" * (spreadsheets.LIMIT_BYTES + 1), "a.csv", "upload_too_large"),
        (b"%PDF-1.7", "a.pdf", "upload_wrong_type"),
        (b"%PDF-1.7", "a.xlsx", "upload_wrong_type"),
        (b"MZ\0\0", "a.csv", "upload_wrong_type"),
        (b"a,b", "noextension", "upload_wrong_type"),
        (b"PK\x03\x04 damaged", "a.xlsx", "upload_unreadable"),
        (b"a\n" * (spreadsheets.LIMIT_ROWS + 1), "a.csv", "upload_too_many_rows"),
    ],
)
def test_a_file_that_cannot_be_taken(content, filename, code):
    assert refused(content, filename) == code


def test_a_zip_without_a_workbook_is_none():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "x")
    assert refused(buffer.getvalue()) == "upload_wrong_type"


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"xl/{number}.xml", b"0" * 10_000_000)
    assert len(buffer.getvalue()) < spreadsheets.LIMIT_BYTES
    assert refused(buffer.getvalue()) == "upload_unpacks_too_large"


def test_entities_are_not_expanded():
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)
            archive.writestr(name, content)
    assert refused(buffer.getvalue()) == "upload_unreadable"


def test_a_workbook_is_read_with_its_sheets_in_order():
    assert list(spreadsheets.read(content=workbook(), filename="A.XLSX")) == ["รายรับ", "รายจ่าย"]


@pytest.mark.parametrize(
    ("place", "code"), [((1_048_575, 0), "upload_too_many_rows"), ((0, 16_383), "upload_unreadable")]
)
def test_a_cell_in_the_last_corner_is_refused_before_the_sheet_is_unfolded(place, code):
    assert refused(workbook(touch=lambda sheet, _: sheet.write(*place, "x"))) == code


def test_formats_far_below_the_data_do_no_harm():
    def format_only(sheet, _):
        sheet.write_blank(60_000, 3, None)
        sheet.set_column(0, 16_000, 12)

    assert len(spreadsheets.read(content=workbook(touch=format_only), filename="a.xlsx")["รายจ่าย"].rows) < 10
