"""A country in small: two provinces, and in one of them the office whose rows everybody else asks for.

    department
    ├── PROV   province            ├── LAOA  local office, above the units
    │                              │    ├── DEMO      the unit whose rows are asked for (the demo office, all of it)
    │                              │    │    └── DEMO-CDC  its own child centre
    │                              │    └── LAOA-U2   its sibling
    │                              └── LAOB  another local office
    └── PROV2  another province    └── LAOC  a local office there

Everything that people of the unit type carries a word that stands nowhere else (MARK), so that a leak is seen in any
answer; a figure (SUM) and a citizen's number (CITIZEN) of theirs as well. Everybody who asks holds all the roles there are
in their own organisation: no duty hides that a wall is missing.
"""

from base64 import b64decode, b64encode
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest import mock

from PIL import Image

from khlang import standards
from khlang.faces.cli import demo as building
from khlang.faces.cli.demo.stage import Stage
from khlang.platform import clock, tenancy
from khlang.spine.access.models import (
    Authenticator,
    BreakGlass,
    Delegation,
    HandedOut,
    OpenSession,
    Person,
    RoleAssignment,
)
from khlang.spine.organisations.models import Organisation
from tests import household
from tests.api.program import key_of
from tests.operators import operator

VICTIM, CHILD, ABOVE, PROVINCE = "DEMO", "DEMO-CDC", "LAOA", "PROV"
#: In every word that the unit's people typed; what is searched for is the beginning of it, which an answer may repeat.
MARK, BEGINNING = "ONLYTHEIRSXQ", "ONLYTHEIRS"
#: An amount in satang, as nobody else has it; how it is written.
SUM = ("73,919.37", "73919.37", "7391937")
CITIZEN = "1100700123455"
LAST_DAY = "2024-11-04"
#: Fields that people type freely.
FREE = (
    "title", "note", "reason", "description", "payer_name", "payer_address", "address", "cause", "evidence", "purpose",
    "account_name", "acknowledged_by",
)  # fmt: skip
#: Who asks: the class, the organisation where they hold every role.
ADVERSARIES = {
    "another office": "LAOB", "sibling unit": "LAOA-U2", "parent office": "LAOA", "another province": "PROV2",
    "office of another province": "LAOC", "anonymous": "",
}  # fmt: skip
_ORGANISATIONS = (
    ("DEPT", "department", None), ("PROV2", "provincial_office", "DEPT"), ("LAOA", "tao", "PROV"),
    ("LAOB", "tao", "PROV"), ("LAOC", "tao", "PROV2"), ("LAOA-U2", "unit", "LAOA"),
)  # fmt: skip


@dataclass
class Country:
    """The organisations by code, who asks from where, and the stage on which the unit's story was played."""

    stage: Stage
    people: dict[str, Person] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def victim(self) -> int:
        """The organisation whose rows are asked for."""
        return self.stage.organisations[VICTIM]

    def org(self, code: str) -> int:
        """An organisation by its code."""
        return self.stage.organisations[code]

    def admit(self, code: str) -> None:
        """Somebody with every role in an organisation, and a program in their name."""
        with tenancy.scope(self.org(code)):
            person = household.hire(self.org(code), f"all-of-{code.lower()}")
            for role in standards.duties().roles:
                RoleAssignment.objects.create(
                    person=person, role=role.code, from_date=household.TODAY, granted_by=0, granted_at=household.NOW
                )
            Person.objects.filter(id=person.id).update(must_change_password=False)
        self.people[code], self.keys[code] = person, key_of(self.org(code), person)


class MarkedStage(Stage):
    """The stage of the demo, but whatever is typed in the unit carries the mark."""

    def act(self, name: str, data: Mapping[str, Any], **more: Any) -> Any:
        """Carry a command out with marked words."""
        if more.get("org", VICTIM) != VICTIM:
            return super().act(name, data, **more)
        said = marked(name, data, self.parties)
        if name == "dika.import_payees":
            content = b64decode(data["content"]).decode()
            for known in self.parties:
                content = content.replace(known, f"{known} {MARK}")
            said["content"] = b64encode(content.encode()).decode()
        return super().act(name, said, **more)


def marked(name: str, data: Any, known: Container[str] = ()) -> Any:
    """The input with the mark in every word that people type freely, and in the names of who is `known`."""
    if isinstance(data, Mapping):
        return {
            key: f"{value} {MARK}"
            if isinstance(value, str) and value and (key in FREE or (name, key) in _NAMES or value in known)
            else marked(name, value, known)
            for key, value in data.items()
        }
    return [marked(name, each, known) for each in data] if isinstance(data, list) else data


_NAMES = (
    ("party.save", "name"),
    ("person.create", "name_th"),
    ("position.save", "title_th"),
    ("division.save", "name_th"),
)


def build() -> Country:
    """The whole country, by commands; only the unit's place in it is set afterwards, for its story is that of an office."""
    with mock.patch.object(building, "Stage", MarkedStage):
        country = Country(building.build())
    _add(country)
    for code, kind, parent in _ORGANISATIONS:
        country.stage.organisations[code] = household.found(code, kind, parent)
    with operator():
        for code, parent in (("PROV", "DEPT"), (VICTIM, "LAOA")):
            Organisation.objects.filter(code=code).update(parent=country.org(parent))
        Organisation.objects.filter(code=VICTIM).update(kind="unit")
    for code in ("DEPT", "PROV", *filter(None, ADVERSARIES.values())):
        country.admit(code)
    country.admit(VICTIM)
    with operator():
        _entrust(country)
    return country


def _entrust(country: Country) -> None:
    """A slip, an emergency, a second factor, a log-in and a delegation of the unit's people, as their tables hold them."""
    org, now = country.victim, household.NOW
    person, taker = country.people[VICTIM], Person.objects.get(username="somchai")
    HandedOut.objects.create(
        person=person, org_id=org, made_in_id=org, made_by=person.id, made_at=now, code_digest="0" * 64,
        number_hmac="0" * 64, last_four="3455", expires_at=now + timedelta(days=90),
    )  # fmt: skip
    BreakGlass.objects.create(org_id=org, person=person, reason=f"ฉุกเฉิน {MARK}", asked_by=taker.id, asked_at=now)
    Authenticator.objects.create(
        person=taker, kind="totp", label=f"โทรศัพท์ {MARK}", credential_id="totp-of-somchai", secret="", created_at=now
    )
    OpenSession.objects.create(
        person=taker, started_at=clock.now(), seen_at=clock.now(), way="password", device=f"เครื่อง {MARK}"
    )
    with tenancy.scope(org):
        Delegation.objects.create(
            giver=person, taker=taker, duties=["receipt.issue"], from_date=household.TODAY,
            to_date=now.date() + timedelta(days=90), order_reference=f"คำสั่ง {MARK}", given_at=now,
        )  # fmt: skip


def _add(country: Country) -> None:
    """What the story of October has nothing of."""
    act, people = country.stage.act, country.stage.people
    book = {"book_no": "77", "first": 1, "last": 50, "issued_to": people["somchai"]}
    act("receipt_book.register", book, by="pranee")
    typed = {"payer_name": "นางกำแพง", "payer_number": CITIZEN, "lines": [{"item": "41210008", "amount": SUM[1]}]}
    receipt = act("receipt.save", typed, by="somchai").document_id
    act("attachment.add", {"document_id": receipt, "name": f"{MARK}.png", "content": _picture()}, by="somchai")
    act("organisation.save_emblem", {"content": _picture()}, by="admin")
    party = {"kind": "person", "name": "นางกำแพง สูงลิ่ว", "national_number": CITIZEN, "address": "7 หมู่ 7"}
    act("party.save", party, by="malee")
    entry = [{"account": "1101010101.001", "debit": SUM[1]}, {"account": "3102010101.001", "credit": SUM[1]}]
    act("general_voucher.save", {"title": "รายการทดลอง", "lines": entry}, by="anan")


def _picture() -> str:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(picture, "PNG")
    return b64encode(picture.getvalue()).decode()
