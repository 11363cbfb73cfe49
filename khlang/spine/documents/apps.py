"""Django's view of the documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The spine: documents, their trail, numbers and attachments."""

    name = "khlang.spine.documents"
    label = "documents"
