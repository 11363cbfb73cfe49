"""The office of the pages, and a person of each role in it."""

from tests.web.conftest import _business_date, desk

__all__ = ["_business_date", "desk"]
