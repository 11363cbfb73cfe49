"""How random people pay: dika of many kinds, advances and their clearing, reports of cheques, payments."""

import base64
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from khlang.office.advances.models import Advance
from khlang.office.disbursement.models import DikaLine
from tests.disbursement.payrolls import WHO, account, number
from tests.invariants.machine import AnyOffice, amounts, banks, mostly, picks, places, seldom, senders, there_is
from tests.invariants.spenders import (
    CODES,
    GRANT,
    PAYEES,
    SECURITY,
    baht,
    borrower_id,
    line_id,
    party_id,
    rows_of,
)

payable = st.one_of(st.sampled_from(("1,000", "1,000", "8,400.25", "15,000", "29,000", "65,000")), amounts)
vendors = st.integers(0, 3)
#: Lines that pay without a contract; materials and equipment are refused without an acceptance.
lines = st.sampled_from(("L15", "L16", "L20") * 3 + ("L02", *CODES))
DEDUCTIONS: tuple[tuple[dict[str, Any], ...], ...] = (
    (), (), (), (),
    ({"kind": "other", "amount": "100"},),
    ({"kind": "social_security", "amount": "750"}, {"kind": "other", "amount": "0.50"}),
    ({"kind": "withholding", "form": "pnd3", "base": "1,000", "amount": "10"},),
    ({"kind": "fine", "amount": "5"},),
    ({"kind": "other", "amount": "70,000"},),
)  # fmt: skip
COUNCIL = {"council_reference": "1/2568", "council_date": "2024-10-01"}
#: Kinds that pay money which no budget line of the year gives: source, account.
HELD = {
    "deposit": ("liability", SECURITY),
    "carried_over": ("liability", GRANT),
    "surplus": ("surplus", "5104010104.001"),
    "grant": ("expense", "5104010104.001"),
}


class Paying(AnyOffice):
    """Rules of disbursement and of the treasury; `far` carries what was made to its end at once."""

    def dika(self, place: int, kind: str, by: str | None, far: int | None, **more: Any) -> None:
        """A dika written, and carried on."""
        data = {"dika_kind": kind, "title": "ขอเบิกเงิน", "division": "01", **more}
        self.send(place, "dika.prepare", data, by or "finance_officer", far=far)

    @rule(
        place=places,
        code=lines,
        other=lines,
        amount=payable,
        two=seldom,
        debt=seldom,
        vendor=vendors,
        deductions=st.sampled_from(DEDUCTIONS),
        withhold=st.booleans(),
        invoice=st.sampled_from(("", "", "", "A-1", "a 1", "B/2")),
        far=mostly,
        pick=picks,
        by=senders,
    )  # fmt: skip
    def spend(
        self, place: int, code: str, other: str, amount: str, two: bool, debt: bool, vendor: int, deductions: Any,
        withhold: bool, invoice: str, far: bool, pick: int, by: str | None,
    ) -> None:  # fmt: skip
        """Without a contract: one line of the budget or two, some of it from what is held; tax and other deductions."""
        named = (code, other)[: 1 + two]
        paid: list[dict[str, Any]] = [
            {"budget_line_id": line_id(self.at(place), each), "amount": amount} for each in named
        ]
        if debt:
            paid.append({"source": "liability", "account": SECURITY, "amount": amount})
        self.dika(
            place, "direct", by, pick if far else None, payee_id=party_id(self.at(place), vendor), lines=paid,
            deductions=deductions, withhold=withhold, invoice_no=invoice,
        )  # fmt: skip

    @rule(
        place=places, kind=st.sampled_from(sorted(HELD)), amount=payable, vendor=vendors, far=mostly, pick=picks,
        by=senders,
    )  # fmt: skip
    def spend_held(self, place: int, kind: str, amount: str, vendor: int, far: bool, pick: int, by: str | None) -> None:
        """Deposits, money carried over, the surplus, an earmarked grant."""
        source, code = HELD[kind]
        self.dika(
            place, kind, by, pick if far else None, payee_id=party_id(self.at(place), vendor),
            lines=[{"source": source, "account": code, "amount": amount}], **(COUNCIL if kind == "surplus" else {}),
        )  # fmt: skip

    @there_is("inspection", state="accepted")
    @rule(place=places, pick=picks, far=mostly, by=senders, withhold=st.booleans())
    def pay_for_delivery(self, place: int, pick: int, far: bool, by: str | None, withhold: bool) -> None:
        """The dika of an accepted delivery, the second one of the same included."""
        accepted = self.named(place, "inspection", pick, "accepted")
        if accepted is not None:
            more = {"acceptance_id": accepted.id, "withhold": withhold}
            self.dika(place, "acceptance", by, pick if far else None, **more)

    @there_is("contract", state="signed")
    @rule(place=places, pick=picks, far=mostly, amount=st.one_of(st.none(), payable), by=senders)
    def pay_ahead(self, place: int, pick: int, far: bool, amount: str | None, by: str | None) -> None:
        """What a contract says is paid in advance, or something else."""
        owed = self.named(place, "contract", pick, "signed")
        if owed is not None:
            self.dika(place, "contract_advance", by, pick if far else None, obligation_id=owed.id)

    @there_is("receipt", state="posted")
    @rule(place=places, pick=picks, far=mostly, by=senders)
    def give_back(self, place: int, pick: int, far: bool, by: str | None) -> None:
        """Revenue that was received by mistake."""
        receipt = self.named(place, "receipt", pick, "posted")
        if receipt is not None:
            payee = party_id(self.at(place), pick)
            self.dika(place, "refund", by, pick if far else None, receipt_id=receipt.id, payee_id=payee)

    @rule(place=places, amount=payable, again=st.booleans(), wrong=seldom, far=mostly, pick=picks, by=senders)
    def allowances(
        self, place: int, amount: str, again: bool, wrong: bool, far: bool, pick: int, by: str | None
    ) -> None:
        """A list of people; the control total is wrong at times, and so may be the amount."""
        quoted = f'"{amount}"'
        rows = "".join(
            f"{at},{number(at)},นายคนที่ {at} ทดสอบ,006,{account(2 + at)},,{quoted}\n" for at in range(1, PAYEES + 1)
        )
        plain = amount.replace(",", "")
        net = f"{float(plain) * PAYEES:.2f}" if plain.isascii() and plain.replace(".", "").isdigit() else "1"
        data = {
            "dika_kind": "allowance", "title": "เบี้ยยังชีพ", "division": "01", "filename": "เบี้ย.csv",
            "content": base64.b64encode((",".join((*WHO, "L02")) + "\n" + rows).encode("utf-8-sig")).decode(),
            "control_count": PAYEES + wrong, "control_net": net, "again": again, "remark": "จ่ายเพิ่ม" if again else "",
        }  # fmt: skip
        self.send(place, "dika.import_payees", data, by or "finance_officer", far=pick if far else None)

    @there_is("dika", state="draft|returned")
    @rule(place=places, pick=picks, amount=payable, far=mostly, by=senders)
    def write_again(self, place: int, pick: int, amount: str, far: bool, by: str | None) -> None:
        """A draft or a dika that was sent back is written anew, with another amount of its first line."""
        document = self.named(place, "dika", pick, "draft", "returned")
        if document is None:
            return
        rows = [row for row in rows_of(DikaLine, document) if row.budget_line_id is not None]
        lines = [{"budget_line_id": row.budget_line_id, "amount": amount} for row in rows[:1]]
        far_as = pick if far else None
        self.dika(
            place, "direct", by, far_as, document_id=document.id, lines=lines, payee_id=party_id(self.at(place), 0)
        )

    @rule(
        place=places, who=st.integers(0, 1), code=lines, amount=payable, far=mostly, pick=picks,
        kind=st.sampled_from(("project", "project", "travel", "surplus")), by=senders,
    )  # fmt: skip
    def lend(
        self, place: int, who: int, code: str, amount: str, far: bool, pick: int, kind: str, by: str | None
    ) -> None:  # fmt: skip
        """An advance for one of two who borrow; a second one is refused while one is open."""
        data: dict[str, Any] = {
            "kind": kind, "borrower_id": borrower_id(self.at(place), who), "title": "ยืมเงิน", "amount": amount,
            "return_date": "2024-10-20", "due_date": "2025-09-01",
        }  # fmt: skip
        data |= COUNCIL if kind == "surplus" else {"budget_line_id": line_id(self.at(place), code)}
        self.send(place, "advance.save", data, by or "finance_officer", far=pick if far else None)

    @there_is("advance", state="approved")
    @rule(place=places, pick=picks, far=mostly, by=senders)
    def pay_advance(self, place: int, pick: int, far: bool, by: str | None) -> None:
        """The dika of an approved advance."""
        advance = self.named(place, "advance", pick, "approved")
        if advance is not None:
            self.dika(place, "advance", by, pick if far else None, advance_id=advance.id)

    @there_is("advance", state="outstanding")
    @rule(place=places, pick=picks, part=st.sampled_from((100, 100, 60, 40, 120)), far=mostly, by=senders)
    def clear(self, place: int, pick: int, part: int, far: bool, by: str | None) -> None:
        """Vouchers for an advance that is out: all of it, some of it, more than was lent."""
        advance = self.named(place, "advance", pick, "outstanding")
        if advance is None:
            return
        (lent,) = rows_of(Advance, advance)
        spent = max(1, lent.amount * part // 100)
        lines = [{"account": "5103010199.001", "description": "ใบสำคัญ", "amount": baht(spent)}]
        data: dict[str, Any] = {"advance_id": advance.id, "lines": lines}
        self.send(place, "advance_clearing.save", data, by or "finance_officer", far=pick if far else None)

    @there_is("advance", state="outstanding")
    @rule(place=places, pick=picks, part=st.sampled_from((100, 50, 20)))
    def bring_money_back(self, place: int, pick: int, part: int) -> None:
        """Who borrowed pays some back in cash; the receipt clears as much of the advance."""
        advance = self.named(place, "advance", pick, "outstanding")
        if advance is None:
            return
        amount = baht(max(1, advance.amount * part // 100))
        data = {
            "payer_name": advance.party_name, "payer_id": advance.party_id,
            "lines": [{"item": "91400001", "amount": amount}],
        }  # fmt: skip
        receipt = self.send(place, "receipt.issue", data, "revenue_officer")
        if receipt is None:
            return
        self.send(place, "remittance.create", {}, "revenue_officer", far=0)
        self.send(place, "remittance_summary.create", {}, "finance_officer", far=0)
        cleared = {"advance_id": advance.id, "returned": amount, "receipt_number": receipt.number}
        self.send(place, "advance_clearing.save", cleared, "finance_officer", far=pick)

    @there_is("dika", state="approved")
    @rule(
        place=places,
        bank=banks,
        channel=st.sampled_from(("cheque", "cheque", "withdrawal", "transfer")),
        right=mostly,
        count=st.integers(1, 3),
        typed=st.sampled_from(("", "", "", "0000003", "0000031", "๐๐๐๐๐๐๗")),
        far=mostly,
        pick=picks,
        by=senders,
    )  # fmt: skip
    def prepare_cheques(
        self, place: int, bank: str, channel: str, right: bool, count: int, typed: str, far: bool, pick: int,
        by: str | None,
    ) -> None:  # fmt: skip
        """A report of up to three dika, signed and paid at once when it is carried far."""
        found = self.world.documents(self.at(place), "dika")
        ready = [document for document in found if document.state == "approved"] or found[-1:]
        chosen = [ready[(pick + step) % len(ready)].id for step in range(min(count, len(ready)))]
        if right:
            bank = "KTB-C" if channel == "cheque" else "KTB-S"
        data = {
            "bank_account": bank, "channel": channel, "dikas": chosen,
            "first_number": "" if channel == "transfer" else typed,
        }  # fmt: skip
        self.send(place, "cheque_report.prepare", data, by or "finance_officer", far=pick if far else None)

    @there_is("payment", state="prepared|paid")
    @rule(
        place=places, many=st.booleans(), fetch=st.booleans(), count=st.integers(1, 3), pick=picks, by=senders,
    )  # fmt: skip
    def hand_over(self, place: int, many: bool, fetch: bool, count: int, pick: int, by: str | None) -> None:
        """Several payments made or fetched at once; all or none."""
        found = self.world.documents(self.at(place), "payment")
        wanted = "paid" if fetch else "prepared"
        fitting = [document for document in found if document.state == wanted or many]
        if fitting:
            chosen = [fitting[(pick + step) % len(fitting)].id for step in range(min(count, len(fitting)))]
            command = "payment.collect_many" if fetch else "payment.pay_many"
            self.send(place, command, {"payments": chosen}, by or "finance_officer")

    @there_is("payment", state="paid|collected")
    @rule(place=places, pick=picks, stale=st.booleans(), by=senders)
    def stop(self, place: int, pick: int, stale: bool, by: str | None) -> None:
        """A cheque that will not reach its payee."""
        made = self.named(place, "payment", pick, "paid", "collected")
        if made is not None:
            data = {"document_id": made.id, "stale": stale, "reason": "เช็คหาย"}
            self.send(place, "payment.stop", data, by or "treasury_head")

    @rule(place=places, serial=st.integers(1, 31), kind=st.sampled_from(("cheque", "withdrawal")))
    def spoil_a_form(self, place: int, serial: int, kind: str) -> None:
        """A form is spoilt, used before or of no book at times."""
        bank = "KTB-C" if kind == "cheque" else "KTB-S"
        data = {"bank_account": bank, "kind": kind, "number": f"{serial:07d}", "reason": "เปื้อน"}
        self.send(place, "cheque_book.void", data, "finance_officer")

    @rule(place=places, who=st.integers(0, 5), serial=st.integers(1, 8), far=mostly, pick=picks)
    def change_account(self, place: int, who: int, serial: int, far: bool, pick: int) -> None:
        """A payee's account is changed, perhaps to one that is another's."""
        data = {
            "party_id": party_id(self.at(place), who), "bank": "006", "account_no": account(serial),
            "account_name": "บัญชีใหม่", "callback": "โทรถามแล้ว", "explanation": "",
        }  # fmt: skip
        self.send(place, "payee_account.propose", data, "finance_officer", far=pick if far else None)

    @rule(place=places, amount=amounts, bank=banks)
    def money_comes(self, place: int, amount: str, bank: str) -> None:
        """A grant arrives in a bank."""
        data = {
            "payer_name": "กรม", "bank_account": bank, "reference": "R", "lines": [{"item": "42100002", "amount": amount}],
        }  # fmt: skip
        self.send(place, "receipt.receive_transfer", data, "finance_officer")
