"""Papers of an outage: notice, closing report, certificate, control register, labels, bundle, scans (C-27, C-28)."""

import io
from base64 import b64encode
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import prints
from khlang.bridges.continuity.identity import SystemNumber
from khlang.bridges.continuity.kits import pages as pages_of_kit
from khlang.bridges.continuity.models import ManualNumber
from khlang.bridges.continuity.prints import bundles, labels, scans
from khlang.bridges.reporting import paper
from khlang.bridges.reporting import queries as reporting
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.clock import BANGKOK
from khlang.spine.documents import commands as files
from khlang.spine.documents import queries as documents
from khlang.spine.documents.models import Document
from khlang.spine.organisations.models import Organisation
from tests.continuity.printed import pages, text
from tests.continuity.spell import MONDAY, TUESDAY, Spell
from tests.refusals.attempt import refused

NOW = datetime(2024, 10, 8, 16, tzinfo=BANGKOK)


@pytest.fixture
def day(spell: Spell, settings: Any, tmp_path: Path) -> Spell:
    """A day by hand, entered and reconciled."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return spell.whole_day()


def printed(spell: Spell, form: str) -> bytes:
    """A paper of the outage."""
    return prints.outage_pdf(outage_id=spell.id, form=form, printed_at=NOW, printed_by="ผู้พิมพ์")[1]


def scan(pdf: bytes, *, dpi: int = 150, skew: float = 3) -> bytes:
    """A page as an office scans it: black and white, not quite straight."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    crooked = page.rotate(skew, resample=Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    out = io.BytesIO()
    crooked.point(lambda grey: 255 if grey > 140 else 0).convert("1").save(out, "PNG")
    return out.getvalue()


def slip() -> Any:
    """The remittance slip that was made from paper."""
    return Document.objects.get(kind="remittance")


def keep(spell: Spell, content: bytes, *, name: str = "scan.png", document_id: int = 0) -> None:
    """A scan kept with a document."""
    data = {"document_id": document_id or slip().id, "name": name, "content": b64encode(content)}
    files.add_attachment(envelope=spell.envelope("accountant"), data=data)


def test_the_notice_to_the_executive(spell: Spell) -> None:
    """What happened, since when, what is by hand, under which clause; a place to take note."""
    spell.by_hand()
    said = text(printed(spell, "outage_notice"))
    for words in (spell.number, "เข้าระบบไม่ได้", "7ตุลาคม2567", "08:30", "ข้อ10", "3.1", "ฎีกาเบิกเงิน", "ทราบ"):
        assert words in said


def test_a_unit_reports_to_the_local_government_above(spell: Spell) -> None:
    """UNIT-7: its notice, its closing report and the memo of its kit go one level up, by name; under clause 7."""
    own = spell.office.organisation
    with tenancy.unscoped():
        above = Organisation.objects.create(
            code="ABOVE", name_th="เทศบาลตำบลทุ่งทอง", name_en="Thung Thong", kind=own.kind
        )
    spell.by_hand()
    notice, report = prints.FORMS["outage_notice"].data, prints.FORMS["outage_report"].data
    assert {make(spell.id, on=TUESDAY)["to"] for make in (notice, report)} == {"เรียน ผู้บริหารท้องถิ่น"}
    Organisation.objects.filter(id=own.id).update(kind="unit", parent=above)
    said = {make(spell.id, on=TUESDAY)["to"] for make in (notice, report)}
    assert said == {pages_of_kit.addressee()} == {"เรียน ผู้บริหารท้องถิ่น เทศบาลตำบลทุ่งทอง"}
    assert "ข้อ 7" in notice(spell.id, on=TUESDAY)["paragraphs"][0]


def test_the_certificate_is_a_draft_until_it_is_given(day: Spell) -> None:
    """Before certification it bears the mark ตัวอย่าง; after it the digest that the outage keeps."""
    assert prints.FORMS["outage_certificate"].data(day.id, on=TUESDAY)["mark"] == "ตัวอย่าง"
    day.step("certify", by="treasury_head")
    data = prints.FORMS["outage_certificate"].data(day.id, on=TUESDAY)
    assert data.get("mark", "") == ""
    assert len(data["digest"]) == 64
    said = text(printed(day, "outage_certificate"))
    for words in ("ครบถ้วน", "ถูกต้อง", "300.00", data["digest"]):
        assert words in said


def test_the_closing_report_has_counts_and_sums(day: Spell) -> None:
    """Papers by kind with their fates, balances, exceptions, certification, the first official day."""
    day.step("certify", by="treasury_head")
    data = prints.FORMS["outage_report"].data(day.id, on=TUESDAY)
    assert data["counts"][0] == ["ใบเสร็จรับเงิน", "3", "0", "2", "0", "300.00"]
    assert "9 ตุลาคม 2567" in data["paragraphs"][1]
    assert "ใบเสร็จรับเงิน" in text(printed(day, "outage_report"))


def test_the_control_register_accounts_for_every_number(day: Spell) -> None:
    """A row a number, its document beside it; counts and sums by day."""
    sections = prints.FORMS["control_register"].data(day.id, on=TUESDAY)["sections"]
    receipts = next(section for section in sections if section["title"].startswith("ใบเสร็จรับเงิน"))
    assert [row[1] for row in receipts["rows"]] == ["12/1", "12/2", "12/3", "12/4", "12/5"]
    assert [row[6] for row in receipts["rows"]] == ["ออกใช้", "ออกใช้", "ออกใช้", "คืน", "คืน"]
    assert receipts["days"] == [["7 ต.ค. 2567", "3", "1 – 3", "300.00"]]
    assert receipts["totals"][5] == "300.00"
    assert "ทะเบียนคุม" in text(printed(day, "control_register"))


def test_daily_reports_by_hand_are_laid_beside_the_papers(day: Spell) -> None:
    """The report of Monday agrees, and closes with what the ledger has."""
    data = prints.FORMS["daily_by_hand"].data(day.id, on=TUESDAY)
    assert data["rows"] == [
        ["7 ต.ค. 2567", "เงินสดในตู้นิรภัย", "0.00", "300.00", "0.00", "300.00", "300.00", "0.00", "ตรง"]
    ]
    assert data["closings"][0][1:] == ["300.00", "300.00", "0.00"]
    assert printed(day, "daily_by_hand").startswith(b"%PDF")


def test_labels_bear_the_numbers_of_the_system(day: Spell) -> None:
    """One label a paper that wants the number, none for receipts; its square names the document."""
    made = labels.labels(outage_id=day.id)
    assert [label["paper"].split(" ")[0] for label in made] == ["ใบนำส่งเงิน", "ใบสำคัญสรุปใบนำส่งเงิน"]
    assert made[0]["numbers"] == [["เลขที่ในระบบ", slip().number]]
    wanted = SystemNumber("TEST", "remittance", slip().number)
    assert wanted in scans.squares(content=printed(day, "outage_labels"), content_type="application/pdf")
    assert labels.labels(outage_id=day.id, paper="receipt") == []
    assert labels.labels(outage_id=day.id, unlabelled_only=True) == []


@pytest.mark.parametrize("skew", [3, -3, 0])
def test_a_crooked_scan_shows_its_label(day: Spell, skew: float) -> None:
    """150 dots an inch, black and white, three degrees askew (C-28)."""
    wanted = SystemNumber("TEST", "remittance", slip().number)
    content = scan(printed(day, "outage_labels"), skew=skew)
    assert scans.shows(content=content, content_type="image/png", wanted=wanted)
    other = SystemNumber("TEST", "remittance", "RM68-00099/2568")
    assert not scans.shows(content=content, content_type="image/png", wanted=other)


def test_scans_that_show_their_label_prove_the_attachment(day: Spell) -> None:
    """C-28: the machine reads the label on the scan kept with the document, also for who entered it; it names the papers
    whose scans do not show it and those without one."""
    ManualNumber.objects.filter(outage_id=day.id).update(attached_on=None, attached_by_id=None)
    envelope, data = day.envelope("revenue_officer"), {"outage_id": day.id, "paper": "remittance"}
    told = continuity.attach_scanned(envelope=envelope, data=data).data
    assert told == {"marked": 0, "unseen": [], "unscanned": ["ใบนำส่งเงิน เลขที่ 1"], "left": 0}
    keep(day, scan(printed(day, "outage_notice")))
    told = continuity.attach_scanned(envelope=day.envelope("revenue_officer"), data=data).data
    assert (told["marked"], told["unseen"]) == (0, ["ใบนำส่งเงิน เลขที่ 1"])
    keep(day, scan(printed(day, "outage_labels")), name="scan2.png")
    told = continuity.attach_scanned(envelope=day.envelope("revenue_officer"), data=data).data
    assert told == {"marked": 1, "unseen": [], "unscanned": [], "left": 0}
    row = ManualNumber.objects.get(paper="remittance", number=1)
    assert row.attached_on == TUESDAY
    with refused("label_not_asked", field="paper"):
        continuity.attach_scanned(envelope=day.envelope("revenue_officer"), data={**data, "paper": "receipt"})


def test_the_bundle_is_in_stapling_order(day: Spell) -> None:
    """The paper first, the print of the system behind it; pages, digest, what is not scanned; equal content, equal bytes."""
    keep(day, scan(printed(day, "outage_labels")))
    made = bundles.bundle(outage_id=day.id, printed_at=NOW, paper="remittance")
    said = pages(made.content)
    assert (made.pages, len(said), made.missing, made.unlabelled) == (2, 2, (), ())
    assert said[0] == ""
    assert slip().number in said[1]
    again = bundles.bundle(outage_id=day.id, printed_at=NOW, paper="remittance")
    assert (again.sha256, len(made.sha256)) == (made.sha256, 64)


def test_the_bundle_can_be_kept(day: Spell) -> None:
    """C-27: the bundle and the prints in it say that they are PDF/A-2b, and have what that asks: colours with their intent,
    every font embedded, no encryption, nothing active. A scan that is a PDF of another program goes in as a picture."""
    keep(day, printed(day, "outage_labels"), name="scan.pdf")
    bundle = bundles.bundle(outage_id=day.id, printed_at=NOW, paper="remittance")
    assert pages(bundle.content)[0] == ""
    for content in (bundle.content, printed(day, "outage_notice")):
        reader = PdfReader(io.BytesIO(content))
        root = reader.trailer["/Root"]
        metadata = root["/Metadata"].get_object().get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
        (intent,) = root["/OutputIntents"]
        assert intent.get_object()["/S"] == "/GTS_PDFA1" and "/DestOutputProfile" in intent.get_object()
        assert not reader.is_encrypted and len(reader.trailer["/ID"]) == 2
        assert not {"/AA", "/OpenAction", "/AcroForm"} & set(root)
        assert all(embedded for page in reader.pages for embedded in fonts(page))


def fonts(page: Any) -> list[bool]:
    """Of every font of a page whether its file is in the document."""
    found = []
    for font in (page.get("/Resources") or {}).get("/Font", {}).values():
        inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
        found.append(bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())))
    return found


def test_the_bundle_names_what_is_missing(day: Spell) -> None:
    """A sheet in the place of a paper that nobody scanned; a scan without its label is named."""
    keep(day, scan(printed(day, "outage_notice")))
    made = bundles.bundle(outage_id=day.id, printed_at=NOW)
    assert len(made.parts) == 5
    assert len(made.missing) == 4
    assert made.unlabelled == ("ใบนำส่งเงิน เลขที่ 1",)
    assert [page for _, page in made.parts] == [1, 3, 5, 7, 9]


def test_a_bundle_is_kept_with_the_outage(day: Spell) -> None:
    """Its pages and digest are answered, the file is an attachment of the outage."""
    envelope = day.envelope("accountant")
    told = continuity.make_bundle(envelope=envelope, data={"outage_id": day.id, "paper": "remittance"}).data
    (kept,) = documents.attachments(document_id=day.id)
    assert (kept.sha256, str(kept.id)) == (told["sha256"], told["attachment"])
    with refused("duty_missing", duty="outage.reconcile"):
        continuity.make_bundle(envelope=day.envelope("revenue_officer"), data={"outage_id": day.id})


def test_papers_are_offered_by_the_state(spell: Spell) -> None:
    """A declared outage has its notice and nothing else; what is not offered is not printed."""
    spell.declare()
    assert prints.outage_forms(state=spell.document.state) == ("outage_notice",)
    with pytest.raises(Refusal):
        printed(spell, "outage_certificate")


@pytest.mark.parametrize(("on", "by_hand"), [(MONDAY, True), (TUESDAY, True), (date(2024, 10, 9), False)])
def test_the_daily_status_says_when_the_one_by_hand_counts(day: Spell, on: date, by_hand: bool) -> None:
    """Until the day of certification and on it; from the day after the system's is official (LAO-8)."""
    day.step("certify", by="treasury_head")
    made = reporting.run(name="daily_status", parameters={"on": on.isoformat()}, today=date(2024, 10, 9))
    words = "อยู่ระหว่างบันทึกข้อมูลย้อนหลัง – ใช้รายงานที่จัดทำด้วยมือ"
    assert (words in made.notes) is by_hand
    assert (words.replace(" ", "") in text(paper.pdf(result=made))) is by_hand
