"""Moves that carry a document on, or back, without posting anything: submit, return, cancel, for each kind."""

from khlang.office.budget.lifecycle import BUDGET_TRANSFER, EXPLANATION_AMENDMENT, ORDINANCE, SUPPLEMENTARY
from khlang.spine.documents.moves import plain

submit_ordinance = plain(ORDINANCE, "submit", "Hand the draft ordinance over to council and approver.")
return_ordinance = plain(ORDINANCE, "return", "Return the ordinance for correction.")
cancel_ordinance = plain(ORDINANCE, "cancel", "Give an ordinance up before it is promulgated.")
submit_supplementary = plain(
    SUPPLEMENTARY, "submit", "Hand the draft supplementary budget over to council and approver."
)
return_supplementary = plain(SUPPLEMENTARY, "return", "Return the supplementary budget for correction.")
cancel_supplementary = plain(SUPPLEMENTARY, "cancel", "Give a supplementary budget up before it is promulgated.")
submit_transfer = plain(BUDGET_TRANSFER, "submit", "Ask for a transfer of budget.")
return_transfer = plain(BUDGET_TRANSFER, "return", "Return the transfer for correction.")
cancel_transfer = plain(BUDGET_TRANSFER, "cancel", "Give a transfer up before it is decided.")
submit_amendment = plain(EXPLANATION_AMENDMENT, "submit", "Ask for an amendment of explanations.")
return_amendment = plain(EXPLANATION_AMENDMENT, "return", "Return the amendment for correction.")
cancel_amendment = plain(EXPLANATION_AMENDMENT, "cancel", "Give an amendment up before it is decided.")
