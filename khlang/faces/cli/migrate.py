"""`khlang migrate`: creates the database or brings it up to this version; the guards are installed with it."""

import argparse

from django.core.management import call_command


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds `--quiet`."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")


def run(options: argparse.Namespace) -> int:
    """Applies every migration; post_migrate installs the guards of the database."""
    call_command("migrate", interactive=False, verbosity=0 if options.quiet else 1)
    return 0
