"""What all workloads of the raw side say: fixed texts, and the statements that several of them need on SQLite."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

DIGEST: Final = "0" * 64
DAY: Final = "2024-10-01"
AT: Final = "2024-10-01 03:00:00"
ANSWER: Final = (
    '{"document_id": 1, "kind": "receipt", "number": "", "state": "posted", "version": 1, "voucher_number": ""}'
)
CONTENT: Final = '["document",1,"receive","","posted",1,"bench","","2024-10-01T10:00:00+07:00"]'
STEP: Final = (
    "org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name, at, reason, voucher_id, drawn,"
    " seal_digest, content, digest"
)
VOUCHER: Final = (
    "org_id, id, kind, number, fiscal_year, posting_date, description, document_kind, document_id, actor_id,"
    " entered_at, seal_id"
)
LINE: Final = "org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description"
JOURNAL: Final = "org_id, command_id, name, input_hash, actor_id, at, answer"
_MARKS = {columns: ", ".join("?" * (columns.count(",") + 1)) for columns in (STEP, VOUCHER, LINE, JOURNAL)}
Side = tuple[str, str, str, int, int]


def function(text: str) -> str:
    """The text of a stored function with the fixed texts put in."""
    known = {
        "DIGEST": f"'{DIGEST}'", "ANSWER": f"'{ANSWER}'", "CONTENT": f"'{CONTENT}'", "DAY": f"date '{DAY}'", "STEP": STEP,
        "VOUCHER": VOUCHER, "LINE": LINE, "JOURNAL": JOURNAL,
    }  # fmt: skip
    for name, value in known.items():
        text = text.replace(f"@{name}@", value)
    return text


def command_id() -> str:
    """A fresh identity of a command."""
    return uuid4().hex


def draw(link: sqlite3.Connection, org: int, series: str) -> int:
    """The next number of a series."""
    drawn = link.execute(
        "INSERT INTO documents_counter (org_id, series, fiscal_year, last) VALUES (?,?,2568,1)"
        " ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = last + 1 RETURNING last",
        (org, series),
    )
    return int(drawn.fetchone()[0])


def journal(link: sqlite3.Connection, org: int, command: str, name: str) -> None:
    """The row of the command journal."""
    given = (org, command, name, DIGEST, 1, AT, ANSWER)
    link.execute(f"INSERT INTO platform_command_journal ({JOURNAL}) VALUES ({_MARKS[JOURNAL]})", given)


def step(
    link: sqlite3.Connection, org: int, document: int, version: int, way: tuple[str, str, str], *more: Any
) -> None:
    """The next link of the trail: the move with its states, then voucher, number drawn and seal if there are any."""
    sequence = link.execute(
        "INSERT INTO documents_chain_head (org_id, chain, sequence, digest) VALUES (?,'trail',1,?)"
        " ON CONFLICT (org_id, chain) DO UPDATE SET sequence = sequence + 1 RETURNING sequence",
        (org, DIGEST),
    ).fetchone()[0]
    voucher, drawn, seal = more or (None, "", "")
    given = (org, sequence, document, version, *way, 1, "bench", AT, "", voucher, drawn, seal, CONTENT, DIGEST)
    link.execute(f"INSERT INTO documents_step ({STEP}) VALUES ({_MARKS[STEP]})", given)


def voucher(link: sqlite3.Connection, head: tuple[Any, ...], title: str, sides: Sequence[Side]) -> None:
    """Voucher, lines, day balances, balances with a floor, and the seal. `head`: organisation, identifier, kind, number,
    kind and identifier of the document; a side: book, account, sub-account, debit, credit."""
    org, own, kind, number, document_kind, document = head
    given = (org, own, kind, number, 2568, DAY, title, document_kind, document, 1, AT, own)
    link.execute(f"INSERT INTO ledger_voucher ({VOUCHER}) VALUES ({_MARKS[VOUCHER]})", given)
    link.executemany(
        f"INSERT INTO ledger_line ({LINE}) VALUES ({_MARKS[LINE]})",
        [(org, own, at, *side, DAY, title) for at, side in enumerate(sides, start=1)],
    )
    link.executemany(
        "INSERT INTO ledger_day_balance (org_id, account, sub, day, book, debit, credit) VALUES (?,?,?,?,?,?,?)"
        " ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = debit + excluded.debit,"
        " credit = credit + excluded.credit",
        [(org, account, sub, DAY, book, debit, credit) for book, account, sub, debit, credit in sides],
    )
    link.executemany(
        "UPDATE ledger_guarded_balance SET debit = debit + ?, credit = credit + ? WHERE org_id = ? AND account = ? AND sub = ?",
        [
            (debit, credit, org, account, sub)
            for book, account, sub, debit, credit in sides
            if book == "budget" or account.startswith("110103")
        ],
    )
    link.execute(
        "INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (?,?,?,?)", (org, own, len(sides), DIGEST)
    )
