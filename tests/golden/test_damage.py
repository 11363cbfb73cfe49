"""What the database owner changes behind Khlang's back, with the guards switched off, `verify` names."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from khlang.platform.db import guards
from khlang.spine.documents import verification
from tests.operators import operator


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
            "UPDATE documents_step SET actor_name = 'ผู้อื่น' WHERE move = 'promulgate'",
            ("trail: step", "was changed"),
            id="who did a step",
        ),
        pytest.param(
            "DELETE FROM documents_step WHERE move = 'promulgate'",
            ("trail: step", "is missing", "does not agree with its trail"),
            id="a step taken out",
        ),
        pytest.param(
            "UPDATE documents_document SET state = 'voided' WHERE number = 'RC68-00014/2568'",
            ("document RC68-00014/2568 (receipt) does not agree with its trail",),
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


def first(table, where="id > 0"):
    """The condition that names the first row of a table."""
    return f"id = (SELECT min(id) FROM {table} WHERE {where})"


PAID = "document_id = (SELECT id FROM documents_document WHERE number = 'DK68-00001/2568')"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        pytest.param(
            "UPDATE payment_payment SET gross = gross + 100, net = net + 100 WHERE " + first("payment_payment"),
            ("payment sums: payment PM68-", "cheque reports: report CQ68-"),
            id="the net of a payment",
        ),
        pytest.param(
            "UPDATE payment_payment SET paid_date = '2024-10-30' WHERE " + first("payment_payment"),
            ("payment days: payment PM68-",),
            id="the day of a payment",
        ),
        pytest.param(
            "UPDATE payment_payment SET live = false WHERE " + first("payment_payment"),
            ("payment days: payment PM68-",),
            id="whether a payment counts",
        ),
        pytest.param(
            "UPDATE payment_withholding SET amount = amount + 100 WHERE " + first("payment_withholding"),
            ("payment sums: payment PM68-", "of tax on the lists"),
            id="tax on the monthly list",
        ),
        pytest.param(
            "DELETE FROM payment_instrument WHERE " + first("payment_instrument", "payment_id IS NOT NULL"),
            ("cheque forms: payment",),
            id="a number out of the stock of forms",
        ),
        pytest.param(
            "UPDATE payment_instrument SET state = 'voided' WHERE "
            + first("payment_instrument", "payment_id IS NOT NULL AND state = 'used'"),
            ("cheque forms: payment",),
            id="a used form called void",
        ),
        pytest.param(
            f"UPDATE disbursement_dika_line SET amount = amount + 100 WHERE {PAID} AND position = 1",
            ("dika sums: dika", "dika vouchers: dika"),
            id="an amount of a dika",
        ),
        pytest.param(
            f"UPDATE disbursement_dika_line SET account = '5104010199.001' WHERE {PAID} AND position = 1",
            ("dika vouchers: dika",),
            id="an account of a dika",
        ),
        pytest.param(
            "UPDATE disbursement_dika_line SET budget_line_id = (SELECT max(b.id) FROM budget_budgetline b"
            " WHERE b.org_id = disbursement_dika_line.org_id) WHERE "
            + first("disbursement_dika_line", "source = 'budget'"),
            ("dika spending: budget line", "in the budget book"),
            id="the budget line of a dika",
        ),
        pytest.param(
            "UPDATE disbursement_dika SET gross = gross + 100, net = net + 100 WHERE " + first("disbursement_dika"),
            ("dika sums: dika", "its document says"),
            id="the sums of a dika",
        ),
        pytest.param(
            "DELETE FROM disbursement_claim WHERE " + first("disbursement_claim"),
            ("dika claims: dika",),
            id="the claim of a dika",
        ),
        pytest.param(
            "UPDATE procurement_obligation SET accepted = accepted - 100 WHERE "
            + first("procurement_obligation", "accepted > 0"),
            ("procurement contracts: contract", "procurement deliveries: contract"),
            id="what was accepted of a contract",
        ),
        pytest.param(
            "UPDATE procurement_obligation SET claimed = claimed - 100 WHERE "
            + first("procurement_obligation", "claimed > 100"),
            ("procurement money: contract", "dika of contracts: contract"),
            id="what was claimed of a contract",
        ),
        pytest.param(
            "UPDATE procurement_commitment SET claimed = claimed - 100 WHERE "
            + first("procurement_commitment", "claimed > 100"),
            ("procurement commitments: budget line", "procurement money: contract"),
            id="what is committed",
        ),
        pytest.param(
            "UPDATE procurement_inspection SET amount = amount + 100 WHERE " + first("procurement_inspection"),
            ("procurement payables: inspection IN68-", "procurement deliveries: contract"),
            id="the amount of a delivery",
        ),
        pytest.param(
            "UPDATE procurement_inspection_line SET amount = amount + 100 WHERE "
            + first("procurement_inspection_line"),
            ("procurement payables: inspection IN68-", "procurement deliveries: contract"),
            id="a line of a delivery",
        ),
        pytest.param(
            "UPDATE assets_asset SET cost = cost + 100 WHERE " + first("assets_asset"),
            ("procurement assets: inspection",),
            id="the cost of an asset",
        ),
        pytest.param(
            "UPDATE assets_asset SET acquired_date = '2024-09-30' WHERE " + first("assets_asset"),
            ("asset codes: asset",),
            id="the day of an asset",
        ),
        pytest.param(
            "UPDATE assets_asset SET version = version + 1 WHERE " + first("assets_asset"),
            ("asset corrections: asset",),
            id="a correction of an asset without its history",
        ),
        pytest.param(
            "UPDATE advances_advance SET spent = spent - 100 WHERE " + first("advances_advance", "spent > 100"),
            ("advances cleared: advance",),
            id="what was cleared of an advance",
        ),
        pytest.param(
            "UPDATE advances_clearing_voucher SET amount = amount + 100 WHERE " + first("advances_clearing_voucher"),
            ("clearings: clearing",),
            id="a voucher of a clearing",
        ),
    ],
)
def test_verify_names_damage_of_the_spending_side(demo, statement, named):
    with tampering(statement):
        findings = "\n".join(verification.verify())
    assert all(words in findings for words in named), findings


def test_with_the_guards_on_nobody_changes_a_line(demo):
    with pytest.raises(Exception, match="khlang:"), transaction.atomic(), operator(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_line SET debit = debit + 100 WHERE debit > 0")
    assert verification.verify() == []
