"""Posts and initial user names, handed out by the side above, many at a time (LOGIN-3, R-AU1, R-AU3).

What a batch needs to know is asked once for all rows (organisations, people by the mark of their national number, user names,
roles), checked row by row in memory, and written in bulk: people and slips at once, posts and roles organisation by
organisation, each inside its own wall. All rows are written or none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from khlang import standards
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.platform.commands import Envelope
from khlang.platform.tenancy import new_id
from khlang.spine.access import identity, roles, slips, usernames
from khlang.spine.access.models import Delegation, HandedOut, NationalIdentity, Person, Position, RoleAssignment
from khlang.spine.access.queries.standing import who_holds
from khlang.spine.access.schemas import HandedPost
from khlang.spine.organisations import queries as organisations

DUTY: Final = "account.hand_out"
_TITLES: Final = ("นางสาว", "นาย", "นาง", "ว่าที่ร้อยตรี", "ดร.")


@dataclass(slots=True, kw_only=True)
class Row:
    """One row on its way: where the post is, the marks of the number, who it is."""

    index: int
    post: HandedPost
    org: int = 0
    marks: tuple[str, ...] = ()
    person: Person | None = None

    @property
    def mark(self) -> str:
        """The mark under the first key: by it the batch knows a number."""
        return self.marks[0]

    def refusal(self, code: str, name: str, /, **facts: Any) -> Refusal:
        """A refusal at one field of this row."""
        return Refusal(code, field=f"rows.{self.index}.{name}", **facts)


@dataclass(slots=True, kw_only=True)
class Batch:
    """The rows of one hand-out, and what was found out about them."""

    envelope: Envelope
    rows: list[Row]
    homes: dict[int, Any] = field(default_factory=dict)
    known: dict[str, Person] = field(default_factory=dict)
    fresh: list[Person] = field(default_factory=list)
    slips: list[HandedOut] = field(default_factory=list)
    #: Slips of earlier hand-outs to the same numbers that hung on an older key.
    renewed: list[HandedOut] = field(default_factory=list)
    #: (organisation, person) → duties held already, by role or delegation, and the roles themselves.
    held: dict[tuple[int, int], list[tuple[str, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Refusal] = field(default_factory=list)


def hand_out(*, envelope: Envelope, posts: Sequence[HandedPost], seed: str) -> Batch:
    """Check and write a batch; the first codes come from `seed`.

    Refusals, each at its row and field and all together: organisation_not_below, role_unknown, role_of_other_kind,
    username_taken, username_twice, person_switched_off, identity_other_name, role_to_oneself, role_overlaps, duties_conflict.
    """
    batch = Batch(envelope=envelope, rows=[Row(index=index, post=post) for index, post in enumerate(posts)])
    _find_organisations(batch)
    _stop(batch)
    with tenancy.entrance():
        _find_people(batch)
        _make_people(batch, seed)
    _check_roles(batch)
    _stop(batch)
    _write(batch)
    return batch


def _stop(batch: Batch) -> None:
    if batch.problems:
        raise Refusals(sorted(batch.problems, key=lambda each: int(str(each.field).split(".")[1])))


def _find_organisations(batch: Batch) -> None:
    """Where each post is: the organisation itself or one below it; whose it is otherwise is told to nobody."""
    own = organisations.by_id(org_id=batch.envelope.org)
    wanted = {row.post.organisation_code.strip().upper() or own.code for row in batch.rows}
    found = {**organisations.by_codes(codes=wanted), own.code: own}
    inside = organisations.under(org_id=own.id, org_ids=[each.id for each in found.values()])
    for row in batch.rows:
        code = row.post.organisation_code.strip().upper() or own.code
        target = found.get(code)
        if target is None or target.id not in inside:
            batch.problems.append(row.refusal("organisation_not_below", "organisation_code", code=code))
            continue
        row.org, batch.homes[target.id] = target.id, target
        batch.problems += _strange_roles(row, target.kind)


def _strange_roles(row: Row, kind: str) -> list[Refusal]:
    """Roles that do not exist, and those that an organisation of the kind does not give."""
    known = {each.code: each for each in standards.duties().roles}
    unknown = [row.refusal("role_unknown", "roles", code=code) for code in row.post.roles if code not in known]
    given = [known[code] for code in row.post.roles if code in known]
    return unknown or [
        row.refusal("role_of_other_kind", "roles", role=each.code, kind=each.at)
        for each in given
        if not each.given_in(kind)
    ]


def _find_people(batch: Batch) -> None:
    """Who has an account already: proved through ThaID, or handed out and waiting (R-AU3: one person, one account); under
    whichever key of the installation, and nobody else hands out to the same numbers meanwhile."""
    for row in batch.rows:
        row.marks = identity.marks(row.post.national_number.get_secret_value())
    first = {mark: row.mark for row in batch.rows for mark in row.marks}
    identity.hold(first)
    waiting = list(HandedOut.objects.filter(number_hmac__in=first, revoked_at=None).select_related("person"))
    waiting.sort(key=lambda each: each.made_at)
    batch.known = {first[each.number_hmac]: each.person for each in waiting}
    proved = NationalIdentity.objects.filter(number_hmac__in=first).select_related("person")
    batch.known |= {first[each.number_hmac]: each.person for each in proved}
    batch.renewed = [each for each in waiting if first[each.number_hmac] != each.number_hmac]
    for each in batch.renewed:
        each.number_hmac, each.key_name = first[each.number_hmac], identity.key_name()


def _make_people(batch: Batch, seed: str) -> None:
    """A person and a slip for every number that nobody has yet; the rows that follow belong to the same person."""
    names = usernames.Names(rows=batch.rows, homes=batch.homes, known=batch.known)
    for row in batch.rows:
        found = batch.known.get(row.mark)
        if found is None:
            found = _newcomer(batch, row, names.of(row), seed)
        row.person = found
        if not found.is_active:
            batch.problems.append(row.refusal("person_switched_off", "national_number"))
        elif _bare(found.name_th) != _bare(row.post.name_th):
            batch.problems.append(row.refusal("identity_other_name", "name_th"))
    batch.problems += names.problems


def _bare(name: str) -> str:
    """A name without its title and gaps, to see whether it may be the same human being."""
    bare = name.replace(" ", "")
    return next((bare.removeprefix(title) for title in _TITLES if bare.startswith(title)), bare)


def _newcomer(batch: Batch, row: Row, username: str, seed: str) -> Person:
    envelope = batch.envelope
    person = Person(
        id=new_id(), username=username, name_th=row.post.name_th, name_en=row.post.name_en, home_id=row.org,
        password=make_password(None), created_at=envelope.now, must_change_password=False,
    )  # fmt: skip
    batch.fresh.append(person)
    batch.known[row.mark] = person
    number = row.post.national_number.get_secret_value()
    batch.slips.append(
        slip(
            envelope=envelope,
            person=person,
            org=row.org,
            mark=(row.mark, identity.key_name()),
            last_four=number[-4:],
            seed=seed,
        )
    )
    return person


def slip(
    *, envelope: Envelope, person: Person, org: int, mark: tuple[str, str], last_four: str, seed: str
) -> HandedOut:
    """A slip for a person, not written yet; `mark` is that of the number with the name of its key, the first code comes from
    the seed."""
    made = new_id()
    return HandedOut(
        id=made, person=person, org_id=org, made_in_id=envelope.org, made_by=envelope.actor.id, made_at=envelope.now,
        code_digest=slips.digest(slips.code(seed=seed, slip=made)), number_hmac=mark[0], key_name=mark[1], last_four=last_four,
        expires_at=envelope.now + timedelta(days=settings.SLIP_DAYS),
    )  # fmt: skip


def _check_roles(batch: Batch) -> None:
    """No role twice, none against the segregation of duties, none to oneself: against what is held and within the batch."""
    fresh = {each.id for each in batch.fresh}
    people = {row.person.id for row in batch.rows if row.person and row.person.id not in fresh}
    if people:
        _find_held(batch, people)
    small = organisations.small_offices(org_ids=batch.homes)
    for row in batch.rows:
        if row.person is None or row.org == 0:
            continue
        if row.person.id == batch.envelope.actor.id:  # also in a small office below: nobody would confirm it
            batch.problems.append(row.refusal("role_to_oneself", "national_number"))
        for role in row.post.roles:
            _check_role(batch, row, role, small=row.org in small)


def _find_held(batch: Batch, people: set[int]) -> None:
    """What those who have an account hold in the organisations of the batch: two queries for all."""
    earliest = min(row.post.from_date for row in batch.rows)
    matrix = standards.duties()
    with tenancy.unscoped():
        live = Q(to_date=None) | Q(to_date__gte=earliest)
        mine = Q(person_id__in=people, org_id__in=batch.homes)
        for row in RoleAssignment.objects.filter(live, mine).exclude(state="declined"):
            batch.held[row.org_id, row.person_id].append((row.role, matrix.role(row.role).duties))
        handed = Delegation.objects.filter(taker_id__in=people, org_id__in=batch.homes, to_date__gte=earliest)
        for each in handed.filter(ended_at=None):
            batch.held[each.org_id, each.taker_id].append(("", frozenset(each.duties)))


def _check_role(batch: Batch, row: Row, role: str, *, small: bool) -> None:
    assert row.person is not None
    matrix, held = standards.duties(), batch.held[row.org, row.person.id]
    if role in {each for each, _ in held}:
        batch.problems.append(row.refusal("role_given_before", "roles", role=role))
        return
    own = matrix.role(role).duties
    apart = None if small else _apart(matrix, own, held)
    if apart:
        other, (first, second) = apart
        facts = {"role": role, "other": other or role, "first": first, "second": second}
        batch.problems.append(row.refusal("duties_conflict", "roles", **facts))
    held.append((role, own))


def _apart(
    matrix: Any, own: frozenset[str], held: Iterable[tuple[str, frozenset[str]]]
) -> tuple[str, tuple[str, str]] | None:
    """The first role held, and the pair of duties that would come into one hand beside it."""
    for other, duties in held:
        for pair in matrix.conflicts_in(own | duties):
            if own & set(pair.duties) and duties & set(pair.duties):
                return other, pair.duties
    return None


def _write(batch: Batch) -> None:
    with tenancy.entrance():
        Person.objects.bulk_create(batch.fresh, batch_size=500)
        HandedOut.objects.bulk_create(batch.slips, batch_size=500)
        HandedOut.objects.bulk_update(batch.renewed, ["number_hmac", "key_name"], batch_size=500)
    by_org: dict[int, list[Row]] = defaultdict(list)
    for row in batch.rows:
        by_org[row.org].append(row)
    posts: dict[int, list[Position]] = defaultdict(list)
    with tenancy.unscoped():
        for each in Position.objects.filter(org_id__in=list(by_org)).order_by("code"):
            posts[each.org_id].append(each)
    for org, rows in by_org.items():
        with tenancy.scope(org):
            _write_posts(batch, org, rows, posts[org])


def _write_posts(batch: Batch, org: int, rows: Iterable[Row], posts: list[Position]) -> None:
    """Positions and roles of one organisation, inside its wall."""
    envelope, fresh, held = batch.envelope, [], []
    second = org != envelope.org or not who_holds(duty=roles.CONFIRM, on=envelope.today)
    state = "confirmed" if second else "proposed"
    for row in rows:
        assert row.person is not None
        post = _position(row.post, posts)
        if post is None:
            post = Position(id=new_id(), org_id=org, code=_code(row.post, posts), title_th=row.post.position_title)
            posts.append(post)
            fresh.append(post)
        held += [
            RoleAssignment(
                id=new_id(), org_id=org, person=row.person, role=role, position_id=post.id, from_date=row.post.from_date,
                granted_by=envelope.actor.id, granted_at=envelope.now, state=state,
            )
            for role in row.post.roles
        ]  # fmt: skip
    Position.objects.bulk_create(fresh, batch_size=500)
    RoleAssignment.objects.bulk_create(held, batch_size=500)


def _position(post: HandedPost, posts: Iterable[Position]) -> Position | None:
    """The post of that code, or without a code of that title."""
    if post.position_code:
        return next((each for each in posts if each.code == post.position_code), None)
    return next((each for each in posts if each.title_th == post.position_title and each.active), None)


def _code(post: HandedPost, posts: Iterable[Position]) -> str:
    """The code of a new post: as given, or the next free number."""
    taken = {each.code for each in posts}
    return post.position_code or next(code for code in (f"{n:02d}" for n in range(1, 10_000)) if code not in taken)
