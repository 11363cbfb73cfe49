"""An amount divided in proportion, to the last satang. Pure."""

from collections.abc import Sequence


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Shares of `total` (satang) in proportion to the weights that add up to it exactly.

    What rounding leaves goes to the largest fractions, among equals to the first. A share never exceeds its weight when
    the total does not exceed the sum of the weights. Without any weight everything goes to the first.
    """
    whole = sum(weights)
    if not whole:
        return tuple(total if index == 0 else 0 for index in range(len(weights)))
    shares = [total * weight // whole for weight in weights]
    rests = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in rests[: total - sum(shares)]:
        shares[index] += 1
    return tuple(shares)
