"""The whole country for `khlang demo --country`: the department, 76 provincial offices, 7,850 local governments, 22,000 units,
their years open and their people's accounts handed out. Everything through the commands that an office uses.

Each province is one piece of work: it is there or it is not, and an interrupted build goes on with the next.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import time as clock_time
from typing import Any, Final
from uuid import uuid5

from django.db import transaction

from khlang import standards
from khlang.faces.cli.demo.stage import IDS, told
from khlang.platform import tenancy
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import Actor, Envelope
from khlang.spine.access import commands as access
from khlang.spine.ledger import commands as ledger
from khlang.spine.organisations import commands as organisations
from khlang.spine.organisations import queries

DEPARTMENT: Final = "DLA"
#: Who sets the country up: what an installer may, with the department's own duties.
_BUILDER: Final = Actor(id=0, name="ผู้ติดตั้งระบบ", duties=frozenset(standards.duties().duties))
#: Kinds of local government in the order in which a province numbers them; อบจ. comes first, once.
_KINDS: Final = ("city", "town", "subdistrict_municipality", "tao")
_OPENING: Final = clock_time(8, 30)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation to be: its code, kind, names and the code of the side above."""

    code: str
    kind: str
    name_th: str
    province: str
    parent: str | None

    @property
    def staff(self) -> tuple[tuple[str, str], ...]:
        """Roles and posts of the people who work in it."""
        sort = self.kind if self.kind in ("department", "provincial_office", "unit") else "local_government"
        return tuple((role, post) for role, post in told("country")["staff"][sort])


def plan(*, share: float = 1.0) -> Iterator[list[Body]]:
    """The bodies of the country: first the department, then province by province, each above before what is below.

    `share` is the part of the country to build (1.0 is all of it, 0.1 about 780 local governments).
    """
    facts = told("country")
    yield [Body(DEPARTMENT, "department", "กรมส่งเสริมการปกครองท้องถิ่น", "กรุงเทพมหานคร", None)]
    provinces = list(facts["province"].items())
    for place, (number, name) in enumerate(provinces):
        counts = {kind: _part(facts["total"][kind], place, len(provinces), share) for kind in (*_KINDS, "unit")}
        yield list(_province(number, name, counts))


def _part(total: int, place: int, places: int, share: float) -> int:
    """What falls to one of so many places when a number is spread evenly."""
    wanted = round(total * share)
    return wanted * (place + 1) // places - wanted * place // places


def _province(number: str, name: str, counts: dict[str, int]) -> Iterator[Body]:
    titles = told("country")["title"]
    office = f"P{number}"
    yield Body(office, "provincial_office", f"สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด{name}", name, DEPARTMENT)
    governments = [Body(f"{number}-0001", "pao", f"{titles['pao']}{name}", name, office)]
    for kind in _KINDS:
        for each in range(1, counts[kind] + 1):
            code = f"{number}-{len(governments) + 1:04d}"
            governments.append(Body(code, kind, f"{titles[kind]} {each} จังหวัด{name}", name, office))
    yield from governments
    for each in range(counts["unit"]):
        above = governments[each % len(governments)]
        serial = each // len(governments) + 1
        yield Body(
            f"{above.code}-U{serial:02d}", "unit", f"{titles['unit']} {serial} {above.name_th}"[:250], name, above.code
        )


def build(*, share: float = 1.0, progress: Callable[[str], None] = lambda line: None) -> dict[str, int]:
    """Make what is not there yet; the answer is how many organisations and accounts were made."""
    made = {"organisations": 0, "accounts": 0}
    for bodies in plan(share=share):
        if queries.exists(code=bodies[0].code):
            continue
        begun = time.monotonic()
        with transaction.atomic():
            ids = {body.code: _found(body) for body in bodies}
            accounts = _hand_out(bodies, ids)
        made["organisations"] += len(bodies)
        made["accounts"] += accounts
        progress(f"{bodies[0].name_th}: {len(bodies):,} · {accounts:,} · {time.monotonic() - begun:.1f} s")
    return made


def _found(body: Body) -> int:
    """One organisation with its year open; its identifier."""
    org = tenancy.new_id()
    data = {
        "code": body.code, "kind": body.kind, "name_th": body.name_th, "province_th": body.province, "parent_code": body.parent,
    }  # fmt: skip
    organisations.create_organisation(envelope=_envelope(org, f"{body.code} found"), data=data)
    if body.kind not in ("department", "provincial_office"):
        year = {"fiscal_year": told("country")["fiscal_year"]}
        ledger.open_year(envelope=_envelope(org, f"{body.code} open"), data=year)
    return org


def _hand_out(bodies: list[Body], ids: dict[str, int]) -> int:
    """Accounts of everybody in a province, handed out by its office (the department's own by itself)."""
    rows = [row for body in bodies for row in _accounts(body)]
    envelope = _envelope(ids[bodies[0].code], f"{bodies[0].code} hand out")
    access.hand_out(envelope=envelope, data={"rows": rows})
    return len(rows)


def _accounts(body: Body) -> Iterator[dict[str, Any]]:
    for place, (role, post) in enumerate(body.staff, start=1):
        username = f"u{body.code.lower()}-{role.replace('_', '-')}"
        yield {
            "organisation_code": body.code, "username": username, "name_th": f"{post} {body.code}", "position_title": post,
            "roles": [role], "from_date": told("country")["day"], "national_number": _number(username, place),
        }  # fmt: skip


def _number(username: str, place: int) -> str:
    """An invented national number with a sound check digit: begins with 8, which is given to no native."""
    twelve = "8" + str(uuid5(IDS, f"{username} {place}").int)[-11:]
    return twelve + str((11 - sum(int(digit) * (13 - at) for at, digit in enumerate(twelve)) % 11) % 10)


def _envelope(org: int, what: str) -> Envelope:
    day = told("country")["day"]
    return Envelope(_BUILDER, org, uuid5(IDS, what), day, datetime.combine(day, _OPENING, BANGKOK))
