"""A receipt is issued without touching the mouse; total and words follow every key."""

from khlang.core.thai import baht_text
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def arrive(page, field: str) -> None:
    """Wait until the keys go to the field: a line that was not there before is drawn first."""
    page.wait_for_function("id => document.activeElement.id === id", arg=field)


def settle(page) -> None:
    """Wait until the type-ahead has answered."""
    page.wait_for_selector("[role=option]:visible")


def test_a_receipt_of_two_lines_by_keyboard_alone(desk, enter):
    desk.do("party.save", {"name": "นางสาวสมหญิง ใจดี", "address": "99/1 หมู่ 4"})
    page = enter("somchai")
    page.goto("/receipts/new/")
    page.wait_for_load_state("networkidle")
    keys = page.keyboard
    arrive(page, "id-payer_name")
    keys.type("สมหญิง", delay=15)
    settle(page)
    keys.press("Enter")
    assert page.input_value("[name=payer_address]") == "99/1 หมู่ 4"
    while not focused(page).startswith("id-lines-0"):
        keys.press("Enter")
    keys.type("ขนขยะ", delay=15)
    settle(page)
    keys.press("Enter")
    assert page.input_value("[name=lines-0-item]") == "41210008"
    arrive(page, "id-lines-0-amount")
    keys.type("๑,๒๕๐.๗๕")
    keys.press("Enter")
    arrive(page, "id-lines-1-item")
    keys.type("4121000", delay=15)
    settle(page)
    keys.press("ArrowDown")
    keys.press("Enter")
    arrive(page, "id-lines-1-amount")
    keys.type("21000000")
    assert page.inner_text("output") == "21,001,250.75"
    assert page.inner_text("[x-text=words]") == baht_text(2_100_125_075)
    keys.press("Control+Enter")
    page.wait_for_url("**/receipts/new/?issued=*")
    assert "RC68-00001/2568" in page.inner_text("main")
    with tenancy.scope(desk.org):
        (receipt,) = documents.find(kind="receipt", states=["issued"])
    assert (receipt.amount, receipt.party_name) == (2_100_125_075, "นางสาวสมหญิง ใจดี")


def test_words_of_the_browser_are_those_of_the_server(desk, enter):
    page = enter("somchai")
    page.goto("/receipts/new/")
    for baht in ("1", "11", "21", "101.01", "1000001", "11000000", "1234567.89", "20", "0.25", "100000000000"):
        page.fill("[name=lines-0-amount]", baht)
        whole, _, part = baht.partition(".")
        assert page.inner_text("[x-text=words]") == baht_text(int(whole) * 100 + int(part.ljust(2, "0") or 0)), baht


def test_fields_of_a_channel_show_with_it(desk, enter):
    page = enter("somchai")
    page.goto("/receipts/new/")
    assert not page.is_visible("[name=cheque_number]")
    page.select_option("[name=channel]", "cheque")
    assert page.is_visible("[name=cheque_number]")
    assert not page.is_visible("[name=reference]")


def test_the_voucher_is_seen_before_posting(desk, enter):
    summary = desk.summary_to_post()
    page = enter("pranee")
    page.goto(f"/documents/remittance_summary/{summary}/")
    page.click("[data-move=post]")
    page.wait_for_selector("#preview table")
    assert "1101010101.001" in page.inner_text("#preview")
    page.click("#dialog [data-primary]")
    page.wait_for_selector("text=RV68-00001/2568")
