"""Amounts as somebody typed them on a cheque, against what the dika pays."""

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.core.thai import baht_text, normalise


def require_words(*, words: str, net: int, field: str) -> None:
    """Pass when the words say the figures (satang), or when none were given. Refusal: amount_in_words_differs."""
    if words and _plain(words) != _plain(baht_text(net)):
        raise Refusal("amount_in_words_differs", field=field, amount=format_baht(net), words=baht_text(net))


def require_amount(*, amount: int | None, net: int, field: str) -> None:
    """Pass when a typed amount is the net of the dika (satang). Refusal: cheque_amount_differs."""
    if amount is not None and amount != net:
        raise Refusal("cheque_amount_differs", field=field, amount=format_baht(amount), net=format_baht(net))


def _plain(words: str) -> str:
    """Words without spaces and the brackets in which a cheque has them."""
    return normalise(words).replace(" ", "").strip("()=-")
