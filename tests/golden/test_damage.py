"""What the database owner changes behind Khlang's back, with the guards switched off, `verify` names."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from khlang.platform.db import guards
from khlang.spine.documents import verification


@contextmanager
def tampering(statement, *values):
    """One statement by the database owner; what was there is there again afterwards."""
    with transaction.atomic():
        connection.check_constraints()
        guards.drop()
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount > 0, "the statement changes something"
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db
LINE = "(SELECT id FROM ledger_voucher WHERE number = 'RV68-00003/2568')"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        pytest.param(
            f"UPDATE ledger_line SET debit = debit + 100 WHERE debit > 0 AND voucher_id = {LINE}",
            ("voucher RV68-00003/2568 does not balance", "one of its lines was changed", "day balance of 1101010101.001"),
            id="an amount of a line",
        ),
        pytest.param(
            f"UPDATE ledger_line SET account = '4401040110.001' WHERE account = '4401040199.001' AND voucher_id = {LINE}",
            ("voucher RV68-00003/2568 or one of its lines was changed", "day balance of 4401040199.001"),
            id="the account of a line",
        ),
        pytest.param(
            "UPDATE ledger_voucher SET description = 'อื่น' WHERE number = 'JV68-00006/2568'",
            ("voucher JV68-00006/2568 or one of its lines was changed",),
            id="the description of a voucher",
        ),
        pytest.param(
            "UPDATE ledger_day_balance SET debit = debit + 1 WHERE account = '1101030102.001' AND sub = 'BAAC-S'"
            " AND day = '2024-10-02'",
            ("day balance of 1101030102.001 BAAC-S 2024-10-02", "the accrual book"),
            id="a balance of a day",
        ),
        pytest.param(
            "UPDATE ledger_guarded_balance SET debit = debit + 1 WHERE account = '1101010101.001' AND sub = ''",
            ("guarded balance of 1101010101.001",),
            id="a guarded balance",
        ),
        pytest.param(
            "UPDATE documents_step SET actor_name = 'ผู้อื่น' WHERE move = 'void'",
            ("trail: step", "was changed"),
            id="who did a step",
        ),
        pytest.param(
            "DELETE FROM documents_step WHERE move = 'void'",
            ("trail: step", "is missing", "does not agree with its trail"),
            id="a step taken out",
        ),
        pytest.param(
            "UPDATE documents_document SET state = 'posted' WHERE state = 'voided'",
            ("document RC68-00028/2568 (receipt) does not agree with its trail",),
            id="the state of a document",
        ),
        pytest.param(
            "UPDATE documents_document SET amount = amount + 100 WHERE number = 'RC68-00014/2568'",
            ("document RC68-00014/2568 (receipt) does not agree with its trail",),
            id="the amount of a document",
        ),
        pytest.param(
            "UPDATE documents_document SET number = 'RC68-00099/2568' WHERE number = 'RC68-00028/2568'",
            ("number RC68-00028/2568 of series receipt is missing", "RC68-00099/2568 of series receipt was never drawn"),
            id="a number",
        ),
    ],
)  # fmt: skip
def test_verify_names_the_damage(demo, statement, named):
    with tampering(statement):
        findings = "\n".join(verification.verify())
    assert all(words in findings for words in named), findings


def test_with_the_guards_on_nobody_changes_a_line(demo):
    with pytest.raises(Exception, match="khlang:"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_line SET debit = debit + 100 WHERE debit > 0")
    assert verification.verify() == []
