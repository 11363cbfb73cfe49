"""A request for an emergency way in waits in the inbox of whoever may carry it on, and of nobody else (C-44)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khlang.faces.web.session import BACKEND
from khlang.platform import clock
from khlang.spine.access import emergency
from khlang.spine.access.models import BreakGlass, Person
from tests.activation.scene import Country
from tests.activation.test_break_glass import ask, down, people, step  # noqa: F401
from tests.household import NOW, found, hire

pytestmark = pytest.mark.usefixtures("down")


@pytest.fixture(autouse=True)
def _today(settings: Any, monkeypatch: Any) -> None:
    settings.BUSINESS_DATE = "2024-10-01"
    monkeypatch.setattr(clock, "now", lambda: NOW)


def inbox(person: Person) -> str:
    Person.objects.filter(id=person.pk).update(must_change_password=False)
    client = Client()
    client.force_login(Person.objects.get(id=person.pk), backend=BACKEND)
    return str(client.get("/inbox/").content.decode())


def waits(person: Person) -> bool:
    text = inbox(person)
    found = "คุณnok · " in text
    assert found is ("พิจารณาคำขอ" in text)
    return found


def test_first_for_another_officer_then_for_the_province(land: Country, people: dict[str, Person]) -> None:  # noqa: F811
    stranger = hire(found("ELSEWHERE", parent="PROVINCE"), "stranger", "clerk")
    everybody = {**people, "stranger": stranger}
    case = ask(land, people)
    assert [name for name, each in everybody.items() if waits(each)] == ["second"]
    step("second", land.lao, people["second"], case)
    assert [name for name, each in everybody.items() if waits(each)] == ["grants"]
    assert "LAO" in inbox(people["grants"])
    step("grant", land.province, people["grants"], case)
    assert [name for name, each in everybody.items() if waits(each)] == []


def test_it_counts_in_the_menu_and_is_over_after_a_day(land: Country, people: dict[str, Person]) -> None:  # noqa: F811
    case = ask(land, people)
    assert inbox(people["second"]).count("พิจารณาคำขอ") == 1
    BreakGlass.objects.filter(id=case).update(asked_at=NOW - emergency.LIFE)
    assert not waits(people["second"])


def test_one_statement_while_nothing_waits(land: Country, people: dict[str, Person]) -> None:  # noqa: F811
    inbox(people["second"])
    with CaptureQueriesContext(connection) as asked:
        inbox(people["second"])
    assert len([each for each in asked.captured_queries if "access_breakglass" in each["sql"]]) == 1
    with CaptureQueriesContext(connection) as asked:
        inbox(people["shut"])
    assert not [each for each in asked.captured_queries if "access_breakglass" in each["sql"]]
