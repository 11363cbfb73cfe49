"""Two offices in which systems stop, papers are written by hand and entered afterwards; what must be true all the while."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber, Outage
from khlang.bridges.continuity.models.papers import OPEN
from khlang.office.payment.models import Payment
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome
from khlang.spine.documents.models import Document, Step
from tests.disbursement.asking import Desk
from tests.household import hire
from tests.invariants import promises
from tests.invariants.outage_model import Model
from tests.invariants.world import World
from tests.office import Office, open_office
from tests.payment.cashier import Cashier
from tests.till import Till

CLERKS = ("revenue_officer", "revenue_officer#2", "finance_officer", "accountant", "treasury_head", "executive")
SEALED = ("certified", "closed")


def found_outage_offices() -> tuple[Office, Office]:
    """Two organisations with money, a budget, cheques, and people who have accounts."""
    offices = open_office(code="NORTH"), open_office(code="SOUTH")
    for office in offices:
        with tenancy.scope(office.org):
            till = Till(office)
            till.open_banks()
            for role in CLERKS:
                name = f"{office.organisation.code.lower()}.{role.replace('#', '')}"
                office.people[role] = hire(office.org, name, role.partition("#")[0]).id
            Cashier(Desk(till)).book()
            till.take_in(("41210008", "500"), cash="500")
    return offices


@dataclass
class OutageWorld(World):
    """The world of the random offices, and beside it the model of each office's outages."""

    models: dict[int, Model] = field(default_factory=dict)
    certified: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        for office in self.offices:
            office.today = office.today.replace(day=7)

    def model(self, org: int) -> Model:
        """What must be true of this office."""
        return self.models.setdefault(org, Model())

    def _send(self, command: str, envelope: Envelope, data: dict[str, Any]) -> Outcome | None:
        model = self.model(envelope.org)
        with tenancy.scope(envelope.org):
            before = Step.objects.count()
        outcome = super()._send(command, envelope, data)
        if outcome is None or envelope.dry_run or outcome.replayed:
            return outcome
        with tenancy.scope(envelope.org):
            made = Step.objects.filter(sequence__gt=before, origin="online")
            kinds = set(made.values_list("document__kind", flat=True))
            assert model.refused(kinds, envelope.today) == set(), f"{command} went through a closed gate"
            model.learn(command, data, outcome)
            if command == "outage.certify":
                self._is_whole(outcome.document_id or 0, envelope.actor.id)
        return outcome

    def check(self) -> None:
        """Besides what holds in every office: the papers of each."""
        super().check()
        for office in self.offices:
            with tenancy.scope(office.org):
                assert list(promises.broken()) == []
                self._stock_is(self.model(office.org))
                self._kept_once(self.model(office.org))
                self._documents_are_papers()
                self._paid_by_hand_once()
                self._certified_stands(office.org)

    def _stock_is(self, model: Model) -> None:
        rows = {(row.paper, row.book_no, row.number): row.state for row in ManualNumber.objects.all()}
        model.issue({ref for ref, state in rows.items() if state == "issued"})
        assert rows == model.numbers
        for outage_id, state in Document.objects.filter(kind="outage").values_list("id", "state"):
            assert model.outages[outage_id].state == state

    def _kept_once(self, model: Model) -> None:
        """I2: what was acknowledged is there, once, as it was acknowledged."""
        rows = list(Capture.objects.values_list("envelope", "sequence", "payload_hash"))
        kept = {str(envelope): (sequence, sha256) for envelope, sequence, sha256 in rows}
        assert len(kept) == len(rows) == len({sequence for _, sequence, _ in rows})
        contents = set(kept.values())
        assert all(said in contents for said in model.acknowledged.values()), "an acknowledged paper is not there"

    def _documents_are_papers(self) -> None:
        """Register, captures and documents are the same papers, each once."""
        entered = Capture.objects.filter(state="entered")
        read = Counter(entered.values_list("paper", "book_no", "number", "document_id"))
        known = ManualNumber.objects.filter(state="issued")
        assert read == Counter(known.values_list("paper", "book_no", "number", "document_id"))
        assert not read or max(read.values()) == 1
        made = Document.objects.exclude(paper_number="")
        assert set(made.values_list("id", flat=True)) == {document for *_, document in read if document}
        waiting = Capture.objects.filter(state__in=OPEN).values_list("document_id", flat=True)
        assert set(waiting) <= {None}

    def _paid_by_hand_once(self) -> None:
        """I9: a dika made by hand is paid at most once, by hand, and is in no file for a bank."""
        released = Step.objects.filter(move="release_unpaid").values("document_id")
        by_hand = Document.objects.filter(kind="dika", paper_series="dika").exclude(id__in=released)
        payments = Payment.objects.filter(dika_id__in=by_hand.values("id"), live=True).select_related("document")
        paid = Counter(payment.dika_id for payment in payments)
        assert not paid or max(paid.values()) == 1
        online = [payment.dika_id for payment in payments if payment.document.origin == "online"]
        assert not online, f"paid by hand and in the system: {online}"

    def _is_whole(self, outage_id: int, certifier: int) -> None:
        """I7, I11: at the moment of certification every number has its end, nothing waits, the certifier is a stranger."""
        captures = Capture.objects.filter(outage_id=outage_id)
        assert not captures.filter(state__in=OPEN).exists()
        hands = set(captures.values_list("captured_by_id", "entered_by_id"))
        assert certifier not in {person for pair in hands for person in pair}
        books = ManualNumber.objects.filter(outage_id=outage_id).values("book_id")
        left = ManualNumber.objects.filter(book_id__in=books, state="leased", outage_id=outage_id)
        left |= ManualNumber.objects.filter(book_id__in=books, state="leased", outage_id=None)
        assert not left.exists(), "a number of a certified spell has no end"
        issued = ManualNumber.objects.filter(outage_id=outage_id, state="issued").exclude(paper="daily_status")
        assert not issued.filter(document_id=None).exists()

    def _certified_stands(self, org: int) -> None:
        """What was certified stays: papers, days, numbers (save lost ones that a supplement found)."""
        now: dict[int, Any] = {}
        for outage in Outage.objects.filter(document__state__in=SEALED):
            key = outage.document_id
            lost = ManualNumber.objects.filter(outage_id=key).exclude(state="lost")
            now[key] = (
                list(Capture.objects.filter(outage_id=key).order_by("id").values()),
                list(DayByHand.objects.filter(outage_id=key).order_by("id").values()),
                list(lost.order_by("id").values()),
                outage.figures, outage.certificate, outage.certified_on,
            )  # fmt: skip
        assert all(now.get(key) == kept for key, kept in self.certified.items() if key in now)
        assert {key for key in self.certified if Outage.objects.filter(document_id=key).exists()} <= now.keys()
        self.certified |= now
