"""What does not fit together in the tables, told in words for their author. Nothing is repaired here.

Every check is a function that yields problems; `problems` runs them all. The lifecycles are handed in by the caller:
they belong to layers above this one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from khlang.core import lifecycle as core_lifecycle
from khlang.core import statements
from khlang.core.lifecycle import Lifecycle
from khlang.standards.accounts import budget_accounts, chart, floors, named_accounts
from khlang.standards.classification import budget_classification, revenue_heads, revenue_items
from khlang.standards.duty_matrix import duties
from khlang.standards.layouts import registers, report, reports
from khlang.standards.numbers import all_series
from khlang.standards.papers import forms
from khlang.standards.rulebook import rules
from khlang.standards.terms import glossary
from khlang.standards.texts import LANGUAGES, catalogue, message_exists, mistakes

VOUCHER_SERIES: Final = "voucher_{kind}"
UNNUMBERED_VOUCHERS: Final = ("budget",)


def problems(lifecycles: Sequence[Lifecycle] = ()) -> list[str]:
    """Return every problem of the tables, and of the given lifecycles against the tables; empty means sound."""
    found: list[str] = []
    for check in TABLE_CHECKS:
        found += check()
    for each in LIFECYCLE_CHECKS:
        for lifecycle in lifecycles:
            found += each(lifecycle)
    return found


def rule_accounts() -> Iterator[str]:
    """Every literal account of a rule exists in its book and takes entries."""
    buckets = {account.code for account in budget_accounts()}
    for rule in rules():
        for line in rule.lines:
            if line.account.startswith("$"):
                continue
            known = line.account in buckets if line.book == "budget" else _is_posting(line.account)
            if not known:
                yield f"posting rule {rule.event}: {line.account} takes no entries in the {line.book} book"


def voucher_series() -> Iterator[str]:
    """Every kind of voucher that a rule draws is numbered, and no two series share a prefix."""
    names = {series.name for series in all_series()}
    for kind in sorted({rule.voucher for rule in rules()} - set(UNNUMBERED_VOUCHERS)):
        if VOUCHER_SERIES.format(kind=kind) not in names:
            yield f"numbering: no series for vouchers of the kind {kind}"
    prefixes = [series.prefix for series in all_series() if series.prefix]
    for prefix in sorted({prefix for prefix in prefixes if prefixes.count(prefix) > 1}):
        yield f"numbering: the prefix {prefix} is used twice"


def rule_words() -> Iterator[str]:
    """Every role, amount and group of a rule has a name: an accountant reads the rule in the documentation."""
    for rule in rules():
        for line in rule.lines:
            keys = [f"rule_amount.{line.amount}", f"rule_each.{line.each}" if line.each else ""]
            keys.append(f"rule_role.{line.account[1:]}" if line.account.startswith("$") else "")
            for key in filter(None, keys):
                if not message_exists(key):
                    yield f"posting rule {rule.event}: no message {key}"


def item_accounts() -> Iterator[str]:
    """Every code of the classifications is unique, has its parent, and names an account that takes entries."""
    seen: set[str] = set()
    heads = {head.code for head in revenue_heads()}
    for item in revenue_items():
        if item.code in seen or item.code in heads:
            yield f"receipt code {item.code}: used twice"
        seen.add(item.code)
        if not _is_posting(item.account):
            yield f"receipt code {item.code}: {item.account or 'no account'} takes no entries"
        if item.class_code not in heads:
            yield f"receipt code {item.code}: class {item.class_code} does not exist"
    codes = budget_classification().codes
    for row in codes.values():
        if row.account and not _is_posting(row.account):
            yield f"budget code {row.code}: {row.account} takes no entries"
        if row.parent and row.parent not in codes:
            yield f"budget code {row.code}: parent {row.parent} does not exist"


def money_accounts() -> Iterator[str]:
    """Cash, banks, accounts known by their meaning, and floors are accounts that take entries."""
    buckets = {account.code for account in budget_accounts()}
    for code in (*chart().cash, *chart().banks, *named_accounts().values()):
        if not _is_posting(code):
            yield f"money: {code} takes no entries"
    for book, code in floors():
        if not (code in buckets if book == "budget" else _is_posting(code)):
            yield f"floor: {code} takes no entries in the {book} book"


def trial_balance_covers() -> Iterator[str]:
    """The trial balance takes every account once: none is lost, none counted twice."""
    codes = [account.code for account in chart() if account.posting]
    for code, taking in statements.coverage(report("trial_balance").rows, codes).items():
        if len(taking) != 1:
            yield f"trial balance: {code} is taken by {', '.join(taking) or 'no row'}"


def layouts() -> Iterator[str]:
    """The rows of every layout add up without gap or circle, and no column stands there twice."""
    for layout in (*reports(), *registers()):
        for text in statements.problems(layout.rows):
            yield f"{layout.key}: {text}"
        keys = [column.key for column in layout.columns]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{layout.key}: column {key} stands there twice"


def printed_forms() -> Iterator[str]:
    """Every form has its template."""
    for form in forms():
        if not form.template.is_file():
            yield f"form {form.name}: {form.template.name} is missing"


def languages() -> Iterator[str]:
    """Every message stands in every language, once."""
    every = {key for lang in LANGUAGES for key in catalogue(lang)}
    for lang in LANGUAGES:
        yield from mistakes(lang)
        for key in sorted(every - catalogue(lang).keys()):
            yield f"messages.{lang}: {key} is missing"


def duty_words() -> Iterator[str]:
    """Every duty has a name; no role holds two duties that exclude each other; conflicts name held duties."""
    matrix = duties()
    for duty in matrix.duties:
        if not message_exists(f"duty.{duty}"):
            yield f"duty {duty}: no message duty.{duty}"
    for role in matrix.roles:
        for conflict in matrix.conflicts_in(role.duties):
            yield f"role {role.code}: holds both {' and '.join(conflict.duties)}"
    for conflict in matrix.conflicts:
        for duty in conflict.duties:
            if not matrix.holders(duty):
                yield f"conflict {' × '.join(conflict.duties)}: no role holds {duty}"


def glossary_once() -> Iterator[str]:
    """A word of the glossary stands there once."""
    keys = [term.key for term in glossary()]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"glossary: {key} stands there twice"


def lifecycle_sound(lifecycle: Lifecycle) -> Iterator[str]:
    """The declaration itself is sound (core)."""
    yield from core_lifecycle.problems(lifecycle)


def lifecycle_events(lifecycle: Lifecycle) -> Iterator[str]:
    """Every event that a move posts has a rule."""
    known = {rule.event for rule in rules()}
    for move in lifecycle.moves:
        if move.posts and move.posts not in known:
            yield f"{lifecycle.document}: no posting rule for {move.posts} (move {move.name})"


def lifecycle_duties(lifecycle: Lifecycle) -> Iterator[str]:
    """Every duty that a move needs is held by some role."""
    for move in lifecycle.moves:
        if not duties().holders(move.duty):
            yield f"{lifecycle.document}: no role holds {move.duty} (move {move.name})"


def lifecycle_series(lifecycle: Lifecycle) -> Iterator[str]:
    """The numbering series of the document exist."""
    names = {series.name for series in all_series()}
    for wanted in (lifecycle.series, lifecycle.request_series):
        if wanted and wanted not in names:
            yield f"{lifecycle.document}: no numbering series {wanted}"


def lifecycle_words(lifecycle: Lifecycle) -> Iterator[str]:
    """The document, its states, moves and duties have names in every language, and the document is in the glossary."""
    keys = [f"document.{lifecycle.document}"]
    keys += [f"state.{lifecycle.document}.{state}" for state in lifecycle.states]
    keys += [f"move.{lifecycle.document}.{move.name}" for move in lifecycle.moves]
    keys += [f"duty.{duty}" for duty in dict.fromkeys(move.duty for move in lifecycle.moves)]
    for key in keys:
        for lang in LANGUAGES:
            if not message_exists(key, lang):
                yield f"messages.{lang}: {key} is missing"
    if lifecycle.document not in {term.key for term in glossary()}:
        yield f"glossary: {lifecycle.document} is missing"


def _is_posting(code: str) -> bool:
    return code in chart() and chart().account(code).posting


TABLE_CHECKS: Final[tuple[Callable[[], Iterable[str]], ...]] = (
    rule_accounts,
    rule_words,
    voucher_series,
    item_accounts,
    money_accounts,
    trial_balance_covers,
    layouts,
    printed_forms,
    languages,
    duty_words,
    glossary_once,
)
LIFECYCLE_CHECKS: Final[tuple[Callable[[Lifecycle], Iterable[str]], ...]] = (
    lifecycle_sound,
    lifecycle_events,
    lifecycle_duties,
    lifecycle_series,
    lifecycle_words,
)
