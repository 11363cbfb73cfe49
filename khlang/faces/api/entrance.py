"""Who calls: a bearer token stands for one person in one organisation, with the duties of the day.

Every address of the API goes through `entered`: token, organisation in scope, parameters that nobody knows refused, and
whatever goes wrong answered as problem+json.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from khlang.core import thai
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.api import bodies, problems
from khlang.platform import clock, tenancy
from khlang.platform.commands import Actor
from khlang.platform.screens import VIEW_DUTIES
from khlang.spine.access import queries as access
from khlang.spine.access import tokens

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind the token of a request, in the token's organisation; `lang` is "th" or "en"."""

    actor: Actor
    org: int
    label: str
    lang: str
    today: date
    now: datetime


class Bearer(HttpBearer):
    """Names the scheme to OpenAPI; the token itself has been looked at before (`entered`)."""

    def __call__(self, request: HttpRequest) -> Any:
        """The caller that `entered` found."""
        return caller(request)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Part of the base class, not used."""
        return caller(request)


def caller(request: HttpRequest) -> Caller:
    """Who calls."""
    found: Caller = request.khlang_caller  # type: ignore[attr-defined]
    return found


def require(request: HttpRequest, duty: str) -> None:
    """The caller holds the duty today. Refusal: duty_missing."""
    if duty and duty not in caller(request).actor.duties:
        raise Refusal("duty_missing", duty=duty)


def require_sight(request: HttpRequest, group: str) -> None:
    """The caller may look at what a group of pages shows: the same duties as on screen. Refusal: duty_missing."""
    require(request, VIEW_DUTIES.get(group, ""))


def identify(request: HttpRequest) -> Caller:
    """The caller of a request. Refusals: token_missing, token_invalid, no_role_on_day."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refusal("token_missing")
    now, today = clock.now(), clock.today()
    bearer = tokens.authenticate_token(token=token.strip(), now=now)
    actor = access.actor(person_id=bearer.person_id, org_id=bearer.org_id, on=today)
    return Caller(actor, bearer.org_id, bearer.label, problems.language(request), today, now)


def entered(run: View) -> View:
    """Around every operation: the caller is known and the queries see the caller's organisation only."""
    operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def inside(request: HttpRequest, *args: Any, **values: Any) -> Any:
        try:
            found = identify(request)
            request.khlang_caller = found  # type: ignore[attr-defined]
            _check_query(request, operation)
            with tenancy.scope(found.org, person=found.actor.id):
                return run(request, *args, **values)
        except Exception as error:
            return operation.api.on_exception(request, error)

    return inside


def _check_query(request: HttpRequest, operation: Any) -> None:
    """A parameter that is misspelt must not silently widen what is answered."""
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }
    known |= {each["name"] for each in (operation.openapi_extra or {}).get("parameters", ()) if each["in"] == "query"}
    strange = [name for name in request.GET if name not in known]
    if strange:
        raise Refusals(
            Refusal("query_parameter_unknown", field=name[:60], parameter=name[:60]) for name in strange[:20]
        )
    garbled = [name for name, values in request.GET.lists() if not all(map(bodies.readable, values))]
    if garbled:
        raise Refusals(Refusal("text_unreadable", field=name) for name in garbled)
    personal = [
        name
        for name, values in request.GET.lists()
        if any(thai.holds_national_number(str(value), certain=name != "search") for value in values)
    ]
    if personal:
        raise Refusals(Refusal("number_in_address", field=name) for name in personal)


def on_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """Whatever went wrong, as problem+json."""
    if isinstance(error, (Refusal, Refusals)):
        return problems.answer(request, error)
    if isinstance(error, ValidationError):
        return problems.answer(request, problems.from_findings(error.errors))
    if isinstance(error, Http404):
        return problems.answer(request, Refusal("address_unknown"))
    if isinstance(error, (SuspiciousOperation, HttpError)):
        return problems.answer(request, Refusal("request_malformed"))
    return problems.fault(request, error)


def polite(view: View) -> View:
    """Around every address: also «method not allowed» is problem+json."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **values: Any) -> Any:
        response = view(request, *args, **values)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        said = problems.answer(request, Refusal("method_not_allowed", method=str(request.method)))
        said["Allow"] = response["Allow"]
        return said

    return inside
