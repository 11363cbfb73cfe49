"""Every write of the treasury, one function a use case, by document."""

from khlang.office.treasury.commands.counts import confirm_count, create_count
from khlang.office.treasury.commands.money import (
    approve_deposit,
    approve_transfer,
    cancel_deposit,
    cancel_transfer,
    create_deposit,
    create_transfer,
    record_deposit,
    record_transfer,
)
from khlang.office.treasury.commands.openings import (
    approve_opening,
    cancel_opening,
    import_opening,
    return_opening,
    save_opening,
    submit_opening,
)
from khlang.office.treasury.commands.statuses import (
    acknowledge_status,
    certify_status,
    prepare_status,
    refresh_status,
    sign_status,
)
from khlang.office.treasury.commands.vouchers import (
    approve_voucher,
    cancel_voucher,
    record_voucher,
    return_voucher,
    save_voucher,
    submit_voucher,
)

__all__ = [
    "acknowledge_status", "approve_deposit", "approve_opening", "approve_transfer", "approve_voucher",
    "cancel_deposit", "cancel_opening", "cancel_transfer", "cancel_voucher", "certify_status", "confirm_count",
    "create_count", "create_deposit", "create_transfer", "import_opening", "prepare_status",
    "record_deposit", "record_transfer", "record_voucher", "refresh_status", "return_opening", "return_voucher", "save_opening",
    "save_voucher", "sign_status", "submit_opening", "submit_voucher",
]  # fmt: skip
