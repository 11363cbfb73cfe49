"""Every write of advances, one function a use case, by document."""

from khlang.office.advances.commands.clearings import (
    approve_clearing,
    cancel_clearing,
    return_clearing,
    save_clearing,
    submit_clearing,
)
from khlang.office.advances.commands.contracts import (
    approve_advance,
    bring_forward,
    cancel_advance,
    check_advance,
    return_advance,
    save_advance,
    send_back_advance,
    submit_advance,
    withdraw_advance,
)

__all__ = [
    "approve_advance", "approve_clearing", "bring_forward", "cancel_advance", "cancel_clearing", "check_advance",
    "return_advance", "return_clearing", "save_advance", "save_clearing", "send_back_advance", "submit_advance",
    "submit_clearing", "withdraw_advance",
]  # fmt: skip
