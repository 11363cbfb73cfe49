"""`khlang serve`: serves the pages and the API by granian over WSGI; static files come from whitenoise."""

import argparse
import io
import os
import socket

from django.conf import settings
from django.core.management import call_command

from khlang.faces.cli import demo

DEFAULT_PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the address and how many processes and threads answer."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help=f"port ({DEFAULT_PORT}; the next free one when it is taken)")
    parser.add_argument("--workers", type=int, default=1, help="processes (1; one a core for many offices)")
    parser.add_argument("--threads", type=int, default=4, help="threads a process (4)")


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted.

    A port asked for by name must be free; without one the first free port from 8000 on is taken, so that a second
    demo beside the first simply works.
    """
    from granian import Granian
    from granian.constants import Interfaces

    port = options.port or _free_port(options.host)
    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)
    call_command("check", stdout=io.StringIO())  # a fault stops here, not in every worker again and again
    os.environ["DJANGO_SETTINGS_MODULE"] = settings.SETTINGS_MODULE
    demo.choose_business_date()
    _greet(options.host, port)
    Granian(
        "khlang.faces.wsgi:application",
        address=options.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()
    return 0


def _free_port(host: str) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(DEFAULT_PORT, DEFAULT_PORT + 100):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise SystemExit(f"no free port from {DEFAULT_PORT} to {DEFAULT_PORT + 99}")


def _greet(host: str, port: int) -> None:
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
    print(f"\n  คลัง · Khlang   http://{shown}:{port}/", flush=True)
    if settings.BUSINESS_DATE:
        print(f"  วันที่ทำการ · business date   {settings.BUSINESS_DATE}", flush=True)
    for line in () if settings.PRODUCTION else demo.logins():
        print(f"  {line}", flush=True)
    print(flush=True)
