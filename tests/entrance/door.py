"""Standing at the door: log in by password, hold an app that counts, read the log."""

import pyotp
from django.test import Client

from khlang.platform import clock
from khlang.spine.access import second_factor
from khlang.spine.access.models import OpenSession, SecurityEvent
from tests.household import NOW, PASSWORD


def enter(username="somchai", password=PASSWORD, client=None, **more):
    """A browser after its password was sent, and the answer."""
    client = client or Client()
    return client, client.post("/login/", {"username": username, "password": password, **more})


def app_of(person, seconds=None):
    """An app that counts, enrolled with the code before the last so that the present one is free; its secret."""
    secret = second_factor.new_secret()
    at = (seconds or clock.seconds()) - 30
    second_factor.add_totp(
        person=person, secret=secret, code=pyotp.TOTP(secret).at(at), label="โทรศัพท์", seconds=at, now=NOW, address=""
    )
    return secret


def code(secret, seconds=None):
    """What the app shows."""
    return pyotp.TOTP(secret).at(seconds or clock.seconds())


def kinds(person):
    """The kinds of lines of the log about a person, oldest first."""
    return list(SecurityEvent.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def reason(person):
    """Why the last session of a person ended."""
    return OpenSession.objects.filter(person=person).order_by("-id").values_list("end_reason", flat=True)[0]
