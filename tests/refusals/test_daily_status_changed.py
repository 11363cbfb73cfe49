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
