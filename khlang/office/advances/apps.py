"""Makes advances known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class AdvancesConfig(AppConfig):
    """Money lent to officers for the work of the office, and how they account for it (spec 4.3)."""

    name = "khlang.office.advances"
    label = "advances"
    verbose_name = "Advances"

    def ready(self) -> None:
        """Declares lifecycles, commands, screens, and what the database's refusals are called."""
        from khlang.office.advances import citations, commands, lifecycle, screens  # noqa: F401  (importing registers the commands)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import citations as trail
        from khlang.spine.documents import lifecycles

        lifecycles.declare(*lifecycle.LIFECYCLES)
        trail.declare(*citations.CITATIONS)
        faces.declare(*screens.SCREENS)
        name_constraint(
            constraint="advance_open_once", columns="advances_advance.borrower_id", code="advance_still_open"
        )
        name_constraint(
            constraint="clearing_receipt_once", columns="advances_clearing.receipt_id", code="clearing_receipt_used"
        )
