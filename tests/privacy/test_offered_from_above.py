"""Who only looks is offered only what can be done: from above, and as an auditor, no link and no button leads to a refusal."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from khlang.bridges.continuity.models import Drill
from khlang.core.refusal import Refusal
from khlang.faces.web.session import BACKEND
from khlang.platform import commands, tenancy
from khlang.platform.clock import BANGKOK
from khlang.spine.access.models import Person
from khlang.spine.organisations import queries as organisations
from tests.golden.conftest import demo  # noqa: F401  the office is built once for this module
from tests.web.test_everybody_everywhere import ALIKE, sort_of

pytestmark = pytest.mark.django_db
_LINK = re.compile(r'(?:href|hx-get|data-url)="(/[^"]*)"')
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
_ACTION = re.compile(r'action="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_SENDS = re.compile(r'hx-post="(/[^"]*)"')
_SHUT = re.compile(r"<fieldset disabled>.*?</fieldset>", re.S)
#: What is refused because somebody may not, whatever they type.
NO_RIGHT = ("duty_missing", "oversight_reads_only")


@dataclass
class Offered:
    """What the pages offered: the pages that were opened, the doors that were closed, what can be sent from where."""

    pages: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    sent: dict[tuple[Any, ...], tuple[str, str, Mapping[str, str]]] = field(default_factory=dict)


def walk(client: Client) -> Offered:
    """Follow every link from the first page on; pages of one kind twice."""
    found, waiting, seen, count = Offered(), deque([("", "/")]), {"/"}, {}
    while waiting:
        source, path = waiting.popleft()
        answer = client.get(path, follow=True)
        found.pages.append(path)
        if answer.status_code >= 400:
            found.closed.append(f"{source} → {path}: {answer.status_code}")
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = _SHUT.sub("", answer.content.decode())
        for target, data in forms(page, path):
            found.sent.setdefault((sort_of(target), tuple(sorted(data))), (path, target, data))
        for link in map(unescape, _LINK.findall(page)):
            sort = sort_of(link)
            if sort is None or link in seen or count.get(sort, 0) >= ALIKE or "/static/" in link:
                continue
            if ("print" in str(sort[0]) or "pdf" in link) and count.get(sort):
                continue
            seen.add(link)
            count[sort] = count.get(sort, 0) + 1
            waiting.append((path, link))
    return found


def forms(page: str, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What a page can send, with what it sends by itself."""
    for attributes, inside in _FORM.findall(page):
        if 'method="post"' in attributes:
            action = _ACTION.search(attributes)
            hidden = {name: unescape(value) for name, value in _HIDDEN.findall(inside)}
            yield unescape(action[1]) if action else path, hidden
    yield from ((unescape(target), {}) for target in _SENDS.findall(page))


@contextmanager
def refusals(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The codes of what is refused meanwhile; what is missing in a form is not asked for, so that rights are."""
    told: list[str] = []
    plain, parse = Refusal.__init__, commands.parse

    def noting(self: Refusal, code: str, **facts: Any) -> None:
        told.append(code)
        plain(self, code, **facts)

    def lenient(*, schema: Any, data: Any, today: Any) -> Any:
        try:
            return parse(schema=schema, data=data, today=today)
        except Exception:
            return schema.model_construct(**data)

    with monkeypatch.context() as patched:
        patched.setattr(Refusal, "__init__", noting)
        patched.setattr(commands, "parse", lenient)
        yield told


def refused(client: Client, offered: Offered, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What can be sent and is then refused for want of a right; nothing of it stays."""
    wrong, cookies = [], deepcopy(client.cookies)
    for source, target, data in offered.sent.values():
        with refusals(monkeypatch) as told, transaction.atomic():
            answer = client.post(target, data)
            transaction.set_rollback(True)
        client.cookies = deepcopy(cookies)
        if answer.status_code in (403, 404, 405) or set(told) & set(NO_RIGHT):
            wrong.append(f"{source} → POST {target}: {answer.status_code} {told}")
    return wrong


def enters(username: str) -> Client:
    """Somebody of the demo, logged in."""
    client = Client(raise_request_exception=False)
    with tenancy.unscoped():
        Person.objects.update(must_change_password=False)
        client.force_login(Person.objects.get(username=username), backend=BACKEND)
    return client


@pytest.fixture
def looking(demo, settings) -> Iterator[Client]:  # noqa: F811
    """The officer of the province, who looks into the office."""
    settings.BUSINESS_DATE = "2024-11-04"
    client = enters("prasert")
    org = organisations.get(code="DEMO").id
    with tenancy.entrance():
        assert client.post("/oversight/enter/", {"organisation": str(org)}).status_code == 302
        yield client


@pytest.fixture
def auditing(demo, settings) -> Iterator[Client]:  # noqa: F811
    """The auditor of the office itself."""
    settings.BUSINESS_DATE = "2024-11-04"
    with tenancy.entrance():
        yield enters("wichai")


def test_from_above_nothing_is_offered_that_is_refused(looking, monkeypatch):
    offered = walk(looking)
    assert offered.closed == []
    assert len(offered.pages) > 100
    targets = {target for _, target, _ in offered.sent.values()}
    assert refused(looking, offered, monkeypatch) == []
    print(f"{len(offered.pages)} pages, sends {sorted(targets)}")


def test_an_auditor_is_offered_nothing_that_is_refused(auditing, monkeypatch):
    offered = walk(auditing)
    assert offered.closed == []
    assert len(offered.pages) > 100
    assert refused(auditing, offered, monkeypatch) == []
    print(f"{len(offered.pages)} pages, {len(offered.sent)} forms")


def test_the_first_page_from_above_holds_no_button_of_an_outage(looking):
    """An outage runs: what is told of it leads to its page, and nothing there declares, confirms, enters or rehearses."""
    for path in ("/", "/continuity/", "/continuity/practice/"):
        page = looking.get(path).content.decode().partition('<main id="main"')[2]
        assert "/new/" not in page and "command_id" not in page, path
        assert not re.search(r'class="btn[^"]*" href="/continuity/practice/', page), path


def test_a_rehearsal_that_runs_is_ended_by_who_may_begin_one(looking, demo):  # noqa: F811
    org = organisations.get(code="DEMO").id
    with tenancy.scope(org), transaction.atomic():
        Drill.objects.create(practice_org=1, started_at=datetime(2024, 11, 4, 1, tzinfo=BANGKOK), started_by_id=1)
        page = looking.get("/continuity/practice/").content.decode().partition('<main id="main"')[2]
        transaction.set_rollback(True)
    assert "practice/finish" not in page
