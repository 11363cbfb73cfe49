"""Makes the module known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """Bank statements matched with the books (spec 6.3)."""

    name = "khlang.office.reconciliation"
    label = "reconciliation"
    verbose_name = "Reconciliation"
