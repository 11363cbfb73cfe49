"""Makes paying known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class PaymentConfig(shelf.Module):
    """Cheques, withdrawal slips and transfers: how an approved dika is paid (spec 4.3)."""

    name = "khlang.office.payment"
    label = "payment"
    verbose_name = "Payment"
    constraints = (
        ("instrument_number_once", "payment_instrument.number", "cheque_number_used"),
        ("payment_once_a_dika", "payment_payment.dika_id", "payment_made_before"),
    )
