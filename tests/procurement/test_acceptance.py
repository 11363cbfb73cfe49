"""Acceptance: what came is charged where it belongs, the vendor is owed it, assets get their cards (spec §5.3, 28–34)."""

from datetime import date

import pytest

from khlang.office.assets import queries as assets
from khlang.office.procurement import commands, queries
from khlang.spine.ledger import queries as ledger
from tests.office import Office
from tests.procurement.accepting import DAY, accepted, entry, handed_in, inspected, item, opened, ordered

AP, GOVERNMENT = "2101010102.001", "2101010101.001"
BOARD, STAGED = "1206100101.001", "1206100102.001"


@pytest.fixture
def buying(office: Office) -> Office:
    """An office with a budget, on 25 October 2567."""
    return opened(office)


@pytest.mark.parametrize(
    ("code", "name", "price", "account"),
    [
        ("L18", "กระดาษ", "28,890", "5104010104.001"),
        ("L15", "ทำความสะอาด", "9,000", "5104010112.001"),
        ("L19", "น้ำมันเชื้อเพลิง", "21,400", "5104010110.001"),
    ],
)
def test_supplies_services_and_fuel_are_charged_to_the_account_of_their_item(
    buying: Office, code: str, name: str, price: str, account: str
) -> None:
    """The vendor's payable is kept under the vendor; no asset is opened."""
    order = ordered(buying, item(code, name, price), title=name)
    outcome = accepted(buying, order)
    satang = order.amount
    assert entry(outcome) == [(account, "debit", satang), (AP, "credit", satang)]
    assert (outcome.number, outcome.voucher_number) == ("IN68-00001/2568", "AP68-00001/2568")
    payable = ledger.lines_of_voucher(voucher_id=outcome.voucher_id or 0)[1]
    assert payable.sub == str(order.vendor_id)
    assert assets.cards()[1] == 0
    assert queries.obligation(document_id=order.id).remaining == 0


def test_another_account_may_be_chosen_when_it_is_accepted(buying: Office) -> None:
    """As the accountant sees it, not only as the item has it."""
    order = ordered(buying, item("L18", "ซ่อมเครื่องพิมพ์", "4,500"))
    lines = [{"line_id": order.lines[0].id, "account": "5104010107.001"}]
    assert entry(accepted(buying, order, lines=lines))[0] == ("5104010107.001", "debit", 450_000)


def test_a_government_vendor_has_its_own_payable(buying: Office) -> None:
    """2101010101.001 instead of …102.001."""
    order = ordered(buying, item("L18", "เวชภัณฑ์", "3,000"), vendor_kind="government")
    outcome = accepted(buying, order)
    assert entry(outcome)[1] == (GOVERNMENT, "credit", 300_000)
    assert queries.acceptance(document_id=outcome.document_id or 0).payable.code == GOVERNMENT


def test_equipment_from_the_threshold_on_is_an_asset_with_a_card_for_each_unit(buying: Office) -> None:
    """Two computers at 23,000: one debit of 46,000, two cards."""
    order = ordered(buying, item("L24", "คอมพิวเตอร์", "23,000", "2"))
    outcome = accepted(buying, order, place="ห้องกองคลัง")
    assert entry(outcome) == [(BOARD, "debit", 4_600_000), (AP, "credit", 4_600_000)]
    cards = assets.of_document(document_id=outcome.document_id or 0)
    assert [(card.code, card.cost, card.place, card.work_code) for card in cards] == [
        ("110-671025-00001", 2_300_000, "ห้องกองคลัง", "00111"),
        ("110-671025-00002", 2_300_000, "ห้องกองคลัง", "00111"),
    ]
    assert (cards[0].fund_source, cards[0].document_number) == ("budget", "IN68-00001/2568")
    assert outcome.data == {"assets": ["110-671025-00001", "110-671025-00002"]}


def test_equipment_below_the_threshold_is_expense_however_much_it_costs_together(buying: Office) -> None:
    """Four chairs at 2,500 make 10,000, but no chair does; at 10,000 each they would be assets."""
    chairs = ordered(buying, item("L23", "เก้าอี้", "2,500", "4"), title="เก้าอี้")
    assert entry(accepted(buying, chairs))[0] == ("5104030206.001", "debit", 1_000_000)
    desk = ordered(buying, item("L23", "โต๊ะ", "10,000"), title="โต๊ะ")
    assert entry(accepted(buying, desk))[0] == ("1206010101.001", "debit", 1_000_000)
    assert assets.cards()[1] == 1


def test_units_that_come_one_by_one_are_assets_at_once(buying: Office) -> None:
    """Each computer is an asset of its own; nothing waits."""
    order = ordered(buying, item("L24", "คอมพิวเตอร์", "23,000", "2"))
    part = [{"line_id": order.lines[0].id, "quantity": "1"}]
    first = accepted(buying, order, lines=part)
    assert entry(first)[0] == (BOARD, "debit", 2_300_000)
    assert [card.code[-5:] for card in assets.of_document(document_id=first.document_id or 0)] == ["00001"]
    left = queries.obligation(document_id=order.id)
    assert (left.accepted, left.remaining) == (2_300_000, 2_300_000)
    accepted(buying, order)
    assert assets.cards()[1:] == (2, 4_600_000)


def test_part_of_an_asset_waits_in_its_staging_account_until_the_last_of_it_comes(buying: Office) -> None:
    """Dr พัก / Cr AP; then Dr asset / Cr AP and พัก; one card of the whole cost (entry 32)."""
    order = ordered(buying, item("L24", "ระบบห้องประชุม", "150,000"))
    line_id = order.lines[0].id
    first = accepted(buying, order, lines=[{"line_id": line_id, "amount": "70,000"}])
    assert entry(first) == [(STAGED, "debit", 7_000_000), (AP, "credit", 7_000_000)]
    assert assets.cards()[1] == 0
    last = accepted(buying, order)
    assert entry(last) == [
        (BOARD, "debit", 8_000_000), (BOARD, "debit", 7_000_000), (STAGED, "credit", 7_000_000), (AP, "credit", 8_000_000),
    ]  # fmt: skip
    (card,) = assets.of_document(document_id=last.document_id or 0)
    assert card.cost == 15_000_000
    assert {row.account: row.after for row in ledger.balances(through=DAY, accounts=("1206",))} == {
        BOARD: 15_000_000, STAGED: 0,
    }  # fmt: skip


def test_works_go_through_construction_in_progress(buying: Office) -> None:
    """Instalments to 1211010101.001; at completion the road takes the whole of it (entry 33)."""
    order = ordered(
        buying, item("L41", "ถนน คสล.", "486,000"), kind="contract", category="works", title="ถนน คสล. ม.3",
        on=date(2024, 10, 2), start_date="2024-10-02",
        instalments=[
            {"description": "ปรับพื้นที่", "due_date": "2024-10-20", "amount": "200,000"},
            {"description": "เทคอนกรีต", "due_date": "2024-10-25", "amount": "286,000"},
        ],
    )  # fmt: skip
    first, second = order.instalments
    one = accepted(buying, order, on=date(2024, 10, 15), instalment_id=first.id)
    assert entry(one) == [("1211010101.001", "debit", 20_000_000), (AP, "credit", 20_000_000)]
    line_id = order.lines[0].id
    lines = [{"line_id": line_id, "amount": "286,000", "asset_class": "301"}]
    two = accepted(buying, order, instalment_id=second.id, lines=lines)
    assert entry(two) == [
        ("1211010101.001", "debit", 28_600_000), ("1208010101.001", "debit", 48_600_000),
        ("1211010101.001", "credit", 48_600_000), (AP, "credit", 28_600_000),
    ]  # fmt: skip
    (card,) = assets.of_document(document_id=two.document_id or 0)
    assert (card.cost, card.asset_class.name_th, card.life_years) == (48_600_000, "ถนนคอนกรีต", 20)
    assert [part.accepted for part in queries.obligation(document_id=order.id).instalments] == [True, True]


def test_a_month_of_cleaning_is_an_instalment(buying: Office) -> None:
    """The contract for twelve months is accepted month by month."""
    order = ordered(
        buying, item("L15", "ทำความสะอาด", "9,000", "12"), kind="contract", category="service", title="งานจ้างทำความสะอาด",
        vendor_kind="person", on=date(2024, 10, 2), start_date="2024-10-01", delivery_date="2025-09-30",
        monthly_instalments=12,
    )  # fmt: skip
    outcome = accepted(buying, order, on=date(2024, 10, 31), instalment_id=order.instalments[0].id)
    assert entry(outcome)[0] == ("5104010112.001", "debit", 900_000)
    view = queries.acceptance(document_id=outcome.document_id or 0)
    assert (view.instalment, view.late_days, view.completes, view.gross) == (1, 0, False, 900_000)


def test_several_lines_of_one_account_are_one_line_of_the_voucher(buying: Office) -> None:
    """And what is owed is told by budget line for the dika."""
    order = ordered(
        buying, item("L18", "กระดาษ", "1,000"), item("L18", "หมึก", "2,000"), item("L24", "คอมพิวเตอร์", "23,000")
    )
    outcome = accepted(buying, order)
    assert entry(outcome) == [
        ("5104010104.001", "debit", 300_000), (BOARD, "debit", 2_300_000), (AP, "credit", 2_600_000),
    ]  # fmt: skip
    view = queries.acceptance(document_id=outcome.document_id or 0)
    assert [amount for _, amount in view.lines] == [300_000, 2_300_000]
    assert view.assets == (("110-671025-00001", "คอมพิวเตอร์", 2_300_000),)
    assert (view.obligation_number, view.accepted_date) == (order.number, DAY)


def test_lists_of_acceptances_are_paged_and_searched(buying: Office) -> None:
    """By number, by vendor, by state."""
    order = ordered(buying, item("L18", "กระดาษ", "100", "3"))
    for _ in range(3):
        accepted(buying, order, lines=[{"line_id": order.lines[0].id, "quantity": "1"}])
    found, count = queries.acceptances(limit=2)
    assert (len(found), count) == (2, 3)
    assert [row.number for row in found] == ["IN68-00003/2568", "IN68-00002/2568"]
    assert queries.acceptances(text="ตัวอย่างคอมพิวเตอร์ ๖๘-๐๐๐๐๑")[1] == 3
    assert queries.acceptances(states=("submitted",))[1] == 0
    assert queries.acceptances(obligation_id=order.id, vendor_id=order.vendor_id, since=DAY, through=DAY)[1] == 3


def test_two_parts_inspected_before_either_is_accepted(buying: Office) -> None:
    """Whichever is accepted last completes the asset, though it was written as a part like the other."""
    order = ordered(buying, item("L24", "ระบบห้องประชุม", "150,000"))
    line_id = order.lines[0].id
    one, two = (handed_in(buying, order, lines=[{"line_id": line_id, "amount": part}]) for part in ("70,000", "80,000"))
    last = [
        commands.accept_inspection(envelope=buying.envelope("clerk"), data={"document_id": each}) for each in (two, one)
    ][1]
    assert entry(last) == [
        (BOARD, "debit", 7_000_000), (BOARD, "debit", 8_000_000), (STAGED, "credit", 8_000_000), (AP, "credit", 7_000_000),
    ]  # fmt: skip
    view = queries.acceptance(document_id=one)
    assert (view.completes, view.details[0].moved, view.assets[0][2]) == (True, 8_000_000, 15_000_000)


def test_a_returned_inspection_is_corrected_and_a_rejected_one_leaves_nothing(buying: Office) -> None:
    """Returned: rewritten and accepted under the same document. Rejected: the vendor delivers anew."""
    order = ordered(buying, item("L18", "กระดาษ", "1,000"))
    document_id = handed_in(buying, order, invoice_no="A-1")
    said = {"document_id": document_id, "reason": "ใบส่งของไม่ครบ"}
    commands.return_inspection(envelope=buying.envelope("clerk"), data=said)
    inspected(buying, order, document_id=document_id, delivery_note="DN-9", invoice_no="A-1")
    commands.submit_inspection(envelope=buying.envelope("supply_officer"), data={"document_id": document_id})
    outcome = commands.reject_inspection(envelope=buying.envelope("clerk"), data=said)
    assert (outcome.state, outcome.number, outcome.voucher_id) == ("rejected", None, None)
    again = accepted(buying, order, invoice_no="A-1")
    assert (again.number, again.voucher_number) == ("IN68-00001/2568", "AP68-00001/2568")


def test_half_of_what_costs_less_than_a_baht(buying: Office) -> None:
    """The rest of a line that rounding left goes with its last unit, never a whole unit with another."""
    order = ordered(buying, item("L18", "ลวดเย็บ", "0.50", "2"))
    accepted(buying, order, lines=[{"line_id": order.lines[0].id, "quantity": "1"}])
    assert queries.obligation(document_id=order.id).accepted == 50
