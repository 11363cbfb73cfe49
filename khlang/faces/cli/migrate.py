"""`khlang migrate`: creates the database or brings it up to this version; the guards are installed with it."""

import argparse

from django.core.management import call_command

from khlang.platform.db import connections


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds `--quiet`."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")


def run(options: argparse.Namespace) -> int:
    """Applies every migration as the owner; post_migrate installs guards and policies and gives the application its rights."""
    with connections.as_owner():
        call_command("migrate", interactive=False, verbosity=0 if options.quiet else 1)
    return 0
