"""Django's view of the parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Owns the parties of each organisation and the accounts into which they are paid."""

    name = "khlang.spine.parties"
    label = "parties"
    verbose_name = "Parties"

    def ready(self) -> None:
        """Declare lifecycle, commands and pages, and what the database's refusals are called."""
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import lifecycles
        from khlang.spine.parties import commands, lifecycle, screens  # noqa: F401  (importing registers the commands)

        lifecycles.declare(*lifecycle.LIFECYCLES)
        faces.declare(*screens.DIRECTORIES, *screens.SCREENS)
        name_constraint(constraint="payee_account_one_waiting", columns="", code="payee_account_pending")
