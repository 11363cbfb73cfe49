"""The raw side of `bench posting`: the fastest plain SQL for exactly the rows of a transferred receipt.

PostgreSQL: one call of one stored function with typed parameters, no JSON, no digest computed. SQLite: prepared
statements in one BEGIN IMMEDIATE … COMMIT.
"""

import random
import sqlite3
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection, connections

from khlang.platform.db.connections import is_postgresql
from khlang.platform.tenancy import new_id

DIGEST, COMMAND = "0" * 64, "receipt.receive_transfer"
ACCOUNTS = ("1101030102.001", "4402010102.001", "4402010106.001", "4402010110.001")
SUBS = ("KTB-S", "42100002", "42100007", "42100012")
ANSWER = '{"document_id": 1, "kind": "receipt", "number": "", "state": "posted", "version": 1, "voucher_number": ""}'
CONTENT = '["document",1,"receive","","posted",1,"bench","","2024-10-01T10:00:00+07:00"]'

#: The bank account that the receipts of an organisation came into has the organisation's own number.
BANK = (
    "INSERT INTO banking_bank_account (org_id, id, code, bank_name, branch, account_no, account_name, kind, term, account,"
    " active, position) VALUES ({org}, {org}, 'KTB-S', 'x', '', '', '', 'savings', '', '1101030102.001', true, 1)"
)

FUNCTION = """
CREATE OR REPLACE FUNCTION bench_raw(o bigint, d bigint, v bigint, c uuid, r bigint, l1 bigint, l2 bigint, l3 bigint,
                                     a1 bigint, a2 bigint, a3 bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n int; m int; s bigint; t bigint := a1 + a2 + a3; at timestamptz := now();
BEGIN
  INSERT INTO documents_counter AS k (org_id, series, fiscal_year, last) VALUES (o, 'receipt', 2568, 1)
    ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = k.last + 1 RETURNING last INTO n;
  INSERT INTO documents_counter AS k (org_id, series, fiscal_year, last) VALUES (o, 'voucher_receipt', 2568, 1)
    ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = k.last + 1 RETURNING last INTO m;
  INSERT INTO platform_command_journal (org_id, command_id, name, input_hash, actor_id, at, answer)
    VALUES (o, c, '%(command)s', '%(digest)s', 1, at, '%(answer)s');
  INSERT INTO documents_document (org_id, id, kind, state, version, fiscal_year, number, document_date, posting_date,
    title, party_name, amount, channel, created_by_id, created_at, updated_at, origin, paper_series, paper_book, paper_number)
    VALUES (o, d, 'receipt', 'posted', 1, 2568, 'RC68-' || lpad(n::text, 5, '0') || '/2568', '2024-10-01', '2024-10-01',
    'รับโอนภาษีจัดสรร', 'กรมส่งเสริมการปกครองท้องถิ่น', t, 'transfer', 1, at, at, 'online', '', '', '');
  INSERT INTO revenue_receipt (org_id, id, document_id, collector_id, issued_on, payer_number, payer_address, channel,
    bank_account_id, money_account, money_sub, reference, cheque_number, cheque_bank, cheque_branch)
    VALUES (o, r, d, 1, '2024-10-01', '', '', 'transfer', o, '1101030102.001', 'KTB-S', 'TR-1', '', '', '');
  INSERT INTO revenue_receipt_line (org_id, id, document_id, position, item, description, amount, account, sub) VALUES
    (o, l1, d, 1, '42100002', 'ภาษีมูลค่าเพิ่ม', a1, '4402010102.001', '42100002'),
    (o, l2, d, 2, '42100007', 'ภาษีสรรพสามิต', a2, '4402010106.001', '42100007'),
    (o, l3, d, 3, '42100012', 'ค่าภาคหลวงแร่', a3, '4402010110.001', '42100012');
  INSERT INTO ledger_voucher (org_id, id, kind, number, fiscal_year, posting_date, description, document_kind, document_id,
    actor_id, entered_at, seal_id)
    VALUES (o, v, 'receipt', 'RV68-' || lpad(m::text, 5, '0') || '/2568', 2568, '2024-10-01', 'รับโอนภาษีจัดสรร', 'receipt',
    d, 1, at, v);
  INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description) VALUES
    (o, v, 1, 'accrual', '1101030102.001', 'KTB-S', t, 0, '2024-10-01', 'รับโอนภาษีจัดสรร'),
    (o, v, 2, 'accrual', '4402010102.001', '42100002', 0, a1, '2024-10-01', 'รับโอนภาษีจัดสรร'),
    (o, v, 3, 'accrual', '4402010106.001', '42100007', 0, a2, '2024-10-01', 'รับโอนภาษีจัดสรร'),
    (o, v, 4, 'accrual', '4402010110.001', '42100012', 0, a3, '2024-10-01', 'รับโอนภาษีจัดสรร');
  INSERT INTO ledger_day_balance AS b (org_id, account, sub, day, book, debit, credit) VALUES
    (o, '1101030102.001', 'KTB-S', '2024-10-01', 'accrual', t, 0),
    (o, '4402010102.001', '42100002', '2024-10-01', 'accrual', 0, a1),
    (o, '4402010106.001', '42100007', '2024-10-01', 'accrual', 0, a2),
    (o, '4402010110.001', '42100012', '2024-10-01', 'accrual', 0, a3)
    ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
  INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (o, v, 4, '%(digest)s');
  INSERT INTO documents_chain_head AS h (org_id, chain, sequence, digest) VALUES (o, 'trail', 1, '%(digest)s')
    ON CONFLICT (org_id, chain) DO UPDATE SET sequence = h.sequence + 1 RETURNING sequence INTO s;
  INSERT INTO documents_step (org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name, at,
    reason, voucher_id, drawn, seal_digest, content, digest)
    VALUES (o, s, d, 1, 'receive', '', 'posted', 1, 'bench', at, '', v, 'RC68-' || lpad(n::text, 5, '0') || '/2568',
    '%(digest)s', '%(content)s', '%(digest)s');
END $$;
"""


def prepare() -> None:
    """Put the stored function into the raw database (nothing to prepare on SQLite)."""
    if is_postgresql():
        with connection.cursor() as cursor:
            text = FUNCTION
            for name, value in (("command", COMMAND), ("digest", DIGEST), ("answer", ANSWER), ("content", CONTENT)):
                text = text.replace(f"%({name})s", value)
            cursor.execute(text.replace("%", "%%"))


def client(name: str, number: int) -> Callable[[], None]:
    """A function that posts one receipt by raw SQL, on a connection and for an organisation of its own."""
    org, chance = new_id(), random.Random(number)
    return _postgresql(name, org, chance) if is_postgresql() else _sqlite(name, org, chance)


def _register(run: Callable[[str], Any], org: int) -> None:
    """The organisation with the year 2568 open."""
    run(
        "INSERT INTO organisations_organisation (id, code, kind, name_th, name_en, province_th, district_th, address,"
        f" tax_id, settings, version) VALUES ({org}, 'R{org % 10**18}', 'tao', 'x', 'x', 'x', '', '', '', '{{}}', 1)"
    )
    run(f"INSERT INTO ledger_period (org_id, id, fiscal_year, state) VALUES ({org}, {org}, 2568, 'open')")
    run(BANK.format(org=org))


def _postgresql(name: str, org: int, chance: random.Random) -> Callable[[], None]:
    given = connections["default"].settings_dict
    link = psycopg.connect(
        dbname=name, user=given["USER"], password=given["PASSWORD"] or None, host=given["HOST"] or None,
        port=given["PORT"] or None, autocommit=True,
    )  # fmt: skip
    _register(link.execute, org)

    def post() -> None:
        link.execute(
            "SELECT bench_raw(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)",
            (
                org, new_id(), new_id(), _command_id(), new_id(), new_id(), new_id(), new_id(),
                chance.randint(100, 90_000_000), chance.randint(100, 90_000_000), chance.randint(100, 90_000_000),
            ),
            prepare=True,
        )  # fmt: skip

    return post


def _command_id() -> str:
    return uuid4().hex


def _sqlite(name: str, org: int, chance: random.Random) -> Callable[[], None]:
    link = sqlite3.connect(name, isolation_level=None, timeout=30, cached_statements=64)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        link.execute(f"PRAGMA {pragma}")
    _register(link.execute, org)

    def post() -> None:
        amounts = [chance.randint(100, 90_000_000) for _ in range(3)]
        link.execute("BEGIN IMMEDIATE")
        _rows(link, org, amounts)
        link.execute("COMMIT")

    return post


_COUNT = (
    "INSERT INTO documents_counter (org_id, series, fiscal_year, last) VALUES (?,?,2568,1)"
    " ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = last + 1 RETURNING last"
)
_AT, _DAY, _TITLE = "2024-10-01 03:00:00", "2024-10-01", "รับโอนภาษีจัดสรร"
_STEP = (
    "INSERT INTO documents_step (org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name,"
    " at, reason, voucher_id, drawn, seal_digest, content, digest)"
    " VALUES (?,?,?,1,'receive','','posted',1,'bench',?,'',?,?,?,?,?)"
)


def _rows(link: sqlite3.Connection, org: int, amounts: list[int]) -> None:
    document, voucher, run = new_id(), new_id(), link.execute
    number = f"RC68-{run(_COUNT, (org, 'receipt')).fetchone()[0]:05d}/2568"
    _paper(link, org, document, number, amounts)
    _entry(link, org, document, voucher, amounts)
    sequence = run(
        "INSERT INTO documents_chain_head (org_id, chain, sequence, digest) VALUES (?,'trail',1,?)"
        " ON CONFLICT (org_id, chain) DO UPDATE SET sequence = sequence + 1 RETURNING sequence",
        (org, DIGEST),
    ).fetchone()[0]
    run(_STEP, (org, sequence, document, _AT, voucher, number, DIGEST, CONTENT, DIGEST))


def _paper(link: sqlite3.Connection, org: int, document: int, number: str, amounts: list[int]) -> None:
    """Journal, document, receipt and its lines."""
    run = link.execute
    run(
        "INSERT INTO platform_command_journal (org_id, command_id, name, input_hash, actor_id, at, answer)"
        " VALUES (?,?,?,?,1,?,?)",
        (org, _command_id(), COMMAND, DIGEST, _AT, ANSWER),
    )
    run(
        "INSERT INTO documents_document (org_id, id, kind, state, version, fiscal_year, number, document_date,"
        " posting_date, title, party_name, amount, channel, created_by_id, created_at, updated_at, origin, paper_series,"
        " paper_book, paper_number) VALUES (?,?,'receipt','posted',1,2568,?,?,?,?,?,?,'transfer',1,?,?,'online','','','')",
        (org, document, number, _DAY, _DAY, _TITLE, "กรมส่งเสริมการปกครองท้องถิ่น", sum(amounts), _AT, _AT),
    )
    run(
        "INSERT INTO revenue_receipt (org_id, id, document_id, collector_id, issued_on, payer_number, payer_address,"
        " channel, bank_account_id, money_account, money_sub, reference, cheque_number, cheque_bank, cheque_branch)"
        " VALUES (?,?,?,1,?,'','','transfer',?,?,?,'TR-1','','','')",
        (org, new_id(), document, _DAY, org, ACCOUNTS[0], SUBS[0]),
    )
    link.executemany(
        "INSERT INTO revenue_receipt_line (org_id, id, document_id, position, item, description, amount, account, sub)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        [
            (org, new_id(), document, at, SUBS[at], _TITLE, amount, ACCOUNTS[at], SUBS[at])
            for at, amount in enumerate(amounts, start=1)
        ],
    )


def _entry(link: sqlite3.Connection, org: int, document: int, voucher: int, amounts: list[int]) -> None:
    """Voucher, lines, balances and seal."""
    run = link.execute
    posted = f"RV68-{run(_COUNT, (org, 'voucher_receipt')).fetchone()[0]:05d}/2568"
    run(
        "INSERT INTO ledger_voucher (org_id, id, kind, number, fiscal_year, posting_date, description, document_kind,"
        " document_id, actor_id, entered_at, seal_id) VALUES (?,?,'receipt',?,2568,?,?,'receipt',?,1,?,?)",
        (org, voucher, posted, _DAY, _TITLE, document, _AT, voucher),
    )
    sides = [(sum(amounts), 0), *((0, amount) for amount in amounts)]
    link.executemany(
        "INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date,"
        " description) VALUES (?,?,?,'accrual',?,?,?,?,?,?)",
        [(org, voucher, at, ACCOUNTS[at], SUBS[at], *side, _DAY, _TITLE) for at, side in enumerate(sides)],
    )
    link.executemany(
        "INSERT INTO ledger_day_balance (org_id, account, sub, day, book, debit, credit) VALUES (?,?,?,?,'accrual',?,?)"
        " ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = debit + excluded.debit,"
        " credit = credit + excluded.credit",
        [(org, ACCOUNTS[at], SUBS[at], _DAY, *side) for at, side in enumerate(sides)],
    )
    run("INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (?,?,4,?)", (org, voucher, DIGEST))
