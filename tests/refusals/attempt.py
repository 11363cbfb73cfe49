"""An attempt that must be refused: by this name, at this field, in both languages, and with nothing written."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps

from khlang.core.refusal import Refusal, Refusals
from khlang.platform.tenancy import TenantRow
from tests.refusals.wording import check_refusal


def rows() -> dict[str, int]:
    """How many rows each table of the organisation has."""
    models = (model for model in apps.get_models() if issubclass(model, TenantRow))
    return {model.__name__: model.objects.count() for model in models}


@contextmanager
def refused(code: str, /, *, field: str | None = None, **says: object) -> Iterator[None]:
    """What is tried inside is refused with `code` at `field`, alone or among others; no table has a row more or less."""
    before = rows()
    with pytest.raises((Refusal, Refusals)) as caught:
        yield
    errors = caught.value.errors if isinstance(caught.value, Refusals) else (caught.value,)
    found = [error for error in errors if (error.code, error.field) == (code, field)]
    assert found, f"refused with {errors}, not with {code} at {field}"
    check_refusal(found[0], code, field=field, **says)
    assert rows() == before, "something was written"
