"""Makes the dika known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class DisbursementConfig(shelf.Module):
    """The dika: every payment of the office is asked for, examined and approved by one (spec 4.2)."""

    name = "khlang.office.disbursement"
    label = "disbursement"
    verbose_name = "Disbursement"
    constraints = (
        ("dika_claim_once", "disbursement_claim.claimed_id", "dika_claimed_before"),
        ("dika_invoice_once", "disbursement_dika.invoice_key", "invoice_duplicate"),
    )
