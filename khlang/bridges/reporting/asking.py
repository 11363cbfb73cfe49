"""What a report is asked: its parameters as typed become days, years and codes; what is not given has a default."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from khlang.bridges.reporting.results import Result, Row, Table, Value, chosen, totalled
from khlang.core.calendar import fiscal_year, parse_date
from khlang.core.refusal import Refusal
from khlang.core.thai import to_arabic_digits
from khlang.spine.organisations import queries as organisations
from khlang.standards import Column, Layout, message, message_exists

#: Rows on a page when a page is asked for.
PAGE = 200


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a report asks for. kind: day, year (fiscal, B.E.), text, page; `choices` says what fills a select:
    receipt_item, deposit_item, budget_line, bank, voucher_kind, tax_form, vendor."""

    key: str
    kind: str = "text"
    required: bool = False
    choices: str = ""


ON = Parameter("on", "day")
SINCE, THROUGH = Parameter("from", "day"), Parameter("to", "day")
YEAR = Parameter("fiscal_year", "year")
PAGED = Parameter("page", "page")


@dataclass(frozen=True, slots=True)
class Asked:
    """A report with its parameters understood; makes the result that belongs to its layout. `duties` are those of the
    person who asks, None is whoever runs the installation; `today` is the business date."""

    layout: Layout
    values: Mapping[str, Any]
    lang: str = "th"
    duties: Collection[str] | None = None
    today: date | None = None

    @property
    def on(self) -> date:
        """The day the report is for."""
        day: date = self.values["on"]
        return day

    @property
    def since(self) -> date:
        """The first day of the span."""
        day: date = self.values["from"]
        return day

    @property
    def through(self) -> date:
        """The last day of the span."""
        day: date = self.values["to"]
        return day

    @property
    def year(self) -> int:
        """The fiscal year, B.E."""
        return int(self.values["fiscal_year"])

    @property
    def page(self) -> int:
        """The page from 1, or 0 for everything."""
        return int(self.values.get("page") or 0)

    def text(self, key: str) -> str:
        """A text parameter, "" when it was not given."""
        return str(self.values.get(key) or "")

    def may(self, duty: str) -> bool:
        """Whether the person who asks holds a duty."""
        return self.duties is None or duty in self.duties

    def say(self, key: str, **facts: object) -> str:
        """A message in the language of the report."""
        return message(key, self.lang, **facts)

    def state(self, kind: str, state: str) -> str:
        """The words for a state of a kind of document: its own, or those that all documents share."""
        own = f"state.{kind}.{state}"
        return self.say(own if message_exists(own) else f"state.{state}")

    def name(self, thing: Any) -> str:
        """The name of an account, item or code in the language of the report."""
        return str((thing.name_en if self.lang == "en" else thing.name_th) or thing.name_th)

    def result(
        self,
        *,
        rows: tuple[Row, ...],
        subtitle: str,
        known: Mapping[str, int] | None = None,
        keys: tuple[str, ...] = (),
        moneys: tuple[str, ...] = (),
        data: tuple[Row, ...] | None = None,
        more_tables: tuple[Table, ...] = (),
        **rest: Any,
    ) -> Result:
        """The result: `rows` under the layout's columns; for machines `data` (or the plain rows) under `keys`
        (of which `moneys` are amounts that the layout does not have).

        `known` are totals summed elsewhere; `rest` are further fields of the result.
        """
        columns = self.layout.columns
        machine = chosen(columns=columns, keys=keys, moneys=moneys) if keys else columns
        plain = data if data is not None else tuple(row for row in rows if not row.style)
        sums = totalled(columns=columns, rows=plain, known=known) or None
        return Result(
            name=self.layout.key,
            title=self.layout.title_en if self.lang == "en" else self.layout.title_th,
            subtitle=subtitle,
            organisation=self.name(organisations.current()),
            source=self.layout.source,
            paper=self.layout.paper,
            tables=(Table(columns, rows, sums), *more_tables),
            data=Table(machine, plain, sums),
            parameters={key: value for key, value in self.values.items() if value not in (None, "")},
            page=self.page,
            lang=self.lang,
            **rest,
        )


def understand(
    *,
    layout: Layout,
    wanted: tuple[Parameter, ...],
    given: Mapping[str, object],
    today: date,
    lang: str,
    duties: Collection[str] | None = None,
) -> Asked:
    """The parameters as values. Refusals (field = the parameter): report_parameter_unknown, report_parameter_missing,
    report_period_reversed, report_number_malformed, and those of dates."""
    known = {parameter.key for parameter in wanted}
    for key in given:
        if key not in known:
            raise Refusal("report_parameter_unknown", field=key, parameter=key, report=layout.title_th)
    values: dict[str, Any] = {}
    for parameter in wanted:
        typed = given.get(parameter.key)
        if typed in (None, ""):
            if parameter.required:
                raise Refusal(
                    "report_parameter_missing", field=parameter.key, parameter=message(f"parameter.{parameter.key}")
                )
            continue
        values[parameter.key] = _value(parameter, typed, today)
    _fill(values, known, today)
    if "from" in known and values["from"] > values["to"]:
        raise Refusal("report_period_reversed", field="to")
    return Asked(layout, {parameter.key: values.get(parameter.key) for parameter in wanted}, lang, duties, today)


def _value(parameter: Parameter, typed: object, today: date) -> Value:
    if parameter.kind == "day":
        return typed if isinstance(typed, date) else parse_date(str(typed), today=today, field=parameter.key)
    text = to_arabic_digits(str(typed)).strip()
    if parameter.kind == "text":
        return text
    low, high = (2500, 2700) if parameter.kind == "year" else (1, 10**6)
    if not text.isdigit() or not low <= int(text) <= high:
        raise Refusal("report_number_malformed", field=parameter.key, value=str(typed))
    return int(text)


def _fill(values: dict[str, Any], known: set[str], today: date) -> None:
    """Defaults: today, the month so far, the fiscal year of the day that is looked at."""
    if "on" in known:
        values.setdefault("on", today)
    if "from" in known:
        values.setdefault("to", today if values.get("from", today) <= today else values["from"])
        values.setdefault("from", values["to"].replace(day=1))
    if "fiscal_year" in known:
        values.setdefault("fiscal_year", fiscal_year(values.get("on") or values.get("to") or today))


def heading(*, column: Column, lang: str) -> str:
    """The heading of a column; a column made for machines shows its key."""
    return column.en if lang == "en" else column.th
