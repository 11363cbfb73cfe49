"""The ways of the six budget documents, from the officer's draft to the decision of council, approver or executive.

The council and the approver outside it are not users of the system: their decisions are recorded with number and date
by the clerk (ปลัด), who is the council's secretary in practice. What was decided on paper while the system stood still
enters by `record` in its last state.
"""

from khlang.core.lifecycle import Lifecycle, Move


def _ordinance(document: str) -> Lifecycle:
    """Council, approver outside the council, promulgation: the money is available from the promulgation on."""
    return Lifecycle(
        document=document,
        initial="draft",
        final=("promulgated", "cancelled"),
        moves=(
            Move("submit", ("draft",), "submitted", f"{document}.prepare"),
            Move("return", ("submitted",), "draft", f"{document}.approve", undoes=("submit",), reason_required=True),
            Move("approve", ("submitted",), "approved", f"{document}.approve", not_by=("create", "edit", "submit")),
            Move(
                "promulgate",
                ("approved",),
                "promulgated",
                f"{document}.promulgate",
                not_by=("create", "edit", "submit"),
                posts=f"{document}.promulgated",
                numbers=True,
            ),
            Move(
                "cancel", ("draft", "submitted", "approved"), "cancelled", f"{document}.prepare", reason_required=True
            ),
            Move(
                "record",
                ("draft",),
                "promulgated",
                "paper.record",
                posts=f"{document}.promulgated",
                numbers=True,
                paper=True,
            ),
        ),
        series=document,
    )


def _decided(document: str, *, event: str | None) -> Lifecycle:
    """One decision, by the executive or by the council; which of the two follows from `limits.deciding_body`."""
    decide = {"not_by": ("create", "edit", "submit"), "posts": event, "numbers": True}
    return Lifecycle(
        document=document,
        initial="draft",
        final=("approved", "cancelled"),
        moves=(
            Move("submit", ("draft",), "submitted", f"{document}.prepare"),
            Move("return", ("submitted",), "draft", f"{document}.check", undoes=("submit",), reason_required=True),
            Move("executive_approve", ("submitted",), "approved", f"{document}.approve", **decide),  # type: ignore[arg-type]
            Move("council_approve", ("submitted",), "approved", f"{document}.record_council", **decide),  # type: ignore[arg-type]
            Move("cancel", ("draft", "submitted"), "cancelled", f"{document}.prepare", reason_required=True),
            Move("record", ("draft",), "approved", "paper.record", posts=event, numbers=True, paper=True),
        ),
        series=document,
    )


ORDINANCE = _ordinance("ordinance")
SUPPLEMENTARY = _ordinance("supplementary")
BUDGET_TRANSFER = _decided("budget_transfer", event="budget_transfer.approved")
EXPLANATION_AMENDMENT = _decided("explanation_amendment", event=None)
SPENDING_PLAN = Lifecycle(
    document="spending_plan",
    initial="draft",
    final=("superseded", "cancelled"),
    moves=(
        Move("submit", ("draft",), "submitted", "spending_plan.prepare"),
        Move("return", ("submitted",), "draft", "spending_plan.check", undoes=("submit",), reason_required=True),
        Move("check", ("submitted",), "checked", "spending_plan.check", not_by=("create", "edit", "submit")),
        Move(
            "send_back",
            ("checked",),
            "draft",
            "spending_plan.approve",
            undoes=("submit", "check"),
            reason_required=True,
        ),
        Move(
            "approve",
            ("checked",),
            "approved",
            "spending_plan.approve",
            not_by=("create", "edit", "submit", "check"),
            numbers=True,
        ),
        Move(
            "supersede",
            ("approved",),
            "superseded",
            "spending_plan.approve",
            remark="made by the approval of the next plan of the year",
        ),
        Move("cancel", ("draft", "submitted"), "cancelled", "spending_plan.prepare", reason_required=True),
    ),
    series="spending_plan",
)
BUDGET_OVERRUN = Lifecycle(
    document="budget_overrun",
    initial="draft",
    final=("covered", "cancelled"),
    series="budget_overrun",
    moves=(
        Move("submit", ("draft",), "submitted", "budget_overrun.prepare"),
        Move("return", ("submitted",), "draft", "budget_overrun.approve", undoes=("submit",), reason_required=True),
        Move(
            "approve",
            ("submitted",),
            "approved",
            "budget_overrun.approve",
            not_by=("create", "edit", "submit"),
            posts="budget_overrun.approved",
            numbers=True,
        ),
        Move("cover", ("approved",), "covered", "budget_overrun.approve", posts="budget_overrun.covered"),
        Move("cancel", ("draft", "submitted"), "cancelled", "budget_overrun.prepare", reason_required=True),
    ),
)
LIFECYCLES = (ORDINANCE, SUPPLEMENTARY, BUDGET_TRANSFER, EXPLANATION_AMENDMENT, SPENDING_PLAN, BUDGET_OVERRUN)
