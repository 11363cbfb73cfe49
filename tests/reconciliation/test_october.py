"""The reconciliation of the current account at the end of October 2567, as the worked example has it."""

from datetime import date

import pytest

from khlang.core.money import plain_baht
from khlang.office.payment import queries as payment
from khlang.office.reconciliation import commands, queries
from khlang.spine.documents import verification
from tests.disbursement.asking import Desk as Dikas
from tests.payment.cashier import Cashier
from tests.reconciliation.bank import LAST, Desk, file
from tests.till import Till

GUARANTEE, GRANT_LEFT = "2112010101.001", "2104010101.001"
#: ../shared/domain/example/bank_reconciliation_KTB-C.csv
EXAMPLE = [
    ("ยอดคงเหลือตามบัญชี (book)", "421500.00"),
    ("บวก เช็คที่ผู้รับยังไม่ขึ้นเงิน: 0000002", "36000.00"),
    ("ยอดคงเหลือตามใบแจ้งยอดธนาคาร (statement)", "457500.00"),
]
PAID = date(2024, 10, 21)


@pytest.fixture
def cashier(till: Till) -> Cashier:
    """Half a million in the current account, and two cheques of the 21st."""
    opened = Cashier(Dikas(till))
    opened.book()
    dikas = []
    for account, baht in ((GUARANTEE, "42,500"), (GRANT_LEFT, "36,000")):
        opened.desk.owe(account, baht)
        dikas.append(opened.desk.approved("deposit", lines=[opened.desk.owed(account, baht)], on=PAID))
    opened.paid(*dikas, on=PAID)
    return opened


def test_the_report_of_the_example(cashier: Cashier) -> None:
    """The cheque that the bank paid is matched by its number; the other is outstanding. Approving clears the first."""
    desk = Desk(cashier.till)
    rows = (
        ("01/10/2567", "ฝาก", "", "", "", "500,000.00", "500,000.00"),
        ("24/10/2567", "เช็ค", "1", "", "42,500.00", "", "457,500.00"),
    )  # fmt: skip
    desk.bring(file(*rows), through="31/10/2567")
    made = desk.prepare()
    desk.work(commands.match_suggested, made)
    assert [(row.item, plain_baht(row.amount)) for row in queries.report(bank="KTB-C", on=LAST)] == EXAMPLE
    desk.approve(made)
    assert [(row.item, plain_baht(row.amount)) for row in queries.report(bank="KTB-C", on=LAST)] == EXAMPLE
    found = {row.number: (row.state, row.cleared_date) for row in payment.cheque_register().rows}
    assert found == {"0000001": ("cleared", date(2024, 10, 24)), "0000002": ("paid", None)}
    assert verification.verify() == []


def test_a_stopped_cheque_never_reaches_the_bank(cashier: Cashier) -> None:
    """Paid and stopped in the books: the two undo one another and are matched at once."""
    from khlang.office.payment import commands as paying

    second = payment.outstanding(bank_code="KTB-C", day=LAST).rows[1]
    cashier.undo(paying.stop, second.document_id, on=LAST)
    desk = Desk(cashier.till)
    rows = (
        ("01/10/2567", "ฝาก", "", "", "", "500,000.00", "500,000.00"),
        ("24/10/2567", "เช็ค", "0000001", "", "42,500.00", "", "457,500.00"),
    )  # fmt: skip
    desk.bring(file(*rows), through="31/10/2567")
    made = desk.prepare()
    desk.work(commands.match_suggested, made)
    assert [row.kind for row in queries.report(bank="KTB-C", on=LAST)] == ["book", "statement"]
    assert desk.approve(made).state == "approved"
