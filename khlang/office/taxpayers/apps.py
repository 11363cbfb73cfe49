"""Makes the register of taxpayers known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class TaxpayersConfig(shelf.Module):
    """Assessments of local taxes, their payments and arrears."""

    name = "khlang.office.taxpayers"
    label = "taxpayers"
    verbose_name = "Taxpayers"
