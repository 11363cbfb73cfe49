"""Walks by role: every role has one, short, true for whoever holds the role, and no step is a link to a closed door."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from khlang.faces.web.guide import book, walks
from khlang.faces.web.session import BACKEND
from khlang.standards import duties
from tests.household import found, hire

STEP = re.compile(r'<li><a class="link font-medium" href="([^"]*)">')
#: Open to anybody, offered to nobody without the duty: an empty form (what it sends is refused), a list of one's own.
NOT_OFFERED = {each.page for walk in walks.walks() for each in walk.daily if each.page.endswith("/new/")} | {
    "/authority/delegations/"
}
ROLES = {role.code: role for role in duties().roles}


def enters(org: int, role: str) -> Client:
    """Somebody of the role, inside."""
    person = hire(org, f"of.{role}", role)
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def links(client: Client, role: str) -> list[str]:
    """The pages to which the steps of a walk lead."""
    return STEP.findall(client.get(f"/guide/roles/{role}/").content.decode())


def steps(role: str) -> tuple[walks.Step, ...]:
    walk = walks.walk(role)
    assert walk is not None, role
    return (*walk.first, *walk.daily)


def test_every_role_has_a_walk() -> None:
    named = [each.role for each in walks.walks()]
    assert len(named) == len(set(named))
    assert set(named) - {each.role for each in walks.walks() if each.kind} == set(ROLES)


@pytest.mark.parametrize("walk", walks.walks(), ids=lambda each: each.role)
def test_a_walk_is_short_and_leads_to_what_is_there(walk: walks.Walk) -> None:
    anchors = {each.slug: each.anchors for each in book.chapters()}
    assert 4 <= len(steps(walk.role)) <= 8 and walk.daily
    for lang in ("th", "en"):
        assert walk.name(lang) not in ("", walk.role)
    for step in steps(walk.role):
        chapter, _, anchor = step.chapter.partition("#")
        assert chapter in anchors and (not anchor or anchor in anchors[chapter]), step
        assert len(step.text) < 90 and step.explained_by
        assert not step.page or resolve(step.page).view_name


@pytest.mark.parametrize("role", ROLES)
def test_whoever_holds_the_role_opens_every_step(db, settings, role: str) -> None:
    settings.BUSINESS_DATE = "2024-10-01"
    org = found("PLACE", ROLES[role].at or "tao")
    client = enters(org, role)
    pages = [each.page for each in steps(role) if each.page]
    assert links(client, role) == pages
    for page in pages:
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("role", ["revenue_officer", "auditor"])
def test_a_step_of_another_role_is_a_link_only_when_its_door_is_open(desk, role: str) -> None:
    client = enters(desk.org, role)
    for walk in walks.walks():
        reached = links(client, walk.role)
        for page in {each.page for each in steps(walk.role) if each.page}:
            opened = client.get(page).status_code == 200
            assert opened if page in reached else not opened or page in NOT_OFFERED, (walk.role, page)


def test_nobody_from_outside_is_led_to_a_closed_door(db) -> None:
    for walk in walks.walks():
        assert links(Client(), walk.role) == []


def test_ones_own_walk_comes_first_and_the_dashboard_leads_there(desk) -> None:
    client = desk.client("wipa")
    assert 'href="/guide/roles/"' in client.get("/").content.decode()
    assert 'href="/guide/roles/"' in client.get("/continuity/practice/").content.decode()
    page = client.get("/guide/roles/").content.decode()
    order = re.findall(r'href="/guide/roles/([a-z_]+)/"', page)
    assert order[0] == "finance_officer" and len(order) == len(walks.walks()) and page.count("บทบาทของท่าน") == 1


def test_a_unit_has_the_walk_of_a_unit(db, settings) -> None:
    settings.BUSINESS_DATE = "2024-10-01"
    found("PLACE", "tao")
    client = enters(found("SCHOOL", "unit", parent="PLACE"), "finance_officer")
    order = re.findall(r'href="/guide/roles/([a-z_]+)/"', client.get("/guide/roles/").content.decode())
    assert set(order[:2]) == {"finance_officer", "unit_officer"}
    assert "/receipts/new/" in links(client, "unit_officer")
