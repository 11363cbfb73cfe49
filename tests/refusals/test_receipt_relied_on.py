"""A receipt serves once: given back, taken back, clearing an advance or securing a contract."""

from tests.advances.lending import TRAINING_COST, Lending
from tests.disbursement.asking import Desk
from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_reversed_after_its_refund(till: Till) -> None:
    """The payer has his money already."""
    desk = Desk(till)
    desk.fund()
    receipt = till.bank_in(VAT, "5,000")
    refund = desk.paid("refund", receipt_id=receipt.document_id, lines=None)
    with refused("receipt_relied_on", field="receipt_id", number=receipt.number, document="dika", paper=refund.number):
        till.ask_reversal(receipt)


def test_refunded_while_its_reversal_waits(till: Till) -> None:
    """Whoever comes second is refused, drafted before or not."""
    desk = Desk(till)
    receipt = till.bank_in(VAT, "5,000")
    draft = desk.draft("refund", receipt_id=receipt.document_id, lines=None)
    with refused("receipt_relied_on", field="receipt_id", document="dika"):
        till.ask_reversal(receipt)
    assert desk.move(draft, "request").state == "requested"


def test_money_that_cleared_an_advance(till: Till) -> None:
    """It is neither refunded nor taken back."""
    lending = Lending(till)
    advance = lending.lent("30,000")
    receipt = till.bank_in("91400001", "5,000", title="เงินยืมเหลือจ่าย")
    lending.clear(advance, (TRAINING_COST, "25,000"), returned="5,000", receipt_number=receipt.number)
    says = {"document": "advance_clearing", "paper": "AC68-00001/2568"}
    with refused("receipt_relied_on", field="receipt_id", number=receipt.number, **says):
        till.ask_reversal(receipt)


def test_an_advance_cleared_with_money_that_was_given_back(till: Till) -> None:
    """The receipt is being reversed."""
    lending = Lending(till)
    advance = lending.lent("30,000")
    receipt = till.bank_in("91400001", "5,000")
    till.ask_reversal(receipt)
    with refused("receipt_relied_on", field="receipt_number", number=receipt.number, document="receipt_reversal"):
        lending.clear(advance, (TRAINING_COST, "25,000"), returned="5,000", receipt_number=receipt.number)
