"""An attempt that must be refused: by this name, at this field, in both languages, and with nothing written."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from khlang.core.refusal import Refusal, Refusals
from tests.refusals.wording import check_refusal
from tests.untouched import nothing_written


@contextmanager
def refused(code: str, /, *, field: str | None = None, **says: object) -> Iterator[None]:
    """What is tried inside is refused with `code` at `field`, alone or among others; every table stays row for row."""
    with nothing_written(), pytest.raises((Refusal, Refusals)) as caught:
        yield
    errors = caught.value.errors if isinstance(caught.value, Refusals) else (caught.value,)
    found = [error for error in errors if (error.code, error.field) == (code, field)]
    assert found, f"refused with {errors}, not with {code} at {field}"
    check_refusal(found[0], code, field=field, **says)
