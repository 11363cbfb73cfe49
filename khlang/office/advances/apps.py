"""Makes the module known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class AdvancesConfig(AppConfig):
    """Money lent to officers for the work of the office, and how they account for it (spec 4.3)."""

    name = "khlang.office.advances"
    label = "advances"
    verbose_name = "Advances"
