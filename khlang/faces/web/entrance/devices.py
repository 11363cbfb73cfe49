"""The cookie by which a device is known to an account: long-lived, signed, one mark for each person who logged in there.

It lets nobody in. A device that is known is not shut out when strangers guess at the account, and a log-in from one that
is not is told to the person (ASVS V6.3.1, V6.3.5).
"""

import secrets
from collections.abc import Mapping

from django.core import signing
from django.http import HttpRequest, HttpResponse

_SALT = "khlang.faces.web.entrance.device"
_LIFE = 400 * 24 * 3600
_MOST_PEOPLE = 12


def cookie_name(request: HttpRequest) -> str:
    """The name of the cookie; over HTTPS no other host can set or see it."""
    return "__Host-khlang_device" if request.is_secure() else "khlang_device"


def known(request: HttpRequest) -> Mapping[int, str]:
    """The mark of this device for each person it is known to; a forged or old cookie knows nobody."""
    try:
        found = signing.loads(request.COOKIES.get(cookie_name(request), ""), salt=_SALT, max_age=_LIFE)
        return {int(person): str(mark) for person, mark in found.items()}
    except (signing.BadSignature, AttributeError, ValueError):
        return {}


def remember(request: HttpRequest, answer: HttpResponse, *, person_id: int) -> None:
    """Make the device known to the person, besides those whom it knows already (the latest dozen)."""
    marks = dict(known(request))
    marks[person_id] = marks.pop(person_id, "") or secrets.token_urlsafe(12)
    kept = {str(person): mark for person, mark in list(marks.items())[-_MOST_PEOPLE:]}
    value = signing.dumps(kept, salt=_SALT, compress=True)
    secure = request.is_secure()
    answer.set_cookie(
        cookie_name(request), value, max_age=_LIFE, path="/", secure=secure, httponly=True, samesite="Lax"
    )
