"""Django's view of the web face."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and views; no tables."""

    name = "khlang.faces.web"
    label = "web"
