"""`khlang demo --country`: as many organisations as the country has, and accounts that can really be opened."""

import itertools
from collections import Counter
from datetime import timedelta

import pytest

from khlang.faces.cli.demo import country
from khlang.platform import tenancy
from khlang.spine.access import activation, slips
from khlang.spine.access.models import HandedOut
from khlang.spine.access.queries import assignments
from khlang.spine.organisations import queries as organisations

SEED = "00112233445566778899aabbccddeeff"
LOCAL = ("pao", "city", "town", "subdistrict_municipality", "tao")


def test_the_plan_is_the_whole_country():
    """7,850 local governments, 22,000 units, 76 provinces and the department; nobody twice, each below what came before it."""
    seen, kinds = set(), Counter()
    for bodies in country.plan():
        for body in bodies:
            assert body.code not in seen
            assert body.parent is None or body.parent in seen
            seen.add(body.code)
            kinds[body.kind] += 1
    assert sum(kinds[kind] for kind in LOCAL) == 7_850
    assert (kinds["unit"], kinds["provincial_office"], kinds["department"], kinds["pao"]) == (22_000, 76, 1, 76)
    assert len(seen) == 29_927


def test_a_share_of_it_is_spread_over_all_provinces():
    kinds = Counter(body.kind for bodies in country.plan(share=0.1) for body in bodies)
    assert (kinds["tao"], kinds["unit"], kinds["pao"]) == (529, 2_200, 76)


@pytest.fixture
def some(db, monkeypatch):
    """The department and two provinces of a small share, with a seed for the first codes that the test knows."""
    whole = country.plan
    monkeypatch.setattr(country, "plan", lambda *, share=1.0: itertools.islice(whole(share=share), 3))
    monkeypatch.setattr(slips, "new_seed", lambda: SEED)
    return country.build(share=0.02)


def test_it_is_built_as_planned_and_once(some):
    bodies = [body for each in country.plan(share=0.02) for body in each]
    assert some == {"organisations": len(bodies), "accounts": sum(len(body.staff) for body in bodies)}
    assert organisations.codes() == {body.code for body in bodies}
    assert country.build(share=0.02) == {"organisations": 0, "accounts": 0}


def test_accounts_of_it_are_opened_with_their_slips(some):
    """User name and first code open the account, and the role is there for its person: in every kind of office."""
    for code in ("DLA", "P11", "11-0001", "11-0001-U01"):
        org = organisations.get(code=code).id
        with tenancy.entrance():
            slip = HandedOut.objects.select_related("person").filter(org_id=org).order_by("id").first()
            assert slip is not None, code
            day_after, first = slip.made_at + timedelta(days=1), slips.code(seed=SEED, slip=slip.id)
            opened = activation.open_slip(
                username=slip.person.username, code=first, address="192.0.2.1", device="", now=day_after
            )
        assert opened.id == slip.id
        with tenancy.scope(org):
            assert {row.person_id for row in assignments(person_id=slip.person_id)} == {slip.person_id}
