"""The sums of a handwritten paper are those of the documents that are entered for it, to the satang (LAO-2.2)."""

from collections.abc import Mapping

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals


def require_same(*, paper: Mapping[str, int | None], system: Mapping[str, int]) -> None:
    """Pass when every sum that was read from the paper is that of the system; what was not read (None) is not compared.

    Refusal (at each field, all together): paper_total_differs (facts paper, system: baht).
    """
    refused = [
        Refusal("paper_total_differs", field=field, paper=format_baht(written), system=format_baht(amount))
        for field, amount in system.items()
        if (written := paper.get(field)) is not None and written != amount
    ]
    if refused:
        raise Refusals(refused)
