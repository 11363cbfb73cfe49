"""Tidy: rules of the house that no linter knows, held by reading the source itself.

Each failure names file and line and says what to do instead.
"""

import ast
import re

import pytest

from tests.architecture.source import Source, dotted, sources

KHLANG = sources("khlang")
MAX_FILE = 400
MAX_FUNCTION = 40
SHAPELESS = {"utils", "util", "helpers", "helper", "services", "service", "managers", "manager", "misc", "base"}
#: Allowed names that would be shapeless elsewhere: Django's own convention for settings.
SHAPELY = {
    "khlang/platform/db/postgresql/base.py",
    "khlang/platform/db/sqlite/base.py",
    "khlang/platform/settings/base.py",
}
CLOCK_CALLS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|timezone\.(now|localdate|localtime)|time\.(time|localtime|gmtime))$"
)


def complaints(found: list[str], advice: str) -> None:
    assert not found, "\n".join([advice, *found])


def at(source: Source, node: ast.AST) -> str:
    return f"  {source.path}:{node.lineno}"


def functions(source: Source):
    return (n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def has_docstring(node: ast.AST) -> bool:
    return ast.get_docstring(node) is not None


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring: explaining is never too long."""
    lines = function.end_lineno - function.lineno + 1
    if has_docstring(function):
        lines -= function.body[0].end_lineno - function.body[0].lineno + 1
    return lines


def test_files_are_short():
    found = [
        f"  {s.path}: {count} lines"
        for s in KHLANG + sources("tests")
        if (count := len(s.text.splitlines())) >= MAX_FILE
    ]
    complaints(found, f"A file has fewer than {MAX_FILE} lines; split it by what its parts are about.")


def test_functions_are_short():
    found = [
        f"{at(s, f)} {f.name}: {length(f)} lines" for s in KHLANG for f in functions(s) if length(f) >= MAX_FUNCTION
    ]
    complaints(found, f"A function has fewer than {MAX_FUNCTION} lines besides its docstring; name its steps.")


def test_modules_are_named_after_what_they_hold():
    found = [
        f"  {s.path}"
        for s in KHLANG
        if SHAPELESS & set(s.path.removesuffix(".py").split("/")) and s.path not in SHAPELY
    ]
    complaints(found, "utils, helpers, services, managers say nothing; name the module after its subject.")


def test_every_module_says_what_it_is():
    found = [f"  {s.path}" for s in KHLANG if s.tree.body and not has_docstring(s.tree)]
    complaints(found, "A module begins with a docstring: what it is and why.")


def test_public_functions_are_typed():
    """Faces excepted: views have a shape that Django gives them."""
    found = [
        f"{at(s, f)} {f.name}"
        for s in KHLANG
        if not s.under("khlang/faces")
        for f in s.tree.body
        if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")
        if f.returns is None or any(a.annotation is None for a in f.args.args + f.args.kwonlyargs)
    ]
    complaints(found, "A public function declares the types of its arguments and of what it returns.")


def test_public_functions_are_explained():
    found = [
        f"{at(s, f)} {f.name}"
        for s in KHLANG
        for f in s.tree.body
        if isinstance(f, ast.FunctionDef | ast.ClassDef) and not f.name.startswith("_") and not has_docstring(f)
    ]
    complaints(found, "A public function or class has a docstring: what and why, units, errors, source.")


def test_the_clock_is_asked_only_at_the_edge():
    found = [
        f"{at(s, call)} {dotted(call.func)}"
        for s in KHLANG
        if not s.under("khlang/platform/clock.py", "khlang/faces")
        for call in ast.walk(s.tree)
        if isinstance(call, ast.Call) and CLOCK_CALLS.search(dotted(call.func))
    ]
    complaints(found, "Dates and instants come in the Envelope; only khlang/platform/clock.py asks what time it is.")


def test_no_column_fills_itself_from_the_clock():
    found = [
        f"{at(s, word)} {word.arg}"
        for s in KHLANG
        for call in ast.walk(s.tree)
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg in ("auto_now", "auto_now_add")
    ]
    complaints(found, "auto_now reads a clock below the faces; write the instant of the Envelope.")


def asks_for_the_vendor(node: ast.AST) -> bool:
    """`connection.vendor`, or comparing anything with the name of a database; naming one in a text is no question."""
    if isinstance(node, ast.Attribute):
        return node.attr == "vendor"
    compared = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    if isinstance(node, ast.MatchValue):
        compared = [node.value]
    if isinstance(node, ast.Call) and dotted(node.func).endswith(("startswith", "endswith")):
        compared = node.args
    named = (leaf.value for value in compared for leaf in ast.walk(value) if isinstance(leaf, ast.Constant))
    return any(isinstance(name, str) and name.startswith(("sqlite", "postgres")) for name in named)


def test_only_platform_db_asks_which_database_it_is():
    found = [
        at(s, node)
        for s in KHLANG
        if not s.under("khlang/platform/db", "khlang/platform/settings")
        for node in ast.walk(s.tree)
        if asks_for_the_vendor(node)
    ]
    complaints(found, "Ask a function of khlang.platform.db instead of asking which database this is.")


@pytest.mark.parametrize(
    "question",
    ["connection.vendor", 'x == "sqlite"', '"postgresql" != x', 'engine.endswith("sqlite3")', 'x in ("postgresql",)'],
)
def test_a_question_for_the_vendor_is_recognised(question):
    assert any(map(asks_for_the_vendor, ast.walk(ast.parse(question))))


def test_no_money_is_kept_as_float_or_decimal():
    found = [
        f"{at(s, call)} {dotted(call.func)}"
        for s in KHLANG
        for call in ast.walk(s.tree)
        if isinstance(call, ast.Call) and dotted(call.func).split(".")[-1] in ("FloatField", "DecimalField")
    ]
    complaints(found, "Money is integer satang in a BigIntegerField.")


@pytest.mark.parametrize("floor", ["core", "standards", "spine", "office"])
def test_no_float_where_money_is_handled(floor):
    found = []
    for s in sources(f"khlang/{floor}"):
        for node in ast.walk(s.tree):
            called = isinstance(node, ast.Name) and node.id == "float"
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if called or literal:
                found.append(at(s, node))
    complaints(found, "No float touches the accounts: satang are int, shares are computed with // and %.")


def test_core_divides_by_whole_numbers_only():
    found = [
        at(s, node)
        for s in sources("khlang/core")
        for node in ast.walk(s.tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    ]
    complaints(found, "`/` makes a float; use // and say where the rest goes.")


def test_only_the_console_prints():
    found = [
        at(s, call)
        for s in KHLANG
        if not s.under("khlang/faces/cli")
        for call in ast.walk(s.tree)
        if isinstance(call, ast.Call) and dotted(call.func) in ("print", "pprint", "breakpoint")
    ]
    complaints(found, "Return a value or log; only khlang/faces/cli prints.")


def test_nothing_is_left_for_later():
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "NotImplemented" + "Error")
    later = re.compile(r"\b(" + "|".join(marks) + r")\b")
    found = [
        f"  {s.path}:{number} {line.strip()}"
        for s in KHLANG + sources("tests")
        for number, line in enumerate(s.text.splitlines(), 1)
        if later.search(line)
    ]
    complaints(found, "What is not done is not begun: finish it or open an issue, and leave no mark in the source.")


def test_every_test_asserts_something():
    """A test without assert, raises or a named check proves nothing."""
    proofs = re.compile(r"\b(assert|raises|check|complaints|expect|refus|verify|run_state_machine|scenario)\w*")
    found = [
        f"{at(s, f)} {f.name}"
        for s in sources("tests")
        for f in functions(s)
        if f.name.startswith("test_") and not proofs.search(ast.unparse(f.body))
    ]
    complaints(found, "A test asserts something.")
