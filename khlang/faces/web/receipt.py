"""Receipt entry, wholly by keyboard: payers and items by type-ahead, total and words while typing, today's receipts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import normalise, to_arabic_digits
from khlang.faces.web import forms, pages, present
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.office.banking import queries as banking
from khlang.office.taxpayers import choices as taxpayers
from khlang.platform import clock
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Choice, Column, Field, Screen
from khlang.spine.documents import lifecycles
from khlang.spine.documents import queries as documents
from khlang.spine.documents.finding import Wanted
from khlang.spine.parties import queries as parties
from khlang.standards import revenue_items

KIND = "receipt"
#: Which button sends which command.
COMMAND_OF = {"issue": "receipt.issue", "draft": "receipt.save"}
_RECENT = 12
#: Receipt items that are offered before the taxes somebody owes.
_BEFORE_TAXES = 6
_COLUMNS = (
    Column(key="number", kind="link", phone="title"),
    Column(key="party_name"),
    Column(key="title"),
    Column(key="channel", kind="choice"),
    Column(key="amount", kind="money", total=True, phone="amount"),
    Column(key="state", kind="state"),
)


def find_payers(text: str) -> Sequence[Choice]:
    """Payers of the register; choosing one fills number-less particulars, the number stays in the register."""
    return tuple(
        Choice(
            value=each.name, label=each.name, note=" · ".join(filter(None, (each.masked_number, each.address))),
            fills={"payer_id": str(each.id), "payer_address": each.address},
        )
        for each in parties.find(text=text)
    )  # fmt: skip


def find_items(text: str) -> Sequence[Choice]:
    """Receipt items whose code begins with the digits typed, or whose Thai or English name holds every word typed; then
    the local taxes owed by whom the text names, which fill the whole line in."""
    words = to_arabic_digits(normalise(text)).casefold().split()
    ranked = []
    for item in revenue_items():
        whole = f"{item.code} {item.name_th} {item.name_en}".casefold()
        if words and all(word in whole for word in words):
            begins = item.code.startswith(words[0]) or item.name_th.casefold().startswith(words[0])
            ranked.append((not begins, item.code, item))
    found = tuple(
        Choice(
            value=item.code, label=item.name_th, label_en=item.name_en, note=item.account,
            fills={"description": item.name_th, "assessment": ""},
        )
        for _, _, item in sorted(ranked, key=lambda each: each[:2])
    )  # fmt: skip
    owed = () if text.strip().isdigit() else find_owed(text)
    return (*found[:_BEFORE_TAXES], *owed) if owed else found


def find_owed(text: str) -> Sequence[Choice]:
    """Local taxes that can be paid today, by name of the taxpayer: tax, and fine with surcharge, each with its amount."""
    return tuple(
        replace(each, value=each.fills["item"], fills={**each.fills, "assessment": each.value})
        for each in taxpayers.owed(text, on=clock.today())
    )


def _banks() -> Sequence[Choice]:
    return tuple(
        Choice(value=bank.code, label=f"{bank.code} {bank.bank_name} {bank.account_no}")
        for bank in banking.bank_accounts(with_closed=False)
    )


FIELDS: tuple[Field, ...] = (
    Field(key="payer_id", widget="hidden"),
    Field(key="payer_name", search=find_payers, span=2, required=True),
    Field(key="payer_number"),
    Field(key="channel", initial=lambda: "cash", required=True),
    Field(key="payer_address", span=2),
    Field(key="bank_account", choices=_banks, when="channel=transfer|qr", required=True),
    Field(key="reference", when="channel=transfer|qr", required=True),
    Field(key="cheque_number", when="channel=cheque", required=True),
    Field(key="cheque_date", when="channel=cheque", required=True),
    Field(key="cheque_bank", when="channel=cheque", required=True),
    Field(key="cheque_branch", when="channel=cheque"),
    Field(
        key="lines",
        help="help.receipt.assessment",
        lines=(
            Field(key="assessment", widget="hidden"),
            Field(key="item", search=find_items),
            Field(key="description"),
            Field(key="amount"),
        ),
    ),
    Field(key="book_no"),
    Field(key="book_number"),
    Field(key="document_date", help="web.receipt.book_date_help", span=2),
)
_BOOK = ("book_no", "book_number", "document_date")


def _fields(screen: Screen) -> tuple[Field, ...]:
    """The fields of this page; what the module's own screen knows better (the books held) is taken from there."""
    theirs = {each.key: each for each in screen.fields if each.key in ("book_no",)}
    return tuple(theirs.get(each.key, each) for each in FIELDS)


def entry(request: HttpRequest, document_id: int | None = None) -> HttpResponse:
    """The page: a new receipt or a draft of one's own. Issued receipts are offered for printing, and the next can be typed."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(KIND, place)
    asked = slots(schema=COMMANDS["receipt.issue"].schema, fields=_fields(screen), without=("document_id",))
    problem: Refusal | Refusals | None = None
    values: Mapping[str, Any] = {}
    document = documents.get(document_id=document_id, kind=KIND) if document_id else None
    if document is not None and document.state != lifecycles.get(KIND).initial:
        return redirect(pages.document_href(KIND, document.id))
    if request.method == "POST":
        values = forms.read(slots=asked, post=request.POST)
        try:
            return _carried(request, values, document_id)
        except (Refusal, Refusals) as refused:
            problem = refused
    elif document is not None and screen.values is not None:
        values = forms.typed(screen.values(document.id), asked)
    form = forms.draw(
        slots=asked, place=place, owner=KIND, values=values, problem=problem, fresh=request.method != "POST"
    )
    page = {
        "title": place.say("web.receipt.title"), "group": pages.group_label("revenue", place),
        "parent": place.say("document.receipt"), "parent_href": pages.list_href(KIND), "href": request.path,
        "form": form, "main": [box for box in form.plain if box.name not in _BOOK],
        "book": [box for box in form.plain if box.name in _BOOK], "book_open": any(values.get(name) for name in _BOOK),
        "command_id": request.POST.get("command_id") or str(uuid4()), "version": document.version if document else "",
        "problems": form.problems, "today": present.day(place.today, place, style="long"), "recent": recent(place),
        "issued": _issued(request, place), "can_issue": place.can("receipt.issue"),
    }  # fmt: skip
    return render(request, "web/receipt.html", {"page": page}, status=422 if problem else 200)


def _carried(request: HttpRequest, values: Mapping[str, Any], document_id: int | None) -> HttpResponse:
    """Issue the receipt or keep it as a draft."""
    place: Place = request.place  # type: ignore[attr-defined]
    command = COMMANDS[COMMAND_OF.get(request.POST.get("act", ""), "receipt.issue")]
    data = {**values, "document_id": document_id} if document_id else dict(values)
    outcome = command.run(envelope=place.envelope(request.POST), data=data)
    if command.name == "receipt.issue":
        return redirect(f"{reverse('receipt-entry')}?issued={outcome.document_id}")
    messages.success(request, place.say("web.saved", what=place.say("document.receipt")), extra_tags="success")
    return redirect(pages.document_href(KIND, outcome.document_id or document_id or 0))


def _issued(request: HttpRequest, place: Place) -> Mapping[str, str] | None:
    """The receipt that has just been issued, to print it."""
    given = request.GET.get("issued", "")
    if not given.isdecimal():
        return None
    document = documents.get(document_id=int(given), kind=KIND)
    href = pages.document_href(KIND, document.id)
    text = place.say(
        "web.receipt.issued",
        number=document.number,
        amount=present.money.format_baht(document.amount),
        payer=document.party_name,
    )
    return {"text": text, "href": href, "print": f"{href}print/receipt/"}


def recent(place: Place) -> present.Grid:
    """Today's receipts, newest first, with their sum."""
    found = documents.page(
        wanted=Wanted(kind=KIND, since=place.today, through=place.today),
        size=_RECENT,
        void_states=("voided", "draft"),
    )
    return present.Grid(
        label=place.say("web.receipt.today"), empty=place.say("web.receipt.none_today"),
        columns=[
            present.Head(label=present.column_label(column, place), css="num" if column.kind == "money" else "")
            for column in _COLUMNS
        ],
        rows=[
            {"href": (href := pages.document_href(KIND, each.id)),
             "cells": [present.cell(column, getattr(each, column.key), place, kind=KIND, href=href) for column in _COLUMNS]}
            for each in found.documents
        ],
        totals=present.totals(_COLUMNS, {"amount": found.amount}, place, word="web.total_valid"),
    )  # fmt: skip
