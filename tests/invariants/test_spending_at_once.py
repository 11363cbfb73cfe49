"""Spending at the same moment: what there is money for passes, one of two contrary moves counts, nobody waits in a circle.

Every test is let go on connections of its own; on SQLite they come one after the other and must answer alike. Races of one
module alone stand with it (`tests/disbursement`, `tests/payment`, `tests/procurement`, `tests/advances`).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from khlang.office.disbursement import commands as disbursement
from khlang.office.payment import commands as payment
from khlang.office.payment import queries as payments
from khlang.office.procurement import commands as procurement
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.budget.budgeting import submitted, transfer
from tests.disbursement.asking import Desk, buckets
from tests.disbursement.payrolls import WHO, Payroll, sheet, somebody
from tests.invariants import promises
from tests.office import Office, open_office
from tests.payment.cashier import Cashier
from tests.procurement.accepting import handed_in, item, ordered
from tests.procurement.purchasing import Purchasing
from tests.till import Till
from tests.together import at_once, said

ROLES = (
    "finance_officer", "finance_officer#2", "division_head", "treasury_head", "clerk", "executive", "supply_officer",
    "supply_officer#2", "accountant", "budget_officer",
)  # fmt: skip
DIKA = 40
PRESSED = 8


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    """An office whose work is really committed, its people known; at the end it is whole."""
    opened = open_office()
    with tenancy.scope(opened.org):
        for role in ROLES:
            opened.person(role)
        yield opened
        assert verification.verify() == []
        assert list(promises.broken()) == []


@pytest.fixture
def desk(office: Office) -> Desk:
    """A budget in force and a payee."""
    till = Till(office)
    till.open_banks()
    return Desk(till)


@pytest.fixture
def cashier(desk: Desk) -> Cashier:
    """Money in two banks and a book of cheques."""
    opened = Cashier(desk)
    opened.book()
    return opened


def sent(office: Office, command: str, role: str, document_id: int | None, **more: Any) -> Callable[[], Outcome]:
    """A move of a document, ready to be sent by somebody."""
    data = {"document_id": document_id, **more}
    return lambda: COMMANDS[command].run(envelope=office.envelope(role), data=data)


def test_forty_dika_on_two_lines_named_in_either_order(desk: Desk) -> None:
    """Each takes 23,000 of one line and 10,000 of another: thirteen fit, whichever line is named first."""
    one, other = ("L20", "23,000"), ("L16", "10,000")
    drafts = [
        desk.draft(lines=[desk.line(*each) for each in ((one, other) if at % 2 else (other, one))])
        for at in range(DIKA)
    ]
    asked = at_once(desk.office, [sent(desk.office, "dika.request", "division_head", d.document_id) for d in drafts])
    assert said(asked) == {"requested": 13, "budget_insufficient": 27}
    assert buckets("L20") == {"expended": 29_900_000, "available": 100_000}
    assert buckets("L16") == {"expended": 13_000_000, "available": 12_000_000}
    found = documents.get_many(document_ids=[draft.document_id or 0 for draft in drafts]).values()
    numbers = sorted(row.request_number for row in found if row.request_number)
    assert numbers == [f"01-{run:04d}/2568" for run in range(1, 14)]


def test_dika_and_transfers_out_of_one_line(desk: Desk) -> None:
    """Of 300,000 ten dika and ten transfers of 23,000 each want their part: thirteen of them get it."""
    calls: list[Callable[[], Outcome]] = []
    for _ in range(10):
        draft = desk.draft(lines=[desk.line("L20", "23,000")])
        calls.append(sent(desk.office, "dika.request", "division_head", draft.document_id))
        waiting = submitted(desk.office, transfer("L20", "L18", "23,000"))
        decided = {"reference": "12/2567", "decided_date": "2024-10-01"}
        calls.append(sent(desk.office, "budget_transfer.executive_approve", "executive", waiting, **decided))
    answers = said(at_once(desk.office, calls))
    assert answers["requested"] + answers["approved"] == 13
    assert answers["budget_insufficient"] == 7
    assert sum(buckets("L20").values()) + answers["approved"] * 2_300_000 == 30_000_000


@pytest.mark.parametrize(
    ("through", "onward", "back", "role"),
    [
        ("request", "dika.receive", "dika.return", "finance_officer"),
        ("receive", "dika.examine", "dika.object", "treasury_head"),
        ("examine", "dika.endorse", "dika.decline", "clerk"),
        ("endorse", "dika.approve", "dika.reject", "executive"),
    ],
)
def test_carried_on_and_sent_back(desk: Desk, through: str, onward: str, back: str, role: str) -> None:
    """Pressed on eight screens, half of them forward and half of them back: one of them counts."""
    dika = desk.carried(desk.draft(), through)
    calls = [
        sent(desk.office, back if at % 2 else onward, role, dika.document_id, **({"reason": "แก้ไข"} if at % 2 else {}))
        for at in range(PRESSED)
    ]
    answers = said(at_once(desk.office, calls))
    (state,) = set(answers) - {"stale_version", "move_not_allowed"}
    assert answers[state] == 1
    assert buckets("L20").get("expended", 0) == (0 if state == "returned" else 100_000)


def test_one_payroll_brought_by_two(office: Office) -> None:
    """The same list from two desks: one draft, the other is told that these people are paid already."""
    payroll = Payroll(office)
    payroll.register(1, 2, 3)
    content = sheet((*WHO, "L10"), [somebody(at, 1_000) for at in (1, 2, 3)])

    def bring(by: str) -> Callable[[], Outcome]:
        return lambda: payroll.bring(content, count=3, net="3,000", by=by)

    calls = [bring(by) for by in ("finance_officer", "finance_officer#2", "supply_officer", "division_head")]
    assert said(at_once(office, calls)) == {"draft": 1, "payees_paid_before": 3}


def test_a_delivery_is_paid_for_by_one_dika(office: Office) -> None:
    """Eight desks write the dika of one acceptance: one of them has it."""
    Desk(Till(office))
    owed = ordered(office, item("L24", "คอมพิวเตอร์", "23,000"), delivery_date="2024-10-31", vendor_kind="government")
    waiting = handed_in(office, owed)
    procurement.accept_inspection(envelope=office.envelope("clerk"), data={"document_id": waiting})
    data = {"dika_kind": "acceptance", "division": "01", "acceptance_id": waiting}
    calls = [
        lambda: disbursement.prepare_dika(envelope=office.envelope("finance_officer"), data=data)
        for _ in range(PRESSED)
    ]
    assert said(at_once(office, calls)) == {"draft": 1, "dika_claimed_before": PRESSED - 1}


def test_the_last_delivery_and_the_end_of_the_order(office: Office) -> None:
    """Two accept the last of it while a third ends the order: accepted once or ended, never more than was agreed."""
    Desk(Till(office))
    owed = ordered(office, item("L24", "คอมพิวเตอร์", "23,000"), delivery_date="2024-10-31")
    waiting = [handed_in(office, owed) for _ in range(2)]
    calls = [sent(office, "inspection.accept", "clerk", each) for each in waiting]
    calls.append(sent(office, "purchase_order.terminate", "executive", owed.id, reason="ทิ้งงาน"))
    answers = said(at_once(office, calls))
    assert answers["accepted"] <= 1
    assert answers["accepted"] + answers["terminated"] >= 1
    held = buckets("L24")
    assert held.get("committed", 0) == 2_300_000 * answers["accepted"]
    assert sum(held.values()) == 30_000_000


def test_an_order_is_signed_or_its_requisition_withdrawn(office: Office) -> None:
    """The executive signs and somebody withdraws what was asked for: reserved becomes committed, or free again."""
    purchasing = Purchasing(office)
    asked = purchasing.approved("L18", "28,890")
    order = purchasing.drafted(asked)
    procurement.submit_purchase_order(envelope=office.envelope("supply_officer"), data={"document_id": order})
    calls = [sent(office, "purchase_order.sign", "executive", order) for _ in range(4)]
    calls += [sent(office, "requisition.withdraw", "executive", asked, reason="ไม่ต้องการแล้ว") for _ in range(4)]
    answers = said(at_once(office, calls))
    assert answers["signed"] + answers["cancelled"] == 1
    held = {name: amount for name, amount in buckets("L18").items() if name != "available"}
    assert held == ({"committed": 2_889_000} if answers["signed"] else {})


def test_a_payment_is_made_or_cancelled(cashier: Cashier) -> None:
    """One hands the cheque over while another cancels it: a voucher and a paid dika, or neither and a void number."""
    dika = cashier.desk.approved()
    (only,) = cashier.ready(dika)
    calls = [sent(cashier.office, "payment.pay", "finance_officer", only) for _ in range(4)]
    calls += [sent(cashier.office, "payment.cancel", "treasury_head", only, reason="พิมพ์ผิด") for _ in range(4)]
    answers = said(at_once(cashier.office, calls))
    assert answers["paid"] + answers["cancelled"] == 1
    assert ledger.vouchers(kind="payment").count() == answers["paid"]
    assert cashier.state(dika.document_id) == ("paid" if answers["paid"] else "approved")


def test_a_dika_is_prepared_or_withdrawn(cashier: Cashier) -> None:
    """The treasury writes the cheque while the dika is withdrawn: no cheque for a dika that is no more."""
    dika = cashier.desk.approved()
    calls: list[Callable[[], Outcome]] = [lambda: cashier.prepared(dika) for _ in range(4)]
    calls += [
        sent(cashier.office, "dika.withdraw", "treasury_head", dika.document_id, reason="จ่ายผิดคน") for _ in range(4)
    ]
    answers = said(at_once(cashier.office, calls))
    assert answers["prepared"] + answers["cancelled"] == 1
    live = [row for row in payments.payments_of(dika_id=dika.document_id or 0) if row.state != "cancelled"]
    assert len(live) == answers["prepared"]


def test_many_payments_by_two_treasurers(cashier: Cashier) -> None:
    """Twelve cheques, paid one by one, several at a time and by the report: each dika once, vouchers without a gap."""
    dikas = [cashier.desk.approved() for _ in range(12)]
    report = cashier.signed(cashier.prepared(*dikas))
    ids = [row.document_id for row in cashier.payments(report)]
    calls: list[Callable[[], Any]] = [sent(cashier.office, "payment.pay", "finance_officer", each) for each in ids[:6]]
    calls += [
        lambda some=ids[at : at + 3]: payment.pay_many(  # type: ignore[misc]
            envelope=cashier.office.envelope("finance_officer#2"), data={"payments": list(reversed(some))}
        )
        for at in range(0, 12, 3)
    ]
    calls.append(sent(cashier.office, "cheque_report.pay", "finance_officer#2", report.document_id))
    answers = said(at_once(cashier.office, calls))
    assert not set(answers) - {"paid", "move_not_allowed", "stale_version"}
    numbers = sorted(voucher.number or "" for voucher in ledger.vouchers(kind="payment"))
    assert numbers == [f"PV68-{run:05d}/2568" for run in range(1, len(numbers) + 1)]
    paid = Counter(cashier.state(dika.document_id) for dika in dikas)
    assert paid["paid"] == len(numbers) > 0
