"""Province, LAO and school with their administrators; a newcomer with a slip; a browser that walks the five steps."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from khlang.platform import tenancy
from khlang.spine.access import commands as access
from khlang.spine.access import queries, slips
from khlang.spine.access.models import HandedOut, Person
from tests.household import NOW, acting, found, grant, hire
from tests.thaid.hostile import NUMBER, Hostile

OWN = "ม้าลายกินกล้วยสามหวี"
MAILBOX = "malee@example.go.th"
POST = {
    "organisation_code": "SCHOOL", "username": "kru.malee", "name_th": "นายสมชาย ใจดี", "position_title": "เจ้าหน้าที่การเงิน",
    "roles": ["finance_officer"], "from_date": "2024-10-01", "national_number": NUMBER,
}  # fmt: skip


@dataclass
class Country:
    """A small piece of the country, from above to below."""

    province: int
    lao: int
    school: int
    admin: Person
    above: Person

    def hand_out(self, *rows: dict[str, Any], by: str = "lao", **changed: Any) -> Any:
        """The outcome of handing out; without rows the newcomer's post in the school."""
        org, actor = (self.lao, self.admin) if by == "lao" else (self.province, self.above)
        return access.hand_out(envelope=acting(org, actor), data={"rows": [*rows] or [{**POST, **changed}]})

    def slip(self, **changed: Any) -> tuple[HandedOut, str]:
        """A slip of the newcomer, and the first code that stands on it."""
        outcome = self.hand_out(**changed)
        rows = queries.printable(org_id=self.lao, maker=self.admin.pk, made_at=NOW, seed=outcome.shown_once["seed"])
        return rows[0]


def country() -> Country:
    """Province, LAO, school; an administrator of the province and one of the LAO."""
    province = found("PROVINCE", "provincial_office")
    lao = found("LAO", parent="PROVINCE")
    school = found("SCHOOL", "unit", parent="LAO")
    return Country(
        province, lao, school, hire(lao, "admin.lao", "admin"), hire(province, "admin.pr", "provincial_admin")
    )


def roles_in(org: int, person: Person) -> dict[str, str]:
    """The roles of a person in an organisation, with their states."""
    with tenancy.scope(org):
        return {row.role: row.state for row in queries.assignments(person_id=person.pk)}


def code_of(mailoutbox: list[Any]) -> str:
    """The code of the last mail."""
    return re.findall(r"\d{4} \d{4}", mailoutbox[-1].body)[0]


class Newcomer:
    """Somebody at a browser who opens an account with a slip."""

    def __init__(self, slip: HandedOut, code: str, peer: Hostile, mailoutbox: list[Any]) -> None:
        self.client, self.slip, self.code = Client(), slip, code
        self.peer, self.mailoutbox = peer, mailoutbox

    def open(self) -> Any:
        """User name and first code."""
        sent = {"username": self.slip.person.username, "code": self.code}
        return self.client.post("/activate/", sent)

    def prove(self, path: str = "/activate/thaid/") -> Any:
        """To ThaID and back; the answer of the page that ThaID led to."""
        page = self.client.post(path).content.decode()
        address = re.search(r'<a class="btn btn-primary" href="([^"]+)"', page)
        assert address, page
        back = self.client.get(self.peer.allow(address[1].replace("&amp;", "&")))
        assert back.status_code == 302, back.content.decode()
        return self.client.get(back["Location"])

    def name_mailbox(self, email: str = MAILBOX) -> Any:
        """The address to which the code goes."""
        return self.client.post("/activate/mail/", {"email": email})

    def type_code(self, code: str = "") -> Any:
        """The code of the mail."""
        return self.client.post("/activate/code/", {"code": code or code_of(self.mailoutbox)})

    def choose(self, password: str = OWN, again: str = "") -> Any:
        """The password."""
        return self.client.post("/activate/password/", {"password": password, "again": again or password})

    def through(self) -> Any:
        """All five steps; the last answer."""
        assert self.open()["Location"] == "/activate/thaid/"
        assert self.prove()["Location"] == "/activate/mail/"
        assert self.name_mailbox()["Location"] == "/activate/code/"
        assert self.type_code()["Location"] == "/activate/password/"
        return self.choose()


def hand_role(org: int, person: Person, role: str) -> None:
    """A further role, by the installer."""
    grant(org, person.pk, role)


def code_from(seed: str, slip: HandedOut) -> str:
    """The first code of a slip."""
    return slips.code(seed=seed, slip=slip.pk)
