"""Django's view of the web face."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and views; no tables."""

    name = "khlang.faces.web"
    label = "web"

    def ready(self) -> None:
        """What `khlang check` asks about the pages becomes known."""
        from khlang.faces.web import checks  # noqa: F401
