"""National numbers: without their middle for everybody, whole where an officer or a regulation needs them."""

import json

import pytest

from khlang.core import thai
from khlang.platform import tenancy
from khlang.platform.screens import Column, directories, screens
from khlang.spine.parties import commands as parties
from khlang.standards import duties
from khlang.standards.personal_data import masked, personal_kind, personal_kinds, whole_places
from tests.household import envelope, hire
from tests.privacy.province import JURISTIC, NUMBER
from tests.untouched import changed, contents

pytestmark = pytest.mark.django_db
VEILED = f"x-xxxx-xxxxx-{NUMBER[10:12]}-{NUMBER[12]}"
REASON = "ตรวจกับบัตรประจำตัวตามฎีกา"


@pytest.fixture
def auditor(province):
    person = hire(province.desk.org, "auditor", "auditor")
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])
    province.desk.people["auditor"] = person
    return province.desk.client("auditor")


def address(province) -> str:
    return f"/privacy/unmask/party/{province.somying}/national_number/"


def test_three_digits_are_enough_to_tell_people_apart():
    assert thai.masked_national_number("1234567890811") == "x-xxxx-xxxxx-81-1"
    assert thai.masked_national_number("123") == ""


def test_the_number_of_a_juristic_person_is_public():
    assert "x" not in thai.masked_national_number(JURISTIC)


def test_what_is_masked_stays_masked():
    kind = personal_kinds()["national_number"]
    assert masked(kind, masked(kind, NUMBER)) == VEILED


@pytest.mark.parametrize("who", ["somchai", "wipa", "anan", "pranee"])
def test_nobody_reads_a_whole_number_in_the_register(province, who):
    client = province.desk.client(who)
    page = client.get("/lists/party/").content.decode()
    assert VEILED in page and NUMBER not in page
    file = client.get("/lists/party/export.csv").content.decode()
    assert VEILED in file and NUMBER not in file


def test_a_company_is_shown_whole(province):
    parties.save_party(envelope=envelope(province.desk.org), data={
        "kind": "juristic", "name": "บริษัท ตัวอย่าง จำกัด", "national_number": JURISTIC,
    })  # fmt: skip
    page = province.desk.client("wipa").get("/lists/party/").content.decode()
    assert thai.masked_national_number(JURISTIC) in page


def test_the_type_ahead_finds_by_the_whole_number_and_does_not_show_it(province):
    answer = province.desk.client("somchai").post("/suggest/receipt/payer_name/", {"q": NUMBER})
    found = json.loads(answer.content)["choices"]
    assert len(found) == 1
    assert VEILED in found[0]["note"] and NUMBER not in answer.content.decode()


def test_a_search_by_the_whole_number_finds_and_does_not_show(province):
    client = province.desk.client("anan")
    page = client.post("/search/", {"to": "/lists/party/", "q": NUMBER}, follow=True).content.decode()
    assert "นางสมหญิง" in page
    assert NUMBER not in page.partition("<tbody>")[2]


def test_who_keeps_the_register_sees_it_whole_in_the_form(province, auditor):
    form = f"/lists/party/{province.somying}/"
    assert NUMBER in province.desk.client("wipa").get(form).content.decode()
    for client in (auditor, province.desk.client("anan"), province.inside()):
        page = client.get(form).content.decode()
        assert NUMBER not in page and VEILED in page


def test_telephone_and_mail_are_not_for_those_who_look_from_above(province):
    form = f"/lists/party/{province.somying}/"
    seen = province.inside().get(form).content.decode()
    assert "0812345678" not in seen and "somying@example.com" not in seen
    assert "0812345678" in province.desk.client("anan").get(form).content.decode()


def test_a_receipt_shows_the_payer_without_the_middle(province, auditor):
    receipt = province.desk.do("receipt.issue", {
        "payer_id": province.somying, "payer_name": "นางสมหญิง รักไทย", "payer_number": NUMBER,
        "lines": [{"item": "41210008", "amount": "100"}],
    }, "somchai").document_id  # fmt: skip
    page = province.desk.client("anan").get(f"/documents/receipt/{receipt}/").content.decode()
    assert VEILED in page and NUMBER not in page
    assert "/privacy/unmask/" not in page  # an accountant has no duty to ask
    page = auditor.get(f"/documents/receipt/{receipt}/").content.decode()
    link = f"/privacy/unmask/receipt/{receipt}/payer_number/?section=receipt.money&amp;row=0"
    assert link in page
    answer = auditor.post(link.replace("&amp;", "&"), {"reason": REASON})
    assert NUMBER in answer.content.decode()


def test_a_number_is_shown_once_for_a_reason_and_written_down(province, auditor):
    asked = auditor.get(address(province)).content.decode()
    assert VEILED in asked and NUMBER not in asked
    answer = auditor.post(address(province), {"reason": REASON, "command_id": "6a1f0f44-4f43-4d4f-9e0c-3f9b6f6f1a01"})
    assert NUMBER in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    (read,) = province.reads()
    assert (read.org_id, read.what, read.subjects, read.reason) == (
        province.desk.org, "party.national_number", [province.somying], REASON,
    )  # fmt: skip
    assert read.reader == province.desk.people["auditor"].id
    assert len(province.noted("personal_data_unmasked")) == 1
    again = auditor.post(address(province), {"reason": REASON, "command_id": "6a1f0f44-4f43-4d4f-9e0c-3f9b6f6f1a01"})
    assert NUMBER not in again.content.decode()
    assert len(province.reads()) == 1


@pytest.mark.parametrize("reason", ["", "ดู", "  ขอดู    "])
def test_a_word_is_no_reason(province, auditor, reason):
    before = contents(of_organisations=True)
    answer = auditor.post(address(province), {"reason": reason})
    assert changed(before, contents(of_organisations=True)) == {}
    assert answer.status_code == 422
    assert "บอกเหตุผลอย่างน้อย 10 ตัวอักษร" in answer.content.decode()
    assert NUMBER not in answer.content.decode()


def test_who_has_no_duty_to_ask_is_told_so(province):
    for client in (province.desk.client("anan"), province.inside()):
        assert client.get(address(province)).status_code == 403
        assert client.post(address(province), {"reason": REASON}).status_code == 403
    assert province.reads() == []


def test_a_number_of_another_office_does_not_exist(province, auditor):
    with tenancy.unscoped():
        stranger = parties.save_party(
            envelope=envelope(province.stranger), data={"name": "นายไกล", "national_number": NUMBER}
        ).document_id
    for path in (f"/privacy/unmask/party/{stranger}/national_number/", "/privacy/unmask/party/5/national_number/",
                 f"/privacy/unmask/party/{province.somying}/name/", "/privacy/unmask/nothing/5/national_number/"):  # fmt: skip
        assert auditor.post(path, {"reason": REASON}).status_code == 404, path
    assert province.reads() == []


def test_every_column_that_holds_a_number_is_known_to_be_personal():
    """By the words above it: a column that a reader takes for a national number is masked."""
    found = []
    for screen in screens():
        found += [(screen.kind, each) for section in screen.sections for each in section.columns]
        found += [(screen.kind, each) for each in screen.columns]
    for directory in directories():
        found += [(directory.key, each) for each in directory.columns]
    said = [
        (where, column.key)
        for where, column in found
        if (column.label or f"field.{column.key}").rpartition(".")[2] in personal_kinds()["national_number"].keys
    ]
    assert len(said) >= 4
    for where, key in said:
        column: Column = next(each for place, each in found if (place, each.key) == (where, key))
        assert personal_kind(column.key, column.personal).key == "national_number", (where, key)


def test_the_table_of_personal_data_is_sound():
    everything = [key for kind in personal_kinds().values() for key in kind.keys]
    assert len(everything) == len(set(everything))
    assert {kind.masked for kind in personal_kinds().values()} <= {"everybody", "oversight", "nobody"}
    assert {each.duty for each in whole_places().values()} - {""} <= set(duties().duties)
    assert all(each.reason for each in whole_places().values())
