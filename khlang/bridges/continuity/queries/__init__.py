"""Every read of continuity: what runs and the letters on it, the control register, the proof of completeness and its frozen
figures, the whole spell for an auditor, and the offices below as they are seen from above."""

from khlang.bridges.continuity.queries.balance import (
    CASH,
    Agreement,
    Closing,
    DayOfPlace,
    Sums,
    agreements,
    brought_forward,
    closings,
    days_by_hand,
    left_on,
)
from khlang.bridges.continuity.queries.certificate import certificate_digest, figures, register_digest
from khlang.bridges.continuity.queries.completeness import Lack, lacks, named, place_name
from khlang.bridges.continuity.queries.kits import KitView, all_kits, kit, latest_kit, printed_kit
from khlang.bridges.continuity.queries.outages import (
    DirectiveLine,
    Running,
    all_outages,
    directives,
    directives_on,
    escalations,
    gated,
    left,
    of,
    overdue,
    papers,
    running,
    unfinished,
)
from khlang.bridges.continuity.queries.province import Area, Backlog, Overseen, area, incomplete, overseen
from khlang.bridges.continuity.queries.readiness import NumbersLeft, Point, Readiness, numbers_left, readiness
from khlang.bridges.continuity.queries.register import (
    RegisterPage,
    RegisterRow,
    Run,
    Settled,
    Total,
    register_page,
    register_rows,
    register_totals,
    row_hash,
    settled,
    unaccounted,
)
from khlang.bridges.continuity.queries.timeline import (
    CutOff,
    Entry,
    Event,
    Held,
    MonthNote,
    PaperDay,
    Timeline,
    cut_off,
    month_note,
    whole_spell,
)

__all__ = [
    "CASH",
    "KitView", "NumbersLeft", "Point", "Readiness", "all_kits", "kit", "latest_kit", "numbers_left", "printed_kit", "readiness",
    "Agreement", "Area", "Backlog", "Closing", "CutOff", "DayOfPlace", "DirectiveLine", "Entry", "Event", "Held",
    "Lack", "MonthNote", "Overseen", "PaperDay", "RegisterPage", "RegisterRow", "Run", "Running", "Settled", "Sums",
    "Timeline", "Total", "agreements", "area", "brought_forward", "all_outages", "certificate_digest", "closings",
    "cut_off", "days_by_hand", "directives", "directives_on", "escalations", "figures", "gated", "incomplete", "lacks",
    "left", "left_on", "month_note", "named", "of", "overdue", "overseen", "papers", "place_name", "register_digest",
    "register_page", "register_rows", "register_totals", "row_hash", "running", "settled", "unaccounted", "unfinished",
    "whole_spell",
]  # fmt: skip
