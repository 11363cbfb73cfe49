"""Django's view of the documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The spine: documents, their trail, numbers and attachments."""

    name = "khlang.spine.documents"
    label = "documents"

    def ready(self) -> None:
        """Importing the commands registers them."""
        from khlang.spine.documents import commands  # noqa: F401
        from khlang.spine.ledger import commands as ledger_commands  # noqa: F401
