"""Type-ahead boxes answer whom the form is offered, nobody else, and never with a whole national number."""

import re
from collections.abc import Iterator

import pytest

from khlang import standards
from khlang.faces.web import pages, receipt
from khlang.platform import screens
from khlang.platform.commands import Actor
from khlang.platform.screens import Field
from khlang.spine.access import queries as access
from khlang.spine.documents import lifecycles
from tests.parties.test_parties import right_check_digit
from tests.web.desk import EVERYTHING, Desk

pytestmark = pytest.mark.django_db
NUMBER = right_check_digit("310170020345")
TEXTS = ("", "นาง", "ก", "1", NUMBER, NUMBER[:6])
_BOX = re.compile(r"/suggest/[^/\"]+/[^/\"]+/")


def searched(fields: tuple[Field, ...]) -> Iterator[str]:
    """The paths of the fields that look things up."""
    for each in fields:
        if each.search is not None:
            yield each.key
        yield from (f"{each.key}.{line.key}" for line in each.lines if line.search is not None)


def boxes() -> list[tuple[str, str]]:
    """Every owner with every field of it that looks things up."""
    found = {(each.key, path) for each in screens.directories() for path in searched(each.fields)}
    found |= {(receipt.KIND, path) for path in searched(receipt.FIELDS)}
    for each in screens.screens():
        forms = (each.fields, *(start.fields for start in each.starts), *each.move_fields.values())
        found |= {(each.kind, path) for fields in forms for path in searched(tuple(fields))}
    return sorted(found)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The duties that everybody who asks holds in this test."""
    duties: set[str] = set()
    monkeypatch.setattr(access, "actor", lambda *, person_id, **_: Actor(person_id, "ผู้ทดสอบ", frozenset(duties)))
    yield duties


def test_there_are_boxes_to_ask() -> None:
    assert len(boxes()) > 60


def test_somebody_without_a_duty_is_answered_nowhere(desk: Desk, held: set[str]) -> None:
    client = desk.client("somchai")
    assert held == set()
    answered = [box for box in boxes() if client.get("/suggest/{}/{}/".format(*box), {"q": "นาง"}).status_code != 404]
    assert answered == []


def test_who_only_looks_is_answered_nowhere(desk: Desk, held: set[str]) -> None:
    """The sights of an auditor open registers, not forms: a look through a register leaves its trace there."""
    held |= standards.duties().role("auditor").duties
    client = desk.client("somchai")
    answered = [box for box in boxes() if client.get("/suggest/{}/{}/".format(*box)).status_code != 404]
    assert answered == []


def test_a_field_that_nobody_has_and_one_that_is_not_offered_look_alike(desk: Desk, held: set[str]) -> None:
    client = desk.client("somchai")
    nowhere, closed = (client.get(f"/suggest/{path}/") for path in ("receipt/nothing", "receipt/payer_name"))
    own = r'nothing|payer_name|nonce="[^"]*"|value="[^"]*"|Token": "[^"]*"'
    words = [re.sub(own, "", each.content.decode()) for each in (nowhere, closed)]
    assert nowhere.status_code == closed.status_code == 404 and words[0] == words[1]


@pytest.mark.parametrize("role", ["revenue_officer", "supply_officer", "treasury_head"])
def test_every_form_that_is_offered_is_answered(desk: Desk, held: set[str], role: str) -> None:
    """What a page draws for somebody, its boxes answer: nobody is kept from work that is theirs."""
    held |= standards.duties().role(role).duties
    client, asked = desk.client("somchai"), set()
    for kind in sorted({each.kind for each in screens.screens()}):
        listed = client.get(pages.list_href(kind))
        if listed.status_code != 200:
            continue
        for href in set(re.findall(r'href="([^"]*/new/[^"]*)"', listed.content.decode())):
            asked |= set(_BOX.findall(client.get(href, follow=True).content.decode()))
    for each in screens.directories():
        answer = client.get(f"/lists/{each.key}/new/")
        if answer.status_code == 200 and "data-primary" in answer.content.decode():
            asked |= set(_BOX.findall(answer.content.decode()))
    refused = sorted(each for each in asked if client.get(each).status_code != 200)
    assert refused == []
    print(f"{role}: {len(asked)} boxes")


def test_the_dialog_of_a_move_is_answered_to_whom_the_move_belongs(desk: Desk, held: set[str]) -> None:
    client = desk.client("somchai")
    for screen in screens.screens():
        for name, fields in screen.move_fields.items():
            move = lifecycles.get(screen.kind).move(name)
            assert move is not None, (screen.kind, name)
            held.clear()
            held |= {move.duty, screens.VIEW_DUTIES.get(screen.menu, move.duty)}
            for path in searched(tuple(fields)):
                assert client.get(f"/suggest/{screen.kind}/{path}/").status_code == 200, (screen.kind, path)


def test_no_suggestion_shows_a_whole_national_number(desk: Desk, held: set[str]) -> None:
    held |= EVERYTHING.duties
    data = {"kind": "person", "name": "นางสมหญิง ใจดี", "national_number": NUMBER}
    desk.do("party.save", data)
    desk.receipt(payer="นางสมหญิง ใจดี")
    client, met = desk.client("somchai"), 0
    for owner, path in boxes():
        for text in TEXTS:
            answer = client.post(f"/suggest/{owner}/{path}/", {"q": text})
            assert answer.status_code == 200, (owner, path, text)
            told = str(answer.json()["choices"])
            assert NUMBER not in told.replace("-", "").replace(" ", ""), (owner, path, text)
            met += "สมหญิง" in told
    assert met > 5
