"""National numbers for programs: masked in lists, whole in an entry for those who keep the register."""

import pytest

from tests.api.program import Bureau

pytestmark = pytest.mark.django_db
NUMBER, VEILED = "1101700230708", "x-xxxx-xxxxx-70-8"


@pytest.mark.parametrize(("role", "whole"), [("finance_officer", NUMBER), ("auditor", VEILED), ("accountant", VEILED)])
def test_a_list_masks_and_an_entry_is_whole_for_its_keepers(role, whole):
    bureau = Bureau()
    party = bureau.program("supply_officer").do("party.save", {"name": "นายช่าง ไฟฟ้า", "national_number": NUMBER})
    program = bureau.program(role)
    (row,) = program.ask("/lists/party")["items"]
    assert row["cells"]["national_number"] == VEILED
    assert program.ask(f"/lists/party/{party['document_id']}")["values"]["national_number"] == whole
    assert len(program.post("/lists/party/search", {"search": NUMBER}).json()["items"]) == 1
