"""The numbering series of official documents and vouchers."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from khlang.core.numbering import Series
from khlang.standards.files import document


@cache
def _series() -> Mapping[str, Series]:
    content = document("numbering.toml")
    alike = {
        name: Series(name, content["template"], prefix, content["scope"]) for name, prefix in content["series"].items()
    }
    special = {
        name: Series(name, row["template"], row.get("prefix", ""), row["scope"])
        for name, row in content.get("special", {}).items()
    }
    return MappingProxyType(alike | special)


def series(name: str) -> Series:
    """Return the series of a document kind, or of a voucher kind as "voucher_receipt"; KeyError when there is none."""
    return _series()[name]


def all_series() -> tuple[Series, ...]:
    """Return every series in the order of the file."""
    return tuple(_series().values())
