"""The way of a dika (ฎีกา): the division asks, the treasury receives and examines, the palad endorses, the executive
approves, the treasury pays (spec 4.2). Returned for correction it gives its budget back and keeps both its numbers.

A dika made by hand while the system stood still is recorded for reference (LAO-3.1): it stands where the paper stands, and
nothing but paper pays it, until somebody declares that no paper did.
"""

from khlang.core.lifecycle import Lifecycle, Move

_ASKED = ("create", "edit", "request")
_RECEIVED = (*_ASKED, "receive")
_EXAMINED = (*_RECEIVED, "examine")
_ENDORSED = (*_EXAMINED, "endorse")


def _back(name: str, state: str, duty: str, undoes: tuple[str, ...]) -> Move:
    """Back to the division for correction, with the reason: what was done so far no longer counts."""
    return Move(name, (state,), "returned", duty, undoes=undoes, reason_required=True)


DIKA = Lifecycle(
    document="dika",
    initial="draft",
    final=("paid", "cancelled"),
    series="dika",
    request_series="dika_request",
    moves=(
        Move(
            "request", ("draft", "returned"), "requested", "dika.request", posts="dika.requested", requests=True
        ),
        Move("receive", ("requested",), "received", "dika.receive", numbers=True),
        Move("examine", ("received",), "examined", "dika.examine", not_by=_RECEIVED),
        Move("endorse", ("examined",), "endorsed", "dika.endorse", not_by=_EXAMINED),
        Move("approve", ("endorsed",), "approved", "dika.approve", not_by=_ENDORSED),
        Move("prepare_payment", ("approved",), "prepared", "cheque_report.prepare"),
        Move("pay", ("prepared",), "paid", "payment.pay", posts="dika.paid"),
        _back("return", "requested", "dika.receive", ("request",)),
        _back("object", "received", "dika.examine", ("request", "receive")),
        _back("decline", "examined", "dika.endorse", ("request", "receive", "examine")),
        _back("reject", "endorsed", "dika.approve", ("request", "receive", "examine", "endorse")),
        Move("cancel", ("draft", "returned"), "cancelled", "dika.prepare"),
        Move("withdraw", ("approved",), "cancelled", "dika.examine", reason_required=True),
        Move(
            "release_payment", ("prepared",), "approved", "payment.cancel", undoes=("prepare_payment",),
            reason_required=True,
        ),
        Move(
            "record", ("draft",), "made_by_hand", "paper.record", posts="dika.requested", numbers=True, requests=True,
            paper=True,
        ),
        Move("prepare_by_hand", ("made_by_hand", "approved"), "prepared", "paper.record", paper=True),
        Move(
            "pay_by_hand", ("made_by_hand", "approved", "prepared"), "paid", "paper.record", posts="dika.paid",
            paper=True,
        ),
        Move(
            "release_unpaid", ("made_by_hand",), "approved", "paper.solve", not_by=("create", "record"),
            reason_required=True,
        ),
    ),
)  # fmt: skip

LIFECYCLES = (DIKA,)
#: States in which a dika has taken its money and has not yet been paid.
UNPAID = ("requested", "received", "examined", "endorsed", "approved", "made_by_hand", "prepared")
