"""Makes paying known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class PaymentConfig(AppConfig):
    """Cheques, withdrawal slips and transfers: how an approved dika is paid (spec 4.3)."""

    name = "khlang.office.payment"
    label = "payment"
    verbose_name = "Payment"

    def ready(self) -> None:
        """Declares lifecycles, commands, screens, and what the database's refusals are called."""
        from khlang.office.payment import citations, commands, lifecycle, screens, verification  # noqa: F401  (registers)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import citations as trail
        from khlang.spine.documents import lifecycles
        from khlang.spine.documents import verification as verifying

        lifecycles.declare(*lifecycle.LIFECYCLES)
        trail.declare(*citations.CITATIONS)
        faces.declare(*screens.SCREENS)
        verifying.CHECKS.update(verification.CHECKS)
        name_constraint(
            constraint="instrument_number_once", columns="payment_instrument.number", code="cheque_number_used"
        )
        name_constraint(constraint="payment_once_a_dika", columns="payment_payment.dika_id", code="payment_made_before")
