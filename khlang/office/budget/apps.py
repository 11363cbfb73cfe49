"""Makes the budget known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """The office of the budget."""

    name = "khlang.office.budget"
    label = "budget"
    verbose_name = "Budget"

    def ready(self) -> None:
        """Declares the lifecycles, commands and screens."""
        from khlang.office.budget import commands, lifecycle, screens  # noqa: F401  (importing commands registers them)
        from khlang.platform import screens as faces
        from khlang.spine.documents import lifecycles

        lifecycles.declare(*lifecycle.LIFECYCLES)
        faces.declare(*screens.SCREENS)
