"""Moves: the voucher is seen before it is signed, reasons are asked for, nobody approves his own, two tabs do not collide."""

import re
from uuid import uuid4

from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.web.desk import Desk

HTMX = {"HX-Request": "true"}


def state(desk: Desk, document_id: int) -> str:
    with tenancy.scope(desk.org):
        return documents.get(document_id=document_id).state


def version(page: str) -> str:
    return re.search(r'name="expected_version" value="(\d+)"', page).group(1)


def test_the_preview_shows_the_exact_voucher_and_writes_nothing(desk):
    summary = desk.summary_to_post()
    page = (
        desk.client("pranee")
        .post(f"/documents/remittance_summary/{summary}/post/preview/", headers=HTMX)
        .content.decode()
    )
    assert "1101010101.001" in page
    assert page.count("1,250.75") >= 4
    assert state(desk, summary) == "submitted"
    with tenancy.scope(desk.org):
        assert ledger.vouchers_of(document_id=summary) == []


def test_posting_from_the_dialog_leads_back_to_the_document_with_its_voucher(desk):
    summary, client = desk.summary_to_post(), desk.client("pranee")
    path = f"/documents/remittance_summary/{summary}/post/"
    form = {"command_id": str(uuid4()), "expected_version": version(client.get(path).content.decode())}
    answer = client.post(path, form, headers=HTMX)
    assert answer["HX-Redirect"] == f"/documents/remittance_summary/{summary}/"
    page = client.get(answer["HX-Redirect"]).content.decode()
    assert "RV68-00001/2568" in page
    assert "เส้นทางเอกสาร" in page


def test_voiding_asks_for_the_reason(desk):
    receipt, client = desk.receipt(), desk.client("pranee")
    path = f"/documents/receipt/{receipt}/void/"
    answer = client.post(path, {"command_id": str(uuid4()), "reason": " "}, headers=HTMX)
    assert answer.status_code == 422
    assert "กรุณาระบุเหตุผล" in answer.content.decode()
    client.post(path, {"command_id": str(uuid4()), "reason": "ชื่อผู้ชำระเงินผิด"}, headers=HTMX)
    assert state(desk, receipt) == "voided"
    assert "ชื่อผู้ชำระเงินผิด" in client.get(f"/documents/receipt/{receipt}/").content.decode()


def test_the_maker_has_no_button_and_a_forged_request_is_refused(desk):
    summary, client = desk.summary_to_post(), desk.client("wipa")
    assert 'data-move="post"' not in client.get(f"/documents/remittance_summary/{summary}/").content.decode()
    answer = client.post(f"/documents/remittance_summary/{summary}/post/", {"command_id": str(uuid4())}, headers=HTMX)
    assert answer.status_code == 422
    assert state(desk, summary) == "submitted"


def test_two_tabs_the_second_is_told_that_the_document_has_changed(desk):
    receipt, client = desk.receipt(), desk.client("pranee")
    path = f"/documents/receipt/{receipt}/void/"
    form = {"command_id": str(uuid4()), "reason": "ผิด", "expected_version": "7"}
    answer = client.post(path, form, headers=HTMX)
    assert answer.status_code == 422
    assert state(desk, receipt) == "issued"


def test_what_waits_is_in_the_inbox_of_who_may_act_and_of_nobody_else(desk):
    summary = desk.summary_to_post()
    link = f"/documents/remittance_summary/{summary}/"
    assert link in desk.client("pranee").get("/inbox/").content.decode()
    assert link not in desk.client("somchai").get("/inbox/").content.decode()


def test_an_unknown_move_is_no_page(desk):
    assert desk.client("pranee").get(f"/documents/receipt/{desk.receipt()}/explode/").status_code == 404
