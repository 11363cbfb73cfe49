"""Inputs of the access commands. Passwords and token secrets are SecretStr: in no log, no repr, no input hash."""

from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from khlang.platform.inputs import Day, Identifier, Input, OptionalText, ShortText

__all__ = [
    "Code",
    "CreatePerson",
    "CreateToken",
    "EndRole",
    "EndSessions",
    "GrantRole",
    "IssuePassword",
    "RevokeToken",
    "SavePerson",
    "SavePosition",
    "SaveRole",
    "SetPassword",
    "Username",
]

Username = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[A-Za-z][A-Za-z0-9._-]{2,59}$")
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$")]


class SavePosition(Input):
    """A post of the office; without `position_id` a new one."""

    position_id: Identifier | None = None
    code: Code
    title_th: ShortText
    title_en: OptionalText = ""
    division_id: Identifier | None = None
    active: bool = True


class CreatePerson(Input):
    """An account for one human being. Without a password nobody can log in until one is issued."""

    username: Username
    name_th: ShortText
    name_en: OptionalText = ""
    email: OptionalText = ""
    phone: Annotated[OptionalText, Field(max_length=50)] = ""
    password: SecretStr | None = None
    must_change_password: bool = True


class SavePerson(Input):
    """An account as the administrator's form shows it; without `person_id` a new one (`username` is then needed and
    stays). `is_active=False` locks the person out at once, everywhere. A `password` is a newly issued one."""

    person_id: Identifier | None = None
    username: Username | None = None
    name_th: ShortText
    name_en: OptionalText = ""
    email: OptionalText = ""
    phone: Annotated[OptionalText, Field(max_length=50)] = ""
    is_active: bool = True
    password: SecretStr | None = None


class GrantRole(Input):
    """A role from a day on (to a day, both included). `acting_for_id` is the assignment of the officer who is
    replaced."""

    person_id: Identifier
    role: ShortText
    from_date: Day
    to_date: Day | None = None
    position_id: Identifier | None = None
    acting_for_id: Identifier | None = None
    order_reference: OptionalText = ""


class SaveRole(GrantRole):
    """A role as the administrator's form shows it; with `assignment_id` only the last day may differ."""

    assignment_id: Identifier | None = None


class EndRole(Input):
    """The last day of a role."""

    assignment_id: Identifier
    to_date: Day


class SetPassword(Input):
    """One's own new password, with the present one as proof. `session_id` is the log-in that stays; `end_keys`: the keys of
    one's programs go as well, in every organisation."""

    current: SecretStr
    new: SecretStr
    session_id: Identifier | None = None
    end_keys: bool = True


class IssuePassword(Input):
    """A first or lost password, handed out by the side that made the account (LOGIN-3)."""

    person_id: Identifier
    password: SecretStr
    must_change_password: bool = True


class EndSessions(Input):
    """Log a person out everywhere."""

    person_id: Identifier


class CreateToken(Input):
    """A key to the API for the actor. `secret` is made by `tokens.new_secret()` at the face that shows it once."""

    label: ShortText
    expires_on: Day
    secret: SecretStr


class RevokeToken(Input):
    """Make a key useless at once."""

    token_id: Identifier
