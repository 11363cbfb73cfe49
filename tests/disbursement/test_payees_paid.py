"""The payroll of the worked example from the spreadsheet to its payment voucher PV68-00013, line by line."""

from datetime import date

from khlang.core.posting import AccountRef
from khlang.office.disbursement import acts, commands, queries
from khlang.platform.db import writes
from khlang.spine.documents import spine
from tests.disbursement.payrolls import Payroll, example_rows, sheet
from tests.till import Till

PAYDAY = date(2024, 10, 28)
#: journal_lines.csv of the worked example: account, debit, credit in satang.
VOUCHER = {
    ("5101010199.001", 12_924_000, 0),
    ("5101010101.001", 18_845_000, 0),
    ("5101010103.001", 700_000, 0),
    ("5101010199.002", 11_400_000, 0),
    ("5101020114.001", 1_200_000, 0),
    ("5101010113.001", 1_941_000, 0),
    ("2102040104.001", 0, 412_000),
    ("2111020199.004", 0, 630_000),
    ("2111020199.005", 0, 4_860_000),
    ("2111020199.003", 0, 58_230),
    ("1101030102.001", 0, 41_049_770),
}


def test_eleven_people_one_voucher(till: Till) -> None:
    """Six accounts of expense from eleven budget lines, four of deductions from five columns, one bank."""
    payroll = Payroll(till.office)
    till.bank_in("42100002", "500,000", on=PAYDAY)
    payroll.register(*range(1, 12))
    headings, rows = example_rows()
    drafted = payroll.bring(sheet(headings, rows), count=11, net="410,497.70", on=PAYDAY)
    named = {"document_id": drafted.document_id}
    for make, role in (
        (commands.request_dika, "division_head"),
        (commands.receive_dika, "finance_officer"),
        (commands.examine_dika, "treasury_head"),
        (commands.endorse_dika, "clerk"),
        (commands.approve_dika, "executive"),
    ):
        make(envelope=till.office.envelope(role, day=PAYDAY), data=named)
    envelope = till.office.envelope("all", day=PAYDAY)
    writes.hold(org=till.office.org)
    dika_id = drafted.document_id or 0
    prepared = acts.prepare(envelope=envelope, dikas=[queries.dika(document_id=dika_id)])
    spine.write(envelope=envelope, acts=prepared, rows=())
    bank = AccountRef("1101030102.001", "KTB-S")
    decided = acts.pay(envelope=envelope, dikas=[(queries.dika(document_id=dika_id), bank)])[0]
    paid = spine.write(envelope=envelope, acts=decided, rows=())[0]
    assert paid.voucher_number == "PV68-00001/2568"
    assert {(line.account, line.debit, line.credit) for line in paid.lines} == VOUCHER
    assert len(paid.lines) == len(VOUCHER)
