"""Remakes the pictures of README and guide from a served demo office; each below 300 KB, where the package serves them.

    ./run demo --fresh --no-serve && ./run serve --port 8311 &
    .venv/bin/python docs/pictures.py http://localhost:8311

Only looks and types, never saves: the office stays as the demo built it. Needs Chromium on the PATH (or KHLANG_CHROMIUM), and
takes the smaller palette when Pillow is installed.
"""

import os
import runpy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "khlang/faces/web/static/khlang/guide"
password_of = runpy.run_path(str(ROOT / "khlang/faces/cli/demo/passwords.py"))["of"]
LIMIT = 300_000
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1280, 900), (390, 844)
LINES = (("41210008", "240"), ("41239001", "2000"))


def entry(page: Any) -> None:
    """A receipt of two lines, typed as a collector types it, not sent."""
    page.goto("/receipts/new/")
    page.keyboard.type("นางคำ ทองดี")
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    for position, (code, amount) in enumerate(LINES):
        item = page.locator(f"#id-lines-{position}-item")
        if not item.count():
            page.get_by_role("button", name="เพิ่มรายการ").click()
        item.press_sequentially(code, delay=20)
        page.wait_for_timeout(700)
        page.keyboard.press("Enter")
        page.locator(f"#id-lines-{position}-amount").fill(amount)
    page.wait_for_timeout(400)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def opened(listed: str, text: str, button: str = "") -> Callable[[Any], None]:
    """The first document of a list whose row has the text; with a button, its window."""

    def go(page: Any) -> None:
        page.goto(listed)
        page.locator("main tr", has_text=text).locator("a").first.click()
        page.wait_for_load_state("networkidle")
        if button:
            page.locator("main").get_by_text(button, exact=True).first.click()
            page.wait_for_timeout(1200)

    return go


def outage(number: str, below: str = "") -> Callable[[Any], None]:
    """The page of an outage, or one below it."""

    def go(page: Any) -> None:
        page.goto("/documents/outage/")
        href = page.locator("main tr", has_text=number).locator("a").first.get_attribute("href")
        page.goto(f"/continuity/{href.strip('/').rpartition('/')[2]}/{below}")

    return go


def page_at(path: str) -> Callable[[Any], None]:
    """A page by its address."""
    return lambda page: page.goto(path)


#: Name of the picture: who looks (nobody yet at the log-in), on which screen, at what.
PICTURES: dict[str, tuple[str, tuple[int, int], Callable[[Any], None]]] = {
    "dashboard-desktop": ("pranee", DESKTOP, page_at("/")),
    "receipt-desktop": ("somchai", DESKTOP, entry),
    "receipt-phone": ("somchai", PHONE, entry),
    "daily-status-desktop": ("pranee", DESKTOP, page_at("/reports/daily_status/?on=01/10/2567")),
    "inbox-desktop": ("surachai", DESKTOP, page_at("/inbox/")),
    "summary-desktop": ("anan", DESKTOP, opened("/documents/remittance_summary/", "SM68-00001")),
    "approve-desktop": ("pranee", DESKTOP, opened("/documents/general_voucher/", "เสนอแล้ว", "อนุมัติ")),
    "transfer-desktop": ("napa", DESKTOP, page_at("/documents/budget_transfer/new/")),
    "spending-plan-desktop": ("kamol", DESKTOP, page_at("/lists/budget_spending/")),
    "requisition-desktop": ("pranee", DESKTOP, opened("/documents/requisition/", "PR68-00003")),
    "order-desktop": ("kamol", DESKTOP, opened("/documents/purchase_order/", "PO68-00002")),
    "inspection-desktop": ("wilai", DESKTOP, opened("/documents/inspection/", "คอมพิวเตอร์")),
    "dika-desktop": ("kamol", DESKTOP, opened("/documents/dika/", "น้ำมันเชื้อเพลิง")),
    "dika-phone": ("kamol", PHONE, opened("/documents/dika/", "น้ำมันเชื้อเพลิง")),
    "payroll-desktop": ("wipa", DESKTOP, page_at("/documents/dika/new/payroll/")),
    "cheque-report-desktop": ("pranee", DESKTOP, opened("/documents/cheque_report/", "รอลงนาม")),
    "payment-desktop": ("wipa", DESKTOP, opened("/documents/payment/", "คอมพิวเตอร์")),
    "advance-desktop": ("decha", DESKTOP, opened("/documents/advance/", "BR68-00001")),
    "reconciliation-desktop": ("anan", DESKTOP, opened("/documents/reconciliation/", "KTB-C")),
    "trial-balance-desktop": ("anan", DESKTOP, page_at("/reports/trial_balance/")),
    "reports-desktop": ("anan", DESKTOP, page_at("/reports/")),
    "roles-desktop": ("admin", DESKTOP, page_at("/lists/role/")),
    "log-in-phone": ("", PHONE, page_at("/login/")),
    "authority-desktop": ("surachai", DESKTOP, page_at("/authority/")),
    "oversight-desktop": ("prasert", DESKTOP, page_at("/oversight/")),
    "continuity-desktop": ("pranee", DESKTOP, page_at("/continuity/")),
    "kits-desktop": ("pranee", DESKTOP, page_at("/continuity/kits/")),
    "outage-desktop": ("pranee", DESKTOP, outage("OT68-00002")),
    "papers-desktop": ("somchai", DESKTOP, outage("OT68-00002", "papers/receipt/")),
    "proof-desktop": ("pranee", DESKTOP, outage("OT68-00001", "proof/")),
    "arrears-desktop": ("somchai", DESKTOP, page_at("/lists/tax_arrears/")),
}


def main(base: str, *names: str) -> None:
    """Take every picture, or those that are named."""
    chromium = os.environ.get("KHLANG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, (person, (width, height), look) in PICTURES.items():
            if names and name not in names:
                continue
            context = browser.new_context(viewport={"width": width, "height": height}, base_url=base, locale="th-TH")
            page = context.new_page()
            if person:
                log_in(page, person)
            look(page)
            page.wait_for_load_state("networkidle")
            page.evaluate("document.fonts.ready")
            keep(page.screenshot(), PLACE / f"{name}.png")
            context.close()
        browser.close()


def log_in(page: Any, person: str) -> None:
    """The person at the first page."""
    page.goto("/login/")
    page.fill("#username", person)
    page.fill("#password", password_of(person))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def keep(picture: bytes, path: Path) -> None:
    """Write the picture, its palette reduced when that is possible, and refuse one that is too large."""
    path.write_bytes(picture)
    try:
        from PIL import Image
    except ImportError:
        pass
    else:
        with Image.open(path) as image:
            small = image.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}\t{size // 1000} KB")
    if size > LIMIT:
        raise SystemExit(f"{path.name} is larger than {LIMIT // 1000} KB")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000"]))
