"""The continuity kit: figures of one moment, forms with leased numbers and squares, a workbook, made every night (A.2, A.4)."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from khlang import standards
from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.identity import Identity
from khlang.bridges.continuity.identity import read as read_square
from khlang.bridges.continuity.kits import making, snapshot
from khlang.bridges.continuity.models import Kit, ManualBook, ManualNumber
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.prints import scans
from khlang.bridges.continuity.workbooks import reading
from khlang.core.refusal import Refusal
from khlang.faces.cli import nightly, pack
from khlang.platform import tenancy
from khlang.platform.clock import BANGKOK
from khlang.spine.documents import commands as files
from khlang.spine.documents import queries as documents
from khlang.standards.kit import kit_rules
from tests.continuity.printed import pages
from tests.household import hire
from tests.office import FIRST_DAY, Office, open_office
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """What is kept with documents goes to a folder of the test."""
    settings.MEDIA_ROOT = str(tmp_path / "files")


def staffed(office: Office) -> Office:
    """An office with a head of treasury, who keeps the forms, and a collector."""
    hire(office.org, "wichai", "treasury_head")
    hire(office.org, "somchai", "revenue_officer")
    return office


@pytest.fixture
def unit(db: Any) -> Iterator[Office]:
    """A subordinate unit."""
    opened = open_office(code="UNIT1", kind="unit")
    with tenancy.scope(opened.org):
        yield staffed(opened)


def made(office: Office, day: date = FIRST_DAY) -> queries.KitView:
    """A kit made by the head of treasury."""
    outcome = continuity.make_kit(envelope=office.envelope("treasury_head", day=day), data={})
    return queries.kit(document_id=outcome.document_id or 0)


def file(kit: queries.KitView, which: str) -> bytes:
    """One of the two files."""
    identifier = kit.pdf_id if which == "pdf" else kit.workbook_id
    assert identifier is not None
    return files.content(attachment_id=identifier)[1]


def test_a_kit_has_every_form_with_numbers_and_squares(till: Till) -> None:
    """One document with a number, two files with their digests; every form's square says which paper it is."""
    office = staffed(till.office)
    till.take_in((WASTE_FEE, "1550"), cash="1550")
    kit = made(office)
    pdf = file(kit, "pdf")
    text = pages(pdf)
    assert (kit.number, len(text)) == ("KT68-00001/2568", kit.pages)
    assert all("KT68-00001/2568" in page and "1ต.ค.256710:00" in page for page in text)
    assert "1,550.00" in "".join(text)
    squares = [
        each for each in scans.squares(content=pdf, content_type="application/pdf") if isinstance(each, Identity)
    ]
    forms = {key: form.copies for key, form in kit_rules().forms.items()}
    kinds = [paper.key for paper in standards.manual_papers() if forms.get(paper.key)]
    shown = {key: [each.number for each in squares if each.paper == key] for key in kinds}
    assert shown["receipt"] == list(range(1, forms["receipt"] + 1))
    assert {key: len(numbers) for key, numbers in shown.items() if len(numbers) != forms[key]} == {}


def test_a_unit_has_its_own_papers_only(unit: Office) -> None:
    """No budget, no purchases, no report of cheques; clauses of the letter to units."""
    kit = made(unit)
    forms = {paper.key for paper in standards.manual_papers() if paper.units and paper.key in kit_rules().forms}
    assert {each["paper"] for each in kit.ranges} == forms | {"daily_status"}
    text = "".join(pages(file(kit, "pdf")))
    assert "แนวทางข้อ2.1" in text.replace(" ", "") and "LAO-" not in text and "UNIT-" not in text


def test_numbers_are_printed_again_until_they_are_used(office: Office) -> None:
    """A kit every night uses no numbers up; what was written on is not printed again."""
    staffed(office)
    first = made(office).ranges
    blocks = ManualBook.objects.count()
    assert made(office, FIRST_DAY + timedelta(days=1)).ranges == first
    assert ManualBook.objects.count() == blocks
    ManualNumber.objects.filter(paper="dika", number__lte=3).update(state="issued")
    again = {each["paper"]: each["first"] for each in made(office, FIRST_DAY + timedelta(days=2)).ranges}
    assert (again["dika"], again["receipt"]) == ("มฎ-00004", "มร-00001")


def test_an_office_without_a_keeper_writes_its_own_numbers(office: Office) -> None:
    """Forms are there, numbers are not."""
    assert made(office).ranges == ()


def test_a_kit_wants_its_duty(office: Office) -> None:
    """A collector makes no kit."""
    with refused("duty_missing", duty="kit.make"):
        continuity.make_kit(envelope=office.envelope("revenue_officer"), data={})


def test_account_numbers_are_masked() -> None:
    """A kit lies in a cupboard."""
    assert snapshot.masked(number="9800123456") == "xxxxxx3456"


def test_a_kit_says_how_old_it_is_when_it_is_printed(office: Office) -> None:
    """On every page; the kept file stays as it was."""
    kit = made(staffed(office))
    later = datetime(2024, 10, 9, 9, tzinfo=BANGKOK)
    printed = queries.printed_kit(document_id=kit.document_id, printed_at=later)
    assert all("8วัน" in page for page in pages(printed))
    same_day = datetime(2024, 10, 1, 17, tzinfo=BANGKOK)
    assert queries.printed_kit(document_id=kit.document_id, printed_at=same_day) == file(kit, "pdf")
    with pytest.raises(Refusal):
        queries.kit(document_id=7)


def test_the_workbook_of_the_kit_reads_back_empty(till: Till) -> None:
    """A sheet for every kind that can be entered, its numbers in it; unused numbers are no papers."""
    kit = made(staffed(till.office))
    content = file(kit, "workbook")
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert names[:2] == ["คำแนะนำ", "สถานะการเงิน (คำนวณ)"]
    schemas = {key: kind.schema for key, kind in KINDS.items()}
    found = reading.read(content=content, filename="a.xlsx", schemas=schemas, today=FIRST_DAY)
    assert {each.layout.paper for each in found.found} == set(KINDS)
    assert (found.papers, found.faults, found.strange) == ((), (), ())
    assert all(not each.missing for each in found.found)


def test_equal_moments_make_equal_files(office: Office) -> None:
    """The same envelope and stock give the same bytes, so that a digest means something."""
    made(staffed(office))
    envelope = office.envelope("treasury_head")
    first, second = (making.make(envelope=envelope, kit="KT") for _ in range(2))
    assert (first.pdf_sha256, first.workbook_sha256) == (second.pdf_sha256, second.workbook_sha256)


@pytest.mark.parametrize(
    ("days", "tone"), [(0, "success"), (2, "success"), (3, "warning"), (7, "warning"), (8, "error")]
)
def test_readiness_goes_with_the_age_of_the_kit(office: Office, days: int, tone: str) -> None:
    """A kit older than a week is none."""
    made(staffed(office))
    day = FIRST_DAY + timedelta(days=days)
    ready = queries.readiness(today=day, now=datetime(day.year, day.month, day.day, 12, tzinfo=BANGKOK))
    assert (ready.points[0].tone, ready.points[1].tone, ready.kit_days) == (tone, "success", days)
    assert ready.points[2].tone == "error"
    assert ready.score == {"success": 80, "warning": 55, "error": 30}[tone]
    assert f"{days} days old" in ready.points[0].text(lang="en")


def test_an_office_that_never_prepared(office: Office) -> None:
    """Nothing there: nothing scored, and said so."""
    ready = queries.readiness(today=FIRST_DAY, now=datetime(2024, 10, 1, 12, tzinfo=BANGKOK))
    assert (ready.score, ready.tone, ready.kit) == (0, "error", None)
    assert ready.points[0].text() == "ยังไม่มีชุดเอกสารสำรอง"


def test_every_night_once(office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The nightly task makes a kit for who has none of today; the second time on a day none."""
    staffed(office)
    monkeypatch.setenv("KHLANG_BUSINESS_DATE", FIRST_DAY.isoformat())
    options = type("Options", (), {"quiet": False})
    assert nightly.run(options) == 0
    count = Kit.objects.count()
    assert nightly.run(options) == 0
    assert (count, Kit.objects.count()) == (1, 1)
    assert Kit.objects.get().nightly
    assert capsys.readouterr().out.splitlines()[-1] == "kit: 0"


def test_pack_writes_both_files(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At the console: two files in the folder, named after the organisation."""
    staffed(office)
    options = type("Options", (), {"org": "TEST", "all": False, "out": str(tmp_path / "kit")})
    assert pack.run(options) == 0
    written = sorted(path.suffix for path in (tmp_path / "kit").iterdir())
    assert written == [".pdf", ".xlsx"]
    assert len(capsys.readouterr().out.splitlines()) == 2
    unknown = type("Options", (), {"org": "NONE", "all": False, "out": str(tmp_path)})
    assert pack.run(unknown) == 2
    assert documents.find(kind="kit").count() == 1


@pytest.mark.parametrize("text", ["KH1|TEST|receipt|12|48|0000", "KH1|TEST|receipt|12", "https://example.org", ""])
def test_a_square_that_is_not_ours(text: str) -> None:
    """A wrong check, a part missing, anything else."""
    assert read_square(text=text) is None


def test_squares_say_what_they_said() -> None:
    """Paper and system number, there and back; what would part them is refused."""
    identity = Identity("TEST", "receipt", "12", 48)
    assert read_square(text=str(identity)) == identity
    with pytest.raises(ValueError):
        str(Identity("A|B", "receipt", "", 1))
