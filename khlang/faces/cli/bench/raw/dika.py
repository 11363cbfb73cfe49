"""A direct dika asked for (number of the division, budget voucher of two lines, floors) and one approved (a move alone)."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from khlang.faces.cli.bench.raw import words
from khlang.faces.cli.bench.waiting import TITLE
from khlang.platform.tenancy import new_id

_BUCKETS = ("net", "reserved", "committed", "advanced", "expended", "available")
_REQUEST = """
CREATE OR REPLACE FUNCTION bench_dika(o bigint, d bigint, v bigint, c uuid, line text, a bigint, before jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE n int; s bigint; the_number text; at timestamptz := now();
BEGIN
  INSERT INTO documents_counter AS k (org_id, series, fiscal_year, last) VALUES (o, 'dika_request/02', 2568, 1)
    ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = k.last + 1 RETURNING last INTO n;
  the_number := '02-' || lpad(n::text, 4, '0') || '/2568';
  INSERT INTO platform_command_journal (@JOURNAL@) VALUES (o, c, 'dika.request', @DIGEST@, 1, at, @ANSWER@);
  UPDATE documents_document SET state = 'requested', version = version + 1, request_number = the_number, posting_date = @DAY@,
    fiscal_year = 2568, updated_at = at WHERE org_id = o AND id = d AND version = 1;
  INSERT INTO ledger_voucher (@VOUCHER@) VALUES (o, v, 'budget', NULL, 2568, @DAY@, 'ค่าวัสดุสำนักงาน', 'dika', d, 1, at, v);
  INSERT INTO ledger_line (@LINE@) VALUES
    (o, v, 1, 'budget', 'budget.expended', line, a, 0, @DAY@, 'ค่าวัสดุสำนักงาน'),
    (o, v, 2, 'budget', 'budget.available', line, 0, a, @DAY@, 'ค่าวัสดุสำนักงาน');
  INSERT INTO ledger_day_balance AS b (org_id, account, sub, day, book, debit, credit) VALUES
    (o, 'budget.available', line, @DAY@, 'budget', 0, a), (o, 'budget.expended', line, @DAY@, 'budget', a, 0)
    ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
  UPDATE ledger_guarded_balance SET credit = credit + a WHERE org_id = o AND account = 'budget.available' AND sub = line;
  UPDATE ledger_guarded_balance SET debit = debit + a WHERE org_id = o AND account = 'budget.expended' AND sub = line;
  INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (o, v, 2, @DIGEST@);
  INSERT INTO documents_chain_head AS h (org_id, chain, sequence, digest) VALUES (o, 'trail', 1, @DIGEST@)
    ON CONFLICT (org_id, chain) DO UPDATE SET sequence = h.sequence + 1 RETURNING sequence INTO s;
  INSERT INTO documents_step (@STEP@) VALUES (o, s, d, 2, 'request', 'draft', 'requested', 1, 'bench', at, '', v, the_number,
    @DIGEST@, @CONTENT@, @DIGEST@);
  UPDATE disbursement_dika SET money_before = before, bank_code = '006', account_no = '1234567890',
    account_name = 'ร้านทดสอบการค้า', out_of_plan = false WHERE org_id = o AND document_id = d;
END $$;
"""
_APPROVAL = """
CREATE OR REPLACE FUNCTION bench_approval(o bigint, d bigint, c uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s bigint; at timestamptz := now();
BEGIN
  INSERT INTO platform_command_journal (@JOURNAL@) VALUES (o, c, 'dika.approve', @DIGEST@, 1, at, @ANSWER@);
  UPDATE documents_document SET state = 'approved', version = version + 1, updated_at = at
    WHERE org_id = o AND id = d AND version = 5;
  INSERT INTO documents_chain_head AS h (org_id, chain, sequence, digest) VALUES (o, 'trail', 1, @DIGEST@)
    ON CONFLICT (org_id, chain) DO UPDATE SET sequence = h.sequence + 1 RETURNING sequence INTO s;
  INSERT INTO documents_step (@STEP@) VALUES (o, s, d, 6, 'approve', 'endorsed', 'approved', 1, 'bench', at, '', NULL, '', '',
    @CONTENT@, @DIGEST@);
END $$;
"""


class REQUEST:
    """`dika.request`."""

    FUNCTION = words.function(_REQUEST)
    CALL = "SELECT bench_dika(%s,%s,%s,%s,%s,%s,%s)"

    @staticmethod
    def parameters(org: int, first: int) -> Iterator[tuple[Any, ...]]:
        """Organisation, document, voucher, command, budget line, amount, what the line had before."""
        before = json.dumps({str(first): dict.fromkeys(_BUCKETS, 100_000_000)})
        document = first
        while True:
            yield org, document, new_id(), words.command_id(), str(first), 100_000 + document % 1000, before
            document += 1

    @staticmethod
    def rows(link: sqlite3.Connection, *given: Any) -> None:
        """The same rows on SQLite."""
        org, document, voucher, command, line, amount, before = given
        number = f"02-{words.draw(link, org, 'dika_request/02'):04d}/2568"
        words.journal(link, org, command, "dika.request")
        link.execute(
            "UPDATE documents_document SET state = 'requested', version = version + 1, request_number = ?, posting_date = ?,"
            " fiscal_year = 2568, updated_at = ? WHERE org_id = ? AND id = ? AND version = 1",
            (number, words.DAY, words.AT, org, document),
        )
        sides = [("budget", "budget.expended", line, amount, 0), ("budget", "budget.available", line, 0, amount)]
        words.voucher(link, (org, voucher, "budget", None, "dika", document), TITLE, sides)
        words.step(link, org, document, 2, ("request", "draft", "requested"), voucher, number, words.DIGEST)
        link.execute(
            "UPDATE disbursement_dika SET money_before = ?, bank_code = '006', account_no = '1234567890', account_name = ?,"
            " out_of_plan = false WHERE org_id = ? AND document_id = ?",
            (before, "ร้านทดสอบการค้า", org, document),
        )


class APPROVAL:
    """`dika.approve`."""

    FUNCTION = words.function(_APPROVAL)
    CALL = "SELECT bench_approval(%s,%s,%s)"

    @staticmethod
    def parameters(org: int, first: int) -> Iterator[tuple[Any, ...]]:
        """Organisation, document, command."""
        document = first
        while True:
            yield org, document, words.command_id()
            document += 1

    @staticmethod
    def rows(link: sqlite3.Connection, *given: Any) -> None:
        """The same rows on SQLite."""
        org, document, command = given
        words.journal(link, org, command, "dika.approve")
        link.execute(
            "UPDATE documents_document SET state = 'approved', version = version + 1, updated_at = ?"
            " WHERE org_id = ? AND id = ? AND version = 5",
            (words.AT, org, document),
        )
        words.step(link, org, document, 6, ("approve", "endorsed", "approved"))
