"""Roles, the duties they carry, and the duties that no one person should hold together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from khlang.core.refusal import Refusal
from khlang.standards.files import document


@dataclass(frozen=True, slots=True)
class Role:
    """What an office assigns to a person for a time: a name and a set of duties. `at` is the only kind of organisation in
    which it is given, "" when every kind has it: nobody in an office below holds what reaches into other offices."""

    code: str
    name_th: str
    name_en: str
    duties: frozenset[str]
    at: str = ""

    def given_in(self, kind: str) -> bool:
        """Whether an organisation of the kind gives the role."""
        return self.at in ("", kind)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two duties that must be in different hands, and why."""

    duties: tuple[str, str]
    reason_th: str
    reason_en: str
    source: str


@dataclass(frozen=True, slots=True)
class DutyMatrix:
    """Who may do what; the order of roles is that of the file."""

    roles: tuple[Role, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def duties(self) -> tuple[str, ...]:
        """Every duty that some role carries, by name."""
        return tuple(sorted({duty for role in self.roles for duty in role.duties}))

    def role(self, code: str, field: str | None = None) -> Role:
        """Return the role of the code.

        Refusals: role_unknown (fact code).
        """
        for role in self.roles:
            if role.code == code:
                return role
        raise Refusal("role_unknown", field=field, code=code)

    def duties_of(self, codes: Iterable[str]) -> frozenset[str]:
        """Return all duties of several roles together.

        Refusals: role_unknown.
        """
        return frozenset().union(*(self.role(code).duties for code in codes))

    def holders(self, duty: str) -> tuple[Role, ...]:
        """Return the roles that carry the duty."""
        return tuple(role for role in self.roles if duty in role.duties)

    def conflicts_in(self, duties: Iterable[str]) -> tuple[Conflict, ...]:
        """Return the conflicts of a person who holds all these duties at once."""
        held = frozenset(duties)
        return tuple(conflict for conflict in self.conflicts if held.issuperset(conflict.duties))


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """A heading under which duties stand: those whose names begin with one of its subjects."""

    code: str
    name_th: str
    name_en: str
    subjects: tuple[str, ...]

    def duties(self) -> tuple[str, ...]:
        """The duties under the heading, by subject and then by name."""
        order = {subject: place for place, subject in enumerate(self.subjects)}
        found = [duty for duty in duties().duties if duty.partition(".")[0] in order]
        return tuple(sorted(found, key=lambda duty: (order[duty.partition(".")[0]], duty)))


@cache
def duty_groups() -> tuple[DutyGroup, ...]:
    """Return the headings of the duty matrix in the order of the file; each duty stands under one."""
    rows = document("authority.toml")["group"]
    return tuple(DutyGroup(row["code"], row["th"], row["en"], tuple(row["subjects"])) for row in rows)


@cache
def never_delegated() -> frozenset[str]:
    """Return the duties that stay with a person: no officer hands them to another."""
    return frozenset(document("authority.toml")["never_delegated"])


@cache
def duties() -> DutyMatrix:
    """Return the duty matrix of a local government (spec 1.3)."""
    content = document("duties.toml")
    roles = tuple(
        Role(row["code"], row["th"], row["en"], frozenset(row["duties"]), row.get("at", "")) for row in content["role"]
    )
    conflicts = tuple(
        Conflict((row["duties"][0], row["duties"][1]), row["th"], row["en"], row["source"])
        for row in content["conflict"]
    )
    return DutyMatrix(roles, conflicts)
