"""The checklist of ASVS as data and as a page: docs/security/asvs.toml → docs/security/asvs.md."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/security/asvs.toml"
PAGE = ROOT / "docs/security/asvs.md"
STATES = {
    "held": "held · มีการทดสอบ",
    "na": "not applicable · ไม่เกี่ยวข้อง",
    "operator": "operator · ผู้ดูแลระบบ",
    "open": "open · ยังขาด",
}
#: The official list, section by section: the level of requirement 1, 2, 3 … (OWASP ASVS 5.0.0, without V17).
OFFICIAL = {
    "V1.1": "22", "V1.2": "1111122223", "V1.3": "112222222223", "V1.4": "222", "V1.5": "123",
    "V2.1": "122", "V2.2": "112", "V2.3": "12223", "V2.4": "23",
    "V3.1": "3", "V3.2": "113", "V3.3": "12223", "V3.4": "11222233", "V3.5": "11122333", "V3.6": "3", "V3.7": "22333",
    "V4.1": "12233", "V4.2": "23333", "V4.3": "22", "V4.4": "1222",
    "V5.1": "2", "V5.2": "112333", "V5.3": "113", "V5.4": "222",
    "V6.1": "122", "V6.2": "111111112222", "V6.3": "11223333", "V6.4": "112233", "V6.5": "22222333", "V6.6": "2223",
    "V6.7": "33", "V6.8": "2222",
    "V7.1": "222", "V7.2": "1111", "V7.3": "22", "V7.4": "11222", "V7.5": "223", "V7.6": "22",
    "V8.1": "1233", "V8.2": "1123", "V8.3": "133", "V8.4": "23",
    "V9.1": "111", "V9.2": "1222",
    "V10.1": "22", "V10.2": "223", "V10.3": "22223", "V10.4": "1111122222233333", "V10.5": "22222", "V10.6": "22",
    "V10.7": "222",
    "V11.1": "2233", "V11.2": "22233", "V11.3": "11233", "V11.4": "1222", "V11.5": "23", "V11.6": "23", "V11.7": "33",
    "V12.1": "12233", "V12.2": "11", "V12.3": "22223",
    "V13.1": "2333", "V13.2": "222223", "V13.3": "2233", "V13.4": "1222233",
    "V14.1": "22", "V14.2": "12223333", "V14.3": "122",
    "V15.1": "12233", "V15.2": "12233", "V15.3": "1222222", "V15.4": "3333",
    "V16.1": "2", "V16.2": "22222", "V16.3": "2222", "V16.4": "222", "V16.5": "2223",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One requirement: what it asks in our words, how it stands, and the tests or the reason."""

    number: str
    level: int
    asks: str
    state: str
    words: tuple[str, ...]


def official() -> dict[str, int]:
    """Every requirement with its level."""
    return {f"{section}.{at}": int(level) for section, levels in OFFICIAL.items() for at, level in enumerate(levels, 1)}


@cache
def chapters() -> dict[str, tuple[str, tuple[Item, ...]]]:
    """Title and rows by chapter."""
    found = {}
    for chapter, rows in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        title = rows.pop("title")
        found[chapter] = (title, tuple(_item(number, row) for number, row in rows.items()))
    return found


def _item(number: str, row: dict[str, object]) -> Item:
    level, asks = row.pop("level"), row.pop("asks")
    ((state, words),) = row.items()
    listed = tuple(words) if isinstance(words, list) else (words,)
    assert state in STATES and isinstance(level, int) and isinstance(asks, str), number
    return Item(number, level, asks, state, tuple(map(str, listed)))


def items() -> Iterator[Item]:
    """All rows."""
    for _, rows in chapters().values():
        yield from rows


def missing_test(named: str) -> str:
    """What is wrong with a test that a row names, "" when it is there."""
    file, _, name = named.partition("::")
    path = ROOT / "tests" / f"{file}.py"
    if not path.exists():
        return f"{named}: no such file"
    return "" if name in _tests_of(path) else f"{named}: no such test"


@cache
def _tests_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def page() -> str:
    """The page, counts first."""
    counted = {level: Counter(each.state for each in items() if each.level == level) for level in (1, 2, 3)}
    lines = [
        "# ASVS 5.0.0", "",
        "<!-- made from asvs.toml: python -m tests.hardening.checklist -->", "",
        "รายการตรวจความปลอดภัยตามมาตรฐาน OWASP ASVS 5.0 ระดับ 1 และ 2 ครบทุกข้อ กับข้อของระดับ 3 ที่รับมาทำ แต่ละข้อชี้ไปที่การทดสอบ หรือบอกเหตุผล",
        "", "Each row names the test that holds it, or says why there is none. The words are ours; the",
        "[standard](https://github.com/OWASP/ASVS) has the full ones. Chapter 17 (WebRTC) does not apply and is left out.", "",
        "| | " + " | ".join(STATES.values()) + " | all · รวม |", "|---|" + "--:|" * 5,
    ]  # fmt: skip
    for level, states in counted.items():
        figures = [states[state] for state in STATES]
        lines.append(f"| level · ระดับ {level} | " + " | ".join(map(str, (*figures, sum(figures)))) + " |")
    for chapter, (title, rows) in chapters().items():
        lines += [
            "",
            f"## {chapter} {title}",
            "",
            "| no. | L | asks | state | test or reason |",
            "|---|--:|---|---|---|",
        ]
        lines += [_line(each) for each in rows]
    return "\n".join(lines) + "\n"


def _line(item: Item) -> str:
    words = item.words
    if item.state == "held":
        words = tuple(f"`tests/{file}.py::{name}`" for file, _, name in (word.partition("::") for word in words))
    return f"| {item.number} | {item.level} | {item.asks} | {item.state} | {'<br>'.join(words)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
