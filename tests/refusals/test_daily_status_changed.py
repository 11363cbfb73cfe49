"""What is certified is what the ledger says."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_money_after_the_report_was_prepared(till: Till) -> None:
    """The report must be drawn up anew."""
    report = treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    till.bank_in(VAT, "300")
    with refused("daily_status_changed", date="1 ต.ค. 2567"):
        treasury.certify_status(
            envelope=till.office.envelope("treasury_head"), data={"document_id": report.document_id}
        )


def test_money_moved_between_banks_after_the_report_was_prepared(till: Till) -> None:
    """The totals are the same; what each account holds is not."""
    till.bank_in(VAT, "300")
    report = treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    data = {"from_account": "KTB-S", "to_account": "KTB-C", "amount": "100"}
    moved = treasury.create_transfer(envelope=till.office.envelope("finance_officer"), data=data)
    treasury.approve_transfer(envelope=till.office.envelope("treasury_head"), data={"document_id": moved.document_id})
    with refused("daily_status_changed", date="1 ต.ค. 2567"):
        treasury.certify_status(
            envelope=till.office.envelope("treasury_head"), data={"document_id": report.document_id}
        )
