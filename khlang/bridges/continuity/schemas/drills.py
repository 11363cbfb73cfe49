"""What a rehearsal is begun and ended with."""

from khlang.platform.inputs import Identifier, Input


class StartDrill(Input):
    """The practice copy in which it takes place."""

    practice_org: Identifier


class FinishDrill(Input):
    """The rehearsal that is over."""

    drill_id: Identifier
