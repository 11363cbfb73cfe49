"""Makes the register of assets known to the screens at start-up."""

from khlang.spine.documents import shelf


class AssetsConfig(shelf.Module):
    """The register of fixed assets: what was acquired, for how much, and where it is (spec 6.1)."""

    name = "khlang.office.assets"
    label = "assets"
    verbose_name = "Assets"
