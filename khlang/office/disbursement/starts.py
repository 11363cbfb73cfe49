"""How a dika with many payees begins: a payroll or a list from a spreadsheet. Declarations only."""

from khlang.office.budget import choices
from khlang.office.disbursement.template import list_template, payroll_template
from khlang.platform import choosing
from khlang.platform.screens import Choice, Download, Field, Start
from khlang.spine.organisations.choices import divisions
from khlang.standards.dika_kinds import dika_kinds


def _kinds(*codes: str) -> tuple[Choice, ...]:
    return choosing.named(dika_kinds()[code] for code in codes)


_CONTROL = (
    Field(key="control_count", widget="number", help="help.payees.control"),
    Field(key="control_net", widget="money"),
)
_REGISTER = Field(key="register_new", widget="check", span=4, help="help.payees.register_new")
_MORE = (
    Field(key="division", widget="select", choices=divisions, label="field.division"),
    Field(key="again", widget="check", label="field.payees_again", span=3),
    Field(key="remark", widget="long", span=4),
)

PAYROLL = Start(
    key="payroll", command="dika.import_payees", icon="users-round", help="help.payees.payroll",
    template=Download(name="payroll-template.xlsx", label="web.template", content=payroll_template),
    fields=(
        Field(key="dika_kind", widget="select", choices=lambda: _kinds("payroll", "pension")),
        Field(key="title", span=2),
        Field(key="document_date", widget="date"),
        Field(key="content", widget="file", span=2, label="field.payees_file"),
        *_CONTROL,
        _REGISTER,
        Field(key="budget_line_id", widget="hidden"),
        *_MORE,
    ),
)  # fmt: skip
LIST = Start(
    key="allowance", command="dika.import_payees", icon="users", help="help.payees.allowance",
    template=Download(name="payees-template.xlsx", label="web.template", content=list_template),
    fields=(
        Field(key="dika_kind", widget="select", choices=lambda: _kinds("allowance", "pension")),
        Field(key="title", span=2),
        Field(key="document_date", widget="date"),
        Field(key="budget_line_id", widget="search", search=choices.lines, span=2, label="field.budget_line",
              help="help.payees.line"),
        Field(key="content", widget="file", span=2, label="field.payees_file"),
        *_CONTROL,
        _REGISTER,
        *_MORE,
    ),
)  # fmt: skip
STARTS = (PAYROLL, LIST)
