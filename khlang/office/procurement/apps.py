"""Makes the module known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Requisition, order or contract, inspection and acceptance (spec 4.1)."""

    name = "khlang.office.procurement"
    label = "procurement"
    verbose_name = "Procurement"
