"""Two offices in which random people do random things, and what must be true whatever they did.

The machine draws; this world carries out. Every attempt is held to two promises at once: a refusal leaves the database
row for row as it was, and a success changes nothing of the other organisation.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection

from khlang import standards
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Envelope, Outcome
from khlang.spine.documents import lifecycles, verification
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger.models import Line, Seal, Voucher
from tests.budget.budgeting import APPROVAL, ordinance_in_force
from tests.office import Office, open_office
from tests.refusals.wording import texts
from tests.till import Till
from tests.untouched import Contents, changed, contents

#: What a move needs beside the document.
EXTRA: dict[str, dict[str, Any]] = {
    "ordinance.approve": APPROVAL,
    "supplementary.approve": APPROVAL,
    "ordinance.promulgate": {"ordinance_reference": "2/2568", "promulgated_date": "2024-10-01"},
    "supplementary.promulgate": {"ordinance_reference": "3/2568", "promulgated_date": "2024-10-01"},
    "budget_transfer.executive_approve": {"reference": "12/2567", "decided_date": "2024-10-01"},
    "budget_transfer.council_approve": {"reference": "12/2567", "decided_date": "2024-10-01"},
}


def found_offices() -> tuple[Office, Office]:
    """Two organisations alike, each with its books, banks, ordinance and a little money."""
    offices = open_office(code="NORTH"), open_office(code="SOUTH")
    for office in offices:
        with tenancy.scope(office.org):
            till = Till(office)
            till.open_banks()
            ordinance_in_force(office)
            till.bank_in("42100002", "10,000")
            till.take_in(("41210008", "500"), cash="500")
    return offices


@dataclass(frozen=True)
class Done:
    """A command that was carried out: what was sent and what was answered."""

    command: str
    envelope: Envelope
    data: dict[str, Any]
    outcome: Outcome


@dataclass
class World:
    """The offices, what was done in them, and everything that was sealed so far."""

    offices: tuple[Office, Office]
    done: list[Done] = field(default_factory=list)
    sealed: dict[Any, Any] = field(default_factory=dict)
    held: Contents = field(default_factory=dict)
    papers: dict[int, list[Document]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for office in self.offices:
            office.today = office.today.replace(day=1)
        self.held = contents(of_organisations=True)
        self.sealed = self._sealed_rows()

    def attempt(self, office: Office, command: str, data: dict[str, Any], role: str, **more: Any) -> Outcome | None:
        """Send a command; None when it was refused. Whatever is neither an answer nor a refusal is a fault."""
        envelope = office.envelope(role, **more)
        return self._send(command, envelope, data)

    def _send(self, command: str, envelope: Envelope, data: dict[str, Any]) -> Outcome | None:
        try:
            outcome = COMMANDS[command].run(envelope=envelope, data=data)
        except (Refusal, Refusals) as refused:
            self._speaks(refused)
            self._nothing_changed()
            return None
        if envelope.dry_run or outcome.replayed:
            self._nothing_changed()
            return outcome
        self._other_office_untouched(envelope.org)
        self.papers.clear()
        self.done.append(Done(command, envelope, data, outcome))
        return outcome

    def send_again(self, done: Done, changed_data: dict[str, Any] | None = None) -> None:
        """The same command once more gets the same answer; with another input it is refused."""
        answer = self._send(done.command, done.envelope, changed_data or done.data)
        if changed_data is not None:
            assert answer is None
            return
        assert answer is not None and answer.replayed
        assert (answer.document_id, answer.number, answer.state, answer.version, answer.voucher_number) == (
            done.outcome.document_id, done.outcome.number, done.outcome.state, done.outcome.version,
            done.outcome.voucher_number,
        )  # fmt: skip

    def documents(self, office: Office, *kinds: str) -> list[Document]:
        """The documents of one office, in the order in which they were made."""
        if office.org not in self.papers:
            with tenancy.scope(office.org):
                self.papers[office.org] = list(Document.objects.order_by("id"))
        return [document for document in self.papers[office.org] if not kinds or document.kind in kinds]

    def moves_of(self, document: Document) -> list[tuple[str, str]]:
        """The commands that a document's present state permits, each with the duty it takes."""
        declared = lifecycles.get(document.kind)
        named = (
            (f"{document.kind}.{move.name}", move)
            for move in declared.moves
            if document.state in move.from_states and not move.paper
        )
        found = [(name, move.duty) for name, move in named if name in COMMANDS]
        return [pair for pair in found if "document_id" in COMMANDS[pair[0]].schema.model_fields]

    def input_of(self, command: str, document: Document) -> dict[str, Any]:
        """What that move takes: the document, a reason where one is asked for, finance's honest count."""
        data: dict[str, Any] = {"document_id": document.id, **EXTRA.get(command, {})}
        fields = COMMANDS[command].schema.model_fields
        if "reason" in fields:
            data["reason"] = "ทดสอบ"
        if "call_back" in fields:
            data["call_back"] = "โทรถามที่ 02-000-0000 แล้ว"
        if command == "remittance.receive":
            from khlang.office.revenue.models import Remittance

            with tenancy.scope(document.org_id):
                slip = Remittance.objects.get(document_id=document.id)
            data |= {"counted_cash": _baht(slip.cash), "counted_cheque": _baht(slip.cheque)}
        return data

    def next_day(self, days: int) -> None:
        """Time passes for both offices, within the fiscal year."""
        for office in self.offices:
            office.today = min(office.today + timedelta(days=days), office.today.replace(year=2025, month=9, day=30))

    def check(self) -> None:
        """All that must hold at every moment, for both organisations."""
        connection.check_constraints()
        for office, other in (self.offices, self.offices[::-1]):
            with tenancy.scope(office.org):
                assert verification.verify() == []
                assert not Document.objects.filter(org_id=other.org).exists()
                assert {step.org_id for step in Step.objects.all()} <= {office.org}
        now = self._sealed_rows()
        assert {key: now.get(key) for key in self.sealed} == self.sealed, "what was sealed has changed"
        self.sealed = now

    def _sealed_rows(self) -> dict[Any, Any]:
        with tenancy.unscoped():
            rows: dict[Any, Any] = {("seal", row["id"]): row for row in Seal.objects.values()}
            rows |= {("voucher", row["id"]): row for row in Voucher.objects.values()}
            rows |= {("step", row["org_id"], row["sequence"]): row for row in Step.objects.values()}
            rows |= {("line", row["voucher_id"], row["position"]): row for row in Line.objects.values()}
            return rows

    def _nothing_changed(self) -> None:
        assert changed(self.held, contents(of_organisations=True)) == {}

    def _other_office_untouched(self, org: int) -> None:
        now = contents(of_organisations=True)
        for office in self.offices:
            if office.org != org:
                assert _of(self.held, office.org) == _of(now, office.org), "another organisation was changed"
        self.held = now

    @staticmethod
    def _speaks(refused: Refusal | Refusals) -> None:
        for refusal in refused.errors if isinstance(refused, Refusals) else (refused,):
            for lang in standards.LANGUAGES:
                assert f"refusal.{refusal.code}" in texts(lang), f"{refusal.code} has no words ({lang})"


def _of(held: Contents, org: int) -> dict[str, set[tuple[Any, ...]]]:
    return {table: {row for row in rows if str(org) in row} for table, rows in held.items()}


def _baht(satang: int) -> str:
    return f"{satang // 100}.{satang % 100:02d}"
