"""The paper trail beside a document: what it was made on and what was made on it, each a link, grouped by kind."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from khlang.bridges.reporting.paper_trail import Paper, paper_trail
from khlang.core import money
from khlang.faces.web import pages, present
from khlang.faces.web.place import Place
from khlang.platform import screens

#: More papers of one kind (the monthly acceptances of a contract) are folded.
_SHOWN: Final = 4


def trail(document: Any, place: Place) -> list[Mapping[str, Any]]:
    """The papers of a document by kind, in the order of a purchase; empty when it stands alone."""
    found = paper_trail(document=document)
    return [_group(kind, list(papers), place) for kind, papers in groupby(found, key=lambda each: each.kind)]


def _group(kind: str, papers: list[Paper], place: Place) -> Mapping[str, Any]:
    seen = pages.may_see(screens.screen(kind=kind).menu, place)
    drawn = [_paper(each, seen, place) for each in papers]
    fold = len(papers) > _SHOWN and not any(each.here for each in papers)
    return {
        "label": place.title(f"document.{kind}"), "papers": drawn, "here": any(each.here for each in papers),
        "folded": place.say("web.rows", count=f"{len(papers):,}") if fold else "",
    }  # fmt: skip


def _paper(paper: Paper, seen: bool, place: Place) -> Mapping[str, Any]:
    return {
        "number": paper.number or place.say("web.no_number"), "title": paper.title, "here": paper.here,
        "href": pages.document_href(paper.kind, paper.document_id) if seen and not paper.here else "",
        "state": place.say(f"state.{paper.kind}.{paper.state}"), "tone": present.tone(paper.state),
        "day": present.day(paper.day, place), "amount": money.format_baht(paper.amount) if paper.amount else "",
    }  # fmt: skip
