"""From what a database says to the Refusal that people read. Guards raise «khlang:<code>»; constraints are known by name."""

import re
from typing import Any

from khlang.core.refusal import Refusal

_GUARD = re.compile(r"khlang:([a-z_]+)")
_BY_CONSTRAINT: dict[str, str] = {
    "ledger_floor": "balance_floor",
    "platform_command_journal": "command_done_before",
    "documents_paper_once": "paper_number_taken",
    "ledger_voucher_reversed_once": "voucher_reversed_before",
}
_BY_COLUMNS: dict[str, str] = {
    "platform_command_journal.command_id": "command_done_before",
    "documents_document.paper_number": "paper_number_taken",
    "ledger_voucher.reverses_id": "voucher_reversed_before",
}


def name_constraint(*, constraint: str, columns: str, code: str) -> None:
    """Teach the translation a constraint of a module: its name (PostgreSQL, CHECKs) and «table.column» (SQLite unique)."""
    _BY_CONSTRAINT[constraint] = code
    if columns:
        _BY_COLUMNS[columns] = code


def translate(error: Exception) -> Refusal | None:
    """The Refusal behind a database error, or None when nobody anticipated it."""
    text = str(error)
    guard = _GUARD.search(text)
    if guard:
        return Refusal(guard.group(1))
    constraint = _constraint_name(error)
    if constraint.startswith(
        "khlang_link_"
    ):  # a composite key of PostgreSQL; triggers of SQLite say the code themselves
        return Refusal("still_referred_to" if "is still referenced" in text else "foreign_organisation")
    for known, code in _BY_CONSTRAINT.items():
        if constraint.startswith(known) or (not constraint and known in text):
            return Refusal(code)
    for columns, code in _BY_COLUMNS.items():
        if columns in text:
            return Refusal(code)
    return None


def _constraint_name(error: Exception) -> str:
    cause: Any = error.__cause__ if error.__cause__ is not None else error
    return getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
