"""One's own keys to the API: made here, shown once, revoked."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.faces.web import errors, panels, present, shell
from khlang.faces.web.panels import Panel
from khlang.faces.web.place import Place
from khlang.platform.screens import Field
from khlang.spine.access import queries as access
from khlang.spine.access import tokens as keys

_PROPOSED_LIFE = timedelta(days=90)
_REVOKE = Panel(key="revoke", command="token.revoke", title="web.tokens.revoke")


def token_page(request: HttpRequest) -> HttpResponse:
    """The list of one's own tokens; a new one is shown in the answer to its making and never again."""
    place: Place = request.place  # type: ignore[attr-defined]
    secret = keys.new_secret()
    making = _making(secret)
    sent = panels.send(request, (making, _REVOKE))
    made = sent is not None and sent.panel is making and sent.outcome is not None
    if sent and sent.panel is _REVOKE:
        for each in errors.every(sent.problem) if sent.problem else ():
            messages.error(request, errors.wording(each, place.lang))
        if sent.outcome:
            messages.success(request, place.say("web.tokens.revoked"), extra_tags="success")
        return redirect("/tokens/")
    page: dict[str, Any] = {
        "title": place.say("web.tokens"), "href": "/tokens/", "note": shell.name(place.organisation, place), "acts": True,
        "heads": [place.say(key) for key in _HEADS] + [""], "rows": _rows(place), "empty": place.say("web.tokens.none"),
        "panels": panels.draw((making,), sent, place),
        "secret": secret if made and sent and sent.outcome and not sent.outcome.replayed else "",
        "secret_note": place.say("token.shown_once"),
    }  # fmt: skip
    return render(request, "web/panels.html", {"page": page}, status=422 if sent and sent.problem else 200)


_HEADS = ("field.label", "web.tokens.prefix", "web.tokens.expires", "web.tokens.used", "field.state")


def _making(secret: str) -> Panel:
    """The form that makes the key `secret`."""
    return Panel(
        key="create", command="token.create", title="web.tokens.create", help="web.tokens.help", submit="web.tokens.create",
        icon="plus", without=("secret",), fields=(Field(key="label", span=2), Field(key="expires_on")),
        values=lambda place: {"expires_on": place.today + _PROPOSED_LIFE}, adds=lambda place: {"secret": secret},
    )  # fmt: skip


def _rows(place: Place) -> list[dict[str, Any]]:
    made = []
    for each in access.tokens(person_id=place.actor.id):
        live = each.revoked_at is None and each.expires_at > place.now
        texts = (f"{each.prefix}…", present.instant(each.expires_at, place))
        used = present.instant(each.last_used_at, place) if each.last_used_at else "-"
        said = place.say("token.live" if live else "token.ended")
        why = place.say(f"token.why.{each.end_reason}") if each.end_reason else ""
        text = place.say("token.ended_because", why=why) if why else said
        state = present.Cell(text=text, tone="success" if live else "neutral")
        facts = (
            present.Cell(text=text, label=place.say(head))
            for text, head in zip((*texts, used), _HEADS[1:4], strict=True)
        )
        cells = [present.Cell(text=each.label, css="p-title"), *facts, state]
        row: dict[str, Any] = {"cells": cells}
        if live:
            row |= {"act": "revoke", "name": "token_id", "value": each.id, "label": place.say("web.tokens.revoke")}
        made.append(row)
    return made
