"""What the administrator does in the directories of people, positions, roles and divisions; payers beside them."""

import pytest

from khlang.platform import screens, tenancy
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Ask
from khlang.spine.access import commands, login, queries
from khlang.spine.parties import commands as parties
from tests.household import NOW, TODAY, acting, envelope, found, grant, hire

pytestmark = pytest.mark.django_db
ISSUED = "kx4m-9wqe-tz7r-bn2c"


@pytest.fixture
def org():
    return found()


@pytest.fixture
def admin(org):
    return hire(org, "admin", "admin")


def listed(org, key, **ask):
    with tenancy.scope(org):
        return screens.directory(key=key).rows(Ask(on=TODAY, **ask))


def entry(org, key, row_id):
    with tenancy.scope(org):
        return screens.directory(key=key).values(row_id)


def test_an_account_is_made_with_a_first_password_and_then_corrected(org, admin):
    data = {"username": "Wipa", "name_th": "วิภา", "password": ISSUED}
    made = commands.save_person(envelope=acting(org, admin), data=data)
    wipa = login.authenticate(username="wipa", password=ISSUED, address="192.0.2.1", now=NOW)
    assert wipa.id == made.document_id and wipa.must_change_password and wipa.home_id == org
    shown = entry(org, "person", wipa.id)
    again = commands.save_person(
        envelope=acting(org, admin, expected_version=1), data={**shown, "name_th": "วิภา ใจดี", "password": ""}
    )
    assert again.version == 2
    assert login.authenticate(username="wipa", password=ISSUED, address="192.0.2.1", now=NOW).name == "วิภา ใจดี"


def test_a_role_is_proposed_and_ended_by_the_same_form(org, admin):
    person = hire(org, "kamol")
    data = {"person_id": person.id, "role": "executive", "from_date": "1/10/2567", "to_date": None}
    made = commands.save_role(envelope=acting(org, admin), data=data)
    assert made.state == "proposed"
    shown = entry(org, "role", made.document_id)
    ended = commands.save_role(envelope=acting(org, admin), data={**shown, "to_date": "31/10/2567"})
    assert ended.version == 2
    (row,) = [row for row in listed(org, "role").rows if row["person"] == "คุณkamol"]
    assert (row["to_date"].isoformat(), row["state"], row["active"]) == ("2024-10-31", "proposed", False)


def test_the_list_of_roles_says_who_acts_for_whom(org):
    pranee, anan = hire(org, "pranee"), hire(org, "anan")
    own = grant(org, pranee.id, "treasury_head")
    grant(org, anan.id, "treasury_head", acting_for_id=own, since="2024-11-01")
    rows = {row["person"]: row for row in listed(org, "role").rows}
    assert rows["คุณanan"]["acting_for"] == "คุณpranee" and not rows["คุณanan"]["active"]
    assert rows["คุณpranee"]["acting_for"] == "" and rows["คุณpranee"]["active"]


def test_lists_are_searched_and_paged(org):
    for number in range(3):
        hire(org, f"clerk{number}")
    page = listed(org, "person", search="clerk", page=2, size=2)
    assert page.count == 3 and [row["username"] for row in page.rows] == ["clerk2"]


def test_positions_and_payers_are_listed_with_what_the_form_needs(org):
    made = commands.save_position(envelope=envelope(org), data={"code": "DIR", "title_th": "ผู้อำนวยการกองคลัง"})
    payer = parties.save_party(envelope=envelope(org), data={"name": "สมหญิง", "national_number": "1101700203450"})
    assert entry(org, "position", made.document_id)["title_th"] == "ผู้อำนวยการกองคลัง"
    (row,) = listed(org, "party", search="สมหญิง", filters={"kind": "person"}).rows
    assert row["national_number"] == "1101700203450"  # every page and file masks it: tests/privacy/test_numbers.py
    assert entry(org, "party", payer.document_id)["national_number"] == "1101700203450"


@pytest.mark.parametrize("key", ["party", "division", "person", "position", "role"])
def test_a_directory_names_an_existing_command_and_its_fields(key):
    directory = screens.directory(key=key)
    fields = COMMANDS[directory.command].schema.model_fields
    assert directory.id_field in fields
    assert {field.key for field in directory.fields} <= fields.keys()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_rows(org, rows, django_assert_num_queries):
    for number in range(rows):
        hire(org, f"person{number}", "auditor")
    with tenancy.scope(org), django_assert_num_queries(1):
        assert screens.directory(key="role").rows(Ask(on=TODAY)).count == rows
    with tenancy.scope(org), django_assert_num_queries(2):
        queries.duty_matrix(on=TODAY)
