"""`khlang nightly`: what is done every night, for a timer: a fresh continuity kit for every organisation, and what is over
is deleted (standards/retention.toml).

Run twice a day it makes nothing twice: an organisation whose last kit is of today is passed over.
"""

import argparse
import sys
from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from khlang.bridges.continuity import queries as continuity
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.cli import pack
from khlang.platform import clock, tenancy
from khlang.platform.clock import day_of
from khlang.spine.access import retention


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds `--quiet`."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")


def run(options: argparse.Namespace) -> int:
    """Makes the kits that are due; 2 when one could not be made, the others are made all the same."""
    made = failed = 0
    for organisation in pack.with_books():
        try:
            made += _kit(organisation)
        except (Refusal, Refusals) as refused:
            failed += 1
            print(f"{organisation.code}: {pack.said(refused)}", file=sys.stderr)
    gone = purge(now=clock.now())
    if not options.quiet:
        print("purged: " + ", ".join(f"{key} {count}" for key, count in gone.items()))
        print(f"kit: {made}")
    return 2 if failed else 0


def purge(*, now: datetime) -> dict[str, int]:
    """Delete what is over; how many rows of each kind."""
    kept = Session.objects.count()
    SessionStore.clear_expired()
    return {**retention.purge(now=now), "browser_sessions": kept - Session.objects.count()}


def _kit(organisation: object) -> int:
    with tenancy.scope(organisation.id):  # type: ignore[attr-defined]
        last = continuity.latest_kit()
    if last is not None and day_of(last.taken_at) >= clock.today():
        return 0
    pack.make(organisation=organisation, nightly=True)
    return 1
