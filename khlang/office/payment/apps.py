"""Makes the module known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class PaymentConfig(AppConfig):
    """Cheques, withdrawal slips and transfers: how an approved dika is paid (spec 4.3)."""

    name = "khlang.office.payment"
    label = "payment"
    verbose_name = "Payment"
