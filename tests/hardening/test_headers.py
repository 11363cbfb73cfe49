"""What every answer carries, and what no answer tells (ASVS V3.2 to V3.5, V13.4, V14.3)."""

import re
import subprocess
import sys
from secrets import token_urlsafe

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khlang.faces.web import security
from tests.files import scan
from tests.hardening.addresses import filled, routes
from tests.web.desk import Desk

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": security.PERMISSIONS,
    "Cache-Control": "no-store",
}


def test_every_answer_carries_the_headers(desk: Desk) -> None:
    """Pages, files, refusals, redirects and the API alike."""
    document, client = desk.receipt(), desk.client("pranee")
    client.raise_request_exception = False
    for route in (*routes(), *routes(api=True)):
        answer = client.get(filled(route, document_id=document))
        missing = {name: answer.get(name) for name, value in ALWAYS.items() if answer.get(name) != value}
        assert missing == {}, (route, missing)
        said = answer["Content-Security-Policy"]
        for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in said, (route, said)
        assert "unsafe" not in said and "*" not in said
        assert "Access-Control-Allow-Origin" not in answer
        kind = answer.get("Content-Type", "")
        assert not kind.startswith("text/") or "charset=utf-8" in kind.lower(), (route, kind)


def test_every_page_has_a_number_of_its_own(desk: Desk) -> None:
    """The number is of one answer: what was learnt from one page is worth nothing on the next."""
    client = desk.client("somchai")
    pages = [client.get("/inbox/") for _ in range(3)]
    numbers = {re.findall(r"'nonce-([\w-]{24,})'", page["Content-Security-Policy"])[0] for page in pages}
    assert len(numbers) == 3


def test_scripts_run_by_number_only() -> None:
    policy = security.policy(nonce="N")
    assert "script-src 'nonce-N';" in policy and "style-src 'nonce-N';" in policy and "object-src 'none'" in policy


def test_a_form_leads_to_nobody_else() -> None:
    """The way to proof of identity begins with a form as well; the page that answers it leads on."""
    assert "form-action 'self';" in security.policy(nonce="N")


def test_browsers_may_be_asked_to_report(settings) -> None:
    settings.CSP_REPORTS = "https://report.example/csp"
    assert security.policy(nonce="N").endswith("; report-uri https://report.example/csp")


def test_a_kept_file_is_only_ever_saved(desk: Desk, settings, tmp_path) -> None:
    """Never shown, never run, never part of another page."""
    settings.MEDIA_ROOT = tmp_path
    client, name = desk.client("somchai"), "ก;filename=x\u202e'\tSet-Cookie: a=1.pdf"
    page = client.post(
        f"/documents/receipt/{desk.receipt()}/attach/", {"file": SimpleUploadedFile(name, scan())}, follow=True
    )
    path = re.findall(r'href="(/attachments/\d+/)"', page.content.decode())[0]
    answer = client.get(path)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (
        answer["Content-Disposition"]
        == "attachment; filename*=utf-8''%E0%B8%81%3Bfilename%3Dx%27Set-Cookie_%20a%3D1.pdf"
    )
    assert answer["Content-Security-Policy"] == security.DOWNLOAD
    assert "a" not in client.cookies


def test_who_leaves_leaves_nothing_in_the_browser(desk: Desk) -> None:
    client = desk.client("somchai")
    answer = client.post("/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/login/")


def test_scripts_and_styles_are_public_and_typed() -> None:
    answer = Client().get("/static/khlang/app.js")
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer
    assert "csrf" not in b"".join(answer).decode().lower(), "no data of anybody in a script"


@pytest.mark.parametrize("path", ["/static/", "/static/khlang/", "/static/../manage.py", "/static/khlang/..%2f..%2fapps.py",
                                  "/.git/config", "/admin/", "/server-status", "/var/khlang.sqlite3"])  # fmt: skip
def test_nothing_else_is_served(desk: Desk, path: str) -> None:
    assert desk.client("pranee").get(path).status_code == 404


def test_there_is_no_administration_of_the_framework() -> None:
    assert "django.contrib.admin" not in configured.INSTALLED_APPS


PRODUCTION = """
import django
from django.conf import settings as s
django.setup()
from django.core import checks
from django.test import Client
c = Client(raise_request_exception=False)
host = {"headers": {"host": "khlang.example.go.th"}}
print(s.DEBUG, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
answer = c.get("/login/", **host)
print(answer.status_code, answer["Location"])
print(c.get("/api/v1/documents", **host).status_code)
answer = c.get("/login/", secure=True, **host)
print(answer["Strict-Transport-Security"])
morsel = answer.cookies["__Host-khlang_csrf"]
print(bool(morsel["secure"]), morsel["path"], morsel["domain"] == "", morsel["samesite"], bool(morsel["httponly"]))
print(c.get("/login/", secure=True, headers={"host": "evil.example"}).status_code)
print([m.id for m in checks.run_checks(include_deployment_checks=True) if m.id and m.id.startswith("security")])
"""


def test_production_is_closed(tmp_path) -> None:
    """The settings of production themselves, in a process of their own."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "khlang.platform.settings.production", "KHLANG_VAR": str(tmp_path), "PATH": "/usr/bin:/bin",
        "KHLANG_HOSTS": "khlang.example.go.th", "KHLANG_SECRET_KEY": token_urlsafe(40), "KHLANG_IDENTITY_KEY": token_urlsafe(40),
        "KHLANG_CONTEXT_KEY": token_urlsafe(40), "KHLANG_SECRETS_KEY": token_urlsafe(40), "PYTHONPATH": ".",
        "KHLANG_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3", "KHLANG_PUBLIC_URL": "https://khlang.example.go.th",
    }  # fmt: skip
    ran = subprocess.run([sys.executable, "-c", PRODUCTION], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "False __Host-khlang_session __Host-khlang_csrf __Host-khlang_language True True",
        "301 https://khlang.example.go.th/login/",
        "403",
        "max-age=63072000; includeSubDomains; preload",
        "True / True Lax True",
        "400",
        "[]",
    ]
