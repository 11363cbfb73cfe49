"""The pages of authority: the matrix of a day, roles to confirm in the own office and below, delegations, files."""

import io
import zipfile

import pytest

from khlang.faces.web.session import BACKEND
from khlang.platform import tenancy
from khlang.spine.access import queries
from khlang.spine.access.models import RoleAssignment
from khlang.spine.organisations import commands as organisations
from tests.household import TODAY, envelope, found, grant, hire
from tests.web.desk import Desk, set_up

pytestmark = pytest.mark.django_db
SMALL = {"small_office": True, "small_office_reason": "ปลัดตรวจเอกสารทุกฉบับ"}


@pytest.fixture
def desk(settings) -> Desk:
    settings.BUSINESS_DATE = TODAY.isoformat()
    made = set_up()
    for name, role in (("surachai", "clerk"), ("kamol", "executive"), ("newcomer", "")):
        made.people[name] = hire(made.org, name, *([role] if role else []))
        made.people[name].must_change_password = False
        made.people[name].save()
    return made


def page(desk: Desk, who: str, address: str, status: int = 200) -> str:
    answer = desk.client(who).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def proposed(desk: Desk, **more) -> int:
    data = {"person_id": desk.people["newcomer"].id, "role": "budget_officer", "from_date": "2024-10-01", **more}
    return desk.do("role.propose", data, "admin").document_id or 0


def test_the_matrix_shows_people_and_who_holds_each_duty(desk):
    shown = page(desk, "surachai", "/authority/")
    assert "คุณwipa" in shown and "ไม่มีใครถือหน้าที่ที่ขัดกัน" in shown and "คุณnewcomer" not in shown
    assert shown.count('<details class="panel') == 8


def test_conflicts_are_red_with_their_reason_and_a_small_office_with_its_own(desk):
    organisations.change_settings(envelope=envelope(desk.org), data=SMALL)
    grant(desk.org, desk.people["somchai"].id, "treasury_head")
    shown = page(desk, "admin", "/authority/")
    assert "ผู้ออกใบเสร็จต้องไม่เป็นผู้อนุมัติยกเลิกใบเสร็จ" in shown and "ปลัดตรวจเอกสารทุกฉบับ" in shown
    own = page(desk, "admin", f"/authority/people/{desk.people['somchai'].id}/")
    assert "ผู้ออกใบเสร็จต้องไม่เป็นผู้อนุมัติยกเลิกใบเสร็จ" in own and "text-error" in own


def test_a_day_gone_by_is_shown_as_it_was(desk):
    grant(desk.org, desk.people["newcomer"].id, "auditor", since="2024-09-01", to_date="2024-09-15")
    assert "คุณnewcomer" in page(desk, "admin", "/authority/?on=10/9/2567")
    assert "คุณnewcomer" not in page(desk, "admin", "/authority/?on=16/9/2567")


def test_the_auditor_gets_files(desk):
    book = desk.client("surachai").get("/authority/export.xlsx")
    assert zipfile.is_zipfile(io.BytesIO(book.content)) and "duty_matrix" in book["Content-Disposition"]
    assert desk.client("surachai").get("/authority/export.pdf").content.startswith(b"%PDF")
    assert desk.client("surachai").get("/authority/export.exe").status_code == 404


def test_who_may_not_look_sees_the_own_duties_only(desk):
    page(desk, "somchai", "/authority/", 403)
    page(desk, "somchai", f"/authority/people/{desk.people['wipa'].id}/", 403)
    assert "ออกใบเสร็จ" in page(desk, "somchai", f"/authority/people/{desk.people['somchai'].id}/")
    page(desk, "somchai", "/authority/proposals/", 403)


def test_a_proposal_waits_in_the_inbox_and_is_confirmed_there(desk):
    proposal = proposed(desk, order_reference="คำสั่ง 7/2567")
    assert "/authority/proposals/" in page(desk, "surachai", "/inbox/")
    shown = page(desk, "surachai", "/authority/proposals/")
    assert all(word in shown for word in ("คุณnewcomer", "เสนอโดย คุณadmin", "คำสั่ง 7/2567"))
    assert "confirm/" not in page(desk, "admin", "/authority/proposals/")
    address = f"/authority/proposals/{desk.org}/{proposal}/confirm/"
    assert desk.client("admin").post(address).status_code == 422
    assert desk.client("surachai").post(address).status_code == 302
    again = desk.client("kamol").post(address)
    assert again.status_code == 422 and "มีผู้พิจารณาไปแล้ว" in again.content.decode()
    with tenancy.scope(desk.org):
        assert queries.roles_of(person_id=desk.people["newcomer"].id, on=TODAY) == {"budget_officer"}


def test_declining_asks_for_a_reason(desk):
    proposal = proposed(desk)
    address = f"/authority/proposals/{desk.org}/{proposal}/decline/"
    assert desk.client("surachai").post(address, {"reason": ""}).status_code == 422
    assert desk.client("surachai").post(address, {"reason": "รอคำสั่ง"}).status_code == 302
    with tenancy.scope(desk.org):
        assert RoleAssignment.objects.get(id=proposal).state == "declined"


def test_what_if_is_answered_before_anything_is_proposed(desk):
    form = {"person_id": desk.people["somchai"].id, "role": "treasury_head", "from_date": "1/10/2567"}
    address = f"/authority/propose/{desk.org}/"
    shown = desk.client("admin").post(f"{address}preview/", form).content.decode()
    assert "จะเกิดคู่หน้าที่ที่ขัดกัน" in shown and "ผู้ออกใบเสร็จต้องไม่เป็นผู้อนุมัติยกเลิกใบเสร็จ" in shown
    clear = desk.client("admin").post(f"{address}preview/", {**form, "role": "budget_officer"}).content.decode()
    assert "ไม่มีหน้าที่ใดขัดกัน" in clear
    with tenancy.scope(desk.org):
        assert not RoleAssignment.objects.filter(state="proposed").exists()
    assert desk.client("admin").post(address, {**form, "role": "budget_officer"}).status_code == 302
    with tenancy.scope(desk.org):
        assert RoleAssignment.objects.filter(state="proposed").count() == 1


def test_an_officer_hands_duties_over_and_takes_them_back(desk):
    form = {
        "taker_id": desk.people["surachai"].id, "duties": ["advance.approve"], "from_date": "1/10/2567",
        "to_date": "5/10/2567", "order_reference": "คำสั่ง 9/2567",
    }  # fmt: skip
    shown = page(desk, "kamol", "/authority/delegations/new/")
    assert 'value="advance.approve"' in shown and 'value="role.confirm"' not in shown
    assert desk.client("kamol").post("/authority/delegations/new/", form).status_code == 302
    with tenancy.scope(desk.org):
        (given,) = queries.delegations()
    assert "คำสั่ง 9/2567" in page(desk, "surachai", "/authority/delegations/")
    assert desk.client("kamol").post(f"/authority/delegations/{given.id}/end/").status_code == 302
    assert "advance.approve" not in desk.actor("surachai").duties


def test_the_palad_confirms_for_a_unit_that_has_nobody(desk):
    unit = found("UNIT", "unit", parent="DEMO")
    head = hire(unit, "head", "admin")
    head.must_change_password = False
    head.save()
    asked = {"person_id": desk.people["pranee"].id, "role": "treasury_head", "from_date": "1/10/2567"}
    client = desk.client("admin")
    client.force_login(head, backend=BACKEND)
    assert client.post(f"/authority/propose/{unit}/", asked).status_code == 302
    shown = page(desk, "surachai", "/authority/proposals/")
    assert "อบต.UNIT" in shown
    with tenancy.scope(unit):
        (waiting,) = queries.proposals()
    address = f"/authority/proposals/{unit}/{waiting.id}/confirm/"
    stranger = set_up("OTHER")
    assert stranger.client("admin").post(address).status_code == 404
    assert desk.client("surachai").post(address).status_code == 302
    assert queries.actor(person_id=desk.people["pranee"].id, org_id=unit, on=TODAY).remote == desk.org
