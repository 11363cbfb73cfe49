"""The one way in which Khlang says no: a named, foreseen, translated reason."""

from __future__ import annotations

from collections.abc import Iterable


class Refusal(Exception):
    """A rule of the office was broken; nothing has been written.

    `code` is snake_case and its wording stands in the messages under "refusal.<code>". `field` is the path of the
    input that must be corrected ("lines.0.amount"), or None when the refusal is about the whole. `facts` fill the
    wording as they are: amounts are given as baht text ("1,250.00"), dates as the reader knows them.
    """

    def __init__(self, code: str, /, *, field: str | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts

    def __str__(self) -> str:
        """For logs and test output only: people are shown the message of the code."""
        where = f" at {self.field}" if self.field else ""
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}{where}" + (f" ({facts})" if facts else "")

    def at(self, field: str) -> Refusal:
        """Return the same refusal aimed at another field: a parser knows the text, its caller knows the field."""
        return Refusal(self.code, field=field, **self.facts)


class Refusals(Exception):
    """Several refusals at once, so that a form or a spreadsheet is corrected in one go.

    A refusal of a spreadsheet row carries the fact `row` (the row number that the sheet shows).
    """

    def __init__(self, errors: Iterable[Refusal]) -> None:
        self.errors = tuple(errors)
        if not self.errors:
            raise ValueError("Refusals needs at least one refusal")
        super().__init__(self.errors)

    def __str__(self) -> str:
        """For logs and test output only."""
        return "; ".join(str(refusal) for refusal in self.errors)
