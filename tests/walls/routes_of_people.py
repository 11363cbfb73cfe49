"""Addresses of accounts, authority and personal data: who may do what, slips, second factors, numbers shown for a reason."""

from collections.abc import Iterator

from tests.walls.country import BEGINNING
from tests.walls.probing import HERE, Probe
from tests.walls.routes import Rows, both, filled, makes
from tests.walls.routes_by_hand import asking

#: Ways in, where nobody is anybody yet: they name no row and are tried one by one in tests/entrance, activation and thaid.
OPEN = (
    "activate", "activate-code", "activate-mail", "activate-password", "activate-thaid", "recover", "recover-code",
    "recover-password", "thaid-return", "login-second", "login-passkey", "login-passkey-begin", "break-glass-enter",
)  # fmt: skip
#: One's own: they take no identifier but of one's own session.
OWN = (
    "mailbox", "my-account", "my-sessions", "second-factors", "second-factor-totp", "second-factor-passkey",
    "second-factor-passkey-begin",
)  # fmt: skip
#: What the office above settles for the units below it by right (accounts, roles, emergencies): not asked in its name.
OF_THE_PARENT = (
    "oversight-enter", "authority-decide", "authority-propose", "hand-out", "break-glass", "command_account_",
    "command_break_glass_", "command_role_grant",
)  # fmt: skip


@makes(*OPEN)
def _open(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    return iter(())


@makes(*OWN, "authority", "authority-proposals", "authority-delegations", "authority-delegate", "hand-out", "hand-out-new",
       "hand-out-template", "hand-out-upload", "hand-out-print", "personal-reads", "shared-accounts")  # fmt: skip
def _own(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield asking(name, f"/{pattern}")
    yield asking(name, f"/{pattern}", q=BEGINNING, on="2024-11-04")


@makes("authority-export", "personal-reads-export")
def _exports(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield from (asking(name, filled(pattern, {"format": each})) for each in ("csv", "xlsx", "pdf"))


@makes("authority-person")
def _people(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield from (
        Probe(route=name, path=filled(pattern, {"person_id": HERE}), named=named)
        for named in rows.some("access.Person", 10)
    )


@makes("authority-decide")
def _decide(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for act in ("confirm", "decline"):
        for named in rows.some("access.RoleAssignment", 4):
            path = filled(pattern, {"org_id": HERE, "assignment_id": named, "act": act})
            yield Probe(route=name, path=path, method="POST", named=rows.country.victim)


@makes("authority-propose", "authority-propose-preview")
def _propose(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    person = rows.some("access.Person")[0]
    body = {"person_id": str(person), "role": "auditor", "from_date": "2024-11-04"}
    yield from both(name, filled(pattern, {"org_id": HERE}), rows.country.victim, body)


@makes("authority-take-back")
def _take_back(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield from both(name, filled(pattern, {"delegation_id": HERE}), *rows.some("access.Delegation"))


@makes("break-glass")
def _break_glass(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield asking(name, f"/{pattern}")
    for act in ("second", "grant", "close"):
        body = {"act": act, "break_glass_id": HERE, "command_id": "6d2f2c0e-5b0a-4a0e-9d1b-0b7d25680002"}
        yield Probe(
            route=name, path=f"/{pattern}", method="POST", body=body, named=rows.glass, strict=False,
        )  # fmt: skip


@makes("hand-out-slip", "hand-out-revoke", "hand-out-reissue")
def _slips(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield from both(name, filled(pattern, {"slip_id": HERE}), rows.slip)


@makes("sessions")
def _sessions(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield asking(name, f"/{pattern}", q=BEGINNING)
    for named in rows.some("access.Person", 4):
        yield Probe(route=name, path=f"/{pattern}?person={HERE}", named=named, strict=False)


@makes("sessions-end")
def _ending(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for field, named in (
        ("session_id", rows.some("access.OpenSession")[0]),
        ("person_id", rows.some("access.Person")[0]),
    ):
        body = {"act": "one" if field == "session_id" else "all", field: HERE}
        yield Probe(route=name, path=f"/{pattern}", method="POST", body=body, named=named, strict=False)


@makes("second-factor-remove")
def _factor(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield from both(name, filled(pattern, {"authenticator_id": HERE}), rows.factor)


@makes("unmask")
def _unmask(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for owner, key in (("party", "national_number"), ("receipt", "payer_number")):
        for named in rows.some("parties.Party", 4):
            yield from both(name, filled(pattern, {"owner": owner, "entry_id": HERE, "key": key}), named)


@makes("guide", "guide-roles", "guide-role", "guide-table", "guide-chapter")
def _guide(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    """The same for everybody in the world; steps of a walk are links for whom they are open."""
    for gap, values in {"slug": ("01-start", "15-log-in"), "name": ("refusals",), "role": ("auditor", "admin")}.items():
        yield from (asking(name, filled(pattern, {gap: each})) for each in values if f":{gap}>" in pattern)
    if "<" not in pattern:
        yield asking(name, f"/{pattern}")
        yield asking(name, f"/{pattern}", q=BEGINNING)
