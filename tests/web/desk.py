"""A small office with people who log in: what tests of the pages begin with."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.test import Client

from khlang import standards
from khlang.faces.web.session import BACKEND
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import COMMANDS, Actor, Envelope, Outcome
from khlang.spine.access import queries as access
from tests.household import FOUNDER, found, hire

TODAY = date(2024, 10, 1)
EVERYTHING = Actor(0, "ผู้ติดตั้งระบบ", frozenset(duty for role in standards.duties().roles for duty in role.duties))
PEOPLE = {"somchai": "revenue_officer", "malee": "revenue_officer", "wipa": "finance_officer", "anan": "accountant",
          "pranee": "treasury_head", "admin": "admin"}  # fmt: skip
LINES = {"lines-0-item": "41210008", "lines-0-amount": "240.00"}


@dataclass
class Desk:
    """The office, its people by user name, and a browser-like client for each of them."""

    org: int
    people: dict[str, Any] = field(default_factory=dict)

    def client(self, username: str) -> Client:
        """A client in which the person is logged in."""
        client = Client()
        client.force_login(self.people[username], backend=BACKEND)
        return client

    def actor(self, username: str) -> Actor:
        """The person with the duties of the day."""
        return access.actor(person_id=self.people[username].id, org_id=self.org, on=TODAY)

    def do(self, name: str, data: dict[str, Any], who: str = "") -> Outcome:
        """Carry a command out without any page: to set the stage."""
        envelope = Envelope(
            actor=self.actor(who) if who else EVERYTHING, org=self.org, command_id=uuid4(), today=TODAY,
            now=datetime.combine(TODAY, time(9, 30), BANGKOK),
        )  # fmt: skip
        return COMMANDS[name].run(envelope=envelope, data=data)

    def receipt(
        self, payer: str = "นางคำ ทองดี", amount: str = "240.00", who: str = "somchai", item: str = "41210008"
    ) -> int:
        """An issued cash receipt; its identifier."""
        data = {"payer_name": payer, "lines": [{"item": item, "amount": amount}]}
        return self.do("receipt.issue", data, who).document_id or 0

    def summary_to_post(self) -> int:
        """A summary of remittance slips that waits for posting; its identifier."""
        self.receipt(amount="1,250.75")
        slip = self.do("remittance.create", {}, "somchai").document_id
        self.do("remittance.submit", {"document_id": slip}, "somchai")
        self.do("remittance.receive", {"document_id": slip, "counted_cash": "1250.75"}, "wipa")
        summary = self.do("remittance_summary.create", {}, "wipa").document_id
        self.do("remittance_summary.submit", {"document_id": summary}, "wipa")
        return summary or 0


def set_up(code: str = "DEMO", *, password: str = "") -> Desk:
    """An office with its books open and one person of each role; with a `password`, everybody knows it."""
    desk = Desk(found(code))
    assert FOUNDER.duties
    for username, role in PEOPLE.items():
        desk.people[username] = hire(desk.org, f"{username}.{code.lower()}" if code != "DEMO" else username, role)
    for person in desk.people.values():
        person.must_change_password = False
        if password:
            person.set_password(password)
        person.save(update_fields=["must_change_password", "password"])
    desk.do("period.open", {"fiscal_year": 2568, "cutover": True})
    return desk
