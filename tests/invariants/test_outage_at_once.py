"""Many people at the same moment while papers are entered: one paper is one document, and nothing slips past the certificate."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber
from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document
from khlang.spine.ledger.models import Voucher
from tests.continuity.by_hand import BACK, ByHand
from tests.continuity.by_hand import opened as opened_by_hand
from tests.continuity.spell import TUESDAY, Spell
from tests.office import open_office
from tests.till import Till
from tests.together import at_once, said

CLIENTS, EACH = 20, 50
IN_BANK = {
    "payer_name": "กรม", "bank_account": "KTB-S", "reference": "R", "lines": [{"item": "42100002", "amount": "100"}]
}  # fmt: skip


@pytest.fixture
def desk(transactional_db: None) -> Iterator[ByHand]:
    """An office whose outage is over and whose work is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        ready = opened_by_hand(office)
        ready.lease()
        for role in ("revenue_officer", "finance_officer", "accountant", "treasury_head", "executive"):
            office.person(role)
        yield ready
        assert verification.verify() == []


@pytest.fixture
def spell(transactional_db: None) -> Iterator[Spell]:
    """An office on the morning of its outage, really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        Till(office).open_banks()
        yield Spell(office)
        assert verification.verify() == []


def test_a_thousand_times_the_same_envelope(desk: ByHand) -> None:
    """C-08: twenty connections send it fifty times each: one capture, a thousand equal acknowledgements, one document."""
    line = desk.line(1)

    def send() -> Any:
        data = {"outage_id": desk.outage, "paper": "receipt", "lines": [line]}
        envelopes = [desk.office.envelope(desk.clerk("anong"), day=desk.today) for _ in range(EACH)]
        return [str(continuity.capture(envelope=each, data=data).data["lines"][0]) for each in envelopes]

    answers = Counter(answer for told in at_once(desk.office, [send] * CLIENTS) for answer in told)
    assert list(answers.values()) == [CLIENTS * EACH]
    assert Capture.objects.count() == 1
    assert desk.enter()["entered"] == 1


def test_two_clerks_enter_the_queue(desk: ByHand) -> None:
    """Twelve papers, four clerks press «enter»: twelve documents, every number of the system once."""
    desk.capture(*(desk.line(number) for number in range(1, 13)))
    calls = [lambda: desk.enter(limit=5)["entered"]] * 2 + [lambda: desk.enter(by="anong")["entered"]] * 2
    assert sum(at_once(desk.office, calls)) == 12
    numbers = Document.objects.filter(kind="proof_of_receipt").order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"RP68-{run:05d}/2568" for run in range(1, 13)]


@pytest.mark.parametrize("paper", ["receipt", "daily_status"])
def test_a_paper_does_not_come_in_behind_the_certificate(spell: Spell, paper: str) -> None:
    """The certificate is being written when a late paper is captured: it waits, and is told that the spell is over."""
    spell.whole_day()
    spell.hold("receipt", 61, 62, book="13")
    certifying, sent = Event(), Event()

    def certify() -> Any:
        with transaction.atomic():
            made = spell.step("certify", by="treasury_head")
            certifying.set()
            sent.wait(0.7)
            return made

    def capture() -> Any:
        certifying.wait(10)
        payload: dict[str, Any] = {"lines": [{"place": "cash", "closing": "1.00"}]}
        if paper == "receipt":
            payload = {"payer_name": "ก", "lines": [{"item": "41210008", "amount": "1"}]}
        try:
            return spell.read(
                paper, 61 if paper == "receipt" else 1, book="13" if paper == "receipt" else "", **payload
            )
        finally:
            sent.set()

    assert said(at_once(spell.office, [certify, capture])) == {"certified": 1, "outage_not_running": 1}
    assert queries.lacks(outage_id=spell.id, on=TUESDAY) == ()
    assert DayByHand.objects.filter(outage_id=spell.id).count() == 1


def test_a_number_is_voided_or_captured(desk: ByHand) -> None:
    """Never both: whoever comes second is told."""
    witness = desk.office.people[desk.clerk("somsri")]
    data = {"paper": "receipt", "book_no": "12", "reason": "เขียนผิด", "witness": witness, "copies_kept": True}

    def void(number: int) -> Any:
        envelope = desk.office.envelope(desk.clerk("anong"), day=desk.today)
        return continuity.void_manual_number(envelope=envelope, data={**data, "number": number})

    for number in range(1, 9):
        calls = [lambda n=number: void(n), lambda n=number: desk.capture(desk.line(n), by="boonsom")]
        answers = said(at_once(desk.office, calls))
        assert answers in ({"voided": 1, "manual_number_settled": 1}, {"captured": 1, "manual_number_captured": 1})
    both = ManualNumber.objects.filter(state="voided", capture_id__isnull=False)
    assert not both.exists()


def test_the_gate_closes_behind_what_is_being_posted(spell: Spell) -> None:
    """A posting that is not committed yet when the system is restored: the gate waits for it, and it is the last."""
    spell.by_hand()
    spell.office.person("finance_officer")
    order: list[str] = []
    posting, closed = Event(), Event()

    def post() -> Any:
        with transaction.atomic():
            revenue.receive_transfer(envelope=spell.envelope("finance_officer"), data=IN_BANK)
            posting.set()
            closed.wait(0.7)
            order.append("posted")

    def restore() -> Any:
        posting.wait(10)
        spell.restore()
        order.append("restored")
        closed.set()

    assert at_once(spell.office, [post, restore]) == [None, None]
    assert (order, Voucher.objects.count()) == (["posted", "restored"], 1)
    with pytest.raises(Refusal, match="gate_closed"):
        revenue.receive_transfer(envelope=spell.envelope("finance_officer"), data=IN_BANK)


def test_eight_post_while_the_gate_closes(spell: Spell) -> None:
    """Whatever was posted, was posted before; afterwards everybody is refused."""
    spell.by_hand()
    spell.office.person("finance_officer")

    def post() -> Any:
        return revenue.receive_transfer(envelope=spell.envelope("finance_officer"), data=IN_BANK)

    answers = at_once(spell.office, [*[post] * 8, spell.restore])
    refused = Counter(answer for answer in answers if isinstance(answer, str))
    assert refused.keys() <= {"gate_closed"}
    assert Voucher.objects.count() == 8 - refused["gate_closed"]


def test_two_books_overlap(desk: ByHand) -> None:
    """C-10: of leases that share a number one succeeds; of such that share none all do."""
    answers = at_once(desk.office, [lambda n=n: desk.lease("remittance", "", n, n + 5) for n in (1, 4, 6, 20)])
    assert sorted(map(str, said(answers).elements())).count("leased") in (2, 3)
    numbers = list(ManualNumber.objects.filter(paper="remittance").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 6 * said(answers)["leased"]


def test_two_people_confirm(spell: Spell) -> None:
    """One confirmation; the other is told that it was done."""
    spell.declare()
    spell.office.person("executive"), spell.office.person("treasury_head")
    answers = said(at_once(spell.office, [lambda: spell.confirm(), lambda: spell.confirm(by="executive")] * 2))
    assert answers["manual"] == 1
    assert answers.keys() <= {"manual", "move_not_allowed", "stale_version"}


def test_the_last_day_of_a_letter(desk: ByHand) -> None:
    """Its midnight is the end of it, on whatever connection and however many try."""
    data = {
        "outage_id": desk.outage, "letter_number": "มท 0808.2/ว 1", "letter_date": "8 พ.ย. 67", "areas": ["receiving"],
        "in_force_through": BACK.isoformat(),
    }  # fmt: skip
    made = continuity.record_directive(envelope=desk.office.envelope("treasury_head", day=BACK), data=data)
    envelope = desk.office.envelope("executive", day=BACK)
    continuity.confirm_directive(envelope=envelope, data={"document_id": made.document_id})

    def post(day: date) -> Any:
        return revenue.receive_transfer(envelope=desk.office.envelope("finance_officer", day=day), data=IN_BANK)

    days = [BACK, date(2024, 11, 9)] * 5
    answers = at_once(desk.office, [lambda day=day: post(day) for day in days])
    assert Counter(answer for answer in answers if isinstance(answer, str)) == {"gate_closed": 5}
