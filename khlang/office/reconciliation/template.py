"""The empty spreadsheet for a statement that the bank gives on paper only."""

import io

from khlang.platform import exporting
from khlang.standards import statement_layouts

_WIDTHS = {"day": 14, "description": 44, "reference": 20}


def statement_template(fiscal_year: int) -> bytes:
    """An XLSX file with the columns of the layout "plain"; the same fiscal year (B.E.) gives the same bytes.

    The first row below the titles takes the balance brought forward alone, so that the lines can be added up.
    """
    plain = next(layout for layout in statement_layouts() if layout.key == "plain")
    buffer = io.BytesIO()
    with exporting.template(buffer, fiscal_year=fiscal_year) as (book, formats):
        sheet = book.add_worksheet("ใบแจ้งยอด")
        for place, (name, titles) in enumerate(plain.columns.items()):
            money = name in ("withdrawal", "deposit", "balance")
            sheet.write(0, place, titles[0] + (" *" if name in plain.required else ""), formats["head"])
            sheet.set_column(place, place, _WIDTHS.get(name, 16), formats["baht" if money else "text"])
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
