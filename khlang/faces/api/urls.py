"""The addresses of the API, below /api/v1/."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from khlang.core.refusal import Refusal
from khlang.faces.api import (
    commands,
    contract,
    documents,
    ledger,
    lists,
    outages,
    problems,
    reference,
    reports,
    standing,
)
from khlang.faces.api.entrance import Bearer, entered, on_exception, polite


class Readable(JSONRenderer):
    """JSON with Thai as Thai."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Ninja, but everything that goes wrong becomes problem+json."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """The answer to an exception."""
        return on_exception(request, exc)


def build() -> Api:
    """All routers, behind the entrance."""
    made = Api(
        title="Khlang",
        version="1",
        docs_url=None,
        openapi_url=None,
        auth=Bearer(),
        renderer=Readable(),
        urls_namespace="api",
    )
    made.add_decorator(entered, mode="view")
    made.add_router("", standing.router)
    made.add_router("/commands", commands.router())
    made.add_router("", documents.router)
    made.add_router("", ledger.router)
    made.add_router("", outages.router)
    made.add_router("/reports", reports.router())
    made.add_router("/lists", lists.router())
    made.add_router("/reference", reference.router)
    return made


api = build()


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API; open to all, for it says nothing about any office."""
    lang = problems.language(request)
    response = JsonResponse(contract.document(api, lang), json_dumps_params={"ensure_ascii": False})
    response["Content-Language"], response["Vary"] = lang, "Accept-Language"
    return response


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Any other address below /api/v1/."""
    return problems.answer(request, Refusal("address_unknown"))


_ninja, _, _ = api.urls
for _pattern in _ninja:
    _pattern.callback = polite(_pattern.callback)  # type: ignore[arg-type, union-attr]

urlpatterns = [
    path("openapi.json", polite(openapi), name="api-openapi"),
    path("", nothing_here, name="api-nothing"),
    path("", (_ninja, "ninja", "api")),
    re_path("", nothing_here),
]
