"""The frame of every page: organisation, fiscal year, business date, what waits, the person, the side menu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from khlang.core import calendar
from khlang.faces.web import inbox, office, pages, present
from khlang.faces.web.guide import places
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.spine.access import queries as access
from khlang.spine.documents import lifecycles
from khlang.standards import message, message_exists, role_names

#: The side menu: group, icon, entries. An entry is a document kind, a directory ("@key") or a page ("/path/").
MENU: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "budget", "wallet",
        ("ordinance", "supplementary", "budget_transfer", "explanation_amendment", "@budget_line", "@revenue_estimate",
         "spending_plan", "budget_overrun", "@budget_spending"),
    ),
    (
        "revenue", "receipt-text",
        ("receipt", "proof_of_receipt", "remittance", "remittance_summary", "/documents/receipt/?channel=transfer",
         "receipt_reversal", "@receipt_book", "@tax_assessment", "@tax_arrears", "@tax_payment", "@tax_import", "@tax_superseded",
         "@tax_cancelled", "@party"),
    ),
    (
        "procurement", "shopping-cart",
        ("requisition", "purchase_order", "contract", "contract_amendment", "inspection", "guarantee", "@asset"),
    ),
    ("disbursement", "file-text", ("dika", "advance", "advance_clearing", "@advance_register", "payee_account")),
    (
        "treasury", "banknote",
        ("cheque_report", "payment", "withholding_certificate", "@tax_withheld", "@cheque_book", "@cheque_number",
         "@cheque_outstanding", "cash_deposit", "bank_transfer", "cash_count", "daily_status", "reconciliation",
         "bank_statement", "@bank_account"),
    ),
    ("accounting", "book-open", ("/vouchers/", "general_voucher", "opening_balance", "/years/")),
    (
        "continuity", "life-buoy",
        ("/continuity/", "outage", "/continuity/stock/", "kit", "gate_directive", "/continuity/province/"),
    ),
    (
        "organisation", "building",
        ("/office/", "@division", "@position", "@person", "/sessions/", "/hand-out/", "@role", "/authority/",
         "/authority/proposals/", "/authority/delegations/", "/break-glass/", "/privacy/reads/", "/security/shared/",
         "@security_event"),
    ),
)  # fmt: skip
_PAGE_LABELS = {
    "/documents/receipt/?channel=transfer": "web.menu.transfers_in", "/vouchers/": "web.menu.vouchers",
    "/continuity/": "web.menu.continuity_home", "/continuity/stock/": "web.continuity.stock",
    "/continuity/province/": "web.continuity.province", "/years/": "web.menu.years", "/office/": "web.menu.office",
    "/sessions/": "web.sessions.title", "/hand-out/": "web.hand_out.title", "/break-glass/": "web.break_glass.title",
    "/security/shared/": "web.shared.title",
    "/privacy/reads/": "web.menu.privacy_reads", "/authority/": "web.menu.authority",
    "/authority/proposals/": "web.menu.authority_proposals", "/authority/delegations/": "web.menu.delegations",
}  # fmt: skip
#: Pages that need a duty of their own: any of those named.
_PAGE_DUTIES = {
    "/office/": "organisation.maintain", "/privacy/reads/": "personal.log_view", "/authority/": "trail.view",
    "/security/shared/": "security.view",
    "/sessions/": "person.maintain", "/hand-out/": "account.hand_out",
    "/break-glass/": "break_glass.ask break_glass.grant security.view",
    "/authority/proposals/": "role.propose role.confirm", "/authority/delegations/": "duty.delegate trail.view",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Entry:
    """One link of the side menu."""

    label: str
    href: str
    icon: str = ""
    current: bool = False
    count: str = ""
    entries: list["Entry"] = field(default_factory=list)
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What the frame shows."""

    emblem: str
    organisation: str
    organisations: Sequence[Mapping[str, Any]]
    fiscal_year: str
    business_date: str
    person: str
    overseeing: Mapping[str, str] | None
    oversees: bool
    initials: str
    roles: str
    inbox: str
    inbox_label: str
    menu: Sequence[Entry]
    path: str


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: the frame for a page inside, only language and help for one outside."""
    place: Place | None = getattr(request, "place", None)
    lang = getattr(request, "lang", "th")
    guide = places.help_for(request.resolver_match)
    if place is None:
        return {"lang": lang, "guide": guide}
    return {
        "lang": lang, "guide": guide, "shell": SimpleLazyObject(lambda: _shell(request, place)),
        "notice": SimpleLazyObject(lambda: office.notice(place, request.path)),
    }  # fmt: skip


def _shell(request: HttpRequest, place: Place) -> Shell:
    organisation = place.organisation
    waiting = inbox.count(place)
    year = calendar.fiscal_year(place.today)
    at = (place.overseen_from or organisation).id
    return Shell(
        emblem=message("web.emblem", place.lang),
        organisation=" · ".join(filter(None, (name(organisation, place), where(organisation, place)))),
        organisations=[
            {"id": each.id, "name": name(each, place), "current": each.id == at} for each in place.organisations
        ],
        fiscal_year=str(year - 543 if place.lang == "en" else year),
        business_date=present.day(place.today, place) if settings.BUSINESS_DATE else "",
        person=place.actor.name, initials=initials(place.actor.name), roles=_roles(place),
        inbox=waiting, inbox_label=place.say("web.inbox_count", count=waiting or 0), menu=menu(request, place, waiting),
        path=request.get_full_path(), overseeing=_overseeing(place),
        oversees=place.overseen_from is not None or place.can(access.OVERSEE),
    )  # fmt: skip


def _roles(place: Place) -> str:
    """What the person is here today."""
    if place.overseen_from is not None:
        return place.say("web.oversight.role", office=name(place.overseen_from, place))
    names = role_names(place.lang)
    return ", ".join(
        names.get(role, role) for role in sorted(access.roles_of(person_id=place.actor.id, on=place.today))
    )


def _overseeing(place: Place) -> Mapping[str, str] | None:
    """The standing banner of somebody who looks in from above, with the words of the way back."""
    if place.overseen_from is None:
        return None
    office = name(place.overseen_from, place)
    return {
        "text": place.say("web.oversight.banner", organisation=name(place.organisation, place), office=office),
        "back": place.say("web.oversight.back", office=office),
    }


def where(organisation: Any, place: Place) -> str:
    """District and province as they stand in the head; they are known in Thai only."""
    if place.lang == "en":
        return ""
    parts = (("อำเภอ", organisation.district_th), ("จังหวัด", organisation.province_th))
    return " ".join(f"{word}{name.removeprefix(word)}" for word, name in parts if name)


def initials(name: str) -> str:
    """Two letters for the person's badge: the first consonants of given and family name."""
    words = [
        word
        for word in name.partition(" (")[0].replace("นางสาว", "").replace("นาง", "").replace("นาย", "").split()
        if word
    ]
    return "".join(next((letter for letter in word if letter not in "เแโใไ"), "") for word in words[:2]) or "?"


def menu(request: HttpRequest, place: Place, waiting: str) -> list[Entry]:
    """The side menu: what is declared and what the person may see, the open page marked."""
    path, here = request.path, request.get_full_path()
    made = [
        Entry(label=place.say("web.menu.home"), href="/", icon="layout-dashboard", current=path == "/"),
        Entry(
            label=place.say("web.menu.inbox"), href="/inbox/", icon="inbox", current=path == "/inbox/", count=waiting
        ),
    ]
    for group, icon, keys in MENU:
        entries = (
            [entry for entry in (_entry(key, place) for key in keys) if entry] if pages.may_see(group, place) else []
        )
        best = max((e for e in entries if _inside(e.href, path, here)), key=lambda e: len(e.href), default=None)
        for entry in entries:
            entry.current = entry is best
        if entries:
            opened = best is not None or (path in ("/", "/inbox/") and group == "revenue")
            made.append(Entry(label=place.say(f"web.menu.{group}"), href="", icon=icon, entries=entries, open=opened))
    if place.overseen_from is not None or place.can(access.OVERSEE):
        current = path.startswith("/oversight/")
        made.append(Entry(label=place.say("web.menu.oversight"), href="/oversight/", icon="eye", current=current))
    if pages.may_see("reports", place):
        current = path.startswith("/reports/")
        made.append(Entry(label=place.say("web.menu.reports"), href="/reports/", icon="chart-column", current=current))
    return made


def _entry(key: str, place: Place) -> Entry | None:
    if key.startswith("/"):
        if key in _PAGE_DUTIES and not any(place.can(duty) for duty in _PAGE_DUTIES[key].split()):
            return None
        return Entry(label=place.say(_PAGE_LABELS[key]), href=key)
    if key.startswith("@"):
        found = screens.directory(key=key[1:])
        allowed = found is not None and (not found.duty or place.can(found.duty))
        own = f"web.menu.{key[1:]}"
        label = place.say(own if message_exists(own) else f"directory.{key[1:]}")
        return Entry(label=label, href=f"/lists/{key[1:]}/") if allowed else None
    if key not in {each.document for each in lifecycles.everything()}:
        return None
    own = f"web.menu.{key}"
    return Entry(label=place.title(own if message_exists(own) else f"document.{key}"), href=pages.list_href(key))


def _inside(href: str, path: str, here: str) -> bool:
    if "?" in href:
        return here == href
    return path.startswith((href, "/receipts/")) if href == pages.list_href("receipt") else path.startswith(href)


def name(organisation: Any, place: Place) -> str:
    """The name of an organisation in the language of the request."""
    return organisation.name_en if place.lang == "en" and organisation.name_en else organisation.name_th
