"""A question that names a row, who asks it, what comes back, and what must never be in it."""

import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from khlang.faces.web.session import BACKEND
from khlang.platform import tenancy
from khlang.platform.tenancy import TenantModel, TenantRow
from khlang.spine.access.models import Person
from tests.operators import operator
from tests.walls.country import CITIZEN, MARK, SUM, Country

#: No row has it, and it is written with as many digits as a real one.
NOBODY = 400_000_000_000_000_001
#: Where the identifier stands in an address or a body.
HERE = "{id}"
_NUMBERS = re.compile(r"\b\d{13,19}\b")
_SUMS = re.compile("|".join(rf"(?<![\d.,]){re.escape(each)}(?![\d.,])" for each in SUM))
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PASSING = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), re.compile(r'"X-CSRFToken": ?"[^"]*"'),
    re.compile(r'nonce="[^"]*"'), re.compile(r"X-CSRFToken&quot;: ?&quot;[^&]*&quot;"), _UUID, re.compile(r"khl_\w+"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One question. `path` and `body` have HERE where the identifier `named` is put; a body that is text is sent as JSON to
    the API. `strict`: the address itself names the row, so that nothing but 404 will do."""

    route: str
    path: str
    method: str = "GET"
    body: Any = None
    named: int = 0
    strict: bool = True

    @property
    def shape(self) -> tuple[str, str, str]:
        """What two probes share that differ by the identifier only."""
        return self.method, self.path, str(self.body)


@dataclass(slots=True)
class Answer:
    """What came back: the words of it, whatever it was wrapped in."""

    status: int
    place: str
    text: str

    def without(self, named: int) -> tuple[int, str, str]:
        """The answer but for the identifier asked for and what is drawn anew for every answer."""
        text = self.text.replace(str(named), HERE)
        for each in _PASSING:
            text = each.sub("", text)
        return self.status, self.place.replace(str(named), HERE), text


@dataclass
class Asker:
    """Somebody who asks: by the pages with a session, by the API with a key; nobody at all without either."""

    name: str
    person: Person | None = None
    key: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __post_init__(self) -> None:
        if self.person is not None:
            self.client.force_login(self.person, backend=BACKEND)

    def ask(self, probe: Probe, named: int) -> Answer:
        """Send it."""
        path = probe.path.replace(HERE, str(named))
        if path.startswith("/api/"):
            headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
            headers["Accept-Language"] = "en"
            if probe.method == "POST":
                headers["Idempotency-Key"] = str(uuid4())
                text = json.dumps(probe.body).replace(f'"{HERE}"', f'"{named}"')
                return _answer(self.client.post(path, text, content_type="application/json", headers=headers))
            return _answer(self.client.get(path, headers=headers))
        if probe.method == "POST":
            return _answer(self.client.post(path, _filled(probe.body or {}, named)))
        return _answer(self.client.get(path))


def _filled(body: Mapping[str, Any], named: int) -> dict[str, Any]:
    """The fields of a form; "FILE" becomes an uploaded file."""
    return {
        key: SimpleUploadedFile("leaf.csv", b"a,b\n1,2\n", "text/csv") if value == "FILE"
        else str(value).replace(HERE, str(named))
        for key, value in body.items()
    }  # fmt: skip


def _answer(answer: Any) -> Answer:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{key}: {value}" for key, value in answer.items() if key in ("Content-Disposition", "Location"))
    return Answer(answer.status_code, answer.get("Location", ""), f"{headers}\n{words(content)}")


def words(content: bytes) -> str:
    """The words of a page, a PDF, a spreadsheet or any other file."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return content.decode("utf-8", "replace")


@dataclass
class Secrets:
    """What belongs to the unit alone: its words, its figure, its people's numbers, the identifiers of all its rows."""

    numbers: frozenset[str]

    @classmethod
    def of(cls, country: Country) -> "Secrets":
        """Gathered from the tables."""
        found = {CITIZEN}
        with operator(), tenancy.unscoped():
            for model in apps.get_models():
                if issubclass(model, TenantModel):
                    rows = model._default_manager.filter(org_id=country.victim)
                    found |= {str(each) for each in rows.values_list("id", flat=True)}
            party = apps.get_model("parties.Party")._default_manager.filter(org_id=country.victim)
            found |= set(party.exclude(national_number="").values_list("national_number", flat=True))
        return cls(frozenset(found))

    def in_(self, text: str, *, but: Iterable[int] = ()) -> list[str]:
        """The secrets that a text gives away, except the identifiers that the asker sent."""
        sent = {str(each) for each in but}
        told = [MARK] if MARK in text else []
        told += _SUMS.findall(text)
        return told + sorted((set(_NUMBERS.findall(text)) & self.numbers) - sent)


#: What else than rows of organisations belongs to the unit: its people, what proves who they are, and emergencies.
_OF_PEOPLE = {
    "access.Person": "home_id", "access.HandedOut": "org_id", "access.BreakGlass": "org_id",
    "access.Authenticator": "person__home_id", "access.NationalIdentity": "person__home_id",
    "access.OpenSession": "person__home_id", "organisations.Organisation": "id",
}  # fmt: skip


def rows_of(country: Country) -> dict[str, frozenset[tuple[Any, ...]]]:
    """Every row of the unit in every table, and those of its people."""
    owned = {each: "org_id" for each in apps.get_models() if issubclass(each, TenantRow)}
    owned |= {apps.get_model(name): key for name, key in _OF_PEOPLE.items()}
    with operator(), tenancy.unscoped():
        return {
            model._meta.db_table: frozenset(
                tuple(map(repr, row)) for row in model._default_manager.filter(**{key: country.victim}).values_list()
            )
            for model, key in owned.items()
        }


def undone(asker: Asker, probe: Probe, named: int) -> Answer:
    """The answer to a question of which nothing remains."""
    with transaction.atomic():
        found = asker.ask(probe, named)
        transaction.set_rollback(True)
    return found
