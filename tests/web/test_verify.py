"""The public check of a receipt: genuine ones agree, void ones say so, anything else tells nothing."""

from django.test import Client

from khlang.office.revenue.queries import genuine
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.web.desk import Desk


def token(desk: Desk, receipt: int) -> str:
    with tenancy.scope(desk.org):
        return genuine.token(document=documents.get(document_id=receipt))


def test_a_genuine_receipt_agrees_and_the_payer_stays_unnamed(desk):
    receipt = desk.receipt("นางคำ ทองดี", amount="1,250.75")
    page = Client().get(f"/v/{token(desk, receipt)}/").content.decode()
    for text in ("RC68-00001/2568", "1,250.75", "1 ตุลาคม 2567", "ตรงกับทะเบียนใบเสร็จ"):
        assert text in page
    assert "นางคำ" not in page


def test_a_void_receipt_is_shown_as_void(desk):
    receipt = desk.receipt()
    desk.do("receipt.void", {"document_id": receipt, "reason": "ผิด"}, "pranee")
    assert "ใช้ไม่ได้แล้ว" in Client().get(f"/v/{token(desk, receipt)}/").content.decode()


def test_a_changed_token_finds_nothing(desk):
    right = token(desk, desk.receipt())
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    assert Client().get(f"/v/{wrong[::-1]}/").status_code == 404
    assert Client().get(f"/v/{wrong}/").status_code == 404
