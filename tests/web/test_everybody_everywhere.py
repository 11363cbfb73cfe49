"""Everybody of the demo office follows every link that the pages offer: none leads to a fault, and none to a closed door.

On SQLite that is everybody. On PostgreSQL, whose policies may close a door that SQLite leaves open, it is the first person
of every role in every kind of place: what a person is offered follows from the role.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from khlang.faces.web.session import BACKEND
from khlang.platform import tenancy
from khlang.platform.db.connections import is_postgresql
from khlang.spine.access.models import Person, RoleAssignment
from khlang.spine.organisations.models import Organisation
from tests.golden.conftest import demo  # noqa: F401  the office is built once, by whoever reads it first
from tests.operators import operator

pytestmark = pytest.mark.django_db
_LINK = re.compile(r'(?:href|hx-get)="(/[^"]*)"')
#: Of pages that differ only by what they show (one receipt, another receipt) so many are opened.
ALIKE = 2
#: One person prints; for the others the links to PDFs are the same.
PRINTS = "pranee"


@pytest.fixture
def everybody(demo, settings) -> list[Person]:  # noqa: F811
    settings.BUSINESS_DATE = "2024-11-04"
    with tenancy.unscoped():
        Person.objects.update(must_change_password=False)
        return list(Person.objects.order_by("username"))


def walkers(everybody: list[Person]) -> list[Person]:
    """Who walks: everybody; on PostgreSQL the first of those who hold the same roles in organisations of the same kinds."""
    if not is_postgresql():
        return everybody
    with operator(), tenancy.unscoped():
        kinds = dict(Organisation.objects.values_list("id", "kind"))
        roles: dict[int, set[tuple[str, str]]] = {}
        for person, role, org in RoleAssignment.objects.values_list("person_id", "role", "org_id"):
            roles.setdefault(person, set()).add((role, kinds[org]))
    first: dict[frozenset[tuple[str, str]], Person] = {}
    for person in everybody:
        first.setdefault(frozenset(roles[person.id]), person)
    return list(first.values())


@cache
def sort_of(path: str) -> tuple[Any, ...] | None:
    """What a page is: the view and what tells its kind, not which document; None when it is no page of ours."""
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return None
    words = {key: value for key, value in found.kwargs.items() if isinstance(value, str)}
    query = path.partition("?")[2]
    words["asks"] = re.sub(r"=[^&]*", "", query) if "format=" not in query else query.rpartition("format=")[2]
    return (found.view_name or found.route, *sorted(words.items()))


def enters(person: Person) -> Client:
    """Somebody logged in, who comes from outside as a browser does: the test's own scope stays behind (`from_outside`)."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def from_outside(everybody) -> Iterator[None]:
    """A request begins in no organisation; the office is the one that its page chooses."""
    with tenancy.entrance():
        yield


def walk(person: Person) -> tuple[int, list[str]]:
    """Follow links from the first page on: how many pages were opened, and what was wrong with them."""
    client = enters(person)
    waiting, seen, count, wrong = deque([("", "/")]), {"/"}, {}, []
    while waiting:
        source, path = waiting.popleft()
        answer = client.get(path)
        while answer.status_code in (301, 302):
            answer = client.get(answer["Location"])
        if answer.status_code >= 400:
            wrong.append(f"{person.username}: {source} → {path}: {answer.status_code}")
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in map(unescape, _LINK.findall(answer.content.decode())):
            sort = sort_of(link)
            if sort is None or link in seen or count.get(sort, 0) >= ALIKE or "/static/" in link:
                continue
            if ("print" in str(sort[0]) or "pdf" in link) and (person.username != PRINTS or count.get(sort)):
                continue
            seen.add(link)
            count[sort] = count.get(sort, 0) + 1
            waiting.append((path, link))
    return len(seen), wrong


def test_no_link_leads_to_a_fault_or_a_closed_door(everybody, from_outside):
    assert len(everybody) >= 20
    chosen = walkers(everybody)
    assert len(chosen) >= 13
    walked = {person.username: walk(person) for person in chosen}
    assert [fault for _, faults in walked.values() for fault in faults] == []
    assert walked["pranee"][0] > 100
    assert min(pages for pages, _ in walked.values()) > 5


def test_pages_that_are_not_offered_say_no_in_words(everybody, from_outside):
    """The address of a page typed by somebody who may not see it is refused, never a fault."""
    paths = ("/reports/trial_balance/", "/documents/receipt/", "/lists/person/", "/receipts/new/", "/documents/ordinance/new/",
             "/documents/receipt/1/", "/vouchers/1/", "/lists/party/1/", "/documents/nothing/", "/reports/nothing/")  # fmt: skip
    for person in everybody:
        client = enters(person)
        for path in paths:
            answer = client.get(path)
            assert answer.status_code in (200, 302, 403, 404), (person.username, path, answer.status_code)
