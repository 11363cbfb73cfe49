"""What a module keeps to itself. The floors and the order inside them are import-linter's (pyproject.toml)."""

from tests.architecture.source import SPINE_OR_OFFICE, imports, sources

PRIVATE = ("models", "facts", "screens")


def owner(module: str) -> str:
    """khlang.office.revenue.models.receipts belongs to khlang.office.revenue."""
    return ".".join(module.split(".")[:3])


def private_part(name: str) -> str:
    """ "models" of khlang.office.revenue.models.Receipt; "" when the name is nobody's private part."""
    parts = name.split(".")
    return parts[3] if name.startswith(SPINE_OR_OFFICE) and len(parts) > 3 and parts[3] in PRIVATE else ""


def test_models_facts_and_screens_are_private():
    """Generic pages read every module's screens: those are declarations made for them."""
    found = sorted(
        {
            f"  {source.path}:{line} imports {name}"
            for source in sources("khlang")
            for line, name in imports(source)
            if (part := private_part(name)) and owner(source.module) != owner(name)
            if not (part == "screens" and source.under("khlang/faces"))
        }
    )
    assert not found, "\n".join(["Another module is asked through its queries and told through its commands.", *found])


def test_lifecycles_and_schemas_are_pure():
    """They are values: they may be read without a database, a settings module or Django itself."""
    found = [
        f"  {source.path}:{line} imports {name}"
        for source in sources("khlang")
        if source.module.rpartition(".")[2] in ("lifecycle", "schemas")
        for line, name in imports(source)
        if name.split(".")[0] == "django" or private_part(name)
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
