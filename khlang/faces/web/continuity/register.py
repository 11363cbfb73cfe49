"""The control register of the papers of an outage, the proof that nothing is missing, and the whole spell as a timeline."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.bridges.continuity import prints, queries
from khlang.core.money import format_baht
from khlang.faces.web import pages, present
from khlang.faces.web.continuity import acts, desk, tables
from khlang.faces.web.place import Place
from khlang.platform.screens import Column
from khlang.standards import manual_paper, paper_name

_LACKS = 100
_TONES = {
    "issued": "success", "voided": "neutral", "returned": "neutral", "lost": "error", "leased": "warning",
    "captured": "info", "waiting": "warning", "exception": "error",
}  # fmt: skip
_REGISTER = (
    Column(key="running", kind="number", label="web.line_number", phone="hidden"),
    Column(key="book_no", kind="code"),
    Column(key="printed", kind="link", label="field.number", phone="title"),
    Column(key="paper_date", kind="date", label="field.paper_day"),
    Column(key="party", label="field.party_name"),
    Column(key="amount", kind="money", phone="amount"),
    Column(key="status", kind="state", label="field.state"),
    Column(key="document_number", kind="code", label="field.document_number"),
    Column(key="request_number", kind="code", label="field.request_number"),
    Column(key="entered_on", kind="date"),
    Column(key="entered_by"),
    Column(key="labelled_on", kind="date"),
    Column(key="attached_on", kind="date"),
    Column(key="reason"),
)
_AGREE = (
    Column(key="paper", label="field.paper", phone="title"),
    Column(key="day", kind="date", label="field.paper_day"),
    Column(key="register_count", kind="number", label="field.register_count"),
    Column(key="register_amount", kind="money", label="field.register_amount"),
    Column(key="documents_count", kind="number", label="field.documents_count"),
    Column(key="documents_amount", kind="money", label="field.documents_amount"),
    Column(key="agrees", kind="state", label="field.agrees"),
)
_CLOSE = (
    Column(key="place", label="field.money_place", phone="title"),
    Column(key="day", kind="date", label="field.paper_day"),
    Column(key="by_hand", kind="money", label="field.by_hand"),
    Column(key="ledger", kind="money", label="field.ledger"),
    Column(key="difference", kind="money", label="field.difference", phone="amount"),
)
_ENTRIES = (
    Column(key="day", kind="date", label="field.entered_on"),
    Column(key="paper", label="field.paper", phone="title"),
    Column(key="channel", kind="choice", prefix="capture_channel", label="field.capture_channel"),
    Column(key="person", label="field.entered_by"),
    Column(key="count", kind="number"),
    Column(key="shortest", kind="number", label="field.lag_shortest"),
    Column(key="mean", kind="number", label="field.lag_mean"),
    Column(key="longest", kind="number", label="field.lag_longest"),
)
_PAPERS = (
    Column(key="day", kind="date", label="field.paper_day"),
    Column(key="paper", label="field.paper", phone="title"),
    Column(key="count", kind="number"),
    Column(key="amount", kind="money", phone="amount"),
    Column(key="entered", kind="number", label="state.capture.entered"),
    Column(key="longest", kind="number", label="field.lag_longest"),
)


def register_index(request: HttpRequest, outage_id: int) -> HttpResponse:
    """The register of the first kind of paper that has numbers."""
    desk.document_of(outage_id)
    kinds = queries.settled(outage_id=outage_id)
    return redirect(desk.href(outage_id, f"register/{kinds[0].paper if kinds else 'receipt'}/"))


def register_page(request: HttpRequest, outage_id: int, paper: str) -> HttpResponse:
    """The control register of one kind of paper."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    document = desk.document_of(outage_id)
    if manual_paper(paper) is None:
        raise Http404(paper)
    status = request.GET.get("status", "")
    found = queries.register_page(
        outage_id=outage_id, paper=paper, status=status if status in _TONES else "", page=tables.number(request.GET)
    )
    table = tables.grid(
        columns=_REGISTER, rows=_registered(found.rows, place), place=place, kind="manual_number",
        label=place.say("web.continuity.register"), pager=tables.paged(found, request.GET, place),
        empty=place.say("web.continuity.register_empty"),
    )  # fmt: skip
    page = {
        **_about(document, place, "register"), "table": table,
        "kinds": [_kind(each, outage_id, paper, place) for each in queries.settled(outage_id=outage_id)],
        "print": _print(document, "control_register"), "labels": _print(document, "outage_labels"), "paper": paper,
        "may_bundle": place.can("outage.reconcile") and document.state in acts.BUNDLED, "command_id": str(uuid4()),
        "marks": _marks(document, paper, place),
    }  # fmt: skip
    return render(request, "web/continuity/register.html", {"page": page})


def _about(document: Any, place: Place, key: str) -> dict[str, Any]:
    return {
        "title": place.say(f"web.continuity.{key}"), "group": pages.group_label(desk.MENU, place),
        "parent": document.number or "", "parent_href": desk.href(document.id), "id": document.id,
    }  # fmt: skip


def _registered(rows: Sequence[Any], place: Place) -> list[Mapping[str, Any]]:
    names = [column.key for column in _REGISTER]
    hrefs = pages.hrefs((row.document_id for row in rows if row.document_id), place)
    return [
        {
            **{name: getattr(row, name) for name in names}, "tone": _TONES.get(row.status, "neutral"),
            "href": hrefs.get(row.document_id, ""),
            "reason": " · ".join(filter(None, (row.reason, row.witness, row.report_no))),
        }
        for row in rows
    ]  # fmt: skip


def _kind(each: Any, outage_id: int, paper: str, place: Place) -> Mapping[str, Any]:
    states = (("issued", each.issued), ("voided", each.voided), ("returned", each.returned), ("lost", each.lost),
              ("leased", each.leased))  # fmt: skip
    return {
        "href": desk.href(outage_id, f"register/{each.paper}/"), "name": paper_name(each.paper, place.lang),
        "here": each.paper == paper,
        "states": [
            {"label": place.say(f"state.manual_number.{state}"), "count": f"{count:,}", "tone": _TONES[state]}
            for state, count in states
            if count
        ],
    }  # fmt: skip


def _print(document: Any, form: str) -> str:
    """The address of a paper of the outage, "" when there is none in its state."""
    return desk.href(document.id, f"print/{form}/") if form in prints.outage_forms(state=document.state) else ""


def _marks(document: Any, paper: str, place: Place) -> list[Mapping[str, str]]:
    """Confirming labels and attachments of this kind."""
    if not place.can("paper.record") or document.state not in acts.ACTS["label"].states:
        return []
    return [
        {"href": desk.href(document.id, f"do/{key}/?paper={paper}"), "label": place.say(f"act.back_entry.{key}"),
         "icon": acts.ACTS[key].icon}
        for key in ("label", "attach", "attach_scanned")
    ]  # fmt: skip


def proof_page(request: HttpRequest, outage_id: int) -> HttpResponse:
    """What is still missing, and the three counts beside one another; days and money made by hand against the ledger."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    outage = queries.of(document_id=outage_id)
    document, sealed = outage.document, outage.certified_on
    found = queries.lacks(outage_id=outage_id, on=sealed or place.today)
    agreements = queries.agreements(outage_id=outage_id)
    page = {
        **_about(document, place, "proof"),
        "lacks": _lacking(found[:_LACKS], outage_id, place),
        "more": len(found) - _LACKS if len(found) > _LACKS else 0,
        "complete": not found, "sealed": present.day(sealed, place, style="long") if sealed else "", "count": f"{len(found):,}",
        "agreements": tables.grid(
            columns=_AGREE, rows=[_agreement(each, place) for each in agreements], place=place, kind="agreement",
            label=place.say("web.continuity.agreements"), empty=place.say("web.continuity.none_captured"),
        ),
        "closings": tables.grid(
            columns=_CLOSE, place=place,
            rows=[_closing(each) for each in queries.closings(outage_id=outage_id, through=sealed or place.today)],
            label=place.say("web.continuity.closings"), empty=place.say("web.continuity.no_days"),
        ),
    }  # fmt: skip
    return render(request, "web/continuity/proof.html", {"page": page})


def _lacking(found: Sequence[Any], outage_id: int, place: Place) -> list[Mapping[str, str]]:
    hrefs = pages.hrefs((each.target_id for each in found if each.target == "document" and each.target_id), place)
    return [{"text": each.text(lang=place.lang), "href": _target(each, outage_id, hrefs)} for each in found]


def _target(lack: Any, outage_id: int, hrefs: Mapping[int, str]) -> str:
    """Where something that is missing is put right."""
    if lack.target == "capture" and lack.target_id:
        return desk.href(outage_id, f"captures/{lack.target_id}/")
    if lack.target == "document" and lack.target_id:
        return hrefs.get(lack.target_id, "")
    if lack.target == "day":
        return desk.href(outage_id, "papers/daily_status/")
    return desk.href(outage_id, "register/")


def _agreement(each: Any, place: Place) -> Mapping[str, Any]:
    return {
        "paper": paper_name(each.paper, place.lang), "day": each.day,
        "register_count": each.register.count, "register_amount": each.register.amount,
        "documents_count": each.documents.count, "documents_amount": each.documents.amount,
        "agrees": "yes" if each.agrees else "no", "tone": "success" if each.agrees else "error",
    }  # fmt: skip


def _closing(each: Any) -> Mapping[str, Any]:
    return {
        "place": queries.place_name(place=each.place), "day": each.day, "by_hand": each.by_hand, "ledger": each.ledger,
        "difference": each.difference,
    }  # fmt: skip


def timeline_page(request: HttpRequest, outage_id: int) -> HttpResponse:
    """The whole spell for an auditor: what was done when by whom, papers by day, who entered them with what lag, exceptions
    and how they were solved, papers of another fiscal year."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    document = desk.document_of(outage_id)
    spell = queries.whole_spell(outage_id=outage_id)
    page = {
        **_about(document, place, "timeline"), "facts": desk.facts(queries.of(document_id=outage_id), place),
        "steps": [_event(each, place) for each in spell.events], "online": f"{spell.online:,}" if spell.online else "",
        "papers": tables.grid(
            columns=_PAPERS, rows=[_named(each, place) for each in spell.papers], place=place,
            label=place.say("web.continuity.papers_by_day"),
        ),
        "entries": tables.grid(
            columns=_ENTRIES, rows=[_named(each, place) for each in spell.entries], place=place,
            label=place.say("web.continuity.entries"),
        ),
        "held": [_held(each, outage_id, place) for each in spell.exceptions],
        "cut_off": [_cut_off(each, place) for each in queries.cut_off(outage_id=outage_id)],
    }  # fmt: skip
    return render(request, "web/continuity/timeline.html", {"page": page})


def _event(each: Any, place: Place) -> Mapping[str, Any]:
    return {
        "title": place.say(f"move.{each.kind}.{each.move}"), "actor": each.actor, "reason": each.reason,
        "at": present.instant(each.at, place), "seal": "", "undone": False,
    }  # fmt: skip


def _named(each: Any, place: Place) -> Mapping[str, Any]:
    named = {"paper": paper_name(each.paper, place.lang)}
    return {**{name: getattr(each, name) for name in each.__slots__}, **named}


def _held(each: Any, outage_id: int, place: Place) -> Mapping[str, Any]:
    return {
        "href": desk.href(outage_id, f"captures/{each.capture_id}/"),
        "name": queries.named(paper=each.paper, book_no=each.book_no, number=str(each.number)),
        "problem": place.say(f"problem.{each.problem}") if each.problem else "",
        "state": place.say(f"state.capture.{each.state}"),
        "decisions": [
            f"{place.say('decision.' + one['did'])} · {one.get('by', '')} · {one.get('reason', '')}".strip(" ·")
            for one in each.decisions
        ],
    }  # fmt: skip


def _cut_off(each: Any, place: Place) -> Mapping[str, Any]:
    return {
        "title": place.say("web.continuity.cut_off_year", year=each.fiscal_year, count=f"{len(each.papers):,}"),
        "adjusts": each.adjusts,
        "lines": [
            {"account": line.account, "name": present.account_name(line.account, place), "sub": line.sub,
             "debit": format_baht(line.debit) if line.debit else "", "credit": format_baht(line.credit) if line.credit else ""}
            for line in each.lines
        ],
    }  # fmt: skip
