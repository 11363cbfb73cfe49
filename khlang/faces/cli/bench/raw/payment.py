"""A transfer of a signed report paid: payment and dika move on, the payment voucher (PV) takes the money from the bank."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from khlang.faces.cli.bench.raw import words
from khlang.faces.cli.bench.waiting import BANK, ON_A_REPORT, PAYMENT, TITLE
from khlang.platform.tenancy import new_id

EXPENSE = "5104010104.001"
_PAYMENT = """
CREATE OR REPLACE FUNCTION bench_payment(o bigint, d bigint, p bigint, v bigint, a bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n int; s bigint; at timestamptz := now();
BEGIN
  INSERT INTO documents_counter AS k (org_id, series, fiscal_year, last) VALUES (o, 'voucher_payment', 2568, 1)
    ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = k.last + 1 RETURNING last INTO n;
  UPDATE documents_document SET state = 'paid', version = version + 1, updated_at = at
    WHERE org_id = o AND id = p AND version = 1;
  UPDATE documents_document SET state = 'paid', version = version + 1, updated_at = at, posting_date = @DAY@
    WHERE org_id = o AND id = d AND version = 7;
  INSERT INTO ledger_voucher (@VOUCHER@) VALUES (o, v, 'payment', 'PV68-' || lpad(n::text, 5, '0') || '/2568', 2568, @DAY@,
    'ค่าวัสดุสำนักงาน', 'dika', d, 1, at, v);
  INSERT INTO ledger_line (@LINE@) VALUES
    (o, v, 1, 'accrual', '5104010104.001', '', a, 0, @DAY@, 'ค่าวัสดุสำนักงาน'),
    (o, v, 2, 'accrual', '1101030101.001', 'KTB-C', 0, a, @DAY@, 'ค่าวัสดุสำนักงาน');
  INSERT INTO ledger_day_balance AS b (org_id, account, sub, day, book, debit, credit) VALUES
    (o, '1101030101.001', 'KTB-C', @DAY@, 'accrual', 0, a), (o, '5104010104.001', '', @DAY@, 'accrual', a, 0)
    ON CONFLICT (org_id, account, sub, day) DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
  UPDATE ledger_guarded_balance SET credit = credit + a WHERE org_id = o AND account = '1101030101.001' AND sub = 'KTB-C';
  INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (o, v, 2, @DIGEST@);
  INSERT INTO documents_chain_head AS h (org_id, chain, sequence, digest) VALUES (o, 'trail', 2, @DIGEST@)
    ON CONFLICT (org_id, chain) DO UPDATE SET sequence = h.sequence + 2 RETURNING sequence INTO s;
  INSERT INTO documents_step (@STEP@) VALUES
    (o, s - 1, p, 2, 'pay', 'prepared', 'paid', 1, 'bench', at, '', NULL, '', '', @CONTENT@, @DIGEST@),
    (o, s, d, 8, 'pay', 'prepared', 'paid', 1, 'bench', at, '', v, '', @DIGEST@, @CONTENT@, @DIGEST@);
  UPDATE payment_payment SET paid_date = @DAY@, reference = 'TR-1' WHERE org_id = o AND document_id = p;
END $$;
"""
_JOURNAL = "INSERT INTO platform_command_journal (@JOURNAL@) VALUES (%s, %s, %s, @DIGEST@, 1, now(), @ANSWER@)"


def _waiting(first: int) -> Iterator[int]:
    """The dika whose payments may be made: of every report all but the last."""
    at = 0
    while True:
        if at % (ON_A_REPORT + 1) < ON_A_REPORT:
            yield first + at
        at += 1


def _paid(link: sqlite3.Connection, org: int, dika: int, payment: int, voucher: int, amount: int) -> None:
    number = f"PV68-{words.draw(link, org, 'voucher_payment'):05d}/2568"
    link.execute(
        "UPDATE documents_document SET state = 'paid', version = version + 1, updated_at = ?"
        " WHERE org_id = ? AND id = ? AND version = 1",
        (words.AT, org, payment),
    )
    words.step(link, org, payment, 2, ("pay", "prepared", "paid"))
    link.execute(
        "UPDATE documents_document SET state = 'paid', version = version + 1, updated_at = ?, posting_date = ?"
        " WHERE org_id = ? AND id = ? AND version = 7",
        (words.AT, words.DAY, org, dika),
    )
    sides = [("accrual", EXPENSE, "", amount, 0), ("accrual", *BANK, 0, amount)]
    words.voucher(link, (org, voucher, "payment", number, "dika", dika), TITLE, sides)
    words.step(link, org, dika, 8, ("pay", "prepared", "paid"), voucher, "", words.DIGEST)
    link.execute(
        "UPDATE payment_payment SET paid_date = ?, reference = 'TR-1' WHERE org_id = ? AND document_id = ?",
        (words.DAY, org, payment),
    )


class ONE:
    """`payment.pay`."""

    FUNCTION = words.function(_PAYMENT)
    CALL = words.function(
        f"WITH kept AS ({_JOURNAL}) SELECT bench_payment(%s,%s,%s,%s,%s)",
    )

    @staticmethod
    def parameters(org: int, first: int) -> Iterator[tuple[Any, ...]]:
        """The row of the journal, then organisation, dika, payment, voucher, amount."""
        for dika in _waiting(first):
            yield org, words.command_id(), "payment.pay", org, dika, PAYMENT + dika, new_id(), 100_000 + dika % 1000

    @staticmethod
    def rows(link: sqlite3.Connection, *given: Any) -> None:
        """The same rows on SQLite."""
        words.journal(link, *given[:3])
        _paid(link, *given[3:])


class MANY:
    """`payment.pay_many` of a report: one command, one transaction."""

    FUNCTION = ""
    CALL = words.function(
        f"WITH kept AS ({_JOURNAL}) SELECT bench_payment(%s, d, d + {PAYMENT}, v, 100000 + d %% 1000)"
        " FROM unnest(%s::bigint[], %s::bigint[]) AS paid(d, v)"
    )

    @staticmethod
    def parameters(org: int, first: int) -> Iterator[tuple[Any, ...]]:
        """The row of the journal, then organisation, dika, vouchers."""
        waiting = _waiting(first)
        while True:
            dikas = [next(waiting) for _ in range(ON_A_REPORT)]
            yield org, words.command_id(), "payment.pay_many", org, dikas, [new_id() for _ in dikas]

    @staticmethod
    def rows(link: sqlite3.Connection, *given: Any) -> None:
        """The same rows on SQLite."""
        words.journal(link, *given[:3])
        org, dikas, vouchers = given[3:]
        for dika, voucher in zip(dikas, vouchers, strict=True):
            _paid(link, org, dika, PAYMENT + dika, voucher, 100_000 + dika % 1000)
