"""The tables rendered for readers: what stands in docs/ about posting rules, duties, refusals and words.

Every function returns the whole text of one page; `python -m khlang.standards.documents` writes the pages, and a test
holds the committed files equal to the tables.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from khlang.core.posting import Rule, RuleLine
from khlang.standards.accounts import budget_account, chart
from khlang.standards.duty_matrix import duties
from khlang.standards.files import ROOT, documents
from khlang.standards.personal_data import personal_kinds, whole_places
from khlang.standards.retention import retention
from khlang.standards.rulebook import rule
from khlang.standards.terms import glossary
from khlang.standards.texts import catalogue, message

NOTICE: Final = "<!-- จัดทำจากตารางใน khlang/standards/ ห้ามแก้ที่นี่ · made from the tables, do not edit here -->"


def _page(title: str, intro: str, body: Iterable[str]) -> str:
    return "\n".join((NOTICE, "", f"# {title}", "", intro, "", *body)).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines] + [""]


def posting_rules() -> str:
    """Return docs/generated/posting_rules.md: every event with its voucher and its debits and credits."""
    body: list[str] = []
    for name, content in documents("posting_rules"):
        body += [f"## {message(f'rule_file.{name}')}", ""]
        for row in content["rule"]:
            body += _rule(rule(row["event"]))
    intro = (
        "เหตุการณ์หนึ่งลงบัญชีอย่างไร กติกาไม่มีเงื่อนไขและไม่มีสูตร: กรณีอื่นคือเหตุการณ์อื่น "
        "บัญชีที่เขียนเป็นตัวเอนคือบัญชีที่เอกสารเป็นผู้บอก\n\n"
        "What each event posts. A rule has no conditions and no formulas: another case is another event. "
        "An account in italics is given by the document."
    )
    return _page("กติกาการลงบัญชี (Posting rules)", intro, body)


def _rule(rule: Rule) -> list[str]:
    voucher = message(f"voucher.{rule.voucher}")
    rows = [
        (
            message(f"side.{line.side}"),
            _account(line),
            message(f"rule_amount.{line.amount}"),
            message(f"rule_each.{line.each}") if line.each else "ครั้งเดียว",
        )
        for line in rule.lines
    ]
    head = ("ด้าน", "บัญชี", "จำนวน", "ลงสำหรับ")
    return [f"### `{rule.event}`", "", f"{rule.note}  ", f"{voucher} · ที่มา: {rule.source}", "", *_table(head, rows)]


def _account(line: RuleLine) -> str:
    if line.account.startswith("$"):
        return f"*{message(f'rule_role.{line.account[1:]}')}* (`{line.account}`)"
    if line.book == "budget":
        return f"`{line.account}` {budget_account(line.account).name_th}"
    return f"{line.account} {chart().posting(line.account).name_th}"


def duty_matrix() -> str:
    """Return docs/generated/duties.md: who holds each duty, and which duties no one person should hold together."""
    matrix = duties()
    body = ["## บทบาท (Roles)", ""]
    body += _table(("รหัส", "บทบาท", "Role"), [(f"`{role.code}`", role.name_th, role.name_en) for role in matrix.roles])
    body += ["## หน้าที่และผู้ทำ (Duties and who holds them)", ""]
    rows = [
        (f"`{duty}`", message(f"duty.{duty}"), ", ".join(role.name_th for role in matrix.holders(duty)))
        for duty in matrix.duties
    ]
    body += _table(("หน้าที่", "ความหมาย", "บทบาทที่ทำได้"), rows)
    body += ["## หน้าที่ที่ต้องอยู่คนละคน (Segregation of duties)", ""]
    conflicts = [
        (" × ".join(message(f"duty.{duty}") for duty in conflict.duties), conflict.reason_th, conflict.source)
        for conflict in matrix.conflicts
    ]
    body += _table(("หน้าที่คู่กัน", "เหตุผล", "ที่มา"), conflicts)
    intro = (
        "บุคคลได้หน้าที่จากบทบาทที่มอบให้เป็นช่วงวันที่ ขั้นตอนของเอกสารแต่ละขั้นบอกหน้าที่ที่ต้องมี\n\n"
        "People hold duties through roles granted from a day to a day; each move of a document names the duty it needs."
    )
    return _page("หน้าที่และการแบ่งแยกหน้าที่ (Duties)", intro, body)


def words() -> str:
    """Return docs/glossary.md: one word for one thing, by chapter."""
    body: list[str] = []
    for group in dict.fromkeys(term.group for term in glossary()):
        body += [f"## {message(f'glossary.{group}')} ({message(f'glossary.{group}', 'en')})", ""]
        rows = [
            (term.th, term.en, f"`{term.key}`", term.definition, term.source)
            for term in glossary()
            if term.group == group
        ]
        body += _table(("ไทย", "English", "ในระบบ", "ความหมาย", "ที่มา"), rows)
    intro = (
        "คำหนึ่งคำหมายถึงสิ่งเดียว ในโปรแกรม เอกสาร และหน้าจอ “spec” คือข้อกำหนดทางบัญชี "
        "LAO- และ UNIT- คือข้อของหลักเกณฑ์การทำงานด้วยมือ\n\n"
        "One word for one thing, in code, documents and screens. “spec” is the domain specification; "
        "LAO- and UNIT- are clauses of the guideline for manual work."
    )
    return _page("อภิธานศัพท์ (Glossary)", intro, body)


def refusals() -> str:
    """Return docs/generated/refusals.md: what the system says when it does not carry something out, by module."""
    body: list[str] = []
    for module, content in documents("messages", ".th.toml"):
        codes = sorted(key.removeprefix("refusal.") for key in content if key.startswith("refusal."))
        if codes:
            body += [f"## {message(f'message_file.{module}')} ({message(f'message_file.{module}', 'en')})", ""]
            rows = [(f"`{code}`", *(_wording(f"refusal.{code}", lang) for lang in ("th", "en"))) for code in codes]
            body += _table(("รหัส", "ข้อความ", "Message"), rows)
    intro = (
        "เมื่อทำรายการไม่ได้ ระบบบอกเหตุที่ช่องที่ผิด สิ่งที่พิมพ์ไว้ยังอยู่ และไม่มีสิ่งใดถูกบันทึก คำในวงเล็บปีกกาคือข้อมูลของรายการนั้น "
        "รหัสคือสิ่งที่ API ตอบใน `code`\n\n"
        "When something is not carried out, the reason stands at the field, what was typed stays, and nothing is written. "
        "Words in braces are the facts of the case; the code is what the API answers in `code`."
    )
    return _page("ข้อความเมื่อทำรายการไม่ได้ (Refusals)", intro, body)


def personal_data() -> str:
    """Return docs/generated/personal_data.md: what is personal, how it is shown, how long everything is kept."""
    shown = {"everybody": "ปิดบังสำหรับทุกคน", "oversight": "ปิดบังสำหรับผู้กำกับดูแล", "nobody": "แสดงเต็ม"}
    rows = [(kind.th, kind.en, shown[kind.masked], kind.note) for kind in personal_kinds().values()]
    body = ["## ข้อมูลใดเป็นข้อมูลส่วนบุคคล (What is personal)", "", *_table(("ข้อมูล", "Kind", "บนหน้าจอ", "เหตุผล"), rows)]
    places = [(each.th, message(f"duty.{each.duty}") if each.duty else "ทุกคนที่เห็นเอกสารนั้น", each.reason)
              for each in whole_places().values()]  # fmt: skip
    body += ["## ที่ที่แสดงเลขเต็ม (Where a number stands whole)", "", *_table(("ที่", "ผู้ที่เห็น", "เหตุผล"), places)]
    body += ["## ระยะเวลาเก็บรักษา (Retention)", ""]
    deleted = {
        "program": "โปรแกรม (khlang nightly)",
        "owner": "เจ้าของฐานข้อมูล",
        "archive": "ตามระเบียบสารบรรณ",
        "nobody": "ไม่ลบ",
    }
    body += _table(
        ("ข้อมูล", "ของใคร", "วัตถุประสงค์", "ฐานทางกฎหมาย", "เก็บนาน", "ผู้ลบ", "ที่มา", "ยืนยันแล้ว"),
        [
            (kind.th, kind.whose, kind.purpose, kind.basis, kind.keep, deleted[kind.deleted_by], kind.source,
             "ใช่" if kind.certain else "รอหน่วยงานยืนยัน")
            for kind in retention().values()
        ],
    )  # fmt: skip
    intro = (
        "ข้อมูลส่วนบุคคลที่ระบบเก็บ วิธีแสดง และระยะเวลาเก็บรักษา ตารางของข้อมูลทุกตารางอยู่ในแถวใดแถวหนึ่ง มีการทดสอบกำกับ "
        "ขั้นตอนของหน่วยงานอยู่ใน [docs/security/privacy.md](../security/privacy.md)\n\n"
        "Which personal data there is, how it is shown, how long it is kept; every table stands in one row, held by a test."
    )
    return _page("ข้อมูลส่วนบุคคลและระยะเวลาเก็บรักษา (Personal data and retention)", intro, body)


def _wording(key: str, lang: str) -> str:
    """The text of a message as it was written, its facts by name only."""
    return re.sub(r"{(\w+):\w+}", r"{\1}", catalogue(lang)[key])


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "docs/generated/posting_rules.md": posting_rules,
    "docs/generated/duties.md": duty_matrix,
    "docs/generated/refusals.md": refusals,
    "docs/generated/personal_data.md": personal_data,
    "docs/glossary.md": words,
}


def write(*, root: Path) -> None:
    """Write every page below the root of the project."""
    for name, text in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write(root=ROOT.parent.parent)
