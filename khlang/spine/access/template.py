"""The spreadsheet template for handing accounts out: one sheet to fill in, instructions, the roles."""

import io
from typing import Final

from khlang import standards
from khlang.platform import exporting
from khlang.spine.access.importing import HEADINGS, SHEET

_HEADER_ROW: Final = 2
_WIDTHS: Final = {"name_th": 34, "name_en": 28, "national_number": 22, "position_title": 40, "roles": 44}
_LINES: Final = (
    "วิธีกรอก",
    "หนึ่งแถวต่อหนึ่งตำแหน่ง ช่องที่มีเครื่องหมาย * ต้องกรอก",
    "รหัสหน่วยงาน: ของหน่วยงานในสังกัดหรือในความดูแล เว้นว่างหมายถึงหน่วยงานของท่านเอง",
    "เลขประจำตัวประชาชนใช้เทียบกับ ThaID เมื่อเจ้าตัวเปิดใช้บัญชี ระบบไม่เก็บเลขนี้ เก็บเพียงรหัสตรวจสอบและเลขสี่ตัวท้าย",
    "คนเดียวมีหลายตำแหน่งได้ ใส่หลายแถวด้วยเลขประจำตัวเดียวกัน จะได้บัญชีเดียวและใบส่งมอบใบเดียว",
    "บทบาทในระบบ: ชื่อหรือรหัสตามแผ่น บทบาท หลายบทบาทคั่นด้วยจุลภาค",
    "ชื่อผู้ใช้: เว้นว่างให้ระบบตั้งให้ รหัสแรกระบบสร้างเองเสมอ",
    "ครั้งละไม่เกิน 5,000 แถว หากมีแถวใดผิด จะไม่บันทึกทั้งไฟล์และบอกว่าผิดที่ใด",
    "ไฟล์ที่กรอกแล้วมีเลขประจำตัวประชาชน ให้ลบทิ้งเมื่อส่งเข้าระบบแล้ว",
)


def hand_out_template(*, fiscal_year: int) -> bytes:
    """The empty template as an XLSX file; the same fiscal year (B.E.) gives the same bytes."""
    buffer = io.BytesIO()
    with exporting.template(buffer, fiscal_year=fiscal_year) as (book, formats):
        sheet = book.add_worksheet(SHEET)
        sheet.write(0, 0, "ส่งมอบบัญชีผู้ใช้", formats["title"])
        for column, heading in enumerate(HEADINGS):
            sheet.write(_HEADER_ROW, column, heading.title + (" *" if heading.required else ""), formats["head"])
            sheet.set_column(column, column, _WIDTHS.get(heading.key, 18), formats["text"])
        sheet.freeze_panes(_HEADER_ROW + 1, 0)
        exporting.instructions(book, formats, lines=_LINES)
        roles = book.add_worksheet("บทบาท")
        roles.set_column(0, 1, 44, formats["text"])
        for row, role in enumerate(standards.duties().roles):
            roles.write_row(row, 0, (role.name_th, role.code))
    return buffer.getvalue()
