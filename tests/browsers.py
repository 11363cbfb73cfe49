"""People of an office at their screens: everybody signed in, pages opened and forms sent as a browser does."""

from collections.abc import Mapping

from django.test import Client

from khlang.platform import screens
from khlang.platform.commands import COMMANDS
from khlang.spine.access.models import Person
from khlang.spine.documents import lifecycles
from khlang.spine.ledger import commands as ledger
from khlang.spine.organisations.models import Organisation
from tests.household import PASSWORD, found, hire
from tests.office import Office


def opened_office() -> Office:
    """A new office whose books of 2568 are open."""
    office = Office(Organisation.objects.get(id=found("WEB")))
    ledger.open_year(envelope=office.envelope(), data={"fiscal_year": 2568, "cutover": True})
    return office


class Browsers:
    """Everybody of `people` (user name → role) signed in."""

    def __init__(self, office: Office, people: Mapping[str, str]) -> None:
        self.office = office
        self.clients: dict[str, Client] = {}
        for name, role in people.items():
            office.people[role] = hire(office.org, name, role, password=PASSWORD).id
            Person.objects.filter(username=name).update(must_change_password=False)
            self.clients[name] = Client()
            self.clients[name].post("/login/", {"username": name, "password": PASSWORD})

    def open(self, name: str, page: str) -> tuple[int, str]:
        """A page as this person sees it."""
        answer = self.clients[name].get(page)
        return answer.status_code, answer.content.decode()

    def page(self, name: str, page: str) -> str:
        """The text of a page that this person may see."""
        status, text = self.open(name, page)
        assert status == 200, (page, status)
        return text

    def send(self, name: str, page: str, **typed: object) -> str:
        """A form sent (`lines__0__item` is the field lines-0-item); the page it leads to."""
        answer = self.clients[name].post(page, {key.replace("__", "-"): value for key, value in typed.items()})
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]


def without_command(kind: str) -> list[str]:
    """Commands that the screen of a kind of document leads to, and that nobody carries out."""
    screen = screens.screen(kind=kind)
    names = [name for name in (screen.create, screen.edit, *(start.command for start in screen.starts)) if name]
    made = [move for move in lifecycles.get(kind).moves if not move.paper]
    names += [screen.moves.get(move.name, f"{kind}.{move.name}") for move in made]
    return [name for name in names if name and name not in COMMANDS]
