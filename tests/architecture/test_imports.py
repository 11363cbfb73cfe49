"""What a module keeps to itself. The floors and the order inside them are import-linter's (pyproject.toml)."""

import ast

from tests.architecture.source import SPINE_OR_OFFICE, imports, sources

#: What others may import of a module of the office.
COUNTER = ("commands", "queries", "acts", "choices", "prints")
#: What others may not import of a module of the spine, which exists to be built upon, nor of a bridge.
PRIVATE = ("models", "facts", "screens")
SHELF = {
    "__init__", "apps", "lifecycle", "schemas", "facts", "models", "commands", "queries", "acts", "choices", "screens",
    "contents", "directories", "prints", "citations", "verification", "importing", "template",
}  # fmt: skip


def owner(module: str) -> str:
    """khlang.office.revenue.models.receipts belongs to khlang.office.revenue."""
    return ".".join(module.split(".")[:3])


def part(name: str) -> str:
    """ "models" of khlang.office.revenue.models.Receipt; "" of what is no part of a module."""
    parts = name.split(".")
    return parts[3] if name.startswith(SPINE_OR_OFFICE) and len(parts) > 3 else ""


def private_part(name: str) -> str:
    """The part that a name lies in, when others may not import it; "" when they may."""
    found = part(name)
    closed = found not in COUNTER if name.startswith("khlang.office.") else found in PRIVATE
    return found if closed else ""


def test_a_module_is_entered_by_its_counter():
    """Generic pages read every module's screens: those are declarations made for them. A paper made by hand becomes the
    input of a command: its kind reads the schemas."""
    found = sorted(
        {
            f"  {source.path}:{line} imports {name}"
            for source in sources("khlang")
            for line, name in imports(source)
            if (closed := private_part(name)) and owner(source.module) != owner(name)
            if not (closed == "screens" and source.under("khlang/faces"))
            if not (closed == "schemas" and source.under("khlang/bridges/continuity/papers"))
        }
    )
    advice = (
        f"Another module of the office is entered by {', '.join(COUNTER)} (ARCHITECTURE.md, the shelf of a module)."
    )
    assert not found, "\n".join([advice, *found])


def test_a_module_lists_what_stands_beyond_its_shelf():
    """The docstring of the package names every file that others would not expect."""
    said = {s.module: ast.get_docstring(s.tree) or "" for s in sources("khlang")}
    found = [
        f"  {source.path}"
        for source in sources("khlang")
        if source.under("khlang/office", "khlang/spine") and len(source.module.split(".")) == 4
        if (name := source.module.rpartition(".")[2]) not in SHELF
        if not source.path.endswith("__init__.py") and f"`{name}" not in said[owner(source.module)]
    ]
    assert not found, "\n".join(["The __init__.py of the module says in a line what the file is for.", *found])


def test_lifecycles_and_schemas_are_pure():
    """They are values: they may be read without a database, a settings module or Django itself."""
    found = [
        f"  {source.path}:{line} imports {name}"
        for source in sources("khlang")
        if source.module.rpartition(".")[2] in ("lifecycle", "schemas")
        for line, name in imports(source)
        if name.split(".")[0] == "django" or part(name) in PRIVATE
    ]
    assert not found, "\n".join(["lifecycle.py and schemas.py import neither Django nor models.", *found])


def test_core_uses_the_standard_library_only():
    import sys

    found = [
        f"  {source.path}:{line} imports {name}"
        for source in sources("khlang/core")
        for line, name in imports(source)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("khlang.core") and name != "khlang"
    ]
    assert not found, "\n".join(["khlang.core needs nothing but Python.", *found])
