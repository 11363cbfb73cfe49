"""The register of dika (ทะเบียนคุมฎีกา, spec 6.1), what is unusual about a dika, and which are ready to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Sum

from khlang.core.calendar import format_date
from khlang.office.disbursement.models import Dika
from khlang.office.disbursement.queries.views import DikaView, dikas
from khlang.platform.clock import day_of
from khlang.spine.documents import queries as documents
from khlang.spine.documents.finding import Wanted
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties

#: The same payee and amount within so many days is told (reliability F-3).
NEAR: Final = timedelta(days=3)
_EVER: Final = date(9999, 12, 30)
_WITHDRAWN: Final = ("cancelled",)
_STEPS: Final = ("request", "receive", "examine", "endorse", "approve", "pay")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One dika of the register; amounts in satang, days C.E. `other` is what is kept back besides tax."""

    document_id: int
    number: str
    request_number: str
    division: str
    title: str
    payee: str
    kind: str
    state: str
    lines: str
    gross: int
    withholding: int
    other: int
    net: int
    requested_on: date | None
    received_on: date | None
    examined_on: date | None
    endorsed_on: date | None
    approved_on: date | None
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some dika of many: how many there are, and what all of them amount to (satang)."""

    rows: tuple[Any, ...]
    count: int
    gross: int = 0
    deducted: int = 0
    net: int = 0


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that does not forbid a dika but must be looked at: a code (message `warning.<code>`) and its facts."""

    code: str
    facts: dict[str, str]


def register(
    *,
    since: date | None = None,
    through: date | None = None,
    states: Sequence[str] = (),
    kind: str = "",
    search: str = "",
    offset: int = 0,
    limit: int | None = 50,
) -> Page:
    """A page of the register, in order of the treasury's numbers: every dika that was received, by its document day.

    The number of queries does not depend on the number of rows; `limit` None gives all of them.
    """
    equal = {"number__isnull": False, **({"channel": kind} if kind else {})}
    wanted = Wanted(kind="dika", states=states, since=since, through=through, search=search, equal=equal)
    ordered = wanted.rows().order_by("number")  # it begins with the year; in the order of an index
    shown = list(ordered[offset : None if limit is None else offset + limit])
    return Page(tuple(_register_rows(shown)), *_sums(wanted))


def _sums(wanted: Wanted) -> tuple[int, int, int, int]:
    """How many dika, and gross, deducted and net of those that were not withdrawn: only what is kept back is added up dika
    by dika."""
    sums = wanted.sums(void_states=_WITHDRAWN)
    standing = wanted.rows().exclude(state__in=_WITHDRAWN).order_by()
    kept = Dika.objects.filter(deducted__gt=0, document_id__in=standing.values("id"))
    deducted = int(kept.aggregate(deducted=Sum("deducted", default=0))["deducted"])
    return sums.count, sums.amount, deducted, sums.amount - deducted


def _register_rows(papers: Sequence[Any]) -> list[RegisterRow]:
    ids = [paper.id for paper in papers]
    views = dikas(document_ids=ids, with_payees=False)
    days = documents.made_on(document_ids=ids, moves=_STEPS)
    divisions = {row.id: row.name_th for row in organisations.divisions(active_only=False)}
    return [_row(views[each], days.get(each, {}), divisions) for each in ids if each in views]


def _row(view: DikaView, days: dict[str, date], divisions: dict[int, str]) -> RegisterRow:
    codes = dict.fromkeys(line.line_code or line.account for line in view.lines)
    tax = view.kept_back("withholding")
    return RegisterRow(
        document_id=view.id, number=view.number, request_number=view.request_number,
        division=divisions.get(view.document.division_id, ""), title=view.title, payee=view.payee_name, kind=view.kind,
        state=view.state, lines=", ".join(codes), gross=view.gross, withholding=tax, other=view.deducted - tax,
        net=view.net, requested_on=days.get("request"), received_on=days.get("receive"),
        examined_on=days.get("examine"), endorsed_on=days.get("endorse"), approved_on=days.get("approve"),
        paid_on=days.get("pay"),
    )  # fmt: skip


def ready(*, search: str = "", kinds: Sequence[str] = (), offset: int = 0, limit: int = 50) -> Page:
    """Approved dika that wait for their payment, by the treasury's number: views without their payees."""
    equal = {"channel__in": list(kinds)} if kinds else {}
    wanted = Wanted(kind="dika", states=("approved",), search=search, equal=equal)
    ids = list(
        wanted.rows().order_by("fiscal_year", "number", "id").values_list("id", flat=True)[offset : offset + limit]
    )
    views = dikas(document_ids=ids, with_payees=False)
    return Page(tuple(views[each] for each in ids if each in views), *_sums(wanted))


def warnings(*, view: DikaView) -> list[Warning]:
    """What somebody who examines, approves or pays a dika must look at (reliability F-2, F-3; spec 2.9).

    An account counts as recently changed when it was confirmed less than seven days before the dika's last step, or after.
    """
    found: list[Warning] = []
    if view.out_of_plan:
        found.append(Warning("out_of_plan", {}))
    if view.payee_id is None or view.state in ("paid", "cancelled"):
        return found
    return [*found, *_near(view), *_account(view)]


def _near(view: DikaView) -> list[Warning]:
    """The same payee and amount within three days."""
    day = view.document.document_date
    near = Dika.objects.filter(
        payee_id=view.payee_id, gross=view.gross, live=True, document__document_date__gte=day - NEAR,
        document__document_date__lte=day + NEAR,
    ).exclude(document_id=view.id)  # fmt: skip
    return [
        Warning(
            "same_payee_and_amount",
            {
                "number": row.document.number or row.document.request_number or row.document.title,
                "date": format_date(row.document.document_date),
            },
        )
        for row in near.select_related("document").order_by("document_id")[:5]
    ]


def _account(view: DikaView) -> list[Warning]:
    """The account of the payee is new, or is no longer the one that was in force when the dika was asked for."""
    account = parties.payee_accounts(party_ids=[view.payee_id or 0], on=_EVER).get(view.payee_id or 0)
    if account is None:
        return []
    facts = {"account_no": account.account_no, "date": format_date(account.confirmed_on)}
    if view.account_no and account.account_no != view.account_no:
        return [Warning("account_changed_since", {**facts, "previous": view.account_no})]
    recent = day_of(view.document.updated_at) - timedelta(days=parties.RECENT_DAYS)
    if account.previous_no and account.confirmed_on > recent:
        return [Warning("account_recently_changed", {**facts, "previous": account.previous_no})]
    return []
