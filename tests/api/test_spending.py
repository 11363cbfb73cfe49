"""Money going out by programs alone: a dika from its draft to its payment through five people, and what is read of it."""

from datetime import date
from typing import Any

import pytest

from khlang.platform import tenancy
from tests.api.program import Bureau, Program, key_of, problem
from tests.budget.budgeting import line, ordinance_in_force
from tests.household import hire
from tests.office import open_office
from tests.till import VAT, Till

POWER = {"code": "L20", "work_code": "00111", "item_code": "340100", "name_th": "ค่าไฟฟ้า", "amount": "300,000"}
ESTIMATE = ({"item_code": "421000", "amount": "300,000"},)
#: Each move of a dika on its way and whose it is.
WAY = (
    ("dika.request", "division_head"), ("dika.receive", "finance_officer"), ("dika.examine", "treasury_head"),
    ("dika.endorse", "clerk"), ("dika.approve", "executive"),
)  # fmt: skip
SIGNERS = ("treasury_head", "clerk", "executive")
ROLES = ("finance_officer", "division_head", *SIGNERS, "auditor", "revenue_officer", "cash_keeper")


class Counter:
    """An office with a budget in force and money in the bank; `program(role)` is a program of who holds the role."""

    def __init__(self) -> None:
        from khlang.spine.organisations import commands as organisations

        office = open_office(code="SPEND")
        self.org = office.org
        with tenancy.scope(self.org):
            till = Till(office)
            till.open_banks()
            organisations.save_division(envelope=office.envelope(), data={"code": "01", "name_th": "สำนักปลัด"})
            ordinance_in_force(office, appropriations=[POWER | {"division": "01"}], estimates=ESTIMATE)
            for bank in ("KTB-C", "KTB-S"):
                till.bank_in(VAT, "100,000", bank=bank)
            self.line = line("L20").id
            people = {role: hire(self.org, role.replace("_", "-"), role) for role in ROLES}
        self.programs = {role: Program(key_of(self.org, person)) for role, person in people.items()}
        payee = {"name": "การไฟฟ้าส่วนภูมิภาค", "kind": "government"}
        self.payee = self.by("finance_officer").do("party.save", payee)["document_id"]
        book = {"bank_account": "KTB-C", "kind": "cheque", "first": "0000001", "last": "0000050"}
        self.by("finance_officer").do("cheque_book.save", book | {"issued_to": people["finance_officer"].id})

    def by(self, role: str) -> Program:
        """The program of who holds a role."""
        return self.programs[role]

    def written(self, **more: Any) -> dict[str, Any]:
        """The input of a dika for a bill of electricity of 1,000 baht."""
        return {
            "dika_kind": "direct", "title": "จ่ายค่าไฟฟ้า", "division": "01", "payee_id": self.payee,
            "lines": [{"budget_line_id": str(self.line), "amount": "1,000.00"}], **more,
        }  # fmt: skip

    def approved(self, **more: Any) -> dict[str, Any]:
        """A dika written and carried to its approval."""
        done = self.by("finance_officer").do("dika.prepare", self.written(**more))
        for command, role in WAY:
            done = self.by(role).do(command, {"document_id": done["document_id"]})
        return done

    def signed(self, dika: dict[str, Any]) -> str:
        """The report of its cheque, signed by three; the payment that it leads to."""
        data = {"bank_account": "KTB-C", "channel": "cheque", "dikas": [dika["document_id"]]}
        report = self.by("finance_officer").do("cheque_report.prepare", data)
        for role in SIGNERS:
            self.by(role).do("cheque_report.sign", {"document_id": report["document_id"]})
        whole = self.by("finance_officer").ask(f"/documents/cheque_report/{report['document_id']}")
        assert [each["label"] for each in whole["sections"]][0] == "Cheques, slips and transfers"
        (row,) = whole["sections"][0]["rows"]
        assert (row["document_kind"], row["dika_number"]) == ("payment", dika["number"])
        return str(row["document_id"])

    def paid(self) -> dict[str, Any]:
        """A dika paid by a cheque that its payee fetched; the answer of the payment."""
        payment = {"document_id": self.signed(self.approved())}
        paid = self.by("finance_officer").do("payment.pay", payment)
        self.by("finance_officer").do("payment.collect", payment | {"collected_by": "นายรับ แทนแล้ว"})
        return paid


@pytest.fixture
def counter(db: Any, settings: Any) -> Counter:
    """The office on the first of October 2567."""
    settings.BUSINESS_DATE = "2024-10-01"
    return Counter()


def test_a_bill_goes_from_its_draft_to_its_payment(counter: Counter) -> None:
    """Two numbers, five people on the way, three signatures, and the voucher that the rehearsal had shown."""
    dika = counter.approved()
    assert (dika["number"], dika["state"]) == ("DK68-00001/2568", "approved")
    payment = {"document_id": counter.signed(dika)}
    finance = counter.by("finance_officer")
    shown = finance.do("payment.pay", payment, Khlang_Dry_Run="true", Idempotency_Key="-")
    assert shown["dry_run"] and shown["voucher_number"] is None
    assert finance.ask(f"/documents/dika/{dika['document_id']}")["state"] == "prepared"
    paid = finance.do("payment.pay", payment)
    assert (paid["state"], paid["voucher_number"]) == ("paid", "PV68-00001/2568")
    assert paid["lines"] == shown["lines"]
    assert [(each["account"], each["debit"], each["credit"]) for each in paid["lines"] if each["book"] == "accrual"] == [
        ("5104020101.001", "1000.00", "0.00"), ("1101030101.001", "0.00", "1000.00"),
    ]  # fmt: skip
    assert finance.do("payment.collect", payment)["state"] == "collected"


def test_a_rehearsal_tells_what_the_budget_would_spend(counter: Counter) -> None:
    draft = counter.by("finance_officer").do("dika.prepare", counter.written())
    asked = {"document_id": draft["document_id"]}
    shown = counter.by("division_head").do("dika.request", asked, Khlang_Dry_Run="true", Idempotency_Key="-")
    assert [(each["book"], each["account"], each["debit"], each["credit"]) for each in shown["lines"]] == [
        ("budget", "budget.expended", "1000.00", "0.00"), ("budget", "budget.available", "0.00", "1000.00"),
    ]  # fmt: skip
    found = counter.by("auditor").ask(f"/documents/dika/{draft['document_id']}")
    assert (found["state"], found["request_number"]) == ("draft", None)


@pytest.mark.parametrize(
    ("command", "role"),
    [
        ("dika.approve", "finance_officer"),
        ("dika.prepare", "auditor"),
        ("cheque_report.sign", "finance_officer"),
        ("payment.pay", "treasury_head"),
    ],
)
def test_a_program_without_the_duty_is_refused(counter: Counter, command: str, role: str) -> None:
    dika = counter.by("finance_officer").do("dika.prepare", counter.written())
    for move, who in WAY[:4]:
        dika = counter.by(who).do(move, {"document_id": dika["document_id"]})
    data = {"document_id": dika["document_id"]}
    if command == "dika.prepare":
        data = counter.written()
    elif command == "cheque_report.sign":
        dika = counter.by("executive").do("dika.approve", data)
        wanted = {"bank_account": "KTB-C", "channel": "cheque", "dikas": [dika["document_id"]]}
        data = {"document_id": counter.by("finance_officer").do("cheque_report.prepare", wanted)["document_id"]}
    elif command == "payment.pay":
        data = {"document_id": counter.signed(counter.by("executive").do("dika.approve", data))}
    assert problem(counter.by(role).send(command, data))[:2] == (403, "duty_missing")


def test_over_the_budget_is_refused_and_nothing_is_drawn(counter: Counter) -> None:
    much = counter.written(lines=[{"budget_line_id": str(counter.line), "amount": "300,000.01"}])
    answer = counter.by("finance_officer").send("dika.prepare", much)
    if answer.status_code == 200:
        answer = counter.by("division_head").send("dika.request", {"document_id": answer.json()["document_id"]})
    assert problem(answer)[:2] == (422, "budget_insufficient")
    assert [each["number"] for each in counter.by("auditor").ask("/documents/dika")["items"]] in ([], [None])


def test_a_dika_is_read_whole(counter: Counter) -> None:
    """Both numbers, the money of its line at a glance, lines, trail, voucher, and where its moves are made."""
    dika = counter.by("finance_officer").do("dika.prepare", counter.written())
    asked = counter.by("division_head").do("dika.request", {"document_id": dika["document_id"]})
    whole = counter.by("finance_officer").ask(f"/documents/dika/{asked['document_id']}")
    assert (whole["request_number"], whole["number"], whole["amount"]) == ("01-0001/2568", None, "1000.00")
    sections = {each["key"]: each["rows"] for each in whole["sections"]}
    (glance,) = next(rows for key, rows in sections.items() if key.endswith("dika.money"))
    assert (glance["total"], glance["this"], glance["left"]) == ("300000.00", "1000.00", "299000.00")
    bill = next(rows for rows in sections.values() if rows and rows[0].get("dika_line", "").startswith("L20"))
    assert (bill[0]["account"], bill[0]["amount"]) == ("5104020101.001", "1000.00")
    moves = {each["move"]: each["href"] for each in whole["moves"]}
    assert moves["receive"] == "/api/v1/commands/dika/receive" and "examine" not in moves
    assert [each["move"] for each in whole["trail"]][-1] == "request"
    listed = counter.by("auditor").ask("/documents/dika", search="01-0001/2568")
    assert [each["request_number"] for each in listed["items"]] == ["01-0001/2568"]
    assert asked["document_id"] in [each["id"] for each in counter.by("finance_officer").ask("/inbox")]


def test_what_was_paid_stands_in_lists_registers_and_reports(counter: Counter) -> None:
    paid = counter.paid()
    reader = counter.by("auditor")
    payment = reader.ask(f"/documents/payment/{paid['document_id']}")
    assert payment["state"] == "collected"
    voucher = reader.ask(f"/vouchers/{paid['voucher_id']}")
    assert (voucher["number"], voucher["document_kind"]) == ("PV68-00001/2568", "dika")
    assert reader.ask(f"/documents/dika/{voucher['document_id']}")["vouchers"][-1]["number"] == voucher["number"]
    assert reader.ask("/documents/cheque_report")["items"][0]["state"] == "paid"
    numbers = reader.ask("/lists/cheque-number", size=10)
    assert numbers["items"][0]["cells"]["number"] == "0000001"
    registers = {"dika-register": "DK68-00001/2568", "cheque-register": "0000001"}
    for name, number in registers.items():
        (row,) = reader.ask(f"/reports/{name}", **{"from": "2024-10-01", "to": "2024-10-31"})["rows"]
        assert row["cells"]["number"] == number and row["document_id"]
    budget = reader.ask("/reports/budget-status", on="2024-10-31")["rows"]
    assert [each["cells"]["expended"] for each in budget if each["cells"]["line"] == "L20"] == ["1000.00"]
    page = reader.ask("/reports/dika-register", page=2, **{"from": "2024-10-01", "to": "2024-10-31"})
    assert (page["rows"], page["page"], page["more"]) == ([], 2, False)


def test_a_report_of_spending_is_told_to_who_may_see_spending(counter: Counter) -> None:
    """Looking at reports is not enough: neither the list of reports nor the report itself is for everybody."""
    stranger, reader = counter.by("revenue_officer"), counter.by("auditor")
    demanding = ("dika-register", "cheque-register", "advances", "payables", "contracts", "guarantees", "asset-register",
                 "split-purchases", "payee-safety")  # fmt: skip
    for name in demanding:
        assert problem(stranger.get(f"/reports/{name}"))[:2] == (403, "duty_missing"), name
        assert reader.get(f"/reports/{name}").status_code == 200, name
    offered = {each["name"] for each in stranger.ask("/reports")}
    assert (
        offered.isdisjoint(name.replace("-", "_") for name in demanding) and {"budget_status", "withholding"} <= offered
    )


def test_numbers_of_payees_are_whole_for_who_files_them_only(counter: Counter) -> None:
    """The list of tax withheld: bare digits for who files it; a juristic number is public, so here only written otherwise."""
    finance = counter.by("finance_officer")
    payee = {"name": "หจก. ช่างไฟ", "kind": "juristic", "national_number": "0105536000313"}
    vendor = finance.do("party.save", payee)["document_id"]
    dika = counter.approved(payee_id=vendor, withhold=True, invoice_no="A1", invoice_date=str(date(2024, 10, 1)))
    finance.do("payment.pay", {"document_id": counter.signed(dika)})
    for role, shown in (("finance_officer", "0105536000313"), ("cash_keeper", "0-1055-36000-31-3")):
        rows = counter.by(role).ask("/reports/withholding")["rows"]
        assert [row["cells"]["national_number"] for row in rows] == [shown], role


def test_another_organisation_finds_none_of_it(counter: Counter) -> None:
    paid = counter.paid()
    stranger = Bureau("OTHER").program("finance_officer")
    assert stranger.ask("/documents/payment")["count"] == 0
    assert problem(stranger.get(f"/documents/payment/{paid['document_id']}"))[:2] == (404, "document_not_found")
    asked = {"document_id": paid["document_id"]}
    assert problem(stranger.send("payment.collect", asked))[:2] == (404, "document_not_found")
