"""How the API says no: RFC 9457 problem+json, in Thai or English, with the code of every refusal.

The status follows from the code: 400 cannot be read, 401 nobody known, 403 no duty, 404 not there (also what belongs to
another organisation), 409 somebody was faster or the key was used, 413 and 415 the body, 422 a rule says no, 503 no
turn to write came: nothing was done, and the same command may be sent again after `Retry-After` seconds.
"""

import json
import logging
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from khlang.core.refusal import Refusal, Refusals
from khlang.standards import LANGUAGES, message

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:khlang:refusal:{code}"
_STATUS: Final = {
    "idempotency_key_missing": 400,
    "idempotency_key_malformed": 400,
    "if_match_malformed": 400,
    "dry_run_malformed": 400,
    "json_malformed": 400,
    "request_malformed": 400,
    "token_missing": 401,
    "token_invalid": 401,
    "duty_missing": 403,
    "no_role_on_day": 403,
    "address_unknown": 404,
    "document_kind_unknown": 404,
    "report_unknown": 404,
    "print_unknown": 404,
    "method_not_allowed": 405,
    "stale_version": 409,
    "database_busy": 503,
    "command_id_reused": 409,
    "command_done_before": 409,
    "gate_closed": 409,
    "body_too_large": 413,
    "media_type_unsupported": 415,
}
_AGAIN: Final = 5
_log = logging.getLogger("khlang.api")


def language(request: HttpRequest) -> str:
    """The language that the caller prefers, of those that Khlang speaks; Thai when nothing is said."""
    for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        if wanted[:2] in LANGUAGES:
            return wanted[:2]
    return LANGUAGES[0]


def status_of(refusal: Refusal) -> int:
    """The HTTP status of one refusal; an identifier that leads nowhere is 404, whatever it should have led to."""
    if refusal.code in _STATUS:
        return _STATUS[refusal.code]
    names_a_thing = (refusal.field or "").rpartition(".")[2].endswith("id")
    if refusal.code.endswith("_not_found") or (refusal.code.endswith("_unknown") and names_a_thing):
        return 404
    return 422


def wording(refusal: Refusal, lang: str) -> str:
    """What people read of a refusal; one about a spreadsheet says first where in it."""
    text = message(f"refusal.{refusal.code}", lang, **refusal.facts)
    return f"{message('place.cell', lang, **refusal.facts)}: {text}" if "row" in refusal.facts else text


def answer(request: HttpRequest, said: Refusal | Refusals) -> HttpResponse:
    """The problem+json of one or several refusals; several of different kinds are 422 together."""
    refusals = said.errors if isinstance(said, Refusals) else (said,)
    statuses = {status_of(each) for each in refusals}
    status = statuses.pop() if len(statuses) == 1 else 422
    return problem(request, status=status, refusals=refusals)


def problem(request: HttpRequest, *, status: int, refusals: Sequence[Refusal]) -> HttpResponse:
    """The answer itself. `code` and `detail` are those of the first finding, `errors` has all of them."""
    lang = language(request)
    errors = [{"field": each.field, "code": each.code, "message": wording(each, lang)} for each in refusals]
    content: dict[str, Any] = {
        "type": TYPE.format(code=errors[0]["code"]),
        "title": message(f"problem.{status}", lang),
        "status": status,
        "detail": errors[0]["message"],
        "code": errors[0]["code"],
        "errors": errors,
    }
    text = json.dumps(content, ensure_ascii=False).encode(errors="replace")
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    response["Content-Language"] = lang
    response["Vary"] = "Accept-Language"
    if status == 503:
        response["Retry-After"] = str(_AGAIN)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="khlang"'
    return response


def fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """A crash: everything about it goes to the log, nothing to the caller."""
    _log.exception("%s %s failed", request.method, request.path, exc_info=error)
    return problem(request, status=500, refusals=(Refusal("internal_error"),))


def from_findings(findings: Sequence[Any]) -> Refusals:
    """What pydantic found in path, query or headers, as refusals at their parameters."""
    return Refusals(_of_parameter(each) for each in findings)


def _of_parameter(finding: Any) -> Refusal:
    """A list parameter is named with the position in it: "state.0"."""
    path = [part for part in finding["loc"][1:] if part not in ("asked", "place")]
    field = ".".join(str(part) for part in path) or None
    context = finding.get("ctx") or {}
    if finding["type"] == "refusal":
        return Refusal(context["code"], field=field, **context.get("facts", {}))
    if finding["type"] == "missing":
        return Refusal("field_required", field=field)
    if finding["type"] == "string_too_long":
        return Refusal("text_too_long", field=field, limit=context.get("max_length", 0))
    return Refusal("field_malformed", field=field)
