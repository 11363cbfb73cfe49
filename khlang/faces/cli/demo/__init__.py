"""`khlang demo`: builds อบต. ทุ่งทอง, its October 2567 and two outages of November through the commands, then serves it.

The same tables always make the same office: what is told by data/*.csv and data/*.toml happens in that order, each
step by the person whose duty it is, on its own business date. A build that was interrupted goes on where it stopped,
because every command has an id of its own.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from datetime import date

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError

from khlang import standards
from khlang.core.calendar import format_date
from khlang.faces.cli.demo import country, founding, october, passwords
from khlang.faces.cli.demo.stage import FINISHED, Stage, command_id, office
from khlang.platform import tenancy
from khlang.platform.db import connections, guards, journal
from khlang.spine.organisations import queries as organisations

ORGANISATION = "DEMO"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds `--fresh`, `--country`, `--share` and `--no-serve`."""
    parser.add_argument("--fresh", action="store_true", help="begin again: empties a database that holds the demo only")
    parser.add_argument(
        "--country", action="store_true", help="the whole country around it: 7,850 local governments, 22,000 units"
    )
    parser.add_argument("--share", type=float, default=1.0, help="--country: the part of it to build (1.0: all)")
    parser.add_argument("--no-serve", action="store_true", help="build only")


def run(options: argparse.Namespace) -> int:
    """Builds what is missing, prints the logins, serves. Refuses a production installation and anybody else's books."""
    if settings.PRODUCTION:
        print("สำนักงานสาธิตสร้างในระบบจริงไม่ได้ · the demo is never built on a production installation")
        return 1
    with connections.as_owner():
        call_command("migrate", interactive=False, verbosity=0)
    foreign = sorted(organisations.codes() - _own_codes())[:10]
    if foreign:
        print(f"ฐานข้อมูลนี้มีหน่วยงานอื่นอยู่แล้ว · this database holds other organisations: {', '.join(foreign)}")
        return 1
    if options.fresh:
        _clear()
    if is_here():
        print("มีสำนักงานสาธิตอยู่แล้ว (--fresh เพื่อสร้างใหม่) · the demo is there (--fresh to build it anew)")
    else:
        started = time.monotonic()
        build(told=lambda day: print(f"  {format_date(day)}", flush=True))
        print(f"  เสร็จใน {time.monotonic() - started:.1f} วินาที · built")
    if options.country:
        made = country.build(share=options.share, progress=lambda line: print(f"  {line}", flush=True))
        print("  " + " · ".join(f"{what} {count:,}" for what, count in made.items()))
    if options.no_serve:
        print("\n".join(("", *logins())))
        return 0
    return _serve()


def _own_codes() -> set[str]:
    return {row["code"] for row in office()["organisation"]} | {
        body.code for bodies in country.plan() for body in bodies
    }


def _clear() -> None:
    """Empty the database of the demo; the guards step aside for it and come back."""
    with connections.as_owner():
        guards.drop()
        call_command("flush", interactive=False, verbosity=0)
        guards.install()


def _serve() -> int:
    from khlang.faces.cli import serve

    parser = argparse.ArgumentParser()
    serve.configure(parser)
    return serve.run(parser.parse_args([]))


def build(*, told: Callable[[date], None] = lambda day: None) -> Stage:
    """Make the organisations, people and books of the demo; returns the stage with its identifiers."""
    stage = Stage()
    founding.found(stage)
    founding.ordain(stage)
    founding.open_books(stage)
    founding.promulgate(stage)
    october.live(stage, told)
    return stage


def is_here() -> bool:
    """Whether this database holds the complete demo."""
    try:
        if not organisations.exists(code=ORGANISATION):
            return False
        org = organisations.get(code=ORGANISATION).id
        with tenancy.scope(org):
            return journal.find(org=org, command_id=command_id(ORGANISATION, FINISHED)) is not None
    except DatabaseError:
        return False


def choose_business_date() -> None:
    """On the demo, unless another was chosen, today is the last day of its tables: in this process and its workers."""
    if not settings.PRODUCTION and not settings.BUSINESS_DATE and is_here():
        chosen = office()["last_day"].isoformat()
        os.environ["KHLANG_BUSINESS_DATE"] = chosen
        settings.BUSINESS_DATE = chosen


def logins() -> Iterator[str]:
    """The table of accounts (user name, password, role, name), a line each, and what to try; nothing when this is not the
    demo."""
    if not is_here():
        return
    yield f"{'ผู้ใช้ · user':<16}{'รหัสผ่าน · password':<30}{'บทบาท · role'}"
    for row in office()["person"]:
        role = standards.duties().role(row["role"]).name_th
        shown = f"{role} · {row['name_th']}" + ("" if row["org"] == ORGANISATION else f" ({row['org']})")
        yield f"{row['username']:<16}{passwords.of(row['username']):<30}{shown}"
    yield ""
    yield "ระบบล่มเช้านี้: ลองซ้อมที่หน้า /continuity/practice/ · the system is down this morning: rehearse it there"
