"""Keying papers in: good lines are kept, bad ones stay with the reason at their box; the queue and the ways to solve it."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.continuity.filled import Filled, receipt
from tests.web.desk import Desk
from tests.web.spell_of_desk import WASTE_FEE, SpellOfDesk, begun, money


@pytest.fixture
def spell(desk: Desk) -> SpellOfDesk:
    money(desk)
    return SpellOfDesk(desk).by_hand().step("restore")


def row(index: int, number: str, *, day: str = "01/10/2567", **more: str) -> dict[str, str]:
    """A line of the grid as the browser sends it."""
    typed = {
        "book_no": "12", "number": number, "paper_date": day, "payer_name": "นางบุญมี ทองสุข", "channel": "",
        "lines.item": WASTE_FEE, "lines.amount": "๑๐๐.๐๐", **more,
    }  # fmt: skip
    return {f"row-{index}-{key}": text for key, text in typed.items()}


def send(spell: SpellOfDesk, *rows: dict[str, str], paper: str = "receipt", who: str = "somchai", **more: str):
    data = {"command_id": str(uuid4()), **more}
    for each in rows:
        data |= each
    return spell.desk.client(who).post(f"{spell.href}papers/{paper}/", data)


def problem(page: str, name: str) -> str:
    """What stands at a box of the grid."""
    found = re.search(rf'id="{re.escape(name)}-error">([^<]+)<', page)
    return found.group(1) if found else ""


def test_the_grid_begins_with_what_a_scan_said(spell):
    page = spell.desk.client("somchai").get(f"{spell.href}papers/receipt/?book_no=12&number=3").content.decode()
    assert re.search(r'name="row-0-book_no" value="12"', page)
    assert re.search(r'name="row-0-number" value="3"', page)


def test_the_grid_of_the_daily_status_begins_with_what_was_left(spell):
    page = spell.desk.client("somchai").get(f"{spell.href}papers/daily_status/").content.decode()
    assert 'data-key="lines.place"' in page


def test_good_lines_are_captured_and_the_grid_is_empty_again(spell):
    answer = send(spell, row(0, "1"), row(1, "๒"))
    assert answer.status_code == 302
    page = spell.desk.client("somchai").get(answer["Location"]).content.decode()
    assert "เล่มที่ 12 เลขที่ 1" in page
    assert "เล่มที่ 12 เลขที่ 2" in page


def test_bad_lines_stay_with_the_reason_at_their_box_and_good_ones_go(spell):
    answer = send(spell, row(0, "1"), row(1, "2", **{"lines.amount": "12.345"}), row(2, "77"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "เก็บเข้าคิวแล้ว 1 ฉบับ" in page
    assert 'value="12.345"' in page
    assert "ทศนิยม" in problem(page, "row-0-lines_amount")
    assert problem(page, "row-1-number")
    assert page.count('value="นางบุญมี ทองสุข"') == 2


def test_a_paper_of_several_lines_is_one_paper(spell):
    more = {"row-1-book_no": "12", "row-1-number": "1", "row-1-lines.item": WASTE_FEE, "row-1-lines.amount": "50"}
    assert send(spell, row(0, "1"), more).status_code == 302
    page = spell.desk.client("pranee").get(f"{spell.href}captures/{spell.capture(1)}/").content.decode()
    assert "150.00" in page


def test_the_same_grid_sent_twice_counts_once(spell):
    command = str(uuid4())
    send(spell, row(0, "1"), command_id=command)
    send(spell, row(0, "1"), command_id=command)
    assert len(spell.captures()) == 1


def test_an_empty_grid_says_that_nothing_was_typed(spell):
    answer = send(spell)
    assert answer.status_code == 422
    assert "ยังไม่ได้กรอกรายการใด" in answer.content.decode()


def test_whoever_does_not_record_papers_is_refused_and_keeps_what_was_typed(spell):
    answer = send(spell, row(0, "1"), who="pranee")
    assert answer.status_code == 422
    assert 'value="นางบุญมี ทองสุข"' in answer.content.decode()
    assert spell.captures() == []


def test_entering_makes_documents_and_says_what_waits(spell):
    send(spell, row(0, "1"))
    client = spell.desk.client("somchai")
    page = client.post(f"{spell.href}enter/", {"command_id": str(uuid4())}, follow=True).content.decode()
    assert "ลงระบบแล้ว 1 ฉบับ" in page
    with tenancy.scope(spell.desk.org):
        assert [document.amount for document in documents.find(kind="proof_of_receipt")] == [10_000]


def test_the_queue_is_filtered_by_state_kind_problem_and_words(desk):
    money(desk)
    here = begun(desk)
    client = desk.client("wipa")

    def shown(query: str) -> str:
        return client.get(f"{here.href}queue/?{query}").content.decode()

    assert "เลขที่มีสองเนื้อหา" in shown("") or "DUPLICATE" in shown("") or shown("").count("เล่มที่ 12 เลขที่ 3") == 2
    assert "คนละคน" in shown("q=คนละคน")
    assert "คนละคน" not in shown("state=entered")
    assert "เลขที่ 1" in shown("state=entered&paper=receipt")
    assert "คนละคน" in shown("problem=DUPLICATE_NO")
    assert "คนละคน" not in shown("problem=DATE_SUSPECT")
    part = client.get(f"{here.href}queue/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_both_versions_of_a_number_stand_side_by_side_and_one_is_put_aside(desk):
    money(desk)
    here = begun(desk)
    client = desk.client("pranee")
    capture = here.capture(3)
    page = client.get(f"{here.href}captures/{capture}/").content.decode()
    assert "ฉบับอื่นของเลขที่เดียวกัน" in page
    assert "นายอื่น คนละคน" in page
    assert "นางบุญมี ทองสุข" in page
    refused = client.post(f"{here.href}captures/{capture}/discard/", {"reason": ""})
    assert refused.status_code == 422
    done = client.post(f"{here.href}captures/{capture}/discard/", {"reason": "อ่านผิดเล่ม"}, follow=True)
    assert "ไม่ใช้รายการนี้แล้ว" in done.content.decode()


def test_a_paper_read_wrongly_is_read_again_and_a_refused_correction_keeps_what_was_typed(spell):
    spell.receipt(1)
    client, href = spell.desk.client("somchai"), f"{spell.href}captures/{spell.capture(1)}/"
    typed = {**row(0, "1", payer_name="นางบุญมา ทองใส"), "reason": "อ่านชื่อผิด"}
    refused = client.post(f"{href}amend/", {**typed, "row-0-lines.amount": "ร้อยบาท"})
    page = refused.content.decode()
    assert refused.status_code == 422
    for text in ("นางบุญมา ทองใส", "ร้อยบาท", "อ่านชื่อผิด"):
        assert f'value="{text}"' in page
    done = client.post(f"{href}amend/", typed, follow=True).content.decode()
    assert "เก็บฉบับแก้ไขแล้ว" in done
    assert "นางบุญมา ทองใส" in client.get(f"{spell.href}queue/").content.decode()


def test_a_suspect_date_is_confirmed_by_who_solves(spell):
    send(spell, row(0, "1", day="01/10/2024"))
    capture = spell.captures()[0] if spell.captures() else ""
    if not capture:
        pytest.fail("the paper is kept, with its date in question")
    page = spell.desk.client("pranee").get(capture).content.decode()
    assert "รอบันทึก" in page or "ปีของวันที่ดูผิดศักราช" in page


def test_deciding_what_cannot_be_decided_is_refused_in_words(spell):
    spell.receipt(1)
    capture = spell.captures()[0]
    answer = spell.desk.client("pranee").post(f"{capture}accept/", {"problem": "BUDGET_SHORT", "reason": "ตามเอกสาร"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_unknown_ways_to_solve_are_no_pages(spell):
    spell.receipt(1)
    assert spell.desk.client("pranee").post(f"{spell.captures()[0]}forget/").status_code == 404


def test_uploading_nothing_or_no_workbook_is_refused_in_words(spell):
    client = spell.desk.client("somchai")
    nothing = client.post(f"{spell.href}upload/", {"command_id": str(uuid4())})
    assert nothing.status_code == 422
    broken = SimpleUploadedFile("งาน.xlsx", b"not a workbook")
    answer = client.post(f"{spell.href}upload/", {"command_id": str(uuid4()), "file": broken})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_workbook_is_taken_in_once_and_tells_row_by_row_what_it_refuses(spell, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    client = spell.desk.client("somchai")
    book = Filled().sheet(receipt(1, day="1/10/2567"), receipt(2, day="1/10/2567", amount="สองร้อย"))

    def bring() -> str:
        file = SimpleUploadedFile("งานหกเดือน.xlsx", book.content())
        answer = client.post(f"{spell.href}upload/", {"command_id": str(uuid4()), "file": file})
        assert answer.status_code == 200
        return answer.content.decode()

    page = bring()
    assert "แถวที่ยังไม่รับ" in page
    assert "สองร้อย" in page
    assert len(spell.captures()) == 1
    assert "มีอยู่แล้ว" in bring()
    assert len(spell.captures()) == 1


def test_an_entered_receipt_that_was_read_wrongly_is_put_right_with_its_document(spell):
    spell.receipt(1)
    spell.enter()
    client, href = spell.desk.client("somchai"), f"{spell.href}captures/{spell.capture(1)}/"
    page = client.get(href).content.decode()
    assert "แก้ไขให้ตรงกับเอกสาร" in page
    typed = {**row(0, "1", payer_name="นางบุญมา ทองใส", **{"lines.amount": "120"}), "reason": "อ่านชื่อและยอดผิด"}
    other = client.post(f"{href}amend/", {**typed, "row-0-number": "2"})
    assert other.status_code == 422
    done = client.post(f"{href}amend/", typed, follow=True).content.decode()
    assert "เก็บฉบับแก้ไขแล้ว" in done
    with tenancy.scope(spell.desk.org):
        (proof,) = documents.find(kind="proof_of_receipt")
    assert (proof.number, proof.party_name, proof.amount) == ("RP68-00001/2568", "นางบุญมา ทองใส", 12_000)
    register = spell.desk.client("pranee").get(f"{spell.href}register/receipt/").content.decode()
    assert "นางบุญมา ทองใส" in register
    assert "120.00" in register
    before = client.get(href).content.decode()
    assert "มีฉบับแก้ไขแทน" in before


def test_a_receipt_on_a_slip_is_not_put_right_by_reading_it_again(spell):
    spell.day().enter()
    client, href = spell.desk.client("somchai"), f"{spell.href}captures/{spell.capture(1)}/"
    typed = {**row(0, "1", payer_name="นางบุญมา ทองใส"), "reason": "อ่านชื่อผิด"}
    refused = client.post(f"{href}amend/", typed)
    assert refused.status_code == 422
    assert "นางบุญมา ทองใส" in refused.content.decode()
    with tenancy.scope(spell.desk.org):
        assert {proof.party_name for proof in documents.find(kind="proof_of_receipt")} == {"นางบุญมี ทองสุข"}
