"""Every write of the dika, but its payment: that is decided by `paying` and written by the payment module.

dika.prepare, import_payees, cancel; request, receive, examine, endorse, approve; return, object, decline, reject,
withdraw; receive_many, examine_many, endorse_many, approve_many. From paper: record; release_unpaid.
"""

from khlang.office.disbursement.commands.by_hand import record_dika, release_unpaid
from khlang.office.disbursement.commands.drafts import cancel_dika, prepare_dika
from khlang.office.disbursement.commands.importing import import_payees
from khlang.office.disbursement.commands.many import approve_many, endorse_many, examine_many, receive_many
from khlang.office.disbursement.commands.moves import (
    approve_dika,
    decline_dika,
    endorse_dika,
    examine_dika,
    object_to_dika,
    receive_dika,
    reject_dika,
    request_dika,
    return_dika,
    withdraw_dika,
)

__all__ = [
    "approve_dika",
    "approve_many",
    "cancel_dika",
    "decline_dika",
    "endorse_dika",
    "endorse_many",
    "examine_dika",
    "examine_many",
    "import_payees",
    "object_to_dika",
    "prepare_dika",
    "receive_dika",
    "receive_many",
    "record_dika",
    "reject_dika",
    "release_unpaid",
    "request_dika",
    "return_dika",
    "withdraw_dika",
]
