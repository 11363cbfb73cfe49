"""Makes the module known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """The register of fixed assets: what was acquired, for how much, and where it is (spec 6.1)."""

    name = "khlang.office.assets"
    label = "assets"
    verbose_name = "Assets"
