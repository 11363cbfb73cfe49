"""Makes the register of assets known to the screens at start-up."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """The register of fixed assets: what was acquired, for how much, and where it is (spec 6.1)."""

    name = "khlang.office.assets"
    label = "assets"
    verbose_name = "Assets"

    def ready(self) -> None:
        """Registers the command and declares the two lists."""
        from khlang.office.assets import commands  # noqa: F401  (importing registers the command)
        from khlang.office.assets.screens import ASSETS, CHANGES
        from khlang.platform import screens

        screens.declare(ASSETS, CHANGES)
