"""Every write of the register of taxpayers, one function a use case."""

from khlang.office.taxpayers.commands.assessments import cancel, save, supersede
from khlang.office.taxpayers.commands.importing import import_assessments

__all__ = ["cancel", "import_assessments", "save", "supersede"]
