"""The stage of the demo office: who acts, on which day, at what time, under which command id."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from khlang import standards
from khlang.bridges.continuity import commands as _continuity
from khlang.office.advances import commands as _advances
from khlang.office.banking import commands as _banking
from khlang.office.budget import commands as _budget
from khlang.office.disbursement import commands as _disbursement
from khlang.office.payment import commands as _payment
from khlang.office.procurement import commands as _procurement
from khlang.office.reconciliation import commands as _reconciliation
from khlang.office.revenue import commands as _revenue
from khlang.office.taxpayers import commands as _taxpayers
from khlang.office.treasury import commands as _treasury
from khlang.platform import tenancy
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import COMMANDS, Actor, Envelope, Outcome
from khlang.spine.access import commands as _access
from khlang.spine.access import queries as access
from khlang.spine.ledger import commands as _ledger
from khlang.spine.organisations import commands as _organisations
from khlang.spine.parties import commands as _parties

#: Importing a module of commands registers them.
MODULES: Final = (
    _organisations, _access, _ledger, _parties, _banking, _budget, _revenue, _procurement, _advances, _disbursement,
    _payment, _reconciliation, _treasury, _taxpayers, _continuity,
)  # fmt: skip
DATA: Final = Path(__file__).parent / "data"
#: The namespace of the command ids: the same demo built twice in one database is built once.
IDS: Final = UUID("6d2f2c0e-5b0a-5a0e-9d1b-0b7d25680001")
#: Who sets an installation up before anybody has an account.
INSTALLER: Final = Actor(id=0, name="ผู้ติดตั้งระบบ", duties=standards.duties().role("admin").duties | {"role.grant"})
#: The label of the very last command: it tells a finished build from an interrupted one.
FINISHED: Final = "finished"
Row = dict[str, str]
_FIRST_HOUR: Final = time(8, 30)
_STEP: Final = timedelta(minutes=1)


@cache
def told(name: str) -> dict[str, Any]:
    """data/<name>.toml."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def office() -> dict[str, Any]:
    """data/office.toml: organisations, people, bank accounts, parties, dates."""
    return told("office")


def table(name: str) -> list[dict[str, str]]:
    """The rows of data/<name>.csv."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def command_id(org: str, what: str) -> UUID:
    """The id of a command of the demo, the same in every build."""
    return uuid5(IDS, f"{org}/{what}")


@dataclass
class Stage:
    """Carries commands out: each takes a minute of the day and has the next command id of its organisation."""

    now: datetime = field(default_factory=lambda: datetime.combine(office()["prepared_on"], _FIRST_HOUR, BANGKOK))
    organisations: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    ordinance: int = 0
    #: Documents that later events speak of, by the keys of the tables.
    known: dict[str, int] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The business date of the commands (C.E.)."""
        return self.now.date()

    def turn_to(self, day: date, at: time = _FIRST_HOUR) -> None:
        """Go on to a day and a time of day; time never runs backwards."""
        self.now = max(self.now, datetime.combine(day, at, BANGKOK))

    def act(
        self, name: str, data: Mapping[str, Any], *, by: str | Actor, org: str = "DEMO", label: str = ""
    ) -> Outcome:
        """Carry one command out, as the person `by` with the duties of the day. `label` is a command id of its own."""
        self.now += _STEP
        self.acts[org] = self.acts.get(org, 0) + 1
        org_id = self.organisations[org]
        envelope = Envelope(
            actor=by if isinstance(by, Actor) else self._actor(by, org_id),
            org=org_id,
            command_id=command_id(org, label or f"{self.acts[org]} {name}"),
            today=self.today,
            now=self.now,
        )
        return COMMANDS[name].run(envelope=envelope, data=data)

    def scope(self, org: str = "DEMO") -> Any:
        """Reads inside see this organisation."""
        return tenancy.scope(self.organisations[org])

    def _actor(self, username: str, org_id: int) -> Actor:
        return access.actor(person_id=self.people[username], org_id=org_id, on=self.today)
