"""The public page behind the QR code of a receipt or a proof of one: its number, amount, day and state, never the payer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core import calendar, money, thai
from khlang.office.revenue.queries import genuine
from khlang.standards import message


def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether the books hold a receipt with this number, amount and day; a wrong token tells nothing else."""
    lang = request.lang  # type: ignore[attr-defined]
    receipt = genuine.verify(token=token[:100])
    if receipt is None:
        return render(request, "web/verify.html", {"found": None}, status=404)
    english = lang == "en"
    found = {
        "organisation": receipt.organisation_en if english and receipt.organisation_en else receipt.organisation_th,
        "kind": message(f"document.{receipt.kind}", lang),
        "number": receipt.number,
        "written": receipt.written,
        "date": calendar.format_date(receipt.day, style="long", english=english),
        "amount": money.format_baht(receipt.amount),
        "words": thai.baht_text(receipt.amount),
        "state": message(f"state.{receipt.kind}.{receipt.state}", lang),
        "void": not receipt.valid,
    }
    return render(request, "web/verify.html", {"found": found})
