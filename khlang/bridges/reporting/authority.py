"""Who may do what, and what was approved from another office: for the auditor (spec 1.3, reliability B.7)."""

from collections.abc import Iterator

from khlang.bridges.reporting.accounts import as_of, span
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.platform.clock import BANGKOK
from khlang.spine.access import queries as access
from khlang.spine.documents import remote
from khlang.spine.organisations import queries as organisations
from khlang.standards import Conflict, duty_groups, message, role_names


def remote_approvals(asked: Asked) -> Result:
    """Every step that an officer of another organisation took over a span of days, with the office it was taken from."""
    rows = tuple(
        Row(
            {
                "date": step.at.astimezone(BANGKOK).date(), "document": asked.say(f"document.{step.kind}"),
                "number": step.number, "title": step.title, "amount": step.amount or None,
                "step": asked.say(f"move.{step.kind}.{step.move}"), "officer": step.actor, "office": step.office,
            },
            step.document_id,
        )
        for step in remote.taken(since=asked.since, through=asked.through, lang=asked.lang)
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=span(asked), notes=_small(asked))


def _small(asked: Asked) -> tuple[str, ...]:
    kept = organisations.settings(org_id=organisations.current().id)
    told = asked.say("report.remote_approvals.small", reason=kept.small_office_reason)
    return (told,) if kept.small_office else ()


def duty_matrix(asked: Asked) -> Result:
    """Who holds each duty on a day, where it comes from, from when to when, and what it should not be in one hand with."""
    held = access.holdings(on=asked.on, live_only=asked.today is None or asked.on >= asked.today)
    found: dict[tuple[int, str], list[Conflict]] = {}
    for clash in access.clashes(held=held):
        for duty in clash.conflict.duties:
            found.setdefault((clash.person_id, duty), []).append(clash.conflict)
    rows = tuple(_holders(asked, held, found))
    return asked.result(rows=rows, subtitle=as_of(asked), notes=_small(asked))


def _holders(
    asked: Asked, held: tuple[access.Holding, ...], found: dict[tuple[int, str], list[Conflict]]
) -> Iterator[Row]:
    for group in duty_groups():
        for duty in group.duties():
            said: dict[str, Value] = {
                "group": group.name_en if asked.lang == "en" else group.name_th, "duty": asked.say(f"duty.{duty}"),
            }  # fmt: skip
            having = [each for each in held if duty in each.duties]
            for each in having:
                reasons = found.get((each.person_id, duty), ())
                conflict = " · ".join(one.reason_en if asked.lang == "en" else one.reason_th for one in reasons)
                yield Row(
                    {
                        **said, "holder": each.name, "comes_from": comes_from(asked.lang, each), "from_date": each.from_date,
                        "to_date": each.to_date, "order": each.order, "conflict": conflict,
                    }
                )  # fmt: skip
            if not having:
                yield Row(said | {"holder": asked.say("web.authority.no_holder")})


def comes_from(lang: str, each: access.Holding) -> str:
    """Where a duty comes from, in words: a role, acting for somebody, a delegation."""
    role = role_names(lang).get(each.role, each.role)
    if each.kind == "delegated":
        return message("authority.by_delegation", lang, giver=each.from_whom)
    if each.kind == "acting":
        return message("authority.by_acting", lang, role=role, giver=each.from_whom)
    return message("authority.by_role", lang, role=role)
