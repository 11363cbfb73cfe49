"""The budget on paper: ordinance, transfer, amendment and plan; the money of a line as the papers of spending print it."""

from khlang.office.budget.prints.documents import amendment, ordinance, plan, transfer
from khlang.office.budget.prints.money import PaperMoney, place_of, taken

__all__ = ["PaperMoney", "amendment", "ordinance", "place_of", "plan", "taken", "transfer"]
