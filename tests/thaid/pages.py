"""A page of the tests with a button that asks for a proof, and the page after it; everything else is the site as it is."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from khlang.faces.web.entrance import thaid


def button(request: HttpRequest) -> HttpResponse:
    """GET: the button; POST: on to ThaID."""
    purpose = request.GET.get("purpose", "activate")
    if request.method == "POST":
        return thaid.begin(request, purpose=purpose, onward=f"/thaid/done/?purpose={purpose}")
    token = get_token(request)
    return HttpResponse(
        f'<!doctype html><html lang="th"><title>ทดสอบ</title><form method="post"><input type="hidden" '
        f'name="csrfmiddlewaretoken" value="{token}"><button>ยืนยันตัวตนด้วย ThaID</button></form></html>'
    )


def done(request: HttpRequest) -> HttpResponse:
    """What is proved, for the purpose asked for."""
    found = thaid.proof(request, purpose=request.GET.get("purpose", "activate"))
    if "forget" in request.GET:
        thaid.forget(request)
    return JsonResponse({"proof": asdict(found) if found else None}, json_dumps_params={"ensure_ascii": False})


urlpatterns = [
    path("thaid/try/", button),
    path("thaid/done/", done),
    path("", include("khlang.faces.urls")),
]
handler404 = "khlang.faces.web.errors.not_found"
