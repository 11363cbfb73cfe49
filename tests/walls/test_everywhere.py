"""Whoever is not of an office asks in vain: every page, every operation of the API, every export, print, file and search.

Made from the resolver and from the description of the API: a page that is new fails here until it is told how to ask it.
Each class of askers takes its share of all questions, at least one of every address, a thousand and more in all.
Every answer is looked through for what belongs to the unit alone (`country`), a row of theirs in the address is 404, and
nobody can tell by an answer whether a row is there. At the end not a row of theirs has changed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import pytest

from khlang.faces.api import entrance
from khlang.faces.web import place
from khlang.platform import tenancy
from tests.walls import routes_by_hand, routes_of_people
from tests.walls.country import ADVERSARIES, MARK, VICTIM, Country
from tests.walls.probing import NOBODY, Answer, Asker, Probe, Secrets, rows_of, undone
from tests.walls.programs import programs
from tests.walls.routes import MAKERS, Rows, addresses, web

pytestmark = pytest.mark.django_db
#: So many of all questions a class asks; and at the most so many of one address.
SHARE, AT_LEAST = 7, 1_000
#: One in so many questions about a row is put again about one that nobody has; those that a form answers always.
AGAIN = 6
#: What strangers may read, whoever asks: the guide, which holds nothing of any office.
FOR_ALL = "guide"
#: Addresses that are never 200 with something of the unit's for its own people, and why.
NEVER_SHOWN = {
    "switch-organisation": "sends on to the first page", "emblem": "a picture: no words", "document-by-id": "sends on",
    "oversight": "the unit has nobody below it", "suggest": "asked with words that begin a name, by field",
}  # fmt: skip


@pytest.fixture(scope="module")
def questions(country: Country) -> list[Probe]:
    """Everything that can be asked."""
    rows = Rows(country)
    return [*web(rows), *programs(rows)]


@pytest.fixture(scope="module")
def secrets(country: Country) -> Secrets:
    """What must not be told."""
    return Secrets.of(country)


@pytest.fixture(scope="module")
def untouched(country: Country) -> dict[str, frozenset[tuple[object, ...]]]:
    """The rows of the unit before anybody asked: every test leaves them so, for what it did is rolled back."""
    return rows_of(country)


def share(questions: Sequence[Probe], turn: int) -> list[Probe]:
    """Every seventh question, beginning elsewhere for every class, and one of every address at least."""
    chosen = [each for number, each in enumerate(questions) if number % SHARE == turn % SHARE]
    met = {each.route for each in chosen}
    for each in questions:
        if each.route not in met:
            met.add(each.route)
            chosen.append(each)
    return chosen


def wrong(asker: Asker, probe: Probe, found: Answer, secrets: Secrets, victim: int) -> Iterator[str]:
    """What is wrong with an answer by itself."""
    told = [
        each for each in secrets.in_(found.text, but=(probe.named, victim)) if each not in f"{probe.path} {probe.body}"
    ]
    if told:
        yield f"tells {told[:3]}"
    if found.status >= 500:
        yield "fails"
    if asker.person is None:
        sent_away = found.status in (302, 401, 404, 405) or found.place.startswith("/login/")
        if not sent_away and not probe.route.startswith(FOR_ALL):
            yield "is answered without a log-in"
    elif probe.strict and found.status not in (404, 405):
        yield "is not 404"


def findings(asker: Asker, asked: Sequence[Probe], secrets: Secrets, victim: int) -> list[str]:
    """What is wrong with the answers to all questions; those about nobody's row leave nothing behind."""
    found: list[str] = []
    known: dict[tuple[str, str, str], tuple[int, str, str]] = {}
    for number, probe in enumerate(asked):
        answer = asker.ask(probe, probe.named)
        said = list(wrong(asker, probe, answer, secrets, victim))
        again = probe.method == "POST" or number % AGAIN == 0
        if probe.named and asker.person and again and not said:
            if probe.shape not in known:
                known[probe.shape] = undone(asker, probe, NOBODY).without(NOBODY)
            if answer.without(probe.named) != known[probe.shape]:
                said.append(f"is told from nobody's, which is {known[probe.shape][0]} {known[probe.shape][1]}")
        found += [f"{asker.name}: {probe.method} {probe.path} {probe.named} {answer.status} {each}" for each in said]
    return found


def asker_of(country: Country, name: str, code: str) -> Asker:
    """Somebody with all roles of an organisation, or nobody."""
    return Asker(name, country.people.get(code), country.keys.get(code, ""))


def test_every_address_can_be_asked() -> None:
    """A page that is new is told here how to be asked."""
    assert routes_by_hand.OPEN and routes_of_people.OPEN
    assert sorted({name for name, _ in addresses()} - MAKERS.keys()) == []


@pytest.mark.parametrize("name", ADVERSARIES)
def test_nobody_else_is_told_anything(
    country: Country,
    questions: list[Probe],
    secrets: Secrets,
    untouched: dict[str, frozenset[tuple[object, ...]]],
    name: str,
) -> None:
    turn = list(ADVERSARIES).index(name)
    mine = share(questions, turn)
    if ADVERSARIES[name] == "LAOA":
        mine = [each for each in mine if not each.route.startswith(routes_of_people.OF_THE_PARENT)]
    found = findings(asker_of(country, name, ADVERSARIES[name]), mine, secrets, country.victim)
    print(f"{name}: {len(mine)} questions of {len({each.route for each in mine})} addresses, {len(found)} wrong")
    assert found == [], "\n".join(found[:60])
    assert rows_of(country) == untouched
    assert len(mine) >= AT_LEAST


def test_the_unit_itself_is_answered(country: Country, questions: list[Probe], secrets: Secrets) -> None:
    """The same questions, asked by one of the unit's own: so that the others were refused for the wall alone."""
    asker, shown = asker_of(country, "the unit itself", VICTIM), set()
    tries: dict[str, int] = defaultdict(int)
    for probe in questions:
        if probe.method != "GET" or probe.route in shown or tries[probe.route] >= 4:
            continue
        tries[probe.route] += 1
        answer = asker.ask(probe, probe.named)
        if answer.status == 200 and (MARK in answer.text or secrets.in_(answer.text, but=())):
            shown.add(probe.route)
    pages = {each.route for each in questions if each.strict and each.method == "GET"}
    hidden = sorted(pages - shown - NEVER_SHOWN.keys())
    print(f"{len(shown)} addresses show the unit its own; of those that name a row not: {hidden}")
    assert len(pages - shown) < len(pages) / 3, hidden
    assert len(shown) > 60


@pytest.mark.parametrize("above", ["PROV", "DEPT"])
def test_from_above_it_is_seen_and_not_touched(
    country: Country, questions: list[Probe], untouched: dict[str, frozenset[tuple[object, ...]]], above: str
) -> None:
    """Province and department may look into the unit: pages are shown, whatever is sent is refused, nothing is written."""
    asker = asker_of(country, above, above)
    enter = next(each for each in questions if each.route == "oversight-enter")
    assert asker.ask(enter, enter.named).status == 302
    shown, refused = 0, 0
    for number, probe in enumerate(each for each in questions if not each.path.startswith("/api/")):
        if number % 15 or probe.route.startswith(("oversight", "switch", "suggest", "search", "report")):
            continue
        answer = asker.ask(probe, probe.named)
        if probe.method == "POST":
            assert answer.status in (403, 404, 405), (probe, answer.status)
            refused += 1
        else:
            shown += answer.status == 200 and MARK in answer.text
    after = rows_of(country)
    written = [table for table, rows in untouched.items() if rows != after[table]]
    assert written == ["access_personaldataread"], "but who looked"
    assert shown > 10 and refused > 80, (shown, refused)


def test_a_wall_taken_away_is_noticed(
    country: Country, questions: list[Probe], secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the scope of the unit around everybody's request, pages and programs are found to tell, whichever is asked."""
    asker, inside = asker_of(country, "another office", ADVERSARIES["another office"]), tenancy.scope
    some = [each for each in questions if each.strict and each.method == "GET" and each.named][::60]
    assert findings(asker, some, secrets, country.victim) == []
    astray = SimpleNamespace(
        **{**vars(tenancy), "scope": lambda *given, **more: inside(country.victim, *given[1:], **more)}
    )
    monkeypatch.setattr(place, "tenancy", astray)
    monkeypatch.setattr(entrance, "tenancy", astray)
    noticed = [each for each in findings(asker, some, secrets, country.victim) if " tells " in each]
    assert len(noticed) > len(some) / 3
    assert any("/api/" in each for each in noticed) and any("/documents/" in each for each in noticed)
