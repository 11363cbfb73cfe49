"""An adversary with plain SQL and the guards in place: what they try is refused by the database, on either of the two.

On PostgreSQL they have the privileges of the owner, so that the guards alone are tried (tests/walls: what the application may).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.platform import tenancy
from khlang.platform.db import guards
from khlang.platform.db.connections import is_postgresql
from khlang.platform.tenancy import new_id
from khlang.spine.documents import verification
from khlang.spine.ledger.models import GuardedBalance, Line, Period, Seal, Voucher
from tests.office import Office, open_office
from tests.operators import operator
from tests.till import Till

CASH, FEES = "1101010101.001", "4401030106.001"
INSERT_VOUCHER = (
    "INSERT INTO ledger_voucher (org_id, id, kind, number, fiscal_year, posting_date, description, document_kind,"
    " document_id, actor_id, entered_at, seal_id) VALUES (%s, %s, %s, NULL, %s, %s, 'x', 'general_voucher', 1, 1,"
    " '2024-10-01 03:00:00', %s)"
)
INSERT_LINE = (
    "INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description)"
    " VALUES (%s, %s, %s, %s, %s, '', %s, %s, '2024-10-01', 'x')"
)
INSERT_SEAL = "INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (%s, %s, %s, '')"


def run(statement: str, *values: Any) -> None:
    with operator(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: Any, match: str) -> None:
    """The statement fails with this in its message, and what went before is still there."""
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        run(statement, *values)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back: an unsealed voucher would spoil the end of the test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def voucher(office: Office, *lines: tuple[str, int, int], day: str = "2024-10-01", year: int = 2568) -> int:
    """A voucher with lines (book, debit, credit) and no seal yet; its identifier."""
    made = new_id()
    run(INSERT_VOUCHER, office.org, made, "general", year, day, made)
    for position, (book, debit, credit) in enumerate(lines, start=1):
        run(INSERT_LINE, office.org, made, position, book, CASH if debit else FEES, debit, credit)
    return made


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([("accrual", 100, 0), ("accrual", 0, 99)], 2),
        ([("accrual", 100, 0), ("budget", 0, 100)], 2),
        ([("accrual", 100, 0), ("accrual", 0, 100)], 3),
        ([], 0),
    ],
    ids=["unbalanced", "balanced only across books", "fewer lines than sealed", "no lines"],
)
def test_an_unsound_voucher_cannot_be_sealed(office: Office, lines: list[Any], count: int) -> None:
    """Each book balances for itself, and the seal counts the lines."""
    with undone():
        made = voucher(office, *lines)
        refused(INSERT_SEAL, office.org, made, count, match="khlang:voucher_unbalanced")


def test_an_unsealed_voucher_cannot_be_committed(transactional_db: None) -> None:
    """Balanced or not: without its seal the transaction fails at its end."""
    office = open_office()
    with pytest.raises(DatabaseError), transaction.atomic():
        voucher(office, ("accrual", 100, 0), ("accrual", 0, 100))
    with tenancy.scope(office.org):
        assert (Voucher.objects.count(), Line.objects.count()) == (0, 0)


def test_a_voucher_that_is_made_by_hand_and_sound_is_taken(office: Office) -> None:
    """So the refusals above are about what is wrong, not about the hand."""
    made = voucher(office, ("accrual", 100, 0), ("accrual", 0, 100))
    run(INSERT_SEAL, office.org, made, 2)
    connection.check_constraints()
    assert Seal.objects.get(id=made).line_count == 2


def test_lines_cannot_be_moved_into_a_sealed_voucher(till: Till) -> None:
    """A balanced pair written under a new voucher is not put under a sealed one."""
    sealed = till.bank_in("42100002", "100").voucher_id
    move = "UPDATE ledger_line SET voucher_id = %s, position = position + 10 WHERE voucher_id = %s"
    with undone():
        other = voucher(till.office, ("accrual", 700, 0), ("accrual", 0, 700))
        refused(move, sealed, other, match="khlang:voucher_sealed")


def test_a_seal_cannot_be_taken_from_another_voucher(till: Till) -> None:
    """An unsealed voucher does not borrow the seal of a sealed one."""
    sealed = till.bank_in("42100002", "100").voucher_id
    refused(INSERT_VOUCHER, till.office.org, new_id(), "general", 2568, "2024-10-01", sealed, match="own_seal")


@pytest.mark.parametrize("table", ["ledger_voucher", "ledger_line", "ledger_seal", "ledger_day_balance",
    "ledger_guarded_balance", "documents_step", "documents_document", "documents_counter", "documents_chain_head",
    "platform_command_journal"])  # fmt: skip
def test_nothing_can_be_emptied(till: Till, table: str) -> None:
    """Neither row by row nor, where the database knows it, at one stroke."""
    till.take_in(("41210008", "100"), cash="100")
    refused(f"DELETE FROM {table}", match="khlang:")
    if is_postgresql():
        connection.check_constraints()
        refused(f"TRUNCATE {table} CASCADE", match="khlang:")


def test_a_link_to_another_organisation_cannot_be_made(till: Till) -> None:
    """Neither by a new row nor by turning an old one round."""
    receipt = till.collect(("41210008", "100"))
    other = open_office(code="OTHER")
    with tenancy.scope(other.org):
        theirs = Till(other).collect(("41210008", "100"))
    wall = "khlang_link_" if is_postgresql() else "khlang:foreign_organisation"
    refused(
        "INSERT INTO revenue_remitted_receipt (org_id, id, document_id, receipt_id, position) VALUES (%s, %s, %s, %s, 1)",
        till.office.org, new_id(), receipt.document_id, theirs.document_id, match=wall,
    )  # fmt: skip
    refused(
        "UPDATE revenue_receipt_line SET document_id = %s WHERE document_id = %s", theirs.document_id,
        receipt.document_id, match=wall,
    )  # fmt: skip
    refused(
        "UPDATE revenue_receipt_line SET org_id = %s WHERE document_id = %s", other.org, receipt.document_id, match=wall
    )


def test_a_balance_cannot_be_pushed_below_its_floor(till: Till) -> None:
    """Not by a direct UPDATE, and not by turning the floor into its opposite first."""
    till.take_in(("41210008", "100"), cash="100")
    where = f"WHERE account = '{CASH}' AND sub = ''"
    refused(f"UPDATE ledger_guarded_balance SET credit = debit + 1 {where}", match="ledger_floor")
    refused(
        f"UPDATE ledger_guarded_balance SET floor = 'credit', credit = debit + 1 {where}", match="khlang:|ledger_floor"
    )
    refused(f"UPDATE ledger_guarded_balance SET sub = 'X' {where}", match="khlang:voucher_sealed")
    assert GuardedBalance.objects.get(account=CASH, sub="").credit == 0


@pytest.mark.parametrize(
    ("day", "year", "code"),
    [
        ("2024-10-01", 2568, "period_closed"),
        ("2024-09-30", 2567, "period_closed"),
        ("2025-10-01", 2569, "period_missing"),
    ],
    ids=["a closed day", "a year that is open for opening balances only", "a year that was never opened"],
)
def test_a_closed_period_takes_no_voucher(office: Office, day: str, year: int, code: str) -> None:
    """Whoever writes it."""
    Period.objects.filter(fiscal_year=2568).update(closed_through="2024-10-01")
    refused(INSERT_VOUCHER, office.org, new_id(), "general", year, day, 1, match=f"khlang:{code}")


def test_a_number_stays_what_it_is(till: Till) -> None:
    """A document that has a number neither loses it nor changes its kind."""
    till.collect(("41210008", "100"))
    refused("UPDATE documents_document SET number = NULL WHERE number IS NOT NULL", match="khlang:number_fixed")
    refused("UPDATE documents_document SET kind = 'remittance'", match="khlang:number_fixed")


def test_all_guards_are_in_place(db: None) -> None:
    """On a database that was just migrated nothing is missing."""
    assert guards.missing() == []


@pytest.mark.parametrize("trigger", ["khlang_seal", "khlang_period", "khlang_line"])
def test_a_guard_that_is_gone_is_named(db: None, trigger: str) -> None:
    """And the check of the installation tells where it should be."""
    table = {"khlang_seal": "ledger_seal", "khlang_period": "ledger_voucher", "khlang_line": "ledger_line"}[trigger]
    run(f"DROP TRIGGER {trigger} ON {table}" if is_postgresql() else f"DROP TRIGGER {trigger}")
    assert guards.missing() == [f"{trigger} on {table}"]


def test_a_guard_that_sleeps_or_says_something_else_is_named(db: None) -> None:
    """Switched off or emptied of its meaning counts as missing."""
    if is_postgresql():
        run("ALTER TABLE ledger_line DISABLE TRIGGER khlang_line")
        run(
            "CREATE OR REPLACE FUNCTION khlang_seal_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        )
        assert guards.missing() == ["khlang_line on ledger_line", "khlang_seal_guard"]
        return
    run("DROP TRIGGER khlang_seal")
    run("CREATE TRIGGER khlang_seal BEFORE INSERT ON ledger_seal BEGIN SELECT 1; END")
    assert guards.missing() == ["khlang_seal on ledger_seal"]


def test_a_wall_that_is_gone_is_named(db: None) -> None:
    """The walls between organisations are looked for too, each of them."""
    if is_postgresql():
        run("ALTER TABLE documents_step DROP CONSTRAINT khlang_link_documents_step_document_id")
        assert guards.missing() == ["khlang_link_documents_step_document_id"]
        return
    for name in ("khlang_wall_documents_step", "khlang_moved_documents_step", "khlang_held_documents_step_document_id"):
        run(f"DROP TRIGGER {name}")
    assert [found.partition(" ")[0] for found in guards.missing()] == [
        "khlang_held_documents_step_document_id", "khlang_moved_documents_step", "khlang_wall_documents_step"
    ]  # fmt: skip


def test_a_floor_that_was_removed_is_found(till: Till) -> None:
    """With the guards off the row that holds a floor is deleted: the books say so."""
    till.take_in(("41210008", "100"), cash="100")
    connection.check_constraints()
    guards.drop()
    run("DELETE FROM ledger_guarded_balance")
    guards.install()
    assert [finding for finding in verification.verify() if "guarded balance" in finding]
