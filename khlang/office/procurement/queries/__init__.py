"""Every read of procurement that others may use. Amounts are satang, days C.E.; always of the organisation in scope."""

from khlang.office.procurement.queries.obligations import (
    CommitmentView,
    InstalmentView,
    LineView,
    ObligationView,
    obligation,
    obligations_of,
)

__all__ = ["CommitmentView", "InstalmentView", "LineView", "ObligationView", "obligation", "obligations_of"]
