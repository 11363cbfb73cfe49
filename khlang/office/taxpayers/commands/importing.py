"""Assessments from a spreadsheet, all or nothing."""

from collections.abc import Sequence

from khlang.core.refusal import Refusal, Refusals
from khlang.office.taxpayers import opening
from khlang.office.taxpayers.importing import as_typed, placed, read_assessments
from khlang.office.taxpayers.schemas import ImportAssessments, NewAssessment
from khlang.platform.commands import Envelope, Outcome, command, parse
from khlang.platform.conditions import require_duty
from khlang.platform.spreadsheets import Record
from khlang.spine.parties import queries as parties


@command("assessment.import", schema=ImportAssessments)
def import_assessments(*, envelope: Envelope, data: ImportAssessments) -> Outcome:
    """Enter the assessments of a spreadsheet; nothing is written unless every row is sound.

    A row that was entered before is refused by name (assessment_exists), so that a file never counts twice.
    Refusals: duty_missing, those of the file, of its cells and of new assessments (with sheet, row and column), and
    taxpayer_not_found, taxpayer_ambiguous (several of that name: the 13-digit number decides).
    """
    require_duty(envelope=envelope, duty="tax.maintain")
    imported = read_assessments(content=data.content, filename=data.filename)
    people, found = _taxpayers(imported.records)
    known = [record for position, record in enumerate(imported.records) if position in people]
    problems = [*imported.problems, *found]
    typed: list[NewAssessment] = []
    for position, record in enumerate(imported.records):
        if position not in people:
            continue
        try:
            given = as_typed(record=record, party_id=people[position])
            typed.append(parse(schema=NewAssessment, data=given, today=envelope.today))
        except Refusals as refusals:
            problems += [record.refusal(each.code, each.field or "", **each.facts) for each in refusals.errors]
    if problems:
        raise Refusals(_in_order(problems))
    try:
        rows = opening.open_all(envelope=envelope, typed=typed, path="assessments.{}")
    except Refusals as refusals:
        raise Refusals(_in_order([placed(refusal=each, records=known) for each in refusals.errors])) from None
    return Outcome(
        kind="assessment", number=rows[0].code, state="open",
        data={"assessments": len(rows), "amount": sum(row.assessed for row in rows)},
    )  # fmt: skip


def _taxpayers(records: Sequence[Record]) -> tuple[dict[int, int], list[Refusal]]:
    """The party of each row by its position, in two queries; and the rows whose taxpayer is not in the register."""
    by_number = parties.by_numbers(numbers=[record.values["number"] for record in records])
    named = parties.by_names(names=[record.values["taxpayer"] for record in records])
    found: dict[int, int] = {}
    refused: list[Refusal] = []
    for position, record in enumerate(records):
        number, name = record.values["number"], record.values["taxpayer"]
        same = [by_number[number]] if number in by_number else [] if number else list(named.get(name, ()))
        if len(same) == 1:
            found[position] = same[0].id
            continue
        code = "taxpayer_ambiguous" if same else "taxpayer_not_found"
        refused.append(record.refusal(code, "number" if number else "taxpayer", name=name))
    return found, refused


def _in_order(refusals: Sequence[Refusal]) -> list[Refusal]:
    return sorted(refusals, key=lambda each: int(str(each.facts.get("row", 0))))
