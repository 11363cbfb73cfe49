"""`khlang pack`: makes the continuity kit of one organisation, or of all, and writes its two files to a folder."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from khlang.bridges.continuity import commands as continuity
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import clock, tenancy
from khlang.platform.commands import Actor, Envelope
from khlang.spine.documents import commands as documents
from khlang.spine.documents import queries
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

_MAKER = frozenset({"kit.make"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds which organisation, and where the files go."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--org", metavar="CODE", help="รหัสหน่วยงาน · organisation")
    which.add_argument("--all", action="store_true", help="ทุกหน่วยงาน · every organisation with books")
    parser.add_argument("--out", metavar="DIR", default=".", help="โฟลเดอร์ปลายทาง · where to write (.)")


def run(options: argparse.Namespace) -> int:
    """Makes and writes the kits; 2 when one could not be made, the others are made all the same."""
    try:
        wanted = with_books() if options.all else (organisations.get(code=options.org),)
    except Refusal as refusal:
        print(said(refusal), file=sys.stderr)
        return 2
    failed = 0
    for organisation in wanted:
        try:
            for path in _packed(organisation, Path(options.out)):
                print(path)
        except (Refusal, Refusals) as refused:
            failed += 1
            print(f"{organisation.code}: {said(refused)}", file=sys.stderr)
        except OSError as error:
            print(message("report.cannot_write", file=options.out, why=error.strerror), file=sys.stderr)
            return 2
    return 2 if failed else 0


def with_books() -> Sequence[Any]:
    """Every organisation that keeps books of its own: no provincial office, no department, no copy to practise in."""
    without = organisations.WITHOUT_BOOKS
    return [each for each in organisations.everyone() if each.kind not in without and each.practice_of_id is None]


def make(*, organisation: Any, nightly: bool = False) -> int:
    """Make the kit of an organisation in the name of the machine; its document. Refusals: those of `kit.make`."""
    envelope = Envelope(
        actor=Actor(0, message("kit.nightly_actor"), _MAKER), org=organisation.id, command_id=uuid4(),
        today=clock.today(), now=clock.now(),
    )  # fmt: skip
    made = continuity.make_kit(envelope=envelope, data={"nightly": nightly})
    assert made.document_id is not None
    return made.document_id


def said(refused: Refusal | Refusals) -> str:
    """A refusal in Thai, several joined."""
    errors = refused.errors if isinstance(refused, Refusals) else (refused,)
    return " ".join(message(f"refusal.{each.code}", **dict[str, Any](each.facts)) for each in errors)


def _packed(organisation: Any, folder: Path) -> list[Path]:
    document_id = make(organisation=organisation)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with tenancy.scope(organisation.id):
        for kept in queries.attachments(document_id=document_id):
            path = folder / f"{organisation.code} {kept.name}"
            path.write_bytes(documents.content(attachment_id=kept.id)[1])
            written.append(path)
    return sorted(written)
