"""The register of assets: cards with gap-free codes, corrections that keep what stood there before."""

from datetime import date

import pytest
from django.db import transaction

from khlang.core.refusal import Refusal
from khlang.office.assets import commands, queries
from khlang.office.assets.models import AssetChange
from khlang.platform.screens import Ask, directory
from khlang.spine.organisations.models import Division
from tests.assets.cards import DAY, one, opened, typed, units
from tests.office import Office


def test_every_unit_gets_a_card_of_its_own(office: Office) -> None:
    """Two computers: two codes with the day in the Buddhist era, each at its own cost."""
    codes = opened(office, units(2_300_000, 2_300_000))
    assert codes == ("110-671025-00001", "110-671025-00002")
    cards, count, cost = queries.cards()
    assert (count, cost, [card.cost for card in cards]) == (2, 4_600_000, [2_300_000, 2_300_000])
    assert {(card.account, card.life_years, card.state) for card in cards} == {("1206100101.001", 5, "in_use")}


def test_codes_run_on_within_class_and_day_and_begin_anew_in_the_next(office: Office) -> None:
    """Without a gap, also over several acceptances; another class or day has its own run."""
    opened(office, units(2_300_000), units(1_100_000, position=2), units(5_000_000, class_code="101", position=3))
    assert opened(office, units(2_300_000)) == ("110-671025-00003",)
    assert opened(office, units(2_300_000, acquired_date=date(2024, 10, 28))) == ("110-671028-00001",)
    assert opened(office, units(2_300_000, class_code="101")) == ("101-671025-00002",)


def test_an_acceptance_that_is_rolled_back_leaves_no_gap(office: Office) -> None:
    """The code that was not used is the next one's."""
    with pytest.raises(RuntimeError), transaction.atomic():
        opened(office, units(2_300_000))
        raise RuntimeError("the acceptance is refused after its cards were opened")
    assert opened(office, units(2_300_000)) == ("110-671025-00001",)


def test_nothing_acquired_opens_nothing(office: Office) -> None:
    """A purchase of paper brings no asset."""
    assert opened(office) == ()
    assert queries.cards()[1] == 0


def test_a_correction_keeps_what_stood_there_before(office: Office) -> None:
    """Field by field, with who and why; the card has the new values and a new version."""
    card = one(office)
    works = Division.objects.create(code="05", name_th="กองช่าง")
    data = typed(card, place="ห้องช่าง ชั้น 2", division_id=works.id, state="under_repair")
    outcome = commands.correct(envelope=office.envelope("supply_officer", day=DAY), data=data)
    assert (outcome.number, outcome.version) == (card.code, 2)
    now = queries.card(asset_id=card.id)
    assert (now.place, now.division, now.state, now.cost) == ("ห้องช่าง ชั้น 2", "กองช่าง", "under_repair", card.cost)
    found, count = queries.changes(asset_id=card.id)
    assert count == 3
    assert {(each.field, each.before, each.after) for each in found} == {
        ("place", "", "ห้องช่าง ชั้น 2"), ("division", "", "กองช่าง"), ("state", "in_use", "under_repair"),
    }  # fmt: skip
    assert {(each.reason, each.actor_name, each.day) for each in found} == {
        ("ย้ายตามบันทึกที่ 12/2568", "supply_officer", DAY)
    }


def test_somebody_else_corrected_it_in_between(office: Office) -> None:
    """The second one sees that the card is no longer the one on the screen."""
    card = one(office)
    commands.correct(envelope=office.envelope(version=1), data=typed(card, place="ห้อง 1"))
    with pytest.raises(Refusal) as refused:
        commands.correct(envelope=office.envelope(version=1), data=typed(card, place="ห้อง 2"))
    assert refused.value.code == "stale_version"
    assert AssetChange.objects.count() == 1


def test_the_register_lists_by_class_and_adds_up_by_account(office: Office) -> None:
    """Rows of the report in the order of its subtotals; sums to compare with the ledger."""
    opened(office, units(5_000_000, class_code="201"), units(2_300_000, 2_400_000, position=2))
    assert [card.class_code for card in queries.register(through=DAY)] == ["110", "110", "201"]
    assert [card.class_code for card in queries.register(through=DAY, type="building")] == ["201"]
    assert list(queries.register(through=date(2024, 10, 24))) == []


def test_the_list_is_searched_sorted_and_paged(office: Office) -> None:
    """By code in Thai digits, by name, by place; totals are those of the whole result."""
    opened(office, units(*[2_300_000] * 3), units(9_900_000, class_code="101", name="ตู้เหล็ก", position=2))
    declared = directory(key="asset")
    assert declared is not None
    page = declared.rows(Ask(search="คอมพิวเตอร์", sort="-cost", size=2))
    assert (page.count, page.totals["cost"], len(page.rows)) == (3, 6_900_000, 2)
    assert [row["name"] for row in declared.rows(Ask(search="๑๐๑-๖๗")).rows] == ["ตู้เหล็ก"]
    assert declared.rows(Ask(filters={"class_code": "101"})).count == 1
    assert declared.rows(Ask(sort="name; DROP")).count == 4


def test_a_page_of_the_register_takes_the_same_number_of_queries(
    office: Office, django_assert_max_num_queries: object
) -> None:
    """However many cards it shows."""
    opened(office, units(*[2_300_000] * 40))
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert len(queries.cards(limit=50)[0]) == 40


def test_the_history_is_a_list_of_its_own(office: Office) -> None:
    """In words, newest first."""
    card = one(office)
    commands.correct(envelope=office.envelope(), data=typed(card, state="lost"))
    declared = directory(key="asset_change")
    assert declared is not None
    (row,) = declared.rows(Ask(search="คอมพิวเตอร์")).rows
    assert (row["changed"], row["before"], row["after"]) == ("สถานะ", "ใช้งาน", "สูญหาย")
