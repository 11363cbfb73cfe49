"""Days of work by hand: what was written, paper by paper."""

from tests.byhand import OfficeByHand
from tests.guideline import papers as by_hand


def a_small_day(office: OfficeByHand, *, status: bool = True) -> None:
    """Two receipts, 800 baht, handed over and summed up; the daily status."""
    office.writes("receipt", 1, by_hand.receipt("300"))
    office.writes("receipt", 2, by_hand.receipt("500", item=by_hand.LICENCE))
    office.writes("remittance", 1, by_hand.slip("800", receipts="1-2"))
    office.writes("remittance_summary", 1, by_hand.summary("800"))
    if status:
        office.writes_daily_status(1, {"cash": (800, 0)})


def one_of_each(office: OfficeByHand) -> None:
    """Money received, goods accepted, electricity paid, the fee of the bank: one paper of each kind that is posted."""
    office.writes("receipt", 1, by_hand.receipt("300"))
    office.writes("remittance", 1, by_hand.slip("300", receipts="1"))
    office.writes("remittance_summary", 1, by_hand.summary("300"))
    office.writes("requisition", 1, by_hand.requisition("30,000"))
    office.writes("purchase_order", 1, by_hand.order(1))
    office.writes("payable_voucher", 1, by_hand.payable_voucher(1))
    office.writes("dika", 1, by_hand.dika("1,000"))
    office.writes("cheque_report", 1, by_hand.cheque_report((1, "0000001")))
    office.writes("payment_voucher", 1, by_hand.payment_voucher(1))
    office.writes("general_voucher", 1, by_hand.general_voucher("50"))


def every_kind(office: OfficeByHand) -> None:
    """Forty papers of one day, one or more of every kind that a local government writes."""
    _budget_and_purchases(office)
    _money_in(office)
    _money_out(office)
    office.writes_daily_status(1, {"cash": (3_600, 3_000), "KTB-S": (3_000, 10_000), "KTB-C": (10_000, 33_600)})


def _budget_and_purchases(office: OfficeByHand) -> None:
    """Ten papers: a budget and its changes, computers ordered and accepted, a printer under a contract that gets more time."""
    office.writes("ordinance", 1, by_hand.ordinance())
    office.writes("supplementary", 1, by_hand.supplementary())
    office.writes("budget_transfer", 1, by_hand.budget_transfer())
    office.writes("explanation", 1, by_hand.explanation())
    office.writes("requisition", 1, by_hand.requisition("30,000"))
    office.writes("requisition", 2, by_hand.requisition("20,000", thing="เครื่องพิมพ์"))
    office.writes("purchase_order", 1, by_hand.order(1))
    office.writes("contract", 1, by_hand.order(2))
    office.writes("contract_amendment", 1, by_hand.contract_amendment())
    office.writes("payable_voucher", 1, by_hand.payable_voucher(1))


def _money_in(office: OfficeByHand) -> None:
    """Seventeen papers: 3,600 baht in eight receipts, handed over, summed up, 3,000 of it taken to the bank."""
    for number in range(1, 9):
        office.writes("receipt", number, by_hand.receipt(f"{number}00", payer=f"ผู้ชำระเงินคนที่ {number}"))
    office.writes("remittance", 1, by_hand.slip("600", receipts="1-3"))
    office.writes("remittance", 2, by_hand.slip("1,500", receipts="4-6"))
    office.writes("remittance", 3, by_hand.slip("1,500", receipts="7, 8"))
    office.writes("remittance_summary", 1, by_hand.summary("2,100", slips="1-2"))
    office.writes("remittance_summary", 2, by_hand.summary("1,500", slips="3"))
    office.writes("receipt_voucher", 1, by_hand.receipt_voucher("2,100", of_summary="1"))
    office.writes("receipt_voucher", 2, by_hand.receipt_voucher("1,500", of_summary="2"))
    office.writes("cash_deposit", 1, by_hand.deposit("3,000"))
    office.writes("bank_transfer", 1, by_hand.transfer_of_money("10,000"))


def _money_out(office: OfficeByHand) -> None:
    """Twelve papers: four dika, 33,500 baht, on two reports of cheques, all of them paid; two fees of the bank."""
    for number, baht in ((1, "1,000"), (2, "2,000"), (4, "500")):
        office.writes("dika", number, by_hand.dika(baht))
    office.writes("dika", 3, by_hand.dika_of_acceptance(1))
    office.writes("cheque_report", 1, by_hand.cheque_report((1, "0000001"), (2, "0000002"), (3, "0000003")))
    office.writes("cheque_report", 2, by_hand.cheque_report((4, "0000004")))
    for number in (1, 2, 3, 4):
        office.writes("payment_voucher", number, by_hand.payment_voucher(number))
    for number in (1, 2):
        office.writes("general_voucher", number, by_hand.general_voucher("50"))
