"""Looking in from above: who may, what is seen, that nothing can be done, that it is noted."""

import re
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import COMMANDS, Actor, Envelope
from khlang.spine.access import queries as access
from khlang.spine.access.models import RoleAssignment
from khlang.spine.organisations import queries as organisations
from khlang.spine.organisations.models import Organisation
from khlang.standards import duties
from tests.household import found
from tests.untouched import nothing_written
from tests.web.desk import TODAY

pytestmark = pytest.mark.django_db


def test_a_provincial_officer_lands_in_the_provincial_office(province):
    page = province.client(province.prasert).get("/").content.decode()
    assert "อบต.PROV" in page
    assert "ดูอย่างเดียว" not in page


def test_the_province_sees_its_local_governments_and_finds_their_units(province):
    client = province.client(province.prasert)
    page = client.get("/oversight/").content.decode()
    assert "DEMO2" in page
    assert "อบต.SCHOOL" not in page and "อบต.FAR" not in page
    assert "SCHOOL" in client.get("/oversight/?q=school").content.decode()
    assert "อบต.FAR" not in client.get("/oversight/?q=FAR").content.decode()
    assert "SCHOOL" in client.get(f"/oversight/?under={province.desk.org}").content.decode()


def test_the_department_goes_down_by_province(province):
    client = province.client(province.somsri)
    assert "PROV2" in client.get("/oversight/").content.decode()
    assert "FAR" in client.get(f"/oversight/?under={province.neighbour}").content.decode()
    inside = province.inside(province.somsri, province.school)
    assert "อบต.SCHOOL" in inside.get("/").content.decode()


def test_inside_a_banner_says_that_one_only_looks_and_leads_back(province):
    client = province.inside()
    page = client.get("/documents/receipt/").content.decode()
    assert "ดูอย่างเดียว: อบต.DEMO (จากอบต.PROV)" in page
    assert "กลับอบต.PROV" in page
    assert "คุณprasert (กำกับดูแล)" in page
    assert client.post("/oversight/leave/")["Location"] == "/oversight/"
    assert "ดูอย่างเดียว" not in client.get("/").content.decode()


def test_what_is_seen_is_what_an_auditor_sees_but_no_number(province):
    seen = access.oversight_duties()
    assert seen and all(duty.endswith(".view") for duty in seen)
    assert seen <= duties().role("auditor").duties
    assert "personal.unmask" not in seen


def test_no_button_stands_on_a_page_that_is_looked_into(province):
    slip = province.desk.receipt()
    client = province.inside()
    for path in ("/documents/receipt/", "/documents/requisition/", "/lists/party/", f"/documents/receipt/{slip}/",
                 "/documents/dika/", f"/lists/party/{province.somying}/", "/continuity/", "/years/", "/tokens/"):  # fmt: skip
        answer = client.get(path)
        page = answer.content.decode().partition('<main id="main"')[2]
        assert answer.status_code in (200, 403), path
        assert "data-primary" not in page and 'name="act"' not in page, path
        assert "/new/" not in page, path


def test_names_are_not_offered_to_somebody_who_fills_nothing_in(province):
    """ค้นชื่อจากช่องกรอกไม่ได้ เพราะไม่มีบันทึกการเข้าถึงรองรับ."""
    answer = province.inside().get("/suggest/receipt/payer_name/?q=สม")
    assert answer.status_code == 403 and "สมหญิง" not in answer.content.decode()


def commands_by_name() -> list[str]:
    return sorted(COMMANDS)


def test_there_are_commands_to_refuse():
    assert len(commands_by_name()) > 100


@pytest.mark.parametrize("name", commands_by_name())
def test_no_command_takes_somebody_who_looks_from_above(name, db):
    """Whatever its input and whatever duties it asks for: also for an actor who holds every duty there is."""
    everything = frozenset(duties().duties)
    actor = Actor(id=1, name="ผู้กำกับดูแล", duties=everything, oversight=True)
    envelope = Envelope(
        actor=actor, org=1, command_id=uuid4(), today=date(2024, 10, 1), now=datetime(2024, 10, 1, 9, tzinfo=BANGKOK)
    )
    with nothing_written(), pytest.raises(Refusal) as refused:
        COMMANDS[name].run(envelope=envelope, data={})
    assert refused.value.code == "oversight_reads_only"


def test_a_form_sent_anyway_is_refused_in_words_and_writes_nothing(province):
    client = province.inside()
    for path, data in (
        ("/receipts/new/", {"payer_name": "นายใด"}),
        ("/lists/party/new/", {"name": "นายใด", "kind": "person"}),
        ("/tokens/", {"act": "create", "label": "โปรแกรม"}),
        ("/documents/requisition/new/", {}),
        ("/password/", {"old": "x", "new": "y"}),
    ):
        with nothing_written():
            answer = client.post(path, data)
        assert answer.status_code == 403, path
        assert "ดูได้อย่างเดียว" in answer.content.decode()


def test_no_empty_form_opens_for_somebody_who_only_looks(province):
    client = province.inside()
    for path in ("/receipts/new/", "/documents/requisition/new/", "/lists/party/new/", "/documents/dika/new/payroll/"):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "ดูได้อย่างเดียว" in answer.content.decode()


def test_an_office_outside_the_area_does_not_exist(province):
    """404, and the same answer as for one that nobody has: nobody can find out which organisations there are."""
    practice = found("PRACTICE", "tao", parent="PROV")
    Organisation.objects.filter(id=practice).update(practice_of_id=province.desk.org)
    client = province.client(province.prasert)
    answers = set()
    for wanted in (province.stranger, province.neighbour, province.department, province.office, practice, 99, "x", ""):
        answer = client.post("/oversight/enter/", {"organisation": str(wanted)})
        assert answer.status_code == 404, wanted
        answers.add(re.sub(rb"<[^>]*>", b"", answer.content))
    assert len(answers) == 1
    assert "ดูอย่างเดียว" not in client.get("/").content.decode()


def test_only_who_has_the_duty_may_look(province):
    for who in ("wipa", "admin", "pranee"):
        client = province.desk.client(who)
        assert client.get("/oversight/").status_code == 403
        assert client.post("/oversight/enter/", {"organisation": str(province.school)}).status_code == 403


def test_a_look_is_over_when_the_role_is(province):
    """The right is asked for anew with every request."""
    client = province.inside()
    with tenancy.scope(province.office):
        RoleAssignment.objects.update(to_date=date(2024, 9, 30), from_date=date(2024, 9, 1))
    assert "ended=no_post" in client.get("/documents/receipt/")["Location"]
    assert client.get("/documents/receipt/")["Location"].startswith("/login/")


def test_looking_in_and_coming_back_stand_in_the_security_log(province):
    client = province.inside()
    client.post("/oversight/leave/")
    entered, left = province.noted("oversight_entered"), province.noted("oversight_left")
    assert [(each.org_id, each.person_id, each.facts) for each in entered] == [
        (province.desk.org, province.prasert.id, {"office": "PROV"})
    ]
    assert [each.org_id for each in left] == [province.desk.org]


def test_a_document_of_an_office_that_is_not_looked_into_does_not_exist(province):
    slip = province.desk.receipt()
    assert province.inside(org=province.second).get(f"/documents/receipt/{slip}/").status_code == 404
    assert province.inside().get(f"/documents/receipt/{slip}/").status_code == 200


def test_a_page_of_the_area_costs_the_same_however_many_offices_there_are(province):
    client = province.client(province.prasert)
    client.get("/oversight/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/oversight/")
        return len(captured.captured_queries)

    few = asked()
    Organisation.objects.bulk_create(
        Organisation(code=f"T{each:04}", kind="tao", name_th=f"อบต. {each}", parent_id=province.office, province_th="ก")
        for each in range(500)
    )
    assert asked() == few
    found_some, count = organisations.below(org_id=province.office)
    assert (len(found_some), count) == (50, 502)


def test_ordinary_officers_pay_nothing_for_it(province):
    """Nobody who works in their own office is asked a question more."""
    client = province.desk.client("wipa")
    client.get("/lists/party/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/lists/party/")
    statements = [each["sql"] for each in captured.captured_queries]
    assert not [each for each in statements if "personal" in each.lower()]
    assert len([each for each in statements if "organisations_organisation" in each]) <= 2


def test_looking_at_a_day_without_a_role_is_nothing(province):
    asked = {"person_id": province.prasert.id, "office_id": province.office, "org_id": province.desk.org}
    assert access.looking_into(**asked, on=date(2024, 9, 1)) is None
    assert access.looking_into(**asked, on=TODAY).actor.oversight
