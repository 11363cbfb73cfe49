"""What a module says about its screens: which columns, filters, sections and fields the generic pages draw.

Declarations only. A module writes `screens.py` with values of these classes and hands them over in `AppConfig.ready()`
(`screens.declare(RECEIPT_SCREEN)`); the web face reads them by document kind and never imports the module's own file.
Callables receive and return plain values and are called inside the tenant scope of the person who looks.

Labels are message keys. Left empty they follow the key: column and field `payer_name` → "field.payer_name", section
`lines` of a receipt → "section.receipt.lines", filter `channel` → "filter.channel".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

CellKind = Literal["text", "money", "date", "state", "link", "code", "number", "choice", "yes"]
Widget = Literal[
    "", "text", "long", "money", "date", "number", "select", "search", "check", "hidden", "lines", "many", "file"
]
Row = Mapping[str, Any]
#: Who may look at the pages of a group, on screen and by API alike; groups that are not named are open to everybody.
VIEW_DUTIES: Mapping[str, str] = {
    "revenue": "revenue.view",
    "procurement": "procurement.view",
    "disbursement": "disbursement.view",
    "treasury": "treasury.view",
    "budget": "budget.view",
    "accounting": "ledger.view",
    "reports": "report.view",
    "continuity": "outage.view",
    "authority": "trail.view",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One entry of a select or a type-ahead: the value that is sent, what is shown, a second quiet line (`note`), and
    the other fields of the same form (or the same line) that choosing it fills in, as they would have been typed.
    """

    value: str
    label: str
    label_en: str = ""
    note: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)


Choices = Callable[[], Sequence[Choice]]
Search = Callable[[str], Sequence[Choice]]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list or of a section. `key` is a Document column or a key of the section's rows.

    kind: money is satang and set right-aligned with two decimals; date is a `date` shown in the Buddhist era; state
    is a badge; link is the document's own number; code is an unbroken number; choice shows the message
    `<prefix>.<value>`. `total`: the sum of the whole result (not the page) stands in the foot. `phone` places the
    cell on a narrow screen: "title" and "amount" share the first line, "note" follows, "hidden" is left out.
    `personal`: the kind of personal data it holds (standards/personal_data.toml), where the key alone does not say it; "no"
    where the key says it but the data is the office's own.
    """

    key: str
    kind: CellKind = "text"
    label: str = ""
    prefix: str = ""
    sortable: bool = False
    total: bool = False
    phone: Literal["title", "amount", "note", "hidden"] = "note"
    personal: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter above a list. kind "choice" offers `choices`; "period" gives two dates (`<key>_from`, `<key>_to`)."""

    key: str
    kind: Literal["choice", "period"] = "choice"
    label: str = ""
    choices: Choices | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A block of a document's page: a table of detail rows, or a list of label and value pairs when `pairs` is set.

    `rows(document_id)` returns mappings with the keys of `columns` (money in satang, dates as date). For `pairs`
    the first row is used. A row may carry "href_kind" and "href_id" to make its link cell lead to another document.
    `meter` draws each row as a bar instead: its keys are parts (satang) of the row's "total", the last one what is left;
    "name" is written above it, "note" (a message or a code) beside it.
    """

    key: str
    columns: tuple[Column, ...]
    rows: Callable[[int], Sequence[Row]]
    label: str = ""
    pairs: bool = False
    meter: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field:
    """How one field of a command's schema is drawn. Fields without a declaration follow their type (date → date input,
    Baht → money, Literal → select, bool → check, list of models → lines table). The order of the form is the order
    of the declarations, then the rest of the schema.

    `choices` makes a select ("many" with a list of ids: boxes to tick); so does `of`, in the dialog of a move, with what
    the document at hand offers. `search` makes a type-ahead. `span` is the width
    in quarters of the form. `lines` declares the columns of a nested table. `help` is a message key; the clause or
    source belongs there. `initial()` proposes a value (as typed). `prefix` gives the labels of Literal values
    (`<prefix>.<value>`). `when` shows the field only while another has one of some values ("channel=transfer|qr").
    `rows()` proposes lines of a nested table (their values alone make no line); `named` shows under a type-ahead what the
    code in it means; `side` makes a column of money one of two that must balance.
    `required` marks a field that the command asks for although its schema has a default (it can take it from a draft).
    """

    key: str
    widget: Widget = ""
    label: str = ""
    help: str = ""
    span: Literal[1, 2, 3, 4] = 1
    choices: Choices | None = None
    of: Callable[[int], Sequence[Choice]] | None = None
    search: Search | None = None
    lines: tuple["Field", ...] = ()
    initial: Callable[[], str] | None = None
    prefix: str = ""
    when: str = ""
    required: bool = False
    named: bool = False
    side: Literal["", "debit", "credit"] = ""
    rows: Callable[[], Sequence[Mapping[str, Any]]] | None = None


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file offered beside a form (an empty template): what it is called and what it holds for a fiscal year (B.E.)."""

    name: str
    label: str
    content: Callable[[int], bytes]


@dataclass(frozen=True, kw_only=True)
class Start:
    """Another way in which a document of the kind comes into being (a receipt as money already in the bank): a page of
    its own at `new/<key>/` with the form of `command`. Label "start.<kind>.<key>". `template` is offered for download there.
    `posts`: the command posts at once, so the page shows the voucher that what is typed would write. `duty` is what the
    command asks for, where its name does not say it: the way is offered to nobody else.
    """

    key: str
    command: str
    fields: tuple[Field, ...] = ()
    label: str = ""
    icon: str = "plus"
    help: str = ""
    template: Download | None = None
    posts: bool = False
    duty: str = ""


@dataclass(frozen=True, kw_only=True)
class Print:
    """A PDF of the document: the form of `standards/forms/` and the data it takes. `states` and `channels` empty mean
    always; in another state it is printed as an example, for another channel it is not offered."""

    form: str
    data: Callable[[int], Mapping[str, Any]]
    label: str = "action.print"
    states: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class File:
    """A file made of a document (what the bank is given): its name, who may have it when. `states` and `channel` empty mean
    always."""

    key: str
    name: str
    label: str
    content: Callable[[int], bytes]
    states: tuple[str, ...] = ()
    channel: str = ""

    def offered(self, *, state: str, channel: str) -> bool:
        """Whether a document in this state and channel has the file."""
        return state in (self.states or (state,)) and channel == (self.channel or channel)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The pages of one kind of document: list, document, new, edit and the dialogs of its moves.

    `create`, `edit`: names of commands; empty means the page does not exist. A move "approve" of kind "remittance" is
    carried out by the command `remittance.approve` unless `moves` names another; a move mapped to "" has no button. The
    same command may serve `create` and `edit`. The
    schema of an edit or move command names the document in `document_field`; every other field of it except `reason` is
    asked for in the dialog. `values(document_id)` returns what was typed (keys of the create schema; lines as a list of
    mappings) so that a draft can be edited again. `menu`: revenue, procurement, disbursement,
    treasury, budget, accounting. `page` replaces the
    generic "new" page by the url name of a page of its own. `expects(document_id)` gives the ledger lines that the document
    has yet to post (empty when none are known): its page shows them as the voucher to come.
    `later` names moves that wait for their time (closing a contract, returning a guarantee): they have a button but
    nobody's inbox asks for them. `own_page`: the address ("/continuity/{id}/") of a page that stands in place of the generic
    page of a document. `handed_over`: somebody else than the maker makes the first move, so that a draft waits in
    their inbox.
    """

    kind: str
    menu: str
    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    sections: tuple[Section, ...] = ()
    fields: tuple[Field, ...] = ()
    prints: tuple[Print, ...] = ()
    files: tuple[File, ...] = ()
    create: str = ""
    edit: str = ""
    starts: tuple[Start, ...] = ()
    expects: Callable[[int], Sequence[Any]] | None = None
    moves: Mapping[str, str] = field(default_factory=dict)
    later: tuple[str, ...] = ()
    handed_over: bool = False
    move_fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    document_field: str = "document_id"
    values: Callable[[int], Mapping[str, Any]] | None = None
    page: str = ""
    own_page: str = ""
    icon: str = "file-text"
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a directory page asks for: text typed in the search box, column to sort by ("-" in front: falling), page
    from 1.
    """

    search: str = ""
    sort: str = ""
    page: int = 1
    size: int = 50
    filters: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of rows, how many there are in all, and the totals (satang) of the whole result by column key."""

    rows: Sequence[Row]
    count: int
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars above a directory: a group of bars for each label, one bar of each series (satang). `title`, `description` and
    the names of the series are message keys; labels are given in Thai and English."""

    title: str
    description: str
    labels: tuple[tuple[str, str], ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Drill:
    """Where a row of a directory leads: a report or register, its parameters taken from keys of the row."""

    report: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Directory:
    """A list that is not made of documents (payers, bank accounts): rows from a query, one command that saves an entry.

    `rows(ask)` returns a Page whose rows carry "id". `values(id)` returns what the form shows for an existing entry;
    `command` saves (its schema names the entry in `id_field`, null for a new one). `duty` is needed to see the list,
    `keeps` to send the command: nobody else is offered a new entry or a form to change one.
    `chart(ask)` draws what the list adds up to, None when there is nothing. `adds` False: entries come from elsewhere and
    are only corrected here. `drill` leads each row to a register, for those who may see reports.
    """

    key: str
    menu: str
    columns: tuple[Column, ...]
    rows: Callable[[Ask], Page]
    command: str = ""
    id_field: str = "id"
    fields: tuple[Field, ...] = ()
    values: Callable[[int], Mapping[str, Any]] | None = None
    filters: tuple[Filter, ...] = ()
    chart: Callable[[Ask], Chart | None] | None = None
    drill: Drill | None = None
    duty: str = ""
    keeps: str = ""
    adds: bool = True
    icon: str = "list"
    help: str = ""


_screens: dict[str, Screen] = {}
_directories: dict[str, Directory] = {}


def declare(*declarations: Screen | Directory) -> None:
    """Make screens known, once at start-up. Declaring the same kind again replaces it (reloading in tests)."""
    for each in declarations:
        if isinstance(each, Screen):
            _screens[each.kind] = each
        else:
            _directories[each.key] = each


def screen(*, kind: str) -> Screen:
    """The declared screen of a document kind, or a bare one: every kind can be listed, opened and acted upon."""
    return _screens.get(kind) or Screen(kind=kind, menu="")


def screens() -> Sequence[Screen]:
    """All declared screens in the order of declaration."""
    return tuple(_screens.values())


def directory(*, key: str) -> Directory | None:
    """The declared directory, or None when no module declared it."""
    return _directories.get(key)


def directories() -> Sequence[Directory]:
    """All declared directories in the order of declaration."""
    return tuple(_directories.values())
