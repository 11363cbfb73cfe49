"""`khlang report`: what it writes, where, and how it says no."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from khlang.faces import cli
from tests.till import Till


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    """The second of October 2567 is today."""
    settings.BUSINESS_DATE = "2024-10-02"


def test_the_trial_balance_as_csv(two_days: Till, capsysbinary: Any) -> None:
    assert cli.main(["report", "trial-balance", "--org", "TEST", "--on", "2024-10-31", "--format", "csv"]) == 0
    out, err = capsysbinary.readouterr()
    rows = list(csv.DictReader(io.StringIO(out.decode())))
    assert (rows[0]["account_code"], rows[0]["closing_debit"], err) == ("1101010101.001", "0.00", b"")


def test_the_journal_of_a_span_in_a_file(two_days: Till, tmp_path: Path) -> None:
    target = tmp_path / "journal.json"
    asked = ["report", "journal", "--org", "test", "--from", "2024-10-02", "--to", "2024-10-02"]
    assert cli.main([*asked, "--format", "json", "--output", str(target)]) == 0
    assert [row["date"] for row in json.loads(target.read_text())["rows"]] == ["2024-10-02"] * 10


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{"), ("csv", b"date,")])
def test_the_daily_status_in_every_format(two_days: Till, capsysbinary: Any, format: str, start: bytes) -> None:
    assert cli.main(["report", "daily-status", "--org", "TEST", "--format", format]) == 0
    assert capsysbinary.readouterr().out.startswith(start)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["trial-balance", "--org", "NOBODY"], "ไม่พบหน่วยงานรหัส NOBODY"),
        (["balance-sheet", "--org", "TEST"], "ไม่มีรายงานหรือทะเบียนชื่อ balance-sheet"),
        (["trial-balance", "--org", "TEST", "--on", "31/2/2567"], "ไม่มีวันที่"),
        (["trial-balance", "--org", "TEST", "--from", "2024-10-01"], "งบทดลองไม่ใช้เงื่อนไข from"),
        (["revenue", "--org", "TEST"], "กรุณาระบุรหัสรายรับ"),
        (["revenue", "--org", "TEST", "--item", "99"], "ไม่พบรหัสรายรับ 99"),
        (["journal", "--org", "TEST", "--from", "2024-10-02", "--to", "2024-10-01"], "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"),
        (["journal", "--org", "TEST", "--format", "doc"], "ไม่มีรูปแบบ doc"),
        (["journal", "--org", "TEST", "--output", "/nowhere/at/all.csv"], "เขียนไฟล์ /nowhere/at/all.csv ไม่ได้"),
    ],
)
def test_it_refuses_in_thai(till: Till, capsysbinary: Any, arguments: list[str], says: str) -> None:
    assert cli.main(["report", *arguments]) == 2
    out, err = capsysbinary.readouterr()
    assert (out, says in err.decode()) == (b"", True)
