"""An office on the morning that the system cannot be reached, spoken of as its people do.

`office.outage_this_morning()`, `office.writes("receipt", 48, …)`, `office.system_is_back()`, `office.enters()`,
`office.certifies()`: every step is made by the person who would make it, and `today` is the day on which it is made.
"""

import io
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.test import Client, override_settings
from PIL import Image

from khlang import standards
from khlang.bridges.continuity import commands, queries
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.prints import bundles, labels, outage_pdf
from khlang.bridges.reporting import queries as reporting
from khlang.core.money import format_baht
from khlang.faces.web.session import BACKEND
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import Actor, Envelope
from khlang.spine.access import commands as access
from khlang.spine.access.models import Person
from khlang.spine.documents import commands as files
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import commands as organisations
from khlang.spine.parties import commands as parties
from khlang.standards import chart
from tests.continuity.printed import pages, text
from tests.disbursement.asking import NUMBERS, Desk
from tests.household import envelope as founding
from tests.household import grant
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.till import Till

#: Friday 1 November 2567, on which the system cannot be reached; it is back on Monday.
FRIDAY, MONDAY, TUESDAY = date(2024, 11, 1), date(2024, 11, 4), date(2024, 11, 5)
PEOPLE = {
    "revenue_officer": "นายสมชาย ใจดี", "finance_officer": "นางสาววิภา มณีรัตน์", "accountant": "นายอนันต์ เที่ยงตรง",
    "treasury_head": "นางปราณี ศรีสุข", "clerk": "นายประสิทธิ์ ทองดี", "executive": "นายสมศักดิ์ ใจมั่น",
    "supply_officer": "นางมาลี สุขสม", "budget_officer": "นางสาวจันทร์ งามตา", "division_head": "นายวิชัย มั่นคง", "admin": "นายธีระ ดูแลดี",
}  # fmt: skip
#: Numbers of papers that are in no book, and the book of receipts.
LOOSE, BOOK = (1, 20), (1, 50)


class Staff(Office):
    """An office whose people have names; they are hired when they are first needed."""

    def person(self, role: str) -> Actor:
        """The person of a role, by name."""
        if role in PEOPLE and role not in self.people:
            self.people[role] = self.hired(role)
        actor = super().person(role)
        return replace(actor, name=PEOPLE[role]) if role in PEOPLE else actor

    def hired(self, role: str) -> int:
        """An account for the person of a role."""
        data = {"username": f"{role.replace('_', '-')}.{self.organisation.code.lower()}", "name_th": PEOPLE[role]}
        made = access.create_person(envelope=founding(self.org), data=data).document_id or 0
        Person.objects.filter(id=made).update(must_change_password=False)
        grant(self.org, made, role)
        return made


class OfficeByHand:
    """One office, its stock of papers, its money, and one outage; `id` is the document of the outage."""

    def __init__(self, staff: Office, *, budget: bool = True, above: Office | None = None) -> None:
        self.staff, self.above = Staff(staff.organisation, staff.today), above
        for role in PEOPLE:
            self.staff.person(role)
        self.till = Till(self.staff)
        self.till.open_banks()
        self.desk: Any = Desk(self.till) if budget else self
        if not budget:
            self.knows_a_division_and_a_supplier()
        self.cashier = Cashier(self.desk)
        self.cashier.book()
        self.id, self.pile = 0, list[dict[str, Any]]()
        self.morning: dict[str, int] = {}

    @property
    def office(self) -> Office:
        """The organisation and its people."""
        return self.staff

    @property
    def today(self) -> date:
        """The business day."""
        return self.staff.today

    @today.setter
    def today(self, day: date) -> None:
        self.staff.today = day

    def by(self, role: str) -> Envelope:
        """What the page of this person sends today."""
        made = self.staff.envelope(role)
        return replace(made, now=datetime(made.today.year, made.today.month, made.today.day, 10, tzinfo=BANGKOK))

    def knows_a_division_and_a_supplier(self) -> None:
        """What an office without a budget has all the same."""
        organisations.save_division(envelope=self.staff.envelope(), data={"code": "01", "name_th": "สำนักปลัด"})
        supplier = {"name": "หจก. เครื่องเขียนทุ่งทอง", "kind": "juristic", "national_number": NUMBERS["juristic"]}
        parties.save_party(envelope=self.by("finance_officer"), data=supplier)

    # ── the morning ──────────────────────────────────────────────────────────────────────────────

    def outage_this_morning(self, *, on: date = FRIDAY, **more: Any) -> None:
        """Nobody gets in: finance declares, the head of treasury confirms; books were handed out the day before."""
        self.today = on
        self.hands_out()
        self.morning = self.money()
        data = {
            "trigger": "system_failure", "cause": "เข้าระบบไม่ได้ตั้งแต่เช้า", "started_on": on.isoformat(),
            "started_time": "08.30", **more,
        }  # fmt: skip
        self.id = commands.declare_outage(envelope=self.by("finance_officer"), data=data).document_id or 0
        commands.confirm_outage(envelope=self.by("treasury_head"), data={"document_id": self.id})

    def hands_out(self) -> None:
        """Book 12 of receipts, and numbers of every other paper that the office has."""
        unit = self.staff.organisation.kind == "unit"
        for paper in standards.manual_papers():
            if unit and not paper.units:
                continue
            book, (first, last) = ("12", BOOK) if paper.key == "receipt" else ("", LOOSE)
            data = {
                "paper": paper.key, "book_no": book, "first": first, "last": last, "leased_on": self.today.isoformat(),
                "custodian": self.staff.people["revenue_officer"],
            }  # fmt: skip
            commands.lease_book(envelope=self.by("treasury_head"), data=data)

    def writes(self, paper: str, number: int, says: Mapping[str, Any], *, on: date | None = None) -> None:
        """A paper written by hand: it lies on the pile until the system is back."""
        book = "12" if paper == "receipt" else ""
        line = {
            "envelope": str(uuid4()), "book_no": book, "number": number, "payload": dict(says),
            "paper_date": (on or self.today).isoformat(),
        }  # fmt: skip
        self.pile.append({"paper": paper, "line": line})

    def writes_daily_status(self, number: int, moved: Mapping[str, tuple[int, int]], *, on: date | None = None) -> None:
        """The daily status by hand: what every place had in the morning, what came in and went out (baht), what is left."""
        lines = []
        for place in sorted(self.morning.keys() | moved.keys()):
            opening = self.morning.get(place, 0)
            came, went = (baht * 100 for baht in moved.get(place, (0, 0)))
            self.morning[place] = opening + came - went
            money = {"opening": opening, "received": came, "paid": went, "closing": self.morning[place]}
            lines.append({"place": place, **{name: format_baht(amount) for name, amount in money.items()}})
        self.writes("daily_status", number, {"lines": lines}, on=on)

    # ── the system is back ───────────────────────────────────────────────────────────────────────

    def system_is_back(self, *, on: date = MONDAY) -> None:
        """The head of treasury says so; from now on only what was written by hand is entered."""
        self.today = on
        commands.restore_outage(envelope=self.by("treasury_head"), data={"document_id": self.id})

    def types(self) -> None:
        """The collector types the pile, as it lies."""
        for each in self.pile:
            data = {"outage_id": self.id, "paper": each["paper"], "lines": [each["line"]]}
            (told,) = commands.capture(envelope=self.by("revenue_officer"), data=data).data["lines"]
            assert told["state"] in ("captured", "known"), told
        self.pile = []

    def reads_again(self, paper: str, number: int, *, reason: str) -> None:
        """The collector reads the last paper of the pile anew: it stands for what was read before."""
        line = self.pile.pop()["line"]
        old = Capture.objects.get(outage_id=self.id, paper=paper, number=number, state="entered")
        data = {**line, "capture_id": old.id, "reason": reason}
        commands.amend(envelope=self.by("revenue_officer"), data=data)
        self.enters()

    def enters(self) -> None:
        """The pile is typed and the queue worked off; what is not entered is told."""
        self.types()
        commands.enter(envelope=self.by("finance_officer"), data={"outage_id": self.id})
        left = Capture.objects.filter(outage_id=self.id, state__in=OPEN)
        assert not left, [(row.paper, row.number, row.problem, row.refusal) for row in left]

    def writes_numbers_and_attaches(self) -> None:
        """Numbers of the system are written on the papers; somebody else attaches the prints behind them."""
        papers = set(ManualNumber.objects.filter(outage_id=self.id, state="issued").values_list("paper", flat=True))
        for paper in standards.manual_papers():
            data = {"outage_id": self.id, "paper": paper.key}
            if paper.key in papers and paper.numbers:
                commands.label(envelope=self.by("revenue_officer"), data=data)
            if paper.key in papers and paper.attach:
                commands.attach(envelope=self.by("accountant"), data=data)

    def gives_back_what_is_left(self) -> None:
        """Numbers of the touched books that nobody used are returned unused."""
        for run in queries.unaccounted(outage_id=self.id):
            data = {"paper": run.paper, "book_no": run.book_no, "numbers": f"{run.first}-{run.last}"}
            envelope = self.by("revenue_officer")
            commands.return_numbers(envelope=envelope, data={**data, "outage_id": self.id})

    def compares(self) -> None:
        """Accounting compares register, documents, daily reports and money."""
        commands.reconcile_outage(envelope=self.by("accountant"), data={"document_id": self.id})

    def certifies(self) -> None:
        """Everything is put in order, and the head of treasury certifies «ครบถ้วน ถูกต้อง»."""
        self.puts_in_order()
        self.signs_the_certificate()

    def puts_in_order(self) -> None:
        """What is left is given back, numbers and prints are where they belong, accounting has compared."""
        self.gives_back_what_is_left()
        self.writes_numbers_and_attaches()
        self.compares()

    def signs_the_certificate(self) -> None:
        """The head of treasury, who has entered nothing of it, certifies."""
        data = {"document_id": self.id, "note": "ครบถ้วน ถูกต้อง"}
        commands.certify_outage(envelope=self.by("treasury_head"), data=data)

    def step(self, move: str, role: str, **more: Any) -> None:
        """Another step of the outage."""
        getattr(commands, f"{move}_outage")(envelope=self.by(role), data={"document_id": self.id, **more})

    def lacks(self) -> list[str]:
        """What stands in the way of certification, in words."""
        return [lack.text() for lack in queries.lacks(outage_id=self.id, on=self.today)]

    # ── what people see ──────────────────────────────────────────────────────────────────────────

    def made(self, paper: str, number: int = 1) -> Any:
        """The document of the system for a paper."""
        row = ManualNumber.objects.get(paper=paper, book_no="12" if paper == "receipt" else "", number=number)
        return documents.get(document_id=row.document_id or 0)

    def numbers_for(self, paper: str, number: int = 1) -> dict[str, str]:
        """What the label says that is stuck on a paper."""
        ends = re.compile(rf"เลขที่ {number}$")
        (label,) = [each for each in labels.labels(outage_id=self.id, paper=paper) if ends.search(each["paper"])]
        return {called: value for called, value in label["numbers"]}

    def register(self, paper: str) -> list[tuple[str, str, str, str]]:
        """The control register: printed number, what became of it, number in the system, amount."""
        rows = queries.register_page(outage_id=self.id, paper=paper).rows
        return [(row.printed, row.status, row.document_number, format_baht(row.amount)) for row in rows]

    def stapled(self, document: Any) -> list[str]:
        """The pages that are stapled together for a paper: its scan is kept, then the bundle is made."""
        picture = io.BytesIO()
        Image.new("1", (620, 877), 1).save(picture, "PNG")
        kept = {"document_id": document.id, "name": "กระดาษ.png", "content": b64encode(picture.getvalue()).decode()}
        files.add_attachment(envelope=self.by("accountant"), data=kept)
        made = bundles.bundle(outage_id=self.id, printed_at=self.by("accountant").now, document_ids=[document.id])
        assert made.missing == ()
        return pages(made.content)

    def printed(self, form: str) -> str:
        """The words of a paper of the outage: notice, closing report, certificate."""
        return text(outage_pdf(outage_id=self.id, form=form, printed_at=self.by("clerk").now)[1])

    def client(self, role: str) -> Client:
        """A person in front of the screen."""
        client = Client()
        client.force_login(Person.objects.get(id=self.staff.people[role]), backend=BACKEND)
        return client

    def page(self, path: str, *, by: str = "finance_officer", **query: str) -> str:
        """What the screen says to a person."""
        with override_settings(BUSINESS_DATE=self.today.isoformat()):
            answer = self.client(by).get(path, query)
        assert answer.status_code == 200, (path, answer.status_code)
        return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    def report(self, name: str, *, since: date | None = None, **asked: Any) -> Any:
        """A report or register of today, or of the days since then."""
        span = {"from": since.isoformat(), "to": self.today.isoformat()} if since else {}
        return reporting.run(name=name, parameters={**span, **asked}, today=self.today)

    # ── what the ledger holds ────────────────────────────────────────────────────────────────────

    def money(self) -> dict[str, int]:
        """What the cash box and every bank account hold now, in satang; empty places are left out."""
        found: dict[str, int] = {}
        for row in ledger.balances(through=self.today, accounts=[*chart().cash, *chart().banks]):
            place = "cash" if chart().is_cash(row.account) else row.sub
            found[place] = found.get(place, 0) + row.before
        return {place: amount for place, amount in found.items() if amount}

    def posted(self, document: Any) -> list[tuple[str, date, list[tuple[str, int, int]]]]:
        """The entries of a document: number ("" in the budget book), posting date, lines of account (with the bank), satang."""
        found = []
        for each in ledger.vouchers_of(document_id=document.id):
            lines = [
                (f"{row.account} {row.sub}".strip(), row.debit, row.credit)
                for row in ledger.lines_of_voucher(voucher_id=each.id)
            ]
            found.append((each.number or "", each.posting_date, lines))
        return found

    def dated(self, document: Any) -> set[date]:
        """On which days the vouchers of a document are posted."""
        return {day for _, day, _ in self.posted(document)}

    @staticmethod
    def books_are_sound() -> bool:
        """`khlang verify` has nothing to say."""
        found = verification.verify()
        assert found == []
        return True
