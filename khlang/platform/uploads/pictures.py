"""Pictures: their points are counted before they are unfolded, then they must really unfold."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from khlang.core.refusal import Refusal
from khlang.standards.uploads import upload_rules

_FORMATS: Final = ("PNG", "JPEG")
_BROKEN: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError)


def look_through(content: bytes, name: str) -> None:
    """A PNG or JPEG of one picture that opens. Refusals: upload_picture_too_large, upload_unreadable."""
    most = upload_rules().limits["pixels"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=_FORMATS)
        if picture.width * picture.height > most or getattr(picture, "n_frames", 1) > 1 and picture.format == "PNG":
            raise _too_large(name, picture.width, picture.height)
        picture.draft("L", (256, 256))
        picture.load()
    except Image.DecompressionBombError:
        raise _too_large(name, 0, 0) from None
    except _BROKEN:
        raise Refusal("upload_unreadable", field="content", filename=name) from None


def _too_large(name: str, width: int, height: int) -> Refusal:
    limit = upload_rules().limits["pixels"] // 1_000_000
    return Refusal("upload_picture_too_large", field="content", filename=name, width=width, height=height, limit=limit)
