"""The guide names buttons, pages and refusals as they stand on the screen: a changed label changes the guide."""

import re
from pathlib import Path

import pytest

from khlang import standards
from khlang.faces.web.guide import book
from khlang.standards import duties, message_exists
from khlang.standards.texts import catalogue

TEXT = Path(book.__file__).parent / "text"
CHAPTERS = sorted(path.name for path in TEXT.glob("[0-9]*.md"))
#: Bold for its weight, not for being a word of the screen.
WEIGHT = {
    "ไทย/English", "แถบบน", "เมนูซ้าย", "หน้ารายการ", "หน้าเอกสาร", "ทันที ไม่มีร่าง", "วันเดียวกัน ยังไม่นำส่ง", "งบถูกเบิกจ่าย",
    "เลขเดิมทั้งสองเลข", "จำนวนคน", "SQLite", "PostgreSQL", "ทำลายชุดเก่า",
}  # fmt: skip


@pytest.fixture(scope="module")
def screen() -> str:
    """Every word of the screen: messages, roles, and the tables that name reports, papers and kinds."""
    tables = [path.read_text(encoding="utf-8") for path in Path(standards.__file__).parent.rglob("*.toml")]
    return "\n".join([*catalogue("th").values(), *(role.name_th for role in duties().roles), *tables])


@pytest.mark.parametrize("name", CHAPTERS)
def test_bold_words_are_words_of_the_screen(name: str, screen: str) -> None:
    """`**menu → page → button**`: each of them is there; `จัดทำ…` stands for the button of any kind."""
    gone = []
    for bold in re.findall(r"\*\*([^*\[]+)\*\*", (TEXT / name).read_text(encoding="utf-8")):
        for words in (part.strip().rstrip("…") for part in bold.split("→")):
            if words and words not in WEIGHT and words not in screen and words.removeprefix("จัดทำ") not in screen:
                gone.append(words)
    assert gone == []


def test_every_refusal_that_the_guide_names_is_one() -> None:
    text = (TEXT / "14-refusals.md").read_text(encoding="utf-8")
    codes = re.findall(r"\(`([a-z_]+)`\)", text)
    assert len(codes) > 15
    assert [code for code in codes if not message_exists(f"refusal.{code}")] == []
