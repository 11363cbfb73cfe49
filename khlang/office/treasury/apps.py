"""Makes the treasury known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    """Cash and banks, general vouchers, opening balances, counts, the daily status."""

    name = "khlang.office.treasury"
    label = "treasury"
    verbose_name = "Treasury"

    def ready(self) -> None:
        """Declares lifecycles, commands, screens, and what the database's refusals are called."""
        from khlang.office.treasury import commands, lifecycle, screens  # noqa: F401  (importing registers the commands)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import lifecycles

        lifecycles.declare(*lifecycle.LIFECYCLES)
        faces.declare(*screens.SCREENS)
        name_constraint(
            constraint="daily_status_once_a_day",
            columns="treasury_daily_status.day",
            code="daily_status_prepared_before",
        )
