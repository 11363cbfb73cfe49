"""Nothing inline, nothing from elsewhere, nothing of another organisation."""

import re

import pytest
from django.test import Client

from khlang.faces.web import security
from tests.web.desk import set_up

PAGES = ("/", "/inbox/", "/receipts/new/", "/documents/receipt/", "/documents/remittance/new/", "/reports/", "/lists/party/",
         "/reports/daily_status/", "/documents/receipt/new/transfer/")  # fmt: skip
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)


def assert_policy(answer):
    """The policy of the answer names the number that stands at every script and style tag of the page, and no other."""
    (nonce,) = set(re.findall(r'nonce="([\w-]+)"', answer.content.decode()))
    assert answer["Content-Security-Policy"] == security.policy(nonce=nonce)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_inline_script_or_style(desk, path):
    answer = desk.client("somchai").get(path)
    assert answer.status_code == 200
    assert_policy(answer)
    assert INLINE.findall(answer.content.decode()) == []


def test_the_policy_allows_nothing_unsafe():
    policy = security.policy(nonce="N")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_error_pages_carry_the_policy_too(desk):
    answer = Client().get("/v/AAAA/")
    assert answer.status_code == 404
    assert_policy(answer)


def test_a_document_of_another_organisation_does_not_exist(desk):
    other = set_up("OTHER")
    theirs = other.receipt()
    client = desk.client("somchai")
    for path in ("", "void/", "print/receipt/"):
        assert client.get(f"/documents/receipt/{theirs}/{path}").status_code == 404


def test_a_document_is_not_shown_as_another_kind(desk):
    mine = desk.receipt()
    assert desk.client("somchai").get(f"/documents/remittance/{mine}/").status_code == 404


def test_pages_of_a_group_need_its_view_duty(desk):
    answer = desk.client("admin").get("/documents/receipt/")
    assert answer.status_code == 403


def test_a_form_from_elsewhere_is_refused_in_words(desk):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/login/", {"username": "somchai", "password": "x"})
    assert answer.status_code == 403
    assert "แบบฟอร์มหมดอายุ" in answer.content.decode()
