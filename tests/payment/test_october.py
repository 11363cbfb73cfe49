"""The two cheques of October 2567 of the worked example: one fetched at once, one only at the end of the month."""

from datetime import date

from khlang.office.payment import acts, queries
from tests.payment.cashier import Cashier

GUARANTEE, GRANT_LEFT = "2112010101.001", "2104010101.001"


def october(day: int) -> date:
    """A day of October 2567."""
    return date(2024, 10, day)


def test_uncollected_and_outstanding_as_in_the_example(cashier: Cashier) -> None:
    """0000002 of 36,000 waits on the 21st, 25th and 28th, is fetched by the 31st, and not presented by then."""
    desk = cashier.desk
    for account, baht in ((GUARANTEE, "42,500"), (GRANT_LEFT, "36,000")):
        desk.owe(account, baht)
    dikas = [
        desk.approved("deposit", lines=[desk.owed(account, baht)], on=october(21))
        for account, baht in ((GUARANTEE, "42,500"), (GRANT_LEFT, "36,000"))
    ]
    first, second = cashier.paid(*dikas, on=october(21))
    assert [first.voucher_number, second.voucher_number] == ["PV68-00001/2568", "PV68-00002/2568"]
    cashier.collect(first.document_id, on=october(21))
    acts.clear(
        envelope=cashier.office.envelope("treasury_head", day=october(24)),
        cleared={first.document_id or 0: october(24)},
    )
    cashier.collect(second.document_id, on=october(30))
    waiting = {day: queries.uncollected(day=october(day)) for day in (20, 21, 25, 28, 31)}
    assert {day: (found.count, found.amount) for day, found in waiting.items()} == {
        20: (0, 0), 21: (1, 3_600_000), 25: (1, 3_600_000), 28: (1, 3_600_000), 31: (0, 0),
    }  # fmt: skip
    assert [row.form_number for row in waiting[21].rows] == ["0000002"]
    open_cheques = queries.outstanding(bank_code="KTB-C", day=october(31))
    assert [(row.form_number, row.net) for row in open_cheques.rows] == [("0000002", 3_600_000)]
    assert queries.outstanding(bank_code="KTB-C", day=october(23)).count == 2


def test_a_cheque_is_stale_six_months_after_its_date(cashier: Cashier) -> None:
    """Of 21 October: good on 21 April, stale the day after."""
    cashier.paid(cashier.desk.approved(on=october(21)), on=october(21))
    assert queries.stale(on=date(2025, 4, 21)).count == 0
    assert queries.stale(on=date(2025, 4, 22)).count == 1


def test_the_cheque_register(cashier: Cashier) -> None:
    """Number by number with what became of it; the number of queries does not grow with the rows."""
    cashier.paid(cashier.desk.approved(), cashier.desk.approved())
    register = queries.cheque_register(bank_code="KTB-C", kind="cheque", limit=1)
    assert (len(register.rows), register.count, register.amount) == (1, 2, 200_000)
    row = register.rows[0]
    assert (row.number, row.state, row.dika_number) == ("0000001", "paid", "DK68-00001/2568")
    assert queries.cheque_register(search="0000002").count == 1
    assert queries.cheque_register(since=october(2)).count == 0
