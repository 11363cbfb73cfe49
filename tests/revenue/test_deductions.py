"""Receipts for what is kept back from a payment: numbered, in the registers once, without an entry of their own."""

from khlang.office.revenue import acts, queries
from khlang.office.revenue.acts import Kept
from khlang.office.revenue.queries import registers
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.ledger import queries as ledger
from tests.till import WASTE_FEE, Till

FINE_ACCOUNT, FINE_ITEM = "4401040110.001", "41229002"


def kept_back(till: Till, *, amount: int = 27_600) -> Outcome:
    """The receipt of a fine for delay, as a payment writes it."""
    envelope = till.office.envelope("finance_officer")
    kept = Kept(FINE_ACCOUNT, amount, "ค่าปรับหักจากค่าคอมพิวเตอร์", None, "ร้านคอมพิวเตอร์", "PM68-00012/2568")
    act, rows = acts.acknowledge(envelope=envelope, kept=kept)
    return spine.write(envelope=envelope, acts=(act,), rows=rows)[0]


def test_it_draws_the_next_receipt_number_and_posts_nothing(till: Till) -> None:
    """The number follows those of the counter; the ledger knows nothing of the receipt."""
    till.collect((WASTE_FEE, "300"))
    receipt = kept_back(till)
    assert (receipt.number, receipt.state, receipt.voucher_id) == ("RC68-00002/2568", "posted", None)
    assert ledger.vouchers_of(document_id=receipt.document_id or 0) == []
    view = queries.receipt(document_id=receipt.document_id or 0)
    assert (view.channel, view.reference, view.lines[0].item) == ("deduction", "PM68-00012/2568", FINE_ITEM)
    assert documents.get(document_id=receipt.document_id or 0).party_name == "ร้านคอมพิวเตอร์"


def test_the_registers_count_it_once(till: Till) -> None:
    """Revenue register of the item, revenue of the month, and the control of receipt numbers."""
    kept_back(till)
    register = registers.revenue_register(item=FINE_ITEM, fiscal_year=2568)
    assert (register.received, register.count) == (27_600, 1)
    today = till.office.today
    assert queries.items_received(since=today, through=today) == {FINE_ITEM: 27_600}
    control = registers.receipt_control(fiscal_year=2568)
    assert [(row.used, row.amount) for row in control] == [(1, 27_600)]


def test_it_is_nobodys_to_remit(till: Till) -> None:
    """It never waits for a remittance slip."""
    kept_back(till)
    waiting = queries.unremitted(collector_id=till.office.person("finance_officer").id, through=till.office.today)
    assert waiting == []


def test_only_revenue_accounts_are_receipted() -> None:
    """Withheld tax and retention are owed to others, not earned."""
    assert acts.is_revenue(account=FINE_ACCOUNT)
    assert not acts.is_revenue(account="2102040106.001")
