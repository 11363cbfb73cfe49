"""A spell of work by hand in the office of a test: the outage as the gate of the ledger sees it, step by step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from khlang.bridges.continuity.lifecycle import GATE_DIRECTIVE, OUTAGE
from khlang.bridges.continuity.models import Outage
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, Paper
from khlang.platform.db.writes import Rows
from khlang.spine.documents import spine
from khlang.spine.ledger import gates
from tests.office import Office

#: Whoever confirms and certifies what the others of the office have done.
SECOND = 9_000


class Standstill:
    """One outage; its steps are written by the spine, its gate by the ledger. `kinds` and `fiscal_year` limit the gate."""

    def __init__(self, office: Office, *, kinds: Sequence[str] = (), fiscal_year: int | None = None) -> None:
        self.office, self.kinds, self.fiscal_year = office, kinds, fiscal_year
        self.begun, self.started = office.today, False
        new = spine.NewDocument("ระบบขัดข้อง", office.today)
        row = {
            "document_id": new.id, "trigger": "year_not_closed" if fiscal_year else "system_failure", "cause": "ไฟฟ้าดับ",
            "fiscal_year": fiscal_year, "started_at": office.envelope().now,
        }  # fmt: skip
        declared = self._step("declare", new=new, rows=(Rows(Outage, [row]),))
        self.id, self.number = declared.document_id or 0, declared.number or ""

    def _step(self, move: str, by: int = 0, **more: Any) -> Outcome:
        document = {} if "new" in more else {"document": self.id}
        with tenancy.scope(self.office.org):
            envelope = self.office.envelope()
            if by:
                envelope = replace(envelope, actor=replace(envelope.actor, id=by))
            return spine.carry_out(envelope=envelope, lifecycle=OUTAGE, move=move, **document, **more)

    def by_hand(self) -> "Standstill":
        """A second person confirms: papers are written."""
        self._step("confirm", by=SECOND)
        self.started = True
        with tenancy.scope(self.office.org):
            gates.start(
                outage=self.id,
                number=self.number,
                started_on=self.begun,
                kinds=self.kinds,
                fiscal_year=self.fiscal_year,
            )
        return self

    def backlog(self, left: int = 3) -> "Standstill":
        """The system is back, papers wait: the gate is closed."""
        if not self.started:
            self.by_hand()
        self._step("restore")
        with tenancy.scope(self.office.org):
            gates.close(
                outage=self.id, number=self.number, started_on=self.begun, restored_on=self.office.today,
                kinds=self.kinds, fiscal_year=self.fiscal_year, left=left,
            )  # fmt: skip
        return self

    def directed(self, *kinds: str, until: date) -> None:
        """A letter, in force, lets some kinds pass."""
        with tenancy.scope(self.office.org):
            envelope, new = self.office.envelope(), spine.NewDocument("หนังสือสั่งการ", self.office.today)
            made = spine.carry_out(envelope=envelope, lifecycle=GATE_DIRECTIVE, move="record", new=new)
            other = replace(envelope, actor=replace(envelope.actor, id=SECOND))
            spine.carry_out(envelope=other, lifecycle=GATE_DIRECTIVE, move="confirm", document=made.document_id)
            gates.direct(outage=self.id, kinds=kinds, until=until)

    def certified(self) -> None:
        """Everything is entered, somebody else certifies: the gate opens."""
        self._step("reconcile")
        self._step("certify", by=SECOND)
        with tenancy.scope(self.office.org):
            gates.certified(outage=self.id, certified_on=self.office.today)

    def envelope(self, role: str = "all", *, number: str = "1", day: date | None = None, **more: Any) -> Envelope:
        """What comes with a paper of this outage."""
        paper = Paper("general_voucher", "", number, day or self.begun) if number else None
        return replace(self.office.envelope(role), origin="back_entry", outage=self.id, paper=paper, **more)
