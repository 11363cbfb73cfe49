"""A proved mailbox belongs to one account: whatever the spelling, wherever the account is, and when two prove it at once."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from khlang.platform import tenancy
from khlang.spine.access import activation
from khlang.spine.access.models import Person
from tests.activation.scene import MAILBOX, Newcomer, code_of
from tests.activation.test_activation import said
from tests.household import NOW, PASSWORD, found, hire
from tests.operators import operator
from tests.refusals.attempt import refused

migration: Any = import_module("khlang.spine.access.migrations.0008_mailbox_of_one_account")


@pytest.fixture
def owner(db: Any) -> Person:
    """Somebody of another organisation who has proved the mailbox."""
    person = hire(found("OWNER"), "owner", "finance_officer")
    with tenancy.entrance():
        Person.objects.filter(id=person.pk).update(email=MAILBOX, email_proved_at=NOW)
    return person


def proves(person: Person, mailbox: str) -> None:
    with tenancy.entrance(), transaction.atomic():
        Person.objects.filter(id=person.pk).update(email=mailbox, email_proved_at=NOW)


def test_the_database_keeps_it_for_one_account(owner: Person) -> None:
    other, third = (hire(owner.home_id, each) for each in ("other", "third"))
    for spelt in (MAILBOX, MAILBOX.upper()):
        with pytest.raises(IntegrityError, match="mailbox_of_one_account"):
            proves(other, spelt)
    proves(other, "other@example.go.th")
    with tenancy.entrance():
        Person.objects.filter(id=third.pk).update(email=MAILBOX, email_proved_at=None)  # typed by an administrator


def test_no_mailbox_is_no_mailbox(owner: Person) -> None:
    for each in ("one", "two"):
        proves(hire(owner.home_id, each), "")
    with tenancy.entrance():
        assert Person.objects.filter(email="").exclude(email_proved_at=None).count() == 2


def test_an_account_that_the_organisation_does_not_see_counts(owner: Person) -> None:
    here = found("HERE")
    me = hire(here, "mana", "finance_officer")
    with tenancy.scope(here, person=me.pk), refused("email_taken", field="email"):
        activation.check_mailbox(person=me, email=MAILBOX.title())


@pytest.fixture
def nobody_looked(monkeypatch: Any) -> None:
    """Both looked before either wrote."""
    monkeypatch.setattr(activation, "check_mailbox", lambda **_: None)


def test_two_at_once_end_in_the_refusal(owner: Person, nobody_looked: None) -> None:
    me = hire(found("HERE"), "mana", "finance_officer")
    with tenancy.entrance(), refused("email_taken", field="email"):
        activation.keep_mailbox(person_id=me.pk, email=MAILBOX, now=NOW)


def test_the_page_of_activation_says_so(newcomer: Newcomer, owner: Person, nobody_looked: None) -> None:
    newcomer.open(), newcomer.prove(), newcomer.name_mailbox()
    assert "other" not in said(newcomer.type_code(), "email_taken")


def test_the_page_of_the_mailbox_says_so(owner: Person, nobody_looked: None, mailoutbox: Any) -> None:
    hire(found("HERE"), "mana", "finance_officer", password=PASSWORD)
    with tenancy.entrance():
        Person.objects.filter(username="mana").update(must_change_password=False)
    client = Client()
    client.post("/login/", {"username": "mana", "password": PASSWORD})
    client.post("/account/mail/", {"email": MAILBOX, "password": PASSWORD})
    answer = client.post("/account/mail/", {"act": "prove", "code": code_of(mailoutbox)})
    assert said(answer, "email_taken")
    with tenancy.entrance():
        assert Person.objects.get(username="mana").email_proved_at is None


def test_the_migration_names_who_shares_one(owner: Person) -> None:
    """บัญชีที่ใช้กล่องจดหมายเดียวกันถูกบอกชื่อ ไม่ใช่ล้มเหลวโดยไม่รู้ว่าเพราะใคร."""
    other = hire(found("HERE"), "other")
    editor = SimpleNamespace(connection=connection)
    with tenancy.unscoped():
        migration.look(apps, editor)
        with operator(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP INDEX mailbox_of_one_account")
        proves(other, MAILBOX.upper())
        with pytest.raises(migration.MailboxShared) as named:
            migration.look(apps, editor)
    text = str(named.value)
    assert "other (HERE), owner (OWNER)" in text and "m•••@example.go.th" in text and MAILBOX not in text
