"""At the console an operator names an organisation: that one is touched, and no other is told of or written in."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from khlang.faces.cli import nightly, pack, report, token
from khlang.platform import tenancy
from khlang.spine.access.models import ApiToken, Person
from khlang.spine.parties import commands as parties
from khlang.spine.parties.models import Party
from tests.api.program import key_of
from tests.household import found, hire
from tests.office import Office, open_office
from tests.till import Till
from tests.untouched import Contents, changed, contents, nothing_written

pytestmark = pytest.mark.django_db
#: What the payer of the second office is called, and what was paid there.
THEIRS, PAID = "นางกำแพง สูงลิ่ว", "739.19"


@pytest.fixture
def offices(db: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Office, Office]]:
    """Two offices with people and a receipt each, and a province and a department that keep no books."""
    monkeypatch.setenv("KHLANG_BUSINESS_DATE", "2024-10-01")
    found("DEPT", "department")
    found("PROV", "provincial_office", "DEPT")
    yield settled("MINE", "นายบ้านเรา", "100"), settled("OTHER", THEIRS, PAID)


def settled(code: str, payer: str, amount: str) -> Office:
    """An office that took money in."""
    office = open_office(code=code)
    with tenancy.scope(office.org):
        hire(office.org, f"wichai-{code.lower()}", "treasury_head")
        hire(office.org, f"somchai-{code.lower()}", "revenue_officer")
        Till(office).take_in(("41210008", amount), cash=amount, payer_name=payer)
        parties.save_party(envelope=office.envelope(), data={"name": payer})
    return office


def khlang(subcommand: ModuleType, *words: str) -> int:
    """A subcommand of the console with these words."""
    parser = argparse.ArgumentParser()
    subcommand.configure(parser)
    return int(subcommand.run(parser.parse_args(words)))


def of(office: Office, kept: Contents) -> Contents:
    """The rows that name an office."""
    return {table: frozenset(row for row in rows if str(office.org) in row) for table, rows in kept.items()}


def key_in(office: Office) -> tuple[str, str]:
    """A program's key in an office, and the name of whose it is."""
    name = f"somchai-{office.organisation.code.lower()}"
    with tenancy.scope(office.org):
        return key_of(office.org, Person.objects.get(username=name)), name


def test_a_kit_is_made_of_the_office_that_is_named(offices: tuple[Office, Office], tmp_path: Path) -> None:
    mine, other = offices
    before = contents()
    assert khlang(pack, "--org", "MINE", "--out", str(tmp_path)) == 0
    after = contents()
    assert changed(of(other, before), of(other, after)) == {}
    assert "documents_document" in changed(of(mine, before), of(mine, after))
    assert [each.name.split()[0] for each in tmp_path.iterdir()] == ["MINE", "MINE"]


def test_every_night_an_office_is_left_alone_that_has_its_kit(
    offices: tuple[Office, Office], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, other = offices
    pack.make(organisation=mine.organisation, nightly=True)
    before = contents()
    assert khlang(nightly) == 0
    after = contents()
    assert changed(of(mine, before), of(mine, after)) == {}
    assert "documents_document" in changed(of(other, before), of(other, after))
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "kit: 1" and not said.err, "none for who keeps no books"


def test_a_report_tells_nothing_of_another_office(
    offices: tuple[Office, Office], capsys: pytest.CaptureFixture[str]
) -> None:
    """Also when a row of theirs is what is asked about."""
    with tenancy.scope(offices[1].org):
        payer = str(Party.objects.get(name=THEIRS).id)
    span = ("--from", "2024-10-01", "--to", "2024-10-01")
    asked = {
        "receipts": span, "trial-balance": ("--on", "2024-10-01"), "journal": span, "cash-book": span,
        "payables": ("--vendor", payer, *span), "deposits": ("--depositor", payer, *span),
    }  # fmt: skip
    told: dict[str, str] = {}
    with nothing_written():
        for org in ("MINE", "OTHER"):
            told[org] = ""
            for name, given in asked.items():
                khlang(report, name, "--org", org, *given)
                told[org] += "".join(capsys.readouterr())
    assert THEIRS in told["OTHER"] and PAID in told["OTHER"]
    assert THEIRS not in told["MINE"] and PAID not in told["MINE"] and "100.00" in told["MINE"]


def test_a_key_is_made_for_somebody_of_the_office_only(
    offices: tuple[Office, Office], capsys: pytest.CaptureFixture[str]
) -> None:
    with nothing_written():
        assert khlang(token, "create", "--org", "MINE", "--user", "somchai-other", "--label", "x") == 2
    assert not capsys.readouterr().out


def test_a_key_is_ended_and_listed_in_its_own_office_only(
    offices: tuple[Office, Office], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, other = offices
    (secret, name), (own, me) = key_in(other), key_in(mine)
    with nothing_written():
        assert khlang(token, "revoke", "--org", "MINE", secret[:12]) == 2
        assert khlang(token, "list", "--org", "MINE") == 0
    listed = capsys.readouterr().out
    assert own[:12] in listed and me in listed and secret[:12] not in listed and name not in listed
    before = contents()
    assert khlang(token, "revoke", "--org", "OTHER", secret[:12]) == 0
    assert changed(of(mine, before), of(mine, contents())) == {}
    with tenancy.scope(other.org):
        assert ApiToken.objects.get().revoked_at is not None
