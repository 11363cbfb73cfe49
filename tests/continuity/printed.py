"""The words on printed pages, as a reader would search them: without the spaces and line ends of the layout."""

import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return "".join(pages(pdf))
