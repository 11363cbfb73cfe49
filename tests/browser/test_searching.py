"""A number typed into a search box of a real browser is in no address and in no request's address (ASVS V14.2.1)."""

from collections.abc import Callable
from typing import Any

from khlang.core.thai import holds_national_number
from khlang.spine.parties import commands as parties
from tests.household import envelope
from tests.privacy.province import NUMBER
from tests.web.desk import Desk


def test_a_number_is_searched_for_while_typing(desk: Desk, enter: Callable[..., Any]) -> None:
    """พิมพ์ชื่อแล้วพิมพ์เลข: รายการเปลี่ยน ที่อยู่ไม่มีเลข โหลดซ้ำได้ และคำที่พิมพ์ยังอยู่."""
    data = {"name": "นางสมหญิง รักไทย", "national_number": NUMBER}
    parties.save_party(envelope=envelope(desk.org), data=data)
    page, asked = enter("somchai"), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/lists/party/")
    page.locator("[data-search]").press_sequentially("สมหญิง")
    page.wait_for_url("**/lists/party/?q=*")
    page.locator("[data-search]").fill(NUMBER)
    page.wait_for_url("**/lists/party/?search=*")
    assert page.locator("#list tbody tr").count() == 1
    page.reload()
    assert page.locator("[data-search]").input_value() == NUMBER
    assert page.locator("#list tbody tr").count() == 1
    assert not [each for each in asked if holds_national_number(each)]
