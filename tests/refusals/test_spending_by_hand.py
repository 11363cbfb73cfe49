"""Papers of spending that do not agree with themselves, with one another or with the system."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from khlang.bridges.continuity.papers import KINDS, PaperRef
from khlang.office.disbursement import commands as disbursement
from khlang.office.payment import commands as payment
from khlang.office.payment import exporting
from khlang.platform.commands import Envelope, Outcome, Paper, parse
from khlang.spine.documents import queries as documents
from tests.continuity.by_hand import BACK, START
from tests.continuity.treasury_by_hand import SIGNERS, Treasury
from tests.disbursement.test_kinds import TWENTY_FIFTH, bought, vendors
from tests.procurement.accepting import item
from tests.refusals.attempt import refused
from tests.till import Till


def late(treasury: Treasury) -> Outcome:
    """A delivery of 46,000 baht three days late: 276 baht of fine are kept back."""
    vendors(treasury.desk)
    due = TWENTY_FIFTH.replace(day=22)
    line = item("L24", "คอมพิวเตอร์", "23,000", "2")
    return bought(treasury.desk, line, on=due, delivery_date=due, fine_rate="0.20")


@pytest.fixture
def treasury(till: Till) -> Iterator[Treasury]:
    """The papers wait; a dika was approved and another prepared before the outage."""

    def before(at: Treasury) -> tuple[Outcome, Outcome]:
        approved, other = at.desk.approved(), at.desk.approved()
        at.cashier.prepared(other)
        return approved, other

    yield Treasury(till, before=before)


def paper(treasury: Treasury, kind: str, number: int = 1) -> Envelope:
    """The envelope in which a paper is entered."""
    envelope = treasury.office.envelope("finance_officer", day=BACK)
    return replace(
        envelope, origin="back_entry", outage=treasury.outage, paper=Paper(kind, "", str(number), START)
    )  # fmt: skip


def recorded(treasury: Treasury, **more: Any) -> Outcome:
    """A dika of 1,000 baht from paper 1."""
    data = treasury.desk.written(**more)
    return disbursement.record_dika(envelope=paper(treasury, "dika"), data=data)


def reported(treasury: Treasury, *cheques: dict[str, Any], **more: Any) -> Outcome:
    """A report from paper 1."""
    data = {"bank_account": "KTB-C", "channel": "cheque", "cheques": cheques, "signers": SIGNERS, **more}
    return payment.record_report(envelope=paper(treasury, "cheque_report"), data=data)


def test_dika_net_differs(treasury: Treasury) -> None:
    """1,000 baht less nothing is not 997."""
    with refused("dika_net_differs", field="net", written="997.00", net="1,000.00"):
        recorded(treasury, net="997")


def test_cited_deduction_differs(till: Till) -> None:
    """The acceptance keeps a fine back, the paper does not."""
    treasury = Treasury(till, before=late)
    facts = {"deduction": "fine", "wanted": "276.00", "given": "0.00"}
    with refused("cited_deduction_differs", field="deductions", **facts):
        recorded(
            treasury,
            kind="acceptance",
            payee_id=None,
            lines=[],
            acceptance_id=treasury.earlier.document_id,
            title="จ่าย",
        )


def test_payees_of_the_list_differ(treasury: Treasury) -> None:
    """The list behind a payroll must come to what the dika pays."""
    person = {"name": "นายสมชาย ใจดี", "gross": "900"}
    facts = {"part": "gross", "payees": "900.00", "dika": "1,000.00"}
    with refused("payees_total_differs", field="payees", **facts):
        recorded(treasury, kind="payroll", payee_id=None, payees=[person])


def test_payee_not_found(treasury: Treasury) -> None:
    """Nobody of the name on the paper is in the register."""
    kind = KINDS["dika"]
    written = {
        "payee_name": "ร้านที่ไม่มีในทะเบียน", "title": "จ่าย", "lines": [{"budget_line": "L20", "amount": "1"}]
    }  # fmt: skip
    data = parse(schema=kind.schema, data=written, today=BACK)
    with refused("payee_not_found", field="payee_name", name="ร้านที่ไม่มีในทะเบียน"):
        kind.enter(paper(treasury, "dika"), data, PaperRef("dika", "", 1), frozenset())


def test_dika_made_by_hand(treasury: Treasury) -> None:
    """No ordinary report takes it."""
    dika = recorded(treasury)
    with refused("dika_made_by_hand", field="dikas.0", dika=dika.number, paper="1"):
        treasury.cashier.prepared(dika, on=BACK)


def test_dika_prepared_meanwhile(treasury: Treasury) -> None:
    """The payment of the system and the dika are both named."""
    other = treasury.earlier[1]
    number = documents.get(document_id=other.document_id).number
    with refused("dika_prepared_meanwhile", field="cheques.0.dika", dika=number, payment="PM68-00001/2568"):
        reported(treasury, {"dika": other.document_id, "number": "0000002"})


def test_report_total_differs(treasury: Treasury) -> None:
    """What stands under the report is not the sum of its dika."""
    with refused("report_total_differs", field="total", written="1,001.00", net="1,000.00"):
        reported(treasury, {"dika": treasury.earlier[0].document_id, "number": "0000002"}, total="1,001")


def test_report_signers_missing(treasury: Treasury) -> None:
    """Three sign a report, also by hand."""
    with refused("report_signers_missing", field="signers", wanted=3, given=2):
        reported(treasury, {"dika": treasury.earlier[0].document_id, "number": "0000002"}, signers=SIGNERS[:2])


def test_spoilt_form_used(treasury: Treasury) -> None:
    """A number cannot be spoilt and used."""
    with refused("cheque_number_used", field="voided.0.number", number="0000002"):
        reported(
            treasury, {"dika": treasury.earlier[0].document_id, "number": "0000002"}, voided=[{"number": "0000002"}]
        )


def test_report_made_by_hand(treasury: Treasury) -> None:
    """No file for the bank: it had its order on paper."""
    cheque = {"dika": treasury.earlier[0].document_id}
    report = reported(treasury, cheque, channel="transfer", bank_account="KTB-S")
    with refused("report_made_by_hand", number=report.number, paper="1"):
        exporting.payees_xlsx(report.document_id or 0)


def test_payment_prepared_otherwise(treasury: Treasury) -> None:
    """The voucher names another bank account than the report."""
    data = {"dika": treasury.earlier[1].document_id, "bank_account": "KTB-S"}
    facts = {"payment": "PM68-00001/2568", "bank": "KTB-C", "channel": "cheque"}
    with refused("payment_prepared_otherwise", field="bank_account", **facts):
        payment.record_payment(envelope=paper(treasury, "payment_voucher"), data=data)


def test_cheque_report_missing(treasury: Treasury) -> None:
    """A local government pays by its report."""
    dika = treasury.earlier[0]
    number = documents.get(document_id=dika.document_id).number
    data = {"dika": dika.document_id, "bank_account": "KTB-C", "channel": "cheque", "number": "0000002"}
    with refused("cheque_report_missing", field="dika", dika=number):
        payment.record_payment(envelope=paper(treasury, "payment_voucher"), data=data)
