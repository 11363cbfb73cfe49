"""Makes the budget known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class BudgetConfig(shelf.Module):
    """The office of the budget."""

    name = "khlang.office.budget"
    label = "budget"
    verbose_name = "Budget"
