"""A transferred receipt of three lines: document, receipt, voucher of four lines, money into a bank account with a floor."""

import random
import sqlite3
from collections.abc import Iterator
from typing import Any

from khlang.faces.cli.bench.raw import words
from khlang.platform.tenancy import new_id

ACCOUNTS = ("1101030102.001", "4402010102.001", "4402010106.001", "4402010110.001")
SUBS = ("KTB-S", "42100002", "42100007", "42100012")
TITLE, PAYER = "รับโอนภาษีจัดสรร", "กรมส่งเสริมการปกครองท้องถิ่น"
FUNCTION = words.function("""
CREATE OR REPLACE FUNCTION bench_receipt(o bigint, d bigint, v bigint, c uuid, b bigint, r bigint, l1 bigint, l2 bigint,
                                         l3 bigint, a1 bigint, a2 bigint, a3 bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n int; m int; s bigint; t bigint := a1 + a2 + a3; at timestamptz := now();
BEGIN
  INSERT INTO documents_counter AS k (org_id, series, fiscal_year, last) VALUES (o, 'receipt', 2568, 1)
    ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = k.last + 1 RETURNING last INTO n;
  INSERT INTO documents_counter AS k (org_id, series, fiscal_year, last) VALUES (o, 'voucher_receipt', 2568, 1)
    ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = k.last + 1 RETURNING last INTO m;
  INSERT INTO platform_command_journal (@JOURNAL@) VALUES (o, c, 'receipt.receive_transfer', @DIGEST@, 1, at, @ANSWER@);
  INSERT INTO documents_document (org_id, id, kind, state, version, fiscal_year, number, document_date, posting_date,
    title, party_name, amount, channel, created_by_id, created_at, updated_at, origin, paper_series, paper_book, paper_number)
    VALUES (o, d, 'receipt', 'posted', 1, 2568, 'RC68-' || lpad(n::text, 5, '0') || '/2568', @DAY@, @DAY@,
    'รับโอนภาษีจัดสรร', 'กรมส่งเสริมการปกครองท้องถิ่น', t, 'transfer', 1, at, at, 'online', '', '', '');
  INSERT INTO revenue_receipt (org_id, id, document_id, collector_id, issued_on, payer_number, payer_address, channel,
    bank_account_id, money_account, money_sub, reference, cheque_number, cheque_bank, cheque_branch)
    VALUES (o, r, d, 1, @DAY@, '', '', 'transfer', b, '1101030102.001', 'KTB-S', 'TR-1', '', '', '');
  INSERT INTO revenue_receipt_line (org_id, id, document_id, position, item, description, amount, account, sub) VALUES
    (o, l1, d, 1, '42100002', 'ภาษีมูลค่าเพิ่ม', a1, '4402010102.001', '42100002'),
    (o, l2, d, 2, '42100007', 'ภาษีสรรพสามิต', a2, '4402010106.001', '42100007'),
    (o, l3, d, 3, '42100012', 'ค่าภาคหลวงแร่', a3, '4402010110.001', '42100012');
  INSERT INTO ledger_voucher (@VOUCHER@)
    VALUES (o, v, 'receipt', 'RV68-' || lpad(m::text, 5, '0') || '/2568', 2568, @DAY@, 'รับโอนภาษีจัดสรร', 'receipt',
    d, 1, at, v);
  INSERT INTO ledger_line (@LINE@) VALUES
    (o, v, 1, 'accrual', '1101030102.001', 'KTB-S', t, 0, @DAY@, 'รับโอนภาษีจัดสรร'),
    (o, v, 2, 'accrual', '4402010102.001', '42100002', 0, a1, @DAY@, 'รับโอนภาษีจัดสรร'),
    (o, v, 3, 'accrual', '4402010106.001', '42100007', 0, a2, @DAY@, 'รับโอนภาษีจัดสรร'),
    (o, v, 4, 'accrual', '4402010110.001', '42100012', 0, a3, @DAY@, 'รับโอนภาษีจัดสรร');
  INSERT INTO ledger_day_balance AS b (org_id, account, sub, day, book, debit, credit) VALUES
    (o, '1101030102.001', 'KTB-S', @DAY@, 'accrual', t, 0), (o, '4402010102.001', '42100002', @DAY@, 'accrual', 0, a1),
    (o, '4402010106.001', '42100007', @DAY@, 'accrual', 0, a2), (o, '4402010110.001', '42100012', @DAY@, 'accrual', 0, a3)
    ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
  UPDATE ledger_guarded_balance SET debit = debit + t WHERE org_id = o AND account = '1101030102.001' AND sub = 'KTB-S';
  INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (o, v, 4, @DIGEST@);
  INSERT INTO documents_chain_head AS h (org_id, chain, sequence, digest) VALUES (o, 'trail', 1, @DIGEST@)
    ON CONFLICT (org_id, chain) DO UPDATE SET sequence = h.sequence + 1 RETURNING sequence INTO s;
  INSERT INTO documents_step (@STEP@)
    VALUES (o, s, d, 1, 'receive', '', 'posted', 1, 'bench', at, '', v, 'RC68-' || lpad(n::text, 5, '0') || '/2568',
    @DIGEST@, @CONTENT@, @DIGEST@);
END $$;
""")
CALL = "SELECT bench_receipt(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"


def parameters(org: int, first: int) -> Iterator[tuple[Any, ...]]:
    """Organisation, document, voucher, command, bank account, receipt, its lines, their amounts."""
    chance = random.Random(first)
    while True:
        amounts = (chance.randint(100, 90_000_000) for _ in range(3))
        yield (org, new_id(), new_id(), words.command_id(), first, *(new_id() for _ in range(4)), *amounts)


def rows(link: sqlite3.Connection, *given: Any) -> None:
    """The same rows on SQLite."""
    org, document, voucher, command, bank, receipt, *rest = given
    lines, amounts = rest[:3], rest[3:]
    number = f"RC68-{words.draw(link, org, 'receipt'):05d}/2568"
    words.journal(link, org, command, "receipt.receive_transfer")
    link.execute(
        "INSERT INTO documents_document (org_id, id, kind, state, version, fiscal_year, number, document_date,"
        " posting_date, title, party_name, amount, channel, created_by_id, created_at, updated_at, origin, paper_series,"
        " paper_book, paper_number) VALUES (?,?,'receipt','posted',1,2568,?,?,?,?,?,?,'transfer',1,?,?,'online','','','')",
        (org, document, number, words.DAY, words.DAY, TITLE, PAYER, sum(amounts), words.AT, words.AT),
    )
    link.execute(
        "INSERT INTO revenue_receipt (org_id, id, document_id, collector_id, issued_on, payer_number, payer_address,"
        " channel, bank_account_id, money_account, money_sub, reference, cheque_number, cheque_bank, cheque_branch)"
        " VALUES (?,?,?,1,?,'','','transfer',?,?,?,'TR-1','','','')",
        (org, receipt, document, words.DAY, bank, ACCOUNTS[0], SUBS[0]),
    )
    link.executemany(
        "INSERT INTO revenue_receipt_line (org_id, id, document_id, position, item, description, amount, account, sub)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        [
            (org, line, document, at, SUBS[at], TITLE, amount, ACCOUNTS[at], SUBS[at])
            for at, (line, amount) in enumerate(zip(lines, amounts, strict=True), start=1)
        ],
    )
    posted = f"RV68-{words.draw(link, org, 'voucher_receipt'):05d}/2568"
    sides = [(sum(amounts), 0), *((0, amount) for amount in amounts)]
    head = (org, voucher, "receipt", posted, "receipt", document)
    words.voucher(link, head, TITLE, [("accrual", ACCOUNTS[at], SUBS[at], *side) for at, side in enumerate(sides)])
    words.step(link, org, document, 1, ("receive", "", "posted"), voucher, number, words.DIGEST)
