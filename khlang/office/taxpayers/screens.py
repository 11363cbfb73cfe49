"""The register of taxpayers as lists: assessments, who is in arrears, payments, what was given up or replaced, and every
change. Declarations only."""

from typing import Any

from khlang.office.taxpayers import queries
from khlang.office.taxpayers.choices import taxes, unpaid
from khlang.office.taxpayers.withdrawn import withdrawn
from khlang.platform import choosing
from khlang.platform.screens import Ask, Column, Directory, Field, Filter, Page
from khlang.spine.parties.choices import parties
from khlang.standards import message

_DUTY = "revenue.view"


def _offset(ask: Ask) -> int:
    return (max(1, ask.page) - 1) * ask.size


def _assessments(ask: Ask) -> Page:
    found, count, totals = queries.assessments(
        text=ask.search, filters=ask.filters, sort=ask.sort, offset=_offset(ask), limit=ask.size
    )
    rows = [
        {
            "id": each.id, "code": each.code, "taxpayer": each.taxpayer, "tax": each.tax.name_th,
            "tax_year": each.tax_year, "reference": each.reference, "due_date": each.due_date,
            "assessed": each.assessed, "paid": each.paid, "left": each.left, "state": each.state,
        }
        for each in found
    ]  # fmt: skip
    return Page(rows=rows, count=count, totals=totals)


def _typed(assessment_id: int) -> dict[str, Any]:
    each = queries.assessment(assessment_id=assessment_id)
    return {
        "id": each.id, "party_id": each.party_id, "tax": each.tax.key, "tax_year": each.tax_year,
        "reference": each.reference, "instalment": each.instalment, "due_date": each.due_date, "amount": each.assessed,
        "declared_late": each.declared_late, "warned_on": each.warned_on, "warned_until": each.warned_until,
        "note": each.note,
    }  # fmt: skip


def _arrears(ask: Ask) -> Page:
    if ask.on is None:
        return Page(rows=[], count=0)
    found, count = queries.arrears(on=ask.on, text=ask.search, offset=_offset(ask), limit=ask.size)
    rows = [
        {
            "id": each.party_id, "taxpayer": each.taxpayer, "number": each.masked_number, "oldest": each.oldest,
            "assessments": len(each.lines), "left": sum(line.principal for line in each.lines),
            "fine": sum(max(0, line.fine) for line in each.lines),
            "surcharge": sum(max(0, line.surcharge) for line in each.lines), "total": each.total,
        }
        for each in found
    ]  # fmt: skip
    return Page(rows=rows, count=count)


def _payments(ask: Ask) -> Page:
    found, count = queries.payments(text=ask.search, offset=_offset(ask), limit=ask.size)
    rows = [
        {
            "id": each.id, "paid_on": each.paid_on, "recorded_on": each.recorded_on, "receipt": each.number,
            "code": each.code, "taxpayer": each.taxpayer, "principal": each.principal, "fine": each.fine,
            "surcharge": each.surcharge, "undone_on": each.undone_on,
        }
        for each in found
    ]  # fmt: skip
    return Page(rows=rows, count=count)


def _withdrawn(state: str, ask: Ask) -> Page:
    found, count = withdrawn(state=state, text=ask.search, offset=_offset(ask), limit=ask.size)
    rows = [
        {
            "id": each.id, "day": each.day, "code": each.code, "taxpayer": each.taxpayer, "reason": each.reason,
            "replaced_by": ", ".join(each.replaced_by),
        }
        for each in found
    ]  # fmt: skip
    return Page(rows=rows, count=count)


def _history(ask: Ask) -> Page:
    found, count = queries.changes(text=ask.search, offset=_offset(ask), limit=ask.size)
    rows = [
        {
            "id": each.id, "day": each.day, "code": each.code, "taxpayer": each.taxpayer,
            "changed": message(f"field.tax.{each.field}"), "before": _said(each.field, each.before),
            "after": _said(each.field, each.after), "reason": each.reason, "actor": each.actor_name,
        }
        for each in found
    ]  # fmt: skip
    return Page(rows=rows, count=count)


def _said(field: str, value: str) -> str:
    """A kept value in words: states and yes or no by their messages, days in the Buddhist era."""
    if field == "state":
        return message(f"assessment_state.{value}")
    if field == "declared_late":
        return message(f"assessment.declared_late.{value.lower()}")
    return value


_WHO = Column(key="taxpayer", label="field.taxpayer", sortable=True, phone="title")
_CODE = Column(key="code", label="field.assessment", kind="code", sortable=True, phone="title")
_FORM = (
    Field(
        key="party_id", label="field.taxpayer", widget="search", search=parties, span=2, help="help.assessment.taxpayer"
    ),
    Field(key="tax", label="field.local_tax", widget="select", choices=taxes),
    Field(key="tax_year", label="field.tax_year", widget="number"),
    Field(key="reference", label="field.tax_reference", span=2, help="help.assessment.reference"),
    Field(key="instalment", label="field.tax_instalment", widget="number", help="help.assessment.instalment"),
    Field(key="due_date", label="field.tax_due_date", widget="date", help="help.assessment.due_date"),
    Field(key="amount", label="field.tax_assessed", widget="money"),
    Field(key="warned_on", label="field.tax_warned_on", widget="date", help="help.assessment.warned"),
    Field(key="warned_until", label="field.tax_warned_until", widget="date"),
    Field(key="declared_late", label="field.tax_declared_late"),
    Field(key="note", label="field.tax_note", span=2),
)

ASSESSMENTS = Directory(
    key="tax_assessment",
    menu="revenue",
    icon="landmark",
    duty=_DUTY,
    help="help.tax_assessment",
    command="assessment.save",
    keeps="tax.maintain",
    rows=_assessments,
    values=_typed,
    filters=(
        Filter(key="tax", label="field.local_tax", choices=taxes),
        Filter(key="state", choices=lambda: choosing.worded("assessment_state", queries.STATES)),
    ),
    columns=(
        Column(key="code", label="field.assessment", kind="link", sortable=True, phone="title"),
        _WHO,
        Column(key="tax", label="field.local_tax"),
        Column(key="tax_year", label="field.tax_year", kind="code"),
        Column(key="reference", label="field.tax_reference", phone="hidden"),
        Column(key="due_date", label="field.tax_due_date", kind="date", sortable=True),
        Column(key="assessed", label="field.tax_assessed", kind="money", sortable=True, total=True, phone="hidden"),
        Column(key="paid", label="field.tax_paid", kind="money", total=True, phone="hidden"),
        Column(key="left", label="field.tax_left", kind="money", phone="amount"),
        Column(key="state", kind="choice", prefix="assessment_state"),
    ),
    fields=(*_FORM, Field(key="reason", span=4, help="help.assessment.reason")),
)
ARREARS = Directory(
    key="tax_arrears",
    menu="revenue",
    icon="triangle-alert",
    duty=_DUTY,
    help="help.tax_arrears",
    rows=_arrears,
    columns=(
        _WHO,
        Column(key="number", label="field.national_number", kind="code", phone="hidden", personal="national_number"),
        Column(key="oldest", label="field.tax_oldest", kind="date"),
        Column(key="assessments", label="field.tax_assessments", kind="number", phone="hidden"),
        Column(key="left", label="field.tax_left", kind="money"),
        Column(key="fine", label="field.tax_fine", kind="money"),
        Column(key="surcharge", label="field.tax_surcharge", kind="money"),
        Column(key="total", label="field.tax_total", kind="money", phone="amount"),
    ),
)
PAYMENTS = Directory(
    key="tax_payment",
    menu="revenue",
    icon="hand-coins",
    duty=_DUTY,
    help="help.tax_payment",
    rows=_payments,
    columns=(
        Column(key="paid_on", label="field.tax_paid_on", kind="date"),
        Column(key="recorded_on", label="field.tax_recorded_on", kind="date", phone="hidden"),
        Column(key="receipt", label="field.tax_receipt", kind="code"),
        _CODE,
        _WHO,
        Column(key="principal", label="field.tax_principal", kind="money", phone="amount"),
        Column(key="fine", label="field.tax_fine", kind="money"),
        Column(key="surcharge", label="field.tax_surcharge", kind="money"),
        Column(key="undone_on", label="field.tax_undone_on", kind="date"),
    ),
)
IMPORTS = Directory(
    key="tax_import",
    menu="revenue",
    icon="upload",
    duty="tax.maintain",
    help="help.tax_import",
    command="assessment.import",
    keeps="tax.maintain",
    rows=_assessments,
    columns=(
        _CODE,
        _WHO,
        Column(key="tax", label="field.local_tax"),
        Column(key="assessed", label="field.tax_assessed", kind="money"),
    ),
    fields=(Field(key="content", widget="file", span=2, help="help.tax_import.content"),),
)
CANCELLED = Directory(
    key="tax_cancelled",
    menu="revenue",
    icon="ban",
    duty=_DUTY,
    help="help.tax_cancelled",
    command="assessment.cancel",
    keeps="tax.maintain",
    rows=lambda ask: _withdrawn("cancelled", ask),
    columns=(Column(key="day", label="field.changed_on", kind="date"), _CODE, _WHO, Column(key="reason")),
    fields=(
        Field(key="assessment", widget="search", search=unpaid, span=2),
        Field(key="reason", span=4, required=True),
    ),
)
SUPERSEDED = Directory(
    key="tax_superseded",
    menu="revenue",
    icon="file-text",
    duty=_DUTY,
    help="help.tax_superseded",
    command="assessment.supersede",
    keeps="tax.maintain",
    rows=lambda ask: _withdrawn("superseded", ask),
    columns=(
        Column(key="day", label="field.changed_on", kind="date"), _CODE, _WHO,
        Column(key="replaced_by", label="field.tax_replaced_by"), Column(key="reason"),
    ),
    fields=(
        Field(
            key="assessments", label="field.tax_replaced", widget="lines", span=4,
            lines=(Field(key="assessment", label="field.assessment", widget="search", search=unpaid),),
        ),
        Field(key="replacements", label="field.tax_replacements", widget="lines", span=4, lines=_FORM),
        Field(key="reason", span=4, help="help.assessment.reason"),
    ),
)  # fmt: skip
CHANGES = Directory(
    key="tax_change",
    menu="revenue",
    icon="scroll-text",
    duty=_DUTY,
    help="help.tax_change",
    rows=_history,
    columns=(
        Column(key="day", label="field.changed_on", kind="date"),
        _CODE,
        _WHO,
        Column(key="changed"),
        Column(key="before", label="field.before_change"),
        Column(key="after", label="field.after_change"),
        Column(key="reason"),
        Column(key="actor", label="field.changed_by"),
    ),
)

SCREENS = (ASSESSMENTS, ARREARS, PAYMENTS, IMPORTS, CANCELLED, SUPERSEDED, CHANGES)
