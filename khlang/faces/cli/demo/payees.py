"""The many payees of October 2567: the payroll as data/payroll.csv has it, the allowances of an invented village."""

import base64
import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from khlang.core.money import parse_baht, plain_baht
from khlang.faces.cli.demo.stage import DATA, Stage
from khlang.spine.documents import queries as documents

#: Budget line, how many people, baht a month each: the elderly by age, the disabled, the ill.
ALLOWANCES: Final = (
    ("L02", 500, 600), ("L02", 300, 700), ("L02", 140, 800), ("L02", 20, 1000), ("L03", 210, 800), ("L04", 4, 500),
)  # fmt: skip
_FIRST: Final = (
    "บุญมี", "ทองคำ", "สมหมาย", "จันทร์", "คำปัน", "ลำดวน", "สายทอง", "บัวผัน", "อินทร์", "เสาร์", "ประยูร", "ละเอียด", "สวัสดิ์",
    "ถนอม", "เพ็ญ", "ไสว", "แสงดา", "ปลั่ง", "เจริญ", "ทุเรียน",
)  # fmt: skip
_LAST: Final = (
    "ทุ่งทอง", "นาคำ", "ไร่สว่าง", "บ้านสวน", "หนองบัว", "ดอนแก้ว", "ท่าน้ำ", "โคกสูง", "ป่าสัก", "บึงใหญ่", "สุขเกษม", "ใจเย็น", "พอเพียง",
    "ศรีเมือง", "คงทน", "ชุ่มเย็น", "แก่นจันทน์", "ดวงเดือน", "มะลิวัลย์", "รวงข้าว",
)  # fmt: skip


def imported(stage: Stage, which: str, data: Mapping[str, Any], *, by: str) -> int:
    """The dika that a list of payees becomes; accounts that were new in it are confirmed by accounting."""
    content, people, net = _LISTS[which]()
    given = {name: data[name] for name in ("dika_kind", "title", "division") if name in data}
    sent = {
        **given, "filename": f"{which}.csv", "content": base64.b64encode(content).decode(), "control_count": people,
        "control_net": plain_baht(net), "register_new": True,
    }  # fmt: skip
    made = stage.act("dika.import_payees", sent, by=by).document_id
    with stage.scope():
        proposed = [document.id for document in documents.find(kind="payee_account", equal={"created_at": stage.now})]
    if proposed:
        stage.act("payee_account.confirm_many", {"document_ids": proposed}, by="anan")
    return made or 0


def _payroll() -> tuple[bytes, int, int]:
    content = (DATA / "payroll.csv").read_bytes()
    *people, total = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return content, len(people), parse_baht(total["รับสุทธิ"])


def _allowances() -> tuple[bytes, int, int]:
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(("เลขประจำตัว 13 หลัก", "ชื่อ-สกุล", "ธนาคาร", "เลขที่บัญชี", "รหัสรายการงบประมาณ", "จำนวนเงิน"))
    count, net = 0, 0
    for count, (line, baht) in enumerate(_entitled(), start=1):
        net += baht * 100
        name = f"{'นาง' if count % 2 else 'นาย'}{_FIRST[count % 20]} {_LAST[count // 20 % 20]}"
        sheet.writerow((_number(count), name, "BAAC", f"9993{count:08d}", line, f"{baht}.00"))
    return text.getvalue().encode(), count, net


def _entitled() -> Iterator[tuple[str, int]]:
    return ((line, baht) for line, people, baht in ALLOWANCES for _ in range(people))


def _number(count: int) -> str:
    """A citizen number with a right check digit that belongs to nobody."""
    digits = f"99000003{count:04d}"
    weighted = sum(int(digit) * (13 - place) for place, digit in enumerate(digits))
    return f"{digits}{(11 - weighted % 11) % 10}"


_LISTS: Final = {"payroll": _payroll, "allowances": _allowances}
