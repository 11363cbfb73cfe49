"""Why a paper waits: the exceptions of continuity A.5, and how what was refused is kept and shown again. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khlang.bridges.continuity.paper_kind import Finding
from khlang.core.refusal import Refusal, Refusals

DUPLICATE_NO: Final = "DUPLICATE_NO"
BUDGET_SHORT: Final = "BUDGET_SHORT"
PAYEE_CHANGED: Final = "PAYEE_CHANGED"
TAXROW_CHANGED: Final = "TAXROW_CHANGED"
PREDECESSOR_MISSING: Final = "PREDECESSOR_MISSING"
DATE_SUSPECT: Final = "DATE_SUSPECT"
AMOUNT_MISMATCH: Final = "AMOUNT_MISMATCH"
NOT_IN_EVENT: Final = "NOT_IN_EVENT"
#: Beyond the list of A.5: what cannot be read at all (C-35), and any other refusal of the ordinary command.
UNREADABLE: Final = "UNREADABLE"
REFUSED: Final = "REFUSED"
PROBLEMS: Final = (
    DUPLICATE_NO, BUDGET_SHORT, PAYEE_CHANGED, TAXROW_CHANGED, PREDECESSOR_MISSING, DATE_SUSPECT, AMOUNT_MISMATCH,
    NOT_IN_EVENT, UNREADABLE, REFUSED,
)  # fmt: skip

#: What came out of an attempt to enter, and may come out otherwise when the system has changed.
RETRIED: Final = (BUDGET_SHORT, PAYEE_CHANGED, TAXROW_CHANGED, PREDECESSOR_MISSING, AMOUNT_MISMATCH, REFUSED)
#: Nobody can decide these away: another paper, another date or money is what solves them.
_FIXED: Final = (DUPLICATE_NO, BUDGET_SHORT, PREDECESSOR_MISSING, NOT_IN_EVENT, UNREADABLE, REFUSED)

_BY_CODE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("budget_insufficient", "grant_insufficient", "surplus_insufficient"), BUDGET_SHORT),
    **dict.fromkeys(("paper_number_taken", "day_by_hand_taken"), DUPLICATE_NO),
    **dict.fromkeys(
        ("paper_not_entered", "system_number_unknown", "document_not_found", "cheque_report_missing", "report_not_signed",
         "obligation_not_signed", "requisition_not_approved", "summary_not_posted"),
        PREDECESSOR_MISSING,
    ),
    **dict.fromkeys(("payee_not_found", "payee_differs", "payee_account_changed", "party_not_found"), PAYEE_CHANGED),
    **dict.fromkeys(
        ("taxpayer_not_found", "taxpayer_ambiguous", "assessment_not_found", "assessment_ambiguous", "assessment_closed",
         "assessment_paid", "tax_overpaid"),
        TAXROW_CHANGED,
    ),
    "outage_not_running": NOT_IN_EVENT,
}  # fmt: skip
_BY_ENDING: Final = tuple(
    (ending, AMOUNT_MISMATCH) for ending in ("_differs", "_differ", "_mismatch", "_unbalanced", "_overclaimed")
)


def of_refusals(errors: Sequence[Refusal]) -> str:
    """The exception that refusals of the ordinary command amount to: that of the first one that has a name of its own."""
    named = (_BY_CODE.get(error.code) or _by_ending(error.code) for error in errors)
    return next((problem for problem in named if problem), REFUSED)


def _by_ending(code: str) -> str:
    if code.startswith("date_"):
        return DATE_SUSPECT
    return next((problem for ending, problem in _BY_ENDING if code.endswith(ending)), "")


def decidable(problem: str) -> bool:
    """Whether a person may accept the version of the paper."""
    return problem in PROBLEMS and problem not in _FIXED


def errors_of(refused: Refusal | Refusals) -> tuple[Refusal, ...]:
    """One or several refusals as several."""
    return refused.errors if isinstance(refused, Refusals) else (refused,)


def kept(errors: Iterable[Refusal]) -> list[dict[str, Any]]:
    """Refusals as they stand in a capture: code, field, facts as text."""
    return [
        {"code": error.code, "field": error.field, "facts": {name: str(fact) for name, fact in error.facts.items()}}
        for error in errors
    ]


def refusals(stored: Iterable[Mapping[str, Any]]) -> tuple[Refusal, ...]:
    """What `kept` kept, as refusals again, so that they are told in the words of their codes."""
    return tuple(Refusal(each["code"], field=each["field"], **each["facts"]) for each in stored)


def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as they stand in a capture: both versions side by side."""
    return [
        {"problem": finding.problem, "paper": dict(finding.paper), "system": dict(finding.system)}
        for finding in findings
    ]


def undecided(findings: Iterable[Finding], decisions: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """The findings that nobody has decided, or that have changed since somebody did."""
    accepted = [(each["problem"], each.get("paper"), each.get("system")) for each in decisions if is_acceptance(each)]
    return [each for each in findings if (each.problem, dict(each.paper), dict(each.system)) not in accepted]


def accepted(decisions: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The exceptions in which somebody decided for the paper."""
    return frozenset(each["problem"] for each in decisions if is_acceptance(each))


def is_acceptance(decision: Mapping[str, Any]) -> bool:
    """Whether an entry of a capture's history is a decision for the paper."""
    return bool(decision.get("did") == "accept")
