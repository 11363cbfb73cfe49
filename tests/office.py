"""A small office for tests: one organisation with its books open, and envelopes for people of chosen roles."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from khlang import standards
from khlang.platform import tenancy
from khlang.platform.commands import Actor, Envelope
from khlang.spine.ledger import commands as ledger_commands
from khlang.spine.organisations.models import Organisation

BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST_DAY = date(2024, 10, 1)


def every_duty() -> frozenset[str]:
    """All duties of all roles: for setting the stage, never for what a test is about."""
    return frozenset(duty for role in standards.duties().roles for duty in role.duties)


@dataclass
class Office:
    """An organisation and its people; `today` is the business date of the envelopes it makes."""

    organisation: Organisation
    today: date = FIRST_DAY
    people: dict[str, int] = field(default_factory=dict)

    @property
    def org(self) -> int:
        """The identifier of the organisation."""
        return self.organisation.id

    def person(self, role: str) -> Actor:
        """Somebody who holds exactly this role; the same role is the same person. `all` holds every duty."""
        number = self.people.setdefault(role, 1_000 + len(self.people))
        duties = every_duty() if role == "all" else frozenset(standards.duties().role(role.partition("#")[0]).duties)
        return Actor(number, role, duties)

    def envelope(
        self,
        role: str = "all",
        *,
        day: date | None = None,
        command_id: UUID | None = None,
        version: int | None = None,
        dry_run: bool = False,
    ) -> Envelope:
        """What a face would send for this person on that day at ten in the morning."""
        today = day or self.today
        return Envelope(
            actor=self.person(role),
            org=self.org,
            command_id=command_id or uuid4(),
            today=today,
            now=datetime.combine(today, time(10), BANGKOK),
            expected_version=version,
            dry_run=dry_run,
        )


def open_office(*, code: str = "TEST", fiscal_year: int = 2568, kind: str = "tao") -> Office:
    """An อบต. with one open fiscal year (B.E.) and the year before open for opening balances."""
    with tenancy.entrance():
        organisation = Organisation.objects.create(
            code=code, kind=kind, name_th="องค์การบริหารส่วนตำบลทดสอบ", name_en="Test TAO", province_th="ตัวอย่าง"
        )
    office = Office(organisation)
    ledger_commands.open_year(envelope=office.envelope(), data={"fiscal_year": fiscal_year, "cutover": True})
    return office
