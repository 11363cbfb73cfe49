"""Many rows changed at once, each in its own way, with one prepared statement instead of a statement that grows with them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, models

from khlang.platform.tenancy import TenantModel, current_org


def update_each(*, model: type[TenantModel], fields: Sequence[str], rows: Mapping[int, Sequence[Any]]) -> None:
    """Set the `fields` of rows of the organisation in scope: identifier → values in the order of the fields.

    Values are identifiers, whole numbers, texts, days or None; a link is given as its identifier. Guards of the database look
    at every row; nothing is asked of the model.
    """
    if not rows:
        return
    columns = [_column(model, name) for name in fields]
    changes = ", ".join(f'"{column}" = %s' for column in columns)
    org = current_org()
    values = [[*map(_plain, told), org, row_id] for row_id, told in rows.items()]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {model._meta.db_table} SET {changes} WHERE org_id = %s AND id = %s", values)


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
