"""Every write of reconciliation, one function a use case, by document."""

from khlang.office.reconciliation.commands.approving import approve_reconciliation
from khlang.office.reconciliation.commands.matching import (
    bring_forward,
    explain_line,
    make_match,
    match_suggested,
    undo_match,
)
from khlang.office.reconciliation.commands.preparing import (
    cancel_reconciliation,
    prepare_reconciliation,
    refresh_reconciliation,
)
from khlang.office.reconciliation.commands.statements import discard_statement, import_statement

__all__ = [
    "approve_reconciliation", "bring_forward", "cancel_reconciliation", "discard_statement", "explain_line",
    "import_statement", "make_match", "match_suggested", "prepare_reconciliation", "refresh_reconciliation",
    "undo_match",
]  # fmt: skip
