"""Every write of the budget. Money moves only through `documents.spine.carry_out`; drafts are replaced as a whole.

ordinance.* and supplementary.*: prepare, revise, import, submit, return, approve, promulgate, cancel.
budget_transfer.* and explanation_amendment.*: prepare, revise, submit, return, executive_approve, council_approve,
cancel. spending_plan.*: prepare, revise, import, submit, check, return, send_back, approve, cancel.
budget_overrun.*: prepare, revise, submit, return, approve, cover, cancel.
By paper alone: ordinance.record, supplementary.record, budget_transfer.record, explanation_amendment.record.
"""

from khlang.office.budget.commands.explanation import (
    approve_amendment_by_council,
    approve_amendment_by_executive,
    prepare_amendment,
    revise_amendment,
)
from khlang.office.budget.commands.moves import (
    cancel_amendment,
    cancel_ordinance,
    cancel_supplementary,
    cancel_transfer,
    return_amendment,
    return_ordinance,
    return_supplementary,
    return_transfer,
    submit_amendment,
    submit_ordinance,
    submit_supplementary,
    submit_transfer,
)
from khlang.office.budget.commands.ordinance import (
    import_ordinance,
    import_supplementary,
    prepare_ordinance,
    prepare_supplementary,
    revise_ordinance,
    revise_supplementary,
)
from khlang.office.budget.commands.overruns import (
    approve_overrun,
    cancel_overrun,
    cover_overrun,
    prepare_overrun,
    return_overrun,
    revise_overrun,
    submit_overrun,
)
from khlang.office.budget.commands.recording import (
    record_amendment,
    record_ordinance,
    record_supplementary,
    record_transfer,
)
from khlang.office.budget.commands.spending_plan import (
    approve_plan,
    cancel_plan,
    check_plan,
    import_plan,
    prepare_plan,
    return_plan,
    revise_plan,
    send_back_plan,
    submit_plan,
)
from khlang.office.budget.commands.taking_effect import (
    approve_ordinance,
    approve_supplementary,
    promulgate_ordinance,
    promulgate_supplementary,
)
from khlang.office.budget.commands.transfer import (
    approve_transfer_by_council,
    approve_transfer_by_executive,
    prepare_transfer,
    revise_transfer,
)

__all__ = [
    "approve_amendment_by_council",
    "approve_amendment_by_executive",
    "approve_ordinance",
    "approve_overrun",
    "approve_plan",
    "approve_supplementary",
    "approve_transfer_by_council",
    "approve_transfer_by_executive",
    "cancel_amendment",
    "cancel_ordinance",
    "cancel_overrun",
    "cancel_plan",
    "cancel_supplementary",
    "cancel_transfer",
    "check_plan",
    "cover_overrun",
    "import_ordinance",
    "import_plan",
    "import_supplementary",
    "prepare_amendment",
    "prepare_ordinance",
    "prepare_overrun",
    "prepare_plan",
    "prepare_supplementary",
    "prepare_transfer",
    "promulgate_ordinance",
    "promulgate_supplementary",
    "record_amendment",
    "record_ordinance",
    "record_supplementary",
    "record_transfer",
    "return_amendment",
    "return_ordinance",
    "return_overrun",
    "return_plan",
    "return_supplementary",
    "return_transfer",
    "revise_amendment",
    "revise_ordinance",
    "revise_overrun",
    "revise_plan",
    "revise_supplementary",
    "revise_transfer",
    "send_back_plan",
    "submit_amendment",
    "submit_ordinance",
    "submit_overrun",
    "submit_plan",
    "submit_supplementary",
    "submit_transfer",
]
