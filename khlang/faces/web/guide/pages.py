"""The pages of the guide: contents with search, a chapter, a page made from the tables, the walks by role.

Everybody reads them, with or without a log-in: who cannot enter needs them most. Whoever is inside has the menu around them.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.faces.web import searching
from khlang.faces.web.guide import book, finding, walks
from khlang.faces.web.place import Place, language
from khlang.standards import message


def _shown(request: HttpRequest, template: str, **page: Any) -> HttpResponse:
    """A page of the guide, inside the menu or outside of everything."""
    inside = getattr(request, "place", None) is not None
    layout = "web/base.html" if inside else "web/guide/outside.html"
    return render(request, f"web/guide/{template}.html", {"page": page, "layout": layout, "lang": language(request)})


def home(request: HttpRequest) -> HttpResponse:
    """The contents; what was found when something is looked for."""
    question = searching.text(request).strip()[: finding.LONGEST]
    found = finding.search(question)
    much = "_none" if not found else "_most" if len(found) == finding.MOST else ""
    note = message(f"guide.found{much}", language(request), count=len(found), question=question) if question else ""
    return _shown(request, "contents", contents=book.contents(), question=question, found=found, note=note)


def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter with its headings and its neighbours."""
    found = book.chapter(slug)
    if found is None:
        raise Http404(slug)
    before, after = book.beside(slug)
    return _shown(request, "chapter", chapter=found, before=before, after=after)


def table(request: HttpRequest, name: str) -> HttpResponse:
    """A page made from the tables: refusals, duties, postings, words, personal data."""
    if name not in book.TABLES:
        raise Http404(name)
    return _shown(request, "chapter", chapter=book.table(name), before=None, after=None)


def roles(request: HttpRequest) -> HttpResponse:
    """The walks: one's own first."""
    lang, place = language(request), getattr(request, "place", None)
    own = walks.mine(place) if place is not None else ()
    listed = [{"role": each.role, "name": each.name(lang), "own": each in own} for each in walks.walks()]
    return _shown(request, "roles", roles=sorted(listed, key=lambda each: not each["own"]))


def role(request: HttpRequest, role: str) -> HttpResponse:
    """The walk of one role; a step is a link for whom its page is open."""
    lang, place = language(request), getattr(request, "place", None)
    found = walks.walk(role)
    if found is None:
        raise Http404(role)
    steps = (*found.first, *found.daily)
    wanted = [each.page for each in steps if each.page]
    reached: frozenset[str] = walks.open_pages(request, place, wanted) if isinstance(place, Place) else frozenset()
    parts = [
        {"title": message(f"guide.walk.{part}", lang), "steps": [(each, each.page in reached) for each in shown]}
        for part, shown in (("first", found.first), ("daily", found.daily))
        if shown
    ]
    note = message("guide.walk.note", lang) if place is not None else ""
    return _shown(request, "walk", title=message("guide.walk", lang, role=found.name(lang)), parts=parts, note=note)
