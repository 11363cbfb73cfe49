"""Programs that call the API: each holds the token of one person of an office with books, banks and a till."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.test import Client

from khlang.platform import tenancy
from khlang.spine.access import commands as access
from khlang.spine.access import queries as people
from khlang.spine.access import tokens
from khlang.spine.access.models import Person
from tests import household

ROOT = "/api/v1"
RECEIPT = {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": "41210008", "amount": "1,250.00"}]}


def key_of(org: int, person: Person) -> str:
    """A fresh token of the person in the organisation."""
    secret = tokens.new_secret()
    actor = people.actor(person_id=person.id, org_id=org, on=household.TODAY)
    data = {"label": "ระบบจัดเก็บรายได้", "expires_on": "2025-03-31", "secret": secret}
    access.create_token(envelope=household.envelope(org, actor=actor), data=data)
    return secret


class Program:
    """A program with a token; English unless it asks otherwise, so that tests read what was said."""

    def __init__(self, token: str, lang: str = "en") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Language": lang}

    def send(
        self, command: str, body: Any, *, key: str = "", content_type: str = "application/json", **headers: str
    ) -> Any:
        """Carry a command out: "receipt.issue". `body` may be bytes to send something else than good JSON."""
        given = {**self.headers, "Idempotency-Key": key or str(uuid4())}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else json.dumps(body)
        path = f"{ROOT}/commands/{command.replace('.', '/')}"
        return self.client.post(path, content, content_type=content_type, headers=_kept(given))

    def do(self, command: str, body: Any, **more: str) -> dict[str, Any]:
        """Carry a command out that must succeed."""
        response = self.send(command, body, **more)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Ask for something."""
        return self.client.get(f"{ROOT}{path}", query or {}, headers=self.headers)

    def post(self, path: str, body: Any) -> Any:
        """Ask for something in the body of the request."""
        return self.client.post(
            f"{ROOT}{path}", json.dumps(body), content_type="application/json", headers=self.headers
        )

    def ask(self, path: str, **query: Any) -> Any:
        """Ask for something that must be there."""
        response = self.get(path, query)
        assert response.status_code == 200, response.content.decode()
        return response.json()


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if value != "-"}


class Bureau:
    """An office of real accounts; `program(role)` is a program in the name of somebody who holds that role."""

    def __init__(self, code: str = "TEST") -> None:
        from khlang.spine.ledger import commands as ledger

        self.org = household.found(code)
        self.people: dict[str, Person] = {}
        ledger.open_year(
            envelope=household.envelope(self.org, actor=_setter()), data={"fiscal_year": 2568, "cutover": True}
        )

    def person(self, role: str) -> Person:
        """The one who holds the role."""
        if role not in self.people:
            name = f"{role.replace('_', '-')}-{self.org % 100_000}"
            with tenancy.scope(self.org):
                self.people[role] = household.hire(self.org, name, role)
        return self.people[role]

    def program(self, role: str, lang: str = "en") -> Program:
        """A program in the name of the holder of a role."""
        return Program(key_of(self.org, self.person(role)), lang)


def _setter() -> Any:
    from khlang.platform.commands import Actor
    from tests.office import every_duty

    return Actor(0, "ผู้ติดตั้งระบบ", every_duty())


def problem(response: Any) -> tuple[int, str, str | None]:
    """Status, code and field of what was refused; every refusal has the same form."""
    said = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert said["status"] == response.status_code
    assert said["errors"][0]["code"] == said["code"] and said["type"] == f"urn:khlang:refusal:{said['code']}"
    assert said["title"] and said["detail"] and all(each["message"] for each in said["errors"])
    return response.status_code, said["code"], said["errors"][0]["field"]
