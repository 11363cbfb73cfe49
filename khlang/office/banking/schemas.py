"""What the commands on bank accounts take."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from khlang.platform.inputs import Identifier, Input, OptionalText, ShortText

BankCode = Annotated[
    str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,19}$")
]


class SaveBankAccount(Input):
    """A bank account of the organisation; `id` empty opens a new one. `account` is its account in the chart: a savings,
    current or fixed deposit account. Code and account stay as they are once the bank account exists."""

    id: Identifier | None = None
    code: BankCode
    bank_name: Annotated[ShortText, Field(max_length=120)]
    branch: Annotated[OptionalText, Field(max_length=120)] = ""
    account_no: Annotated[OptionalText, Field(max_length=40)] = ""
    account_name: Annotated[OptionalText, Field(max_length=200)] = ""
    kind: Literal["savings", "current", "fixed"]
    term: Annotated[OptionalText, Field(max_length=60)] = ""
    account: ShortText


class CloseBankAccount(Input):
    """Closing an account: it stays in the books and reports, but nothing new may cite it."""

    id: Identifier
