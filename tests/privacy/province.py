"""A province and its neighbours: what tests of looking in from above begin with."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from khlang.faces.web.session import BACKEND
from khlang.platform import tenancy
from khlang.spine.access.models import Person, PersonalDataRead, SecurityEvent
from khlang.spine.organisations.models import Organisation
from khlang.spine.parties import commands as parties
from tests.household import envelope, found, hire
from tests.parties.test_parties import right_check_digit
from tests.web.desk import Desk
from tests.web.desk import set_up as office

NUMBER = right_check_digit("310170020345")
JURISTIC = right_check_digit("010553600031")


@dataclass
class Province:
    """`desk` is the office of DEMO with its people; `prasert` works in the provincial office above it, `somsri` in the
    department above that."""

    department: int
    office: int
    neighbour: int
    desk: Desk
    second: int
    school: int
    stranger: int
    prasert: Person
    somsri: Person
    somying: int = 0

    def client(self, person: Person) -> Client:
        """A browser in which the person is logged in."""
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    def inside(self, person: Person | None = None, org: int | None = None) -> Client:
        """A browser in which the officer looks into DEMO."""
        client = self.client(person or self.prasert)
        answer = client.post("/oversight/enter/", {"organisation": str(org or self.desk.org)})
        assert answer.status_code == 302, answer.status_code
        return client

    def reads(self) -> list[Any]:
        """The log of personal data, oldest first, of all organisations."""
        with tenancy.unscoped():
            return list(PersonalDataRead.objects.order_by("id"))

    def noted(self, kind: str) -> list[SecurityEvent]:
        """The lines of a kind in the security log."""
        return list(SecurityEvent.objects.filter(kind=kind).order_by("id"))


def _ready(person: Person) -> Person:
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])
    return person


def set_up() -> Province:
    """The department, two provinces, an office at work with a payer whose number is known, and what lies around it."""
    department = found("DLA", "department")
    office_of_province = found("PROV", "provincial_office", parent="DLA")
    neighbour = found("PROV2", "provincial_office", parent="DLA")
    desk = office()
    Organisation.objects.filter(id=desk.org).update(parent_id=office_of_province)
    made = Province(
        department, office_of_province, neighbour, desk, second=found("DEMO2", "tao", parent="PROV"),
        school=found("SCHOOL", "unit", parent="DEMO"), stranger=found("FAR", "tao", parent="PROV2"),
        prasert=_ready(hire(office_of_province, "prasert", "provincial_officer")),
        somsri=_ready(hire(department, "somsri", "department_officer")),
    )  # fmt: skip
    data = {
        "name": "นางสมหญิง รักไทย", "national_number": NUMBER, "phone": "0812345678", "email": "somying@example.com",
        "address": "12 ม.3 ต.ทุ่งทอง",
    }  # fmt: skip
    made.somying = parties.save_party(envelope=envelope(desk.org), data=data).document_id or 0
    return made
