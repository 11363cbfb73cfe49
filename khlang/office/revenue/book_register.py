"""The register of printed receipt books, kept in the process: every receipt by hand asks whether it is a leaf of one.

The list is short and nearly constant; the number of a leaf is guarded by the database, whatever the list says.
"""

import time
from typing import Final

from khlang.office.revenue.models import ReceiptBook
from khlang.platform.tenancy import current_org

#: Seconds until another process notices a new or closed book; the process that changed it notices at once.
KEPT_SECONDS: Final = 30
#: By organisation: until when (monotonic nanoseconds) the list is good, and the books by their number.
_kept: dict[int, tuple[int, dict[str, ReceiptBook]]] = {}


def forget() -> None:
    """Read the register anew next time: called by the commands that change it."""
    _kept.pop(current_org(), None)


def with_leaf(*, book_no: str, number: int) -> ReceiptBook | None:
    """The printed book that has this leaf, or None."""
    until, books = _kept.get(current_org(), (0, {}))
    if until < time.monotonic_ns():
        books = {book.book_no: book for book in ReceiptBook.objects.all()}
        _kept[current_org()] = (time.monotonic_ns() + KEPT_SECONDS * 10**9, books)
    found = books.get(book_no)
    return found if found is not None and found.first <= number <= found.last else None
