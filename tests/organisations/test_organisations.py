"""Founding organisations, their hierarchy, divisions, settings and emblem."""

import base64
from dataclasses import replace

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.platform.tenancy import UnscopedQuery, new_id
from khlang.spine.organisations import commands, queries
from khlang.spine.organisations.schemas import Settings
from tests.files import picture
from tests.household import envelope, found

pytestmark = pytest.mark.django_db
PNG, JPEG = picture(), picture("JPEG")


def test_an_organisation_is_founded_under_its_own_identifier():
    org = new_id()
    data = {"code": "demo", "kind": "tao", "name_th": "อบต.ทุ่งทอง", "province_th": "ตัวอย่าง"}
    outcome = commands.create_organisation(envelope=envelope(org), data=data)
    assert (outcome.document_id, outcome.number) == (org, "DEMO")
    assert queries.get(code="Demo").name_th == "อบต.ทุ่งทอง"


def test_founding_twice_with_the_same_command_gives_the_same_answer():
    sent = envelope(new_id())
    data = {"code": "TWICE", "kind": "tao", "name_th": "อบต.ซ้ำ", "province_th": "ตัวอย่าง"}
    first = commands.create_organisation(envelope=sent, data=data)
    again = commands.create_organisation(envelope=sent, data=data)
    assert again == replace(first, replayed=True)
    assert len(queries.everyone()) == 1


def test_a_dry_run_founds_nothing():
    data = {"code": "DRY", "kind": "tao", "name_th": "อบต.ลอง", "province_th": "ตัวอย่าง"}
    commands.create_organisation(envelope=envelope(new_id(), dry_run=True), data=data)
    assert queries.everyone() == ()


def test_subordinates_are_found_through_all_levels():
    province = found("PROV", "provincial_office")
    found("TAO", "tao", parent="PROV")
    found("SCHOOL", "unit", parent="TAO")
    found("OTHER", "town")
    assert [below.code for below in queries.subordinates(org_id=province)] == ["TAO", "SCHOOL"]


def test_divisions_are_those_of_the_organisation_in_scope():
    one, other = found("ONE"), found("OTHER")
    commands.save_division(envelope=envelope(one), data={"code": "FIN", "name_th": "กองคลัง"})
    commands.save_division(envelope=envelope(other), data={"code": "FIN", "name_th": "กองคลังอื่น"})
    with tenancy.scope(one):
        assert [division.name_th for division in queries.divisions()] == ["กองคลัง"]
    with pytest.raises(UnscopedQuery):
        queries.divisions()


def test_a_division_is_switched_off_and_not_lost():
    org = found()
    made = commands.save_division(envelope=envelope(org), data={"code": "ENG", "name_th": "กองช่าง"})
    data = {"division_id": made.document_id, "code": "ENG", "name_th": "กองช่าง", "active": False}
    kept = commands.save_division(envelope=envelope(org, expected_version=1), data=data)
    assert kept.version == 2
    with tenancy.scope(org):
        assert queries.divisions() == ()
        assert queries.division(division_id=made.document_id).name_th == "กองช่าง"


def test_another_organisations_division_is_not_found():
    one, other = found("ONE"), found("OTHER")
    made = commands.save_division(envelope=envelope(one), data={"code": "FIN", "name_th": "กองคลัง"})
    with tenancy.scope(other), pytest.raises(Refusal) as refused:
        queries.division(division_id=made.document_id)
    assert refused.value.code == "division_not_found"


def test_settings_are_kept_and_typed():
    org = found()
    assert queries.settings(org_id=org) == Settings()
    signatory = {"place": "treasury_head", "name": "ปราณี ตัวอย่าง", "position": "ผู้อำนวยการกองคลัง"}
    data = {"signatories": [signatory], "receipt_footer": "ขอบคุณ\nที่ชำระภาษี"}
    commands.change_settings(envelope=envelope(org), data=data)
    kept = queries.settings(org_id=org)
    assert kept.signatory("treasury_head").name == "ปราณี ตัวอย่าง"
    assert kept.signatory("clerk") is None
    assert kept.receipt_footer == "ขอบคุณ\nที่ชำระภาษี"


def test_names_are_corrected_and_the_code_stays():
    org = found("KEEP")
    data = {"name_th": "อบต.ชื่อใหม่", "province_th": "ตัวอย่าง"}
    outcome = commands.save_organisation(envelope=envelope(org, expected_version=1), data=data)
    assert (outcome.number, outcome.version, queries.by_id(org_id=org).name_th) == ("KEEP", 2, "อบต.ชื่อใหม่")


def test_an_emblem_is_kept_replaced_and_taken_away():
    org = found()
    for content in (PNG, JPEG):
        commands.save_emblem(envelope=envelope(org), data={"content": base64.b64encode(content).decode()})
    with tenancy.scope(org):
        assert queries.emblem() == ("image/jpeg", JPEG)
        commands.save_emblem(envelope=envelope(org), data={"content": ""})
        assert queries.emblem() is None


def test_missing_fields_are_told_all_at_once():
    with pytest.raises(Refusals) as refused:
        commands.create_organisation(envelope=envelope(new_id()), data={"code": "X", "kind": "tao"})
    assert {(error.code, error.field) for error in refused.value.errors} == {
        ("field_required", "name_th"),
        ("field_required", "province_th"),
    }
