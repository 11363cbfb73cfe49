"""The ways of requisition, order, contract, amendment and guarantee (spec 4.1).

Whoever asks does not check, whoever checks does not approve, whoever prepares an order does not sign it. The requisition
is ordered by the very signature of its order or contract; an approved amendment is a step of the contract it amends.
What went its whole way on paper enters by `record` in the state that the paper has.
"""

from khlang.core.lifecycle import Lifecycle, Move

_PREPARING = ("create", "edit", "submit")

REQUISITION = Lifecycle(
    document="requisition",
    initial="draft",
    final=("ordered", "cancelled"),
    series="requisition",
    moves=(
        Move(
            "submit",
            ("draft", "returned"),
            "submitted",
            "requisition.prepare",
            posts="requisition.submitted",
            numbers=True,
        ),
        Move("check", ("submitted",), "checked", "requisition.check", not_by=_PREPARING),
        Move("approve", ("checked",), "approved", "requisition.approve", not_by=(*_PREPARING, "check")),
        Move("order", ("approved",), "ordered", "purchase_order.sign"),
        Move("contract", ("approved",), "ordered", "contract.sign"),
        Move("return", ("submitted",), "returned", "requisition.check", undoes=("submit",), reason_required=True),
        Move(
            "send_back",
            ("checked",),
            "returned",
            "requisition.approve",
            undoes=("submit", "check"),
            reason_required=True,
        ),
        Move("withdraw", ("approved",), "cancelled", "requisition.approve", reason_required=True),
        Move("cancel", ("draft", "returned"), "cancelled", "requisition.prepare"),
        Move(
            "record",
            ("draft",),
            "approved",
            "paper.record",
            posts="requisition.submitted",
            numbers=True,
            paper=True,
        ),
        Move("record_order", ("approved",), "ordered", "paper.record", paper=True),
    ),
)


def _obligation(document: str) -> Lifecycle:
    """Purchase order and contract go the same way; both are numbered and commit the budget when they are signed."""
    return Lifecycle(
        document=document,
        initial="draft",
        final=("completed", "terminated", "cancelled"),
        series=document,
        moves=(
            Move("submit", ("draft", "returned"), "submitted", f"{document}.prepare"),
            Move(
                "sign",
                ("submitted",),
                "signed",
                f"{document}.sign",
                not_by=_PREPARING,
                posts=f"{document}.signed",
                numbers=True,
            ),
            Move("amend", ("signed",), "signed", "contract_amendment.approve"),
            Move("complete", ("signed",), "completed", f"{document}.prepare"),
            Move("return", ("submitted",), "returned", f"{document}.sign", undoes=("submit",), reason_required=True),
            Move("cancel", ("draft", "returned"), "cancelled", f"{document}.prepare"),
            Move(
                "terminate",
                ("signed",),
                "terminated",
                f"{document}.sign",
                posts="obligation.terminated",
                reason_required=True,
            ),
            Move("record", ("draft",), "signed", "paper.record", posts=f"{document}.signed", numbers=True, paper=True),
            Move("record_amendment", ("signed",), "signed", "paper.record", paper=True),
        ),
    )


PURCHASE_ORDER = _obligation("purchase_order")
CONTRACT = _obligation("contract")
OBLIGATIONS = {lifecycle.document: lifecycle for lifecycle in (PURCHASE_ORDER, CONTRACT)}

CONTRACT_AMENDMENT = Lifecycle(
    document="contract_amendment",
    initial="draft",
    final=("approved", "cancelled"),
    series="contract_amendment",
    moves=(
        Move("submit", ("draft", "returned"), "submitted", "contract_amendment.prepare"),
        Move(
            "approve",
            ("submitted",),
            "approved",
            "contract_amendment.approve",
            not_by=_PREPARING,
            posts="contract_amendment.approved",
            numbers=True,
        ),
        Move(
            "return",
            ("submitted",),
            "returned",
            "contract_amendment.approve",
            undoes=("submit",),
            reason_required=True,
        ),
        Move("cancel", ("draft", "returned"), "cancelled", "contract_amendment.prepare"),
        Move(
            "record",
            ("draft",),
            "approved",
            "paper.record",
            posts="contract_amendment.approved",
            numbers=True,
            paper=True,
        ),
    ),
)

GUARANTEE = Lifecycle(
    document="guarantee",
    initial="draft",
    final=("released", "forfeited", "cancelled"),
    series="guarantee",
    moves=(
        Move("register", ("draft",), "held", "guarantee.prepare", numbers=True),
        Move("release", ("held",), "released", "guarantee.approve", not_by=("create", "register")),
        Move(
            "forfeit",
            ("held",),
            "forfeited",
            "guarantee.approve",
            not_by=("create", "register"),
            posts="guarantee.forfeited",
            reason_required=True,
        ),
        Move("cancel", ("held",), "cancelled", "guarantee.approve", reason_required=True),
    ),
)

INSPECTION = Lifecycle(
    document="inspection",
    initial="draft",
    final=("accepted", "rejected", "cancelled"),
    series="inspection",
    moves=(
        Move("submit", ("draft", "returned"), "submitted", "inspection.prepare"),
        Move(
            "recognise",
            ("submitted",),
            "submitted",
            "inspection.accept",
            not_by=_PREPARING,
            posts="inspection.grant_recognised",
        ),
        Move(
            "accept",
            ("submitted",),
            "accepted",
            "inspection.accept",
            not_by=_PREPARING,
            posts="inspection.accepted",
            numbers=True,
        ),
        Move("return", ("submitted",), "returned", "inspection.accept", undoes=("submit",), reason_required=True),
        Move("reject", ("submitted",), "rejected", "inspection.accept", not_by=_PREPARING, reason_required=True),
        Move("cancel", ("draft", "returned"), "cancelled", "inspection.prepare"),
        Move("record_grant", ("draft",), "draft", "paper.record", posts="inspection.grant_recognised", paper=True),
        Move("record", ("draft",), "accepted", "paper.record", posts="inspection.accepted", numbers=True, paper=True),
    ),
)

LIFECYCLES = (REQUISITION, PURCHASE_ORDER, CONTRACT, INSPECTION, CONTRACT_AMENDMENT, GUARANTEE)
