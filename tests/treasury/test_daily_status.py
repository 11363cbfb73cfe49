"""The daily status of days that are not ordinary: cheques, transfers between banks, reversals, entries on cash."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.bridges.reporting import queries as reporting
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.office.treasury import prints, queries, screens
from khlang.spine.documents import rendering
from tests.household import hire
from tests.till import VAT, WASTE_FEE, Till


def figures(till: Till) -> dict[str, int]:
    """Today's figures in baht."""
    found = queries.figures(status=queries.daily_status(day=till.office.today))
    return {key: satang // 100 for key, satang in found.items() if satang}


def test_a_day_without_anything(till: Till) -> None:
    """Nothing moved; every bank account is listed all the same."""
    assert figures(till) == {}
    assert len(queries.daily_status(day=till.office.today).banks) == 4


def test_a_cheque_is_money_on_hand_until_it_is_deposited(till: Till) -> None:
    """It stands under cash, and goes to the bank with a deposit."""
    till.collect((WASTE_FEE, "500"), channel="cheque", cheque_number="7", cheque_bank="ธ.ออมสิน", cheque_date="1/10/67")
    slip = till.hand_over()
    till.take_over(slip, "0", "500")
    till.post(till.sum_up())
    assert queries.on_hand() == (0, 50_000)
    till.deposit("0", cheque="500")
    assert queries.on_hand() == (0, 0)
    assert figures(till) == {
        "cash_received": 500, "cash_deposited": 500, "bank_deposit_of_cash": 500, "bank_carried_forward": 500,
        "total_money": 500,
    }  # fmt: skip


def test_money_between_own_banks_is_neither_received_nor_paid(till: Till) -> None:
    """The detail of each account shows it, the totals do not."""
    till.bank_in(VAT, "900")
    data = {"from_account": "KTB-S", "to_account": "KTB-C", "amount": "400"}
    prepared = treasury.create_transfer(envelope=till.office.envelope("finance_officer"), data=data)
    treasury.approve_transfer(
        envelope=till.office.envelope("treasury_head"), data={"document_id": prepared.document_id}
    )
    assert figures(till) == {"bank_transfer_in": 900, "bank_carried_forward": 900, "total_money": 900}
    banks = {
        bank.code: (bank.received, bank.paid, bank.balance)
        for bank in queries.daily_status(day=till.office.today).banks
    }
    assert banks["KTB-S"] == (90_000, 40_000, 50_000)
    assert banks["KTB-C"] == (40_000, 0, 40_000)


def test_a_reversed_receipt_is_money_paid_back(till: Till) -> None:
    """Cash that leaves the box other than into the bank has a row of its own, printed when there is one."""
    receipt = till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    till.take_over(slip, "300")
    till.post(till.sum_up())
    request = till.ask_reversal(receipt)
    revenue.approve_reversal(envelope=till.office.envelope("treasury_head"), data={"document_id": request.document_id})
    assert figures(till) == {"cash_received": 300, "cash_paid": 300}
    report = treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    data = prints.daily_status(report.document_id or 0)
    assert data["cash"]["paid"] == "300.00"
    assert rendering.render_pdf(form="daily_status", data=data).startswith(b"%PDF")


def test_an_entry_that_brings_cash_to_the_bank_is_a_deposit(till: Till) -> None:
    """However it was written: what leaves cash and enters a bank within one voucher was deposited."""
    till.take_in((WASTE_FEE, "300"), cash="300")
    till.write_entry("นำฝาก", ("1101030102.001", "300", "0", "KTB-S"), ("1101010101.001", "0", "300"))
    assert figures(till) == {
        "cash_received": 300, "cash_deposited": 300, "bank_deposit_of_cash": 300, "bank_carried_forward": 300,
        "total_money": 300,
    }  # fmt: skip


def test_a_report_is_drawn_up_anew_then_certified_signed_and_noted(till: Till) -> None:
    """Its figures are kept as they were signed, with the head of the trail of the day."""
    envelope = till.office.envelope
    till.office.people["clerk"] = hire(till.office.org, "surachai", "clerk").id
    report = treasury.prepare_status(envelope=envelope("finance_officer"), data={})
    till.bank_in(VAT, "900")
    named = {"document_id": report.document_id}
    treasury.refresh_status(envelope=envelope("finance_officer"), data=named)
    treasury.certify_status(envelope=envelope("treasury_head"), data=named)
    treasury.sign_status(envelope=envelope("clerk"), data=named)
    done = treasury.acknowledge_status(envelope=envelope("executive"), data=named)
    assert done.state == "acknowledged"
    till.bank_in(VAT, "100")
    assert prints.daily_status(report.document_id or 0)["total_money"] == "900.00"
    assert prints.daily_status(report.document_id or 0)["signatures"]["approved"][0]["name"] == "clerk"


def test_reading_does_not_depend_on_how_many_receipts_there_were(till: Till) -> None:
    """A handful of queries, whether there was one receipt or many."""
    for _ in range(5):
        till.bank_in(VAT, "100")
    queries.daily_status(day=till.office.today)
    with CaptureQueriesContext(connection) as caught:
        queries.daily_status(day=till.office.today)
    assert len(caught) <= 6


def test_the_cash_book_runs_from_what_was_brought_forward(till: Till) -> None:
    """Money in, money out, and what is left after each line."""
    till.take_in((WASTE_FEE, "300"), cash="300", title="ค่าขยะ")
    till.deposit("200", title="นำฝาก")
    today = till.office.today
    book = queries.cash_book(since=today, through=today)
    assert [(line.description, line.received, line.paid, line.balance) for line in book] == [
        ("", 0, 0, 0), ("ค่าขยะ", 30_000, 0, 30_000), ("นำฝาก", 0, 20_000, 10_000),
    ]  # fmt: skip
    (_, deposited) = queries.cash_book(since=today, through=today, account="1101030102.001", sub="KTB-S")
    assert (deposited.received, deposited.balance) == (20_000, 20_000)


def test_what_is_posted_after_the_certificate_is_told(till: Till) -> None:
    """The signed figures stay as they are; the report and its paper say that the ledger has moved on."""
    till.bank_in(VAT, "300")
    report = treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    document_id = report.document_id or 0
    treasury.certify_status(envelope=till.office.envelope("treasury_head"), data={"document_id": document_id})

    def notes() -> tuple[str, ...]:
        return reporting.run(name="daily_status", today=till.office.today).notes

    assert queries.agrees(document_id=document_id)
    assert (len(notes()), prints.daily_status(document_id)["mark_note"]) == (1, "")
    till.bank_in(VAT, "50")
    assert not queries.agrees(document_id=document_id)
    (figures_on_page,) = screens.DAILY_STATUS.sections[0].rows(document_id)
    assert "ไม่ตรงกับบัญชี" in str(figures_on_page["against_ledger"])
    assert "ไม่ตรงกับบัญชี" in notes()[1]
    paper = prints.daily_status(document_id)
    assert paper["total_money"] == "300.00"
    assert "ไม่ตรงกับบัญชี" in paper["mark_note"]
    assert rendering.render_pdf(form="daily_status", data=paper).startswith(b"%PDF")
