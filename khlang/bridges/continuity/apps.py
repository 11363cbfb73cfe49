"""Makes continuity known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class ContinuityConfig(shelf.Module):
    """Outages, work by hand, back-entry and its proof."""

    name = "khlang.bridges.continuity"
    label = "continuity"
    verbose_name = "Continuity"
    constraints = (
        ("manual_book_once", "continuity_manual_book.book_no", "manual_book_taken"),
        ("manual_number_once", "continuity_manual_number.number", "manual_number_taken"),
        ("paper_entered_once", "continuity_capture.number", "paper_number_taken"),
    )
