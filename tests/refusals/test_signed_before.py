"""Each signs once."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import Till


def test_signing_twice(till: Till) -> None:
    """The same member of the committee."""
    report = treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    named = {"document_id": report.document_id}
    treasury.certify_status(envelope=till.office.envelope("treasury_head"), data=named)
    treasury.sign_status(envelope=till.office.envelope("cash_keeper"), data=named)
    with refused("signed_before", number=report.number):
        treasury.sign_status(envelope=till.office.envelope("cash_keeper"), data=named)
