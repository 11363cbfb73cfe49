"""Every write of procurement: requisitions, orders and contracts, amendments, guarantees.

requisition.*: save, submit, check, approve, return, send_back, withdraw, cancel.
purchase_order.* and contract.*: save, submit, sign, return, cancel, complete, terminate.
inspection.*: save, submit, accept, return, reject, cancel.
contract_amendment.*: save, submit, approve, return, cancel. guarantee.*: register, bring_forward, release, forfeit, cancel.
By paper alone: requisition.record, purchase_order.record, contract.record, contract_amendment.record, inspection.record.
"""

from khlang.office.procurement.commands.acceptance import (
    accept_inspection,
    cancel_inspection,
    reject_inspection,
    return_inspection,
    submit_inspection,
)
from khlang.office.procurement.commands.amendments import (
    approve_amendment,
    cancel_amendment,
    return_amendment,
    save_amendment,
    submit_amendment,
)
from khlang.office.procurement.commands.guarantees import (
    bring_guarantee_forward,
    cancel_guarantee,
    forfeit_guarantee,
    register_guarantee,
    release_guarantee,
)
from khlang.office.procurement.commands.inspecting import save_inspection
from khlang.office.procurement.commands.obligations import save_contract, save_purchase_order
from khlang.office.procurement.commands.recording import (
    record_amendment,
    record_contract,
    record_inspection,
    record_purchase_order,
    record_requisition,
)
from khlang.office.procurement.commands.requisitions import (
    approve_requisition,
    cancel_requisition,
    check_requisition,
    return_requisition,
    save_requisition,
    send_back_requisition,
    submit_requisition,
    withdraw_requisition,
)
from khlang.office.procurement.commands.signing import (
    cancel_contract,
    cancel_purchase_order,
    complete_contract,
    complete_purchase_order,
    return_contract,
    return_purchase_order,
    sign_contract,
    sign_purchase_order,
    submit_contract,
    submit_purchase_order,
    terminate_contract,
    terminate_purchase_order,
)

__all__ = [
    "accept_inspection",
    "approve_amendment",
    "approve_requisition",
    "bring_guarantee_forward",
    "cancel_amendment",
    "cancel_contract",
    "cancel_guarantee",
    "cancel_inspection",
    "cancel_purchase_order",
    "cancel_requisition",
    "check_requisition",
    "complete_contract",
    "complete_purchase_order",
    "forfeit_guarantee",
    "record_amendment",
    "record_contract",
    "record_inspection",
    "record_purchase_order",
    "record_requisition",
    "register_guarantee",
    "reject_inspection",
    "release_guarantee",
    "return_amendment",
    "return_contract",
    "return_inspection",
    "return_purchase_order",
    "return_requisition",
    "save_amendment",
    "save_contract",
    "save_inspection",
    "save_purchase_order",
    "save_requisition",
    "send_back_requisition",
    "sign_contract",
    "sign_purchase_order",
    "submit_amendment",
    "submit_contract",
    "submit_inspection",
    "submit_purchase_order",
    "submit_requisition",
    "terminate_contract",
    "terminate_purchase_order",
    "withdraw_requisition",
]
