"""The system is down this morning: ten minutes in the practice office, from the declaration to a hundred points, without a
mouse; and every page of an outage is fit for everybody on a wide and on a narrow screen."""

from typing import Any

import pytest

from khlang.bridges.continuity.queries import drills
from khlang.platform import tenancy
from tests.browser.hands import SIZES, Hands
from tests.household import PASSWORD
from tests.web.desk import Desk
from tests.web.spell_of_desk import begun, clerk, money

TODAY_TEXT = "01/10/2567"
RECEIPT = {"lines.item": "41210008", "lines.description": "ค่าธรรมเนียมเก็บและขนมูลฝอย เดือนนี้", "lines.amount": "150.50"}
#: Pages below an outage.
PLACES = (
    "", "upload/", "queue/", "queue/?state=entered", "register/", "proof/", "timeline/", "papers/receipt/",
    "papers/dika/", "papers/daily_status/", "do/acknowledge/", "do/escalate/", "do/directive/", "do/void/",
    "do/lose/", "do/return/", "do/label/", "do/attach/",
)  # fmt: skip
BESIDE = (
    "/continuity/", "/continuity/practice/", "/continuity/kits/", "/continuity/stock/", "/continuity/stock/new/",
    "/continuity/province/", "/documents/outage/", "/documents/outage/new/declare/", "/documents/kit/",
    "/documents/gate_directive/",
)  # fmt: skip


@pytest.fixture
def prepared(desk: Desk) -> Desk:
    """An office with money in the bank, whose clerk confirms what the finance officer declares."""
    money(desk)
    clerk(desk, password=PASSWORD)
    return desk


class Papers(Hands):
    """Somebody who keys papers in; only the pages of the rehearsal itself are looked at closely here."""

    def look(self) -> None:
        """The page is there."""
        if "/practice/" in self.page.url:
            super().look()
        self.page.wait_for_function("!!window.Alpine && !!window.htmx")

    def box(self, key: str, text: str, row: int = -1) -> None:
        """Type into a box of a line, reached by Enter from the box before."""
        for _ in range(40):
            if self.at(f"[data-key='{key}']"):
                break
            self.keys.press("Enter")
        assert self.at(f"[data-key='{key}']"), f"{key} cannot be reached with Enter on {self.page.url}"
        self.keys.press("Control+A")
        self.keys.type(text)

    def scan(self, text: str) -> None:
        """What a scanner types into its box: the text and Enter."""
        self.to("#scan")
        self.keys.type(text)
        self.keys.press("Enter")

    def capture(self, count: int) -> None:
        """Control and Enter bring the papers into the queue; the grid is empty again."""
        self.lead("Control+Enter")
        assert f"เก็บเข้าคิวแล้ว {count} ฉบับ" in self.page.inner_text(".toasts"), self.page.inner_text("main")

    def act(self, href: str) -> None:
        """A page with a form, sent as it stands."""
        self.open(href)
        self.to("main [data-primary]")
        self.lead("Enter")


def into_practice(hands: Hands) -> None:
    """The person chooses the practice office in the head of the page."""
    hands.open("/")
    hands.page.focus("details[data-menu] summary")
    hands.keys.press("Enter")
    hands.page.focus("#switch-organisation")
    practice = hands.page.get_attribute("#switch-organisation option:last-child", "value")
    for _ in range(10):
        hands.keys.press("ArrowDown")
        if hands.at(f"option[value='{practice}']"):
            break
    hands.lead("Enter")
    assert "ฝึกซ้อม" in hands.page.inner_text("header")


def test_ten_minutes_from_the_declaration_to_a_hundred_points(prepared: Desk, enter: Any) -> None:
    seen: set[str] = set()
    people = {name: Papers(enter(name), seen) for name in ("wipa", "surachai", "pranee", "somchai", "anan")}
    wipa = people["wipa"]
    wipa.open("/continuity/practice/")
    wipa.to("main form [class*=btn-primary]")
    wipa.lead("Enter")
    assert "ท่านอยู่ในสำนักงานจำลอง" in wipa.page.inner_text("main")
    outage = declare(people)
    kit(wipa)
    people["pranee"].open(outage)
    people["pranee"].move("restore")
    assert "งานปกติ" in people["pranee"].page.inner_text("main")
    key_in(wipa, outage)
    wipa.open(outage)
    wipa.to("main form[action$='/enter/'] button")
    wipa.lead("Enter")
    assert "ลงระบบแล้ว 4 ฉบับ" in wipa.page.inner_text(".toasts"), wipa.page.inner_text("main")
    for paper in ("remittance", "remittance_summary", "receipt"):
        if paper != "receipt":
            wipa.act(f"{outage}do/label/?paper={paper}")
        people["anan"].act(f"{outage}do/attach/?paper={paper}")
    people["anan"].open(outage)
    people["anan"].move("reconcile")
    people["pranee"].open(f"{outage}proof/")
    assert "ครบถ้วน: ทุกเลขที่ชี้แจงได้" in people["pranee"].page.inner_text("main")
    people["pranee"].open(outage)
    people["pranee"].move("certify")
    wipa.open("/continuity/practice/")
    wipa.to("main form [class*=btn-primary]")
    wipa.lead("Enter")
    assert "จบการซ้อม ได้ 100 คะแนน" in wipa.page.inner_text(".toasts"), wipa.page.inner_text("main")
    with tenancy.scope(prepared.org):
        assert [each.score for each in drills.drills()] == [100]
    assert [fault for hands in people.values() for fault in hands.faults] == []


def declare(people: dict[str, Papers]) -> str:
    """One declares, another confirms; the address of the outage."""
    wipa = people["wipa"]
    wipa.open("/documents/outage/new/declare/")
    wipa.fill("cause", "เข้าระบบไม่ได้ตั้งแต่เช้า")
    wipa.save()
    for name in ("surachai", "pranee", "anan"):
        into_practice(people[name])
    outage = "/" + wipa.page.url.split("/", 3)[3]
    people["surachai"].open(outage)
    people["surachai"].move("confirm")
    assert "ทำงานด้วยมือ" in people["surachai"].page.inner_text("main")
    return outage


def kit(wipa: Papers) -> None:
    """The kit is made and comes as PDF."""
    wipa.open("/continuity/kits/")
    wipa.to("main form [class*=btn-primary]")
    wipa.lead("Enter")
    href = wipa.page.get_attribute("main a[href$='/print/']", "href")
    answer = wipa.page.request.get(href)
    assert answer.ok
    assert answer.body().startswith(b"%PDF")


def key_in(wipa: Papers, outage: str) -> None:
    """Three papers and the daily status: boxes by Enter, the identity of the slip by the scanner."""
    wipa.open(f"{outage}papers/receipt/")
    code = str(wipa.page.get_attribute("main [data-org]", "data-org"))
    wipa.scan(f"KH1|{code}|receipt|ซ้อม 1|1")
    wipa.box("paper_date", TODAY_TEXT)
    wipa.box("payer_name", "นางสาวพิมพ์ใจ ซ้อมดี")
    for key, text in RECEIPT.items():
        wipa.box(key, text)
    wipa.capture(1)
    with wipa.page.expect_navigation():
        wipa.scan(f"KH1|{code}|remittance|ซ้อม|1")
    assert wipa.page.input_value("[data-key=number]") == "1"
    wipa.look()
    wipa.box("paper_date", TODAY_TEXT)
    wipa.box("total", "150.50")
    wipa.box("lines.receipt_book", "ซ้อม 1")
    wipa.box("lines.receipt_numbers", "1")
    wipa.capture(1)
    wipa.open(f"{outage}papers/remittance_summary/")
    for key, text in (("book_no", "ซ้อม"), ("number", "1"), ("paper_date", TODAY_TEXT), ("total", "150.50"),
                      ("lines.remittance_book", "ซ้อม"), ("lines.remittance_numbers", "1")):  # fmt: skip
        wipa.box(key, text)
    wipa.capture(1)
    wipa.open(f"{outage}papers/daily_status/")
    status(wipa)
    wipa.capture(1)


def status(wipa: Papers) -> None:
    """Every place stands there as it was left; only the cash box moved."""
    for key, text in (("book_no", "ซ้อม"), ("number", "1"), ("paper_date", TODAY_TEXT)):
        wipa.box(key, text)
    places = wipa.page.eval_on_selector_all("tbody [data-key='lines.place']", "all => all.map(each => each.value)")
    if "cash" not in places:
        wipa.keys.press("Alt+Enter")
        wipa.box("lines.place", "cash")
    row = places.index("cash") if "cash" in places else len(places)
    left = wipa.page.locator("tbody [data-key='lines.opening']").nth(row).input_value() or "0.00"
    now = f"{float(left.replace(',', '')) + 150.50:.2f}"
    for key, text in (("lines.received", "150.50"), ("lines.closing", now)):
        wipa.to(f"tbody tr:nth-child({row + 1}) [data-key='{key}']")
        wipa.keys.press("Control+A")
        wipa.keys.type(text)


def test_pages_of_an_outage_on_both_screens(prepared: Desk, enter: Any) -> None:
    """Loaded once, looked at in both sizes."""
    spell = begun(prepared)
    hands = Hands(enter("pranee"), set())
    wipa = Hands(enter("wipa"), set())
    for path in (*BESIDE, *(f"/continuity/{spell.id}/{each}" for each in PLACES), *spell.captures()):
        who = wipa if "/new/" in path or "/do/" in path else hands
        answer = who.page.goto(path)
        assert answer.ok, (path, answer.status)
        who.page.wait_for_load_state("networkidle")
        for size in SIZES.values():
            who.page.set_viewport_size(size)
            who._check(path)
    assert "\n".join(hands.faults + wipa.faults) == ""
