"""Makes the treasury known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class TreasuryConfig(shelf.Module):
    """Cash and banks, general vouchers, opening balances, counts, the daily status."""

    name = "khlang.office.treasury"
    label = "treasury"
    verbose_name = "Treasury"
    constraints = (("daily_status_once_a_day", "treasury_daily_status.day", "daily_status_prepared_before"),)
