"""Makes the dika known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class DisbursementConfig(AppConfig):
    """The dika: every payment of the office is asked for, examined and approved by one (spec §4.2)."""

    name = "khlang.office.disbursement"
    label = "disbursement"
    verbose_name = "Disbursement"

    def ready(self) -> None:
        """Declares lifecycle, commands, screens, and what the database's refusals are called."""
        from khlang.office.disbursement import citations, commands, lifecycle, screens, verification  # noqa: F401  (registers)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import citations as trail
        from khlang.spine.documents import lifecycles
        from khlang.spine.documents import verification as verifying

        lifecycles.declare(*lifecycle.LIFECYCLES)
        trail.declare(*citations.CITATIONS)
        faces.declare(*screens.SCREENS)
        verifying.CHECKS.update(verification.CHECKS)
        for constraint, columns, code in (
            ("dika_claim_once", "disbursement_claim.claimed_id", "dika_claimed_before"),
            ("dika_invoice_once", "disbursement_dika.invoice_key", "invoice_duplicate"),
        ):
            name_constraint(constraint=constraint, columns=columns, code=code)
