"""The language of the stories: a step is one Thai sentence with places, and a function of the office (docs/stories.md).

A place is written <ใคร>; PLACES says what may stand there and under which name the function gets it. The sentences are
registered with pytest-bdd by conftest.py; `test_language.py` holds every one of them to docs/stories.md.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from khlang.core.money import parse_baht

Step = Callable[..., None]
AMOUNT: Final = r"-?[\d,๐-๙]+(?:\.[\d๐-๙]{2})?"
CATEGORIES: Final = {"ขอซื้อ": "goods", "ขอจ้าง": "service", "ขอจ้างก่อสร้าง": "works"}
FUNDS: Final = {"งบประมาณ": "budget", "เงินอุดหนุนเฉพาะกิจ": "grant"}
AGREEMENTS: Final = {"ใบสั่งซื้อ": "purchase_order", "สัญญา": "contract"}
DIKA_KINDS: Final = {
    "ไม่มีสัญญา": "direct", "เงินรับฝาก": "deposit", "เงินสะสม": "surplus", "เงินกันเหลื่อมปี": "carried_over",
    "เงินเดือน": "payroll", "เบี้ยยังชีพ": "allowance",
}  # fmt: skip
FINDINGS: Final = {"ค่าธรรมเนียมธนาคาร": "bank_charge", "ดอกเบี้ยรับ": "bank_interest"}
WAYS: Final = {"เช็ค": "cheque", "เงินโอน": "transfer"}
CHANNELS: Final = {"เงินสด": "cash", "เช็ค": "cheque", "เงินโอน": "transfer", "คิวอาร์": "qr"}
#: What an officer does with a document that is there: the word, and the moves that it may mean.
VERBS: Final = {
    "ส่ง": ("submit",),
    "ส่งใหม่": ("resubmit",),
    "ตรวจสอบ": ("check", "examine"),
    "ขอเบิก": ("request",),
    "รับฎีกา": ("receive",),
    "เห็นควร": ("endorse",),
    "อนุมัติ": ("approve", "executive_approve"),
    "บันทึกมติสภาอนุมัติ": ("council_approve",),
    "ประกาศใช้": ("promulgate",),
    "ผ่านรายการ": ("post",),
    "รับรอง": ("certify",),
    "ลงนาม": ("sign",),
    "ตรวจรับ": ("accept",),
    "จ่าย": ("pay",),
    "ส่งมอบเช็ค": ("collect",),
    "ระงับจ่าย": ("stop",),
    "คืนหลักประกัน": ("release",),
    "จับคู่ตามที่แนะนำ": ("match_suggested",),
    "รับทราบ": ("acknowledge",),
    "ยืนยัน": ("confirm",),
    "ปรับปรุง": ("refresh",),
    "ส่งคืน": ("return",),
    "ทักท้วง": ("object",),
    "เพิกถอน": ("withdraw",),
    "ยกเลิก": ("void", "cancel"),
}
#: place: (name of the argument, what may stand there, how it is read)
PLACES: Final[dict[str, tuple[str, str, Callable[[str], Any]]]] = {
    "ใคร": ("who", r"[^\s\"]+", str),
    "ขั้นตอน": ("verb", "|".join(sorted(VERBS, key=len, reverse=True)), str),
    "เอกสาร": ("ref", r"[^\"]+", str),
    "เอกสารใหม่": ("new", r"[^\"]+", str),
    "ผู้ชำระ": ("payer", r"[^\"]+", str),
    "วิธี": ("channel", "|".join(CHANNELS), CHANNELS.__getitem__),
    "รายรับ": ("item", r"[^\"]+", str),
    "จำนวน": ("amount", AMOUNT, parse_baht),
    "บัญชีธนาคาร": ("bank", r"[^\"]+", str),
    "รหัสบัญชี": ("account", r"[\d.]+", str),
    "ด้าน": ("side", "เดบิต|เครดิต", str),
    "อ้างอิง": ("reference", r"[^\"]+", str),
    "เหตุผล": ("reason", r"[^\"]+", str),
    "เลขที่": ("number", r"\S+", str),
    "สถานะ": ("state", r"[^\"]+", str),
    "ข้อความ": ("text", r"[^\"]+", str),
    "วันที่": ("day", r"[^\"]+", str),
    "ปี": ("year", r"\d{4}", int),
    "รายการ": ("line", r"[^\"]+", str),
    "ไปรายการ": ("target", r"[^\"]+", str),
    "กี่ใบ": ("count", r"\d+", int),
    "กี่คน": ("count", r"\d+", int),
    "งวด": ("position", r"\d+", int),
    "ร้อยละ": ("rate", r"[\d.]+", str),
    "กอง": ("division", r"[^\"]+", str),
    "ผู้รับเงิน": ("payee", r"[^\"]+", str),
    "ธนาคาร": ("thai_bank", r"[^\"]+", str),
    "สินทรัพย์": ("asset", r"[^\"]+", str),
    "ใบเสร็จ": ("receipt", r"[^\"]+", str),
    "การจ่ายใหม่": ("paying", r"[^\"]+", str),
    "ถึงเลขที่": ("last", r"\S+", str),
    "ขอซื้อขอจ้าง": ("category", "|".join(sorted(CATEGORIES, key=len, reverse=True)), CATEGORIES.__getitem__),
    "แหล่งเงิน": ("fund", "|".join(FUNDS), FUNDS.__getitem__),
    "ใบสั่งหรือสัญญา": ("kind", "|".join(AGREEMENTS), AGREEMENTS.__getitem__),
    "ชนิดฎีกา": ("dika_kind", "|".join(DIKA_KINDS), DIKA_KINDS.__getitem__),
    "เหตุของธนาคาร": ("finding", "|".join(FINDINGS), FINDINGS.__getitem__),
    "วิธีจ่าย": ("way", "|".join(WAYS), WAYS.__getitem__),
}
STEPS: Final[dict[str, Step]] = {}


def says(sentence: str) -> Callable[[Step], Step]:
    """Register a function as the meaning of a sentence."""

    def register(function: Step) -> Step:
        assert sentence not in STEPS, sentence
        STEPS[sentence] = function
        return function

    return register


def pattern(sentence: str) -> str:
    """The regular expression of a sentence."""
    parts = re.split(r"<([^>]+)>", sentence)
    return "".join(
        re.escape(part) if index % 2 == 0 else f"(?P<{PLACES[part][0]}>{PLACES[part][1]})"
        for index, part in enumerate(parts)
    )


def readers(sentence: str) -> dict[str, Callable[[str], Any]]:
    """How the words in the places of a sentence are read."""
    places = (PLACES[part] for part in re.findall(r"<([^>]+)>", sentence))
    return {name: read for name, _, read in places}
