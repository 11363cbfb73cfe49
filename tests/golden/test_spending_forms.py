"""The papers of spending at their limits: many lines, long names, page totals, the places on a cheque."""

import subprocess
import tomllib
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from khlang.spine.documents import print_data, rendering
from tests.golden.test_forms import extract, pages, squeezed

LAYOUTS: dict[str, Any] = tomllib.loads((rendering.FORMS / "cheque" / "layouts.toml").read_text(encoding="utf-8"))
LONG = "ห้างหุ้นส่วนจำกัด เจริญวัฒนานุกูลกิจไพศาลวิศวกรรมโยธาและการก่อสร้าง (ประเทศไทย) 2567"


def drawn(form: str, **changed: Any) -> bytes:
    """The example of a form with some of its data changed."""
    return rendering.render_pdf(form=form, data=rendering.example(form=form) | changed)


def words_of(page: int, pdf: bytes) -> str:
    """The text of one page, counted from one."""
    asked = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), "-", "-"]
    return squeezed(subprocess.run(asked, input=pdf, capture_output=True, check=True).stdout.decode())


def test_a_dika_of_many_lines_keeps_every_line_and_its_signatures() -> None:
    example = rendering.example(form="dika")
    lines = [example["lines"][0] | {"description": f"รายการที่ {n} {LONG}"} for n in range(1, 31)]
    budget = [example["budget"][0] | {"item": f"งบรายการ {n} {LONG}"} for n in range(1, 16)]
    pdf = drawn("dika", lines=lines, budget=budget, payee=example["payee"] | {"name": LONG, "warning": "บัญชีเปลี่ยนใหม่"})
    text = extract(pdf)
    assert 3 <= len(pages(pdf)) <= 5
    assert all(squeezed(f"รายการที่ {n} ") in text for n in range(1, 31))
    assert all(squeezed(f"งบรายการ {n} ") in text for n in range(1, 16))
    assert "DK68-00012/2568(ต่อ)" in words_of(2, pdf)
    assert "บัญชีเปลี่ยนใหม่" in text and text.count("ผู้ตรวจฎีกา") == 1


@pytest.mark.parametrize("form", ["purchase_order", "requisition", "inspection", "contract"])
def test_many_goods_with_long_names(form: str) -> None:
    line = {"quantity": "1", "unit": "โครงการ", "unit_price": "12,345,678.90", "amount": "12,345,678.90"}
    pdf = drawn(form, lines=[line | {"item": f"พัสดุลำดับที่ {n} {LONG}"} for n in range(1, 41)])
    text = extract(pdf)
    assert all(squeezed(f"พัสดุลำดับที่ {n} ") in text for n in range(1, 41))
    sheets = [words for page in range(1, len(pages(pdf)) + 1) if "พัสดุลำดับที่" in (words := words_of(page, pdf))]
    assert len(sheets) >= 3 and all("ราคาต่อหน่วย" in words for words in sheets)


def test_a_payee_list_is_added_up_page_by_page() -> None:
    rows = [
        [str(n), f"ผู้รับ {n}", "1-1037-02071-81-0", "ธ.ก.ส.", "0-1", "10.00", "1.00", "0.00", "0.00", "9.00"]
        for n in range(1, 61)
    ]
    sheets = [
        {
            "rows": rows[start : start + 20], "sums": ["200.00", "20.00", "0.00", "0.00", "180.00"],
            "running": [f"{(start + 20) * each}.00" for each in (10, 1, 0, 0, 9)],
        }
        for start in (0, 20, 40)
    ]  # fmt: skip
    pdf = drawn("payee_list", pages=sheets, totals=["600.00", "60.00", "0.00", "0.00", "540.00"])
    assert len(PdfReader(BytesIO(pdf)).pages) == 3
    first, second, last = (words_of(page, pdf) for page in (1, 2, 3))
    assert "รวมหน้านี้200.00" in first and "รวมถึงหน้านี้" not in first
    assert "รวมหน้านี้200.00" in second and "รวมถึงหน้านี้400.00" in second
    assert "รวมทั้งสิ้น600.00" in last and "ผู้อนุมัติ" in last


def test_a_cheque_shows_nothing_but_what_is_written() -> None:
    plain = extract(drawn("cheque", guides=False))
    assert "เส้นสีจาง" not in plain and "ธ.กรุงไทย" not in plain
    assert "21102567" in plain and "A/CPAYEEONLY" in plain
    one = rendering.example(form="cheque")["cheques"][0]
    assert "A/CPAYEEONLY" not in extract(drawn("cheque", guides=False, cheques=[one | {"crossed": False}]))
    assert len(pages(drawn("cheque", cheques=[one, one]))) == 2
    assert "เส้นสีจาง" in extract(drawn("cheque", guides=False, mark=print_data.PREVIEW))


@pytest.mark.parametrize("bank", [*LAYOUTS, "999"])
def test_the_places_of_a_cheque_are_on_its_paper(bank: str) -> None:
    layout = LAYOUTS["standard"] | LAYOUTS.get(bank, {})
    ends = [
        (layout["date"]["x"] + 8 * layout["date"]["step"], layout["date"]["y"]),
        *(
            (layout[key]["x"] + layout[key]["width"], layout[key]["y"])
            for key in ("payee", "words", "amount", "bearer")
        ),
    ]
    assert all(0 < x < layout["width"] and 0 < y < layout["height"] for x, y in ends)
    assert layout["words"]["x"] + layout["words"]["width"] <= layout["amount"]["x"]
    one = rendering.example(form="cheque")["cheques"][0] | {"payee": LONG}
    text = extract(drawn("cheque", bank_code=bank, cheques=[one], guides=False))
    assert squeezed(LONG) in text


def test_a_certificate_is_made_once_for_each_copy() -> None:
    copies = [{"name": f"ฉบับที่ {n}"} for n in (1, 2, 3)]
    income = [{"kind": "1", "date": "2567", "amount": "180,000.00", "tax": "1,200.00"}]
    pdf = drawn(
        "withholding_certificate",
        copies=copies,
        income=income,
        filing_form="pnd1a",
        funds={"social_security": "9,000.00"},
    )
    assert len(pages(pdf)) == 3
    assert all("180,000.00" in words_of(page, pdf) and "9,000.00" in words_of(page, pdf) for page in (1, 2, 3))


def test_the_back_of_an_advance_has_room_for_clearings_by_hand() -> None:
    pdf = drawn("advance", clearings=[])
    assert len(pages(pdf)) == 2 and "รายการส่งใช้เงินยืม" in words_of(2, pdf)
