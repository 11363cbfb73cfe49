"""A module of documents as Django starts it: what stands on its shelf is made known, by the names of its files."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule


class Module(AppConfig):
    """Base of the AppConfig of a module. Its `constraints` say what the database's refusals are called: the name of the
    constraint, its «table.column» (for SQLite; "" for a CHECK) and the code of the refusal."""

    constraints: tuple[tuple[str, str, str], ...] = ()

    def ready(self) -> None:
        """Registers the commands; declares lifecycles, citations, screens, checks and constraints, where there are any."""
        from khlang.platform import screens
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import citations, lifecycles, verification

        self._of("commands", "__all__")
        lifecycles.declare(*self._of("lifecycle", "LIFECYCLES"))
        citations.declare(*self._of("citations", "CITATIONS"))
        screens.declare(*self._of("screens", "SCREENS"))
        verification.CHECKS.update(self._of("verification", "CHECKS"))
        for constraint, columns, code in self.constraints:
            name_constraint(constraint=constraint, columns=columns, code=code)

    def _of(self, file: str, name: str) -> Any:
        """What a file of the shelf declares under a name; nothing when the module has no such file."""
        if not module_has_submodule(self.module, file):
            return ()
        return getattr(import_module(f"{self.name}.{file}"), name, ())
