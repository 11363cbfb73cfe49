"""A payroll of many payees paid by one transfer: no clicking one by one, no query a person."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.core.refusal import Refusals
from khlang.office.disbursement import commands as disbursement
from khlang.office.payment import queries
from khlang.platform.commands import Outcome
from khlang.spine.documents import verification
from tests.disbursement.payrolls import Payroll, sheet, somebody
from tests.payment.cashier import Cashier
from tests.till import Till
from tests.untouched import nothing_written

PAYDAY = date(2024, 10, 28)
LINES = (("L10", "00111", "220100", "เงินเดือนพนักงาน", "1"),)
HEADINGS = ("ที่", "เลขประจำตัว 13 หลัก *", "ชื่อ-สกุล *", "ธนาคาร *", "เลขที่บัญชี *", "ชื่อบัญชี",
            "L10 เงินเดือนพนักงาน", "ภาษีหัก ณ ที่จ่าย")  # fmt: skip


@pytest.fixture
def cashier(till: Till) -> Cashier:
    """A counter with money in KTB-S."""
    return Cashier(SimpleNamespace(till=till, office=till.office))  # type: ignore[arg-type]


def approved(payroll: Payroll, first: int, last: int) -> Outcome:
    """People number `first` to `last` with 20,000 baht each, 100 of it withheld, approved."""
    rows = [somebody(each, "20,000", "100") for each in range(first, last + 1)]
    drafted = payroll.bring(sheet(HEADINGS, rows), count=len(rows), net=f"{19_900 * len(rows)}", on=PAYDAY)
    for make, role in (
        (disbursement.request_dika, "division_head"),
        (disbursement.receive_dika, "finance_officer"),
        (disbursement.examine_dika, "treasury_head"),
        (disbursement.endorse_dika, "clerk"),
        (disbursement.approve_dika, "executive"),
    ):
        make(envelope=payroll.office.envelope(role, day=PAYDAY), data={"document_id": drafted.document_id})
    return drafted


def transferred(cashier: Cashier, dika: Outcome) -> tuple[Outcome, int]:
    """The dika paid by transfer, and how many statements preparing and paying took."""
    with CaptureQueriesContext(connection) as asked:
        only = cashier.ready(dika, channel="transfer", bank="KTB-S", on=PAYDAY)[0]
        paid = cashier.pay(only, on=PAYDAY)
    return paid, len(asked)


def test_sixty_people_by_one_payment(cashier: Cashier) -> None:
    """One voucher, one line of the ภ.ง.ด. 1 list a person; certificates of salaries wait for the end of the year."""
    payroll = Payroll(cashier.office, LINES)
    payroll.register(*range(1, 61))
    paid, _ = transferred(cashier, approved(payroll, 1, 60))
    assert paid.voucher_number == "PV68-00001/2568"
    assert len(queries.payees(payment_ids=[paid.document_id or 0])) == 60
    taxes = queries.certificates(month=PAYDAY, form="pnd1")
    assert (len(taxes), sum(row.amount for row in taxes), {row.certificate_id for row in taxes}) == (
        60,
        600_000,
        {None},
    )
    assert {(row.base, row.national_number[:1]) for row in taxes} == {(2_000_000, "3")}
    assert verification.verify() == []


def test_more_people_take_no_more_statements(cashier: Cashier) -> None:
    """Of thirty as of two, but for the rows themselves."""
    payroll = Payroll(cashier.office, LINES)
    payroll.register(*range(1, 33))
    few = transferred(cashier, approved(payroll, 1, 2))[1]
    many = transferred(cashier, approved(payroll, 3, 32))[1]
    assert many <= few + 2


def test_everybody_without_a_confirmed_account_is_named(cashier: Cashier) -> None:
    """The list says who; nothing is prepared."""
    payroll = Payroll(cashier.office, LINES)
    payroll.register(1, 2)
    payroll.register(3, 4, confirmed=False)
    dika: Any = approved(payroll, 1, 4)
    with nothing_written(), pytest.raises(Refusals) as refused:
        cashier.prepared(dika, channel="transfer", bank="KTB-S", on=PAYDAY)
    assert {(each.code, each.facts["name"]) for each in refused.value.errors} == {
        ("payee_account_unconfirmed", f"นายคนที่ {each} ทดสอบ") for each in (3, 4)
    }
