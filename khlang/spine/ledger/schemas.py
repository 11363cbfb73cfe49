"""Inputs of the ledger's own commands."""

from typing import Annotated

from pydantic import Field

from khlang.platform.inputs import Day, Input

FiscalYear = Annotated[int, Field(ge=2500, le=2700)]


class OpenYear(Input):
    """Open a fiscal year (B.E.); `cutover` opens the year before it for opening balances only."""

    fiscal_year: FiscalYear
    cutover: bool = False


class CloseYear(Input):
    """Close a fiscal year (B.E.) that is over, preliminarily."""

    fiscal_year: FiscalYear


class CloseThrough(Input):
    """Close every day of a fiscal year up to and including `day` for posting."""

    fiscal_year: FiscalYear
    day: Day
