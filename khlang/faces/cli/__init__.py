"""The console command `khlang`: one file a subcommand, in this folder.

A subcommand module has `configure(parser)`, which adds its arguments, and `run(options) -> int`, which does the work
and returns the exit code. `SUBCOMMANDS` is the table of contents; a module is imported only when its command is called,
after Django is set up, so `khlang --help` answers at once.
"""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from types import ModuleType

SUBCOMMANDS = {
    "serve": "ให้บริการหน้าเว็บและ API · serve the pages and the API",
    "demo": "สร้างสำนักงานสาธิต · build the demo office",
    "check": "ตรวจตารางกติกา การติดตั้ง และความปลอดภัย · check declarations, guards and settings",
    "audit": "ตรวจไลบรารีที่ใช้และช่องโหว่ที่ทราบแล้ว · audit the libraries of the lock",
    "verify": "ตรวจบัญชี เลขที่ และร่องรอยทั้งหมด · verify books, numbers and the trail",
    "report": "ออกรายงานและทะเบียน · print a report or register",
    "pack": "จัดทำชุดเอกสารสำรอง · make the continuity kit",
    "nightly": "งานกลางคืน: ชุดเอกสารสำรองของทุกหน่วยงาน · nightly: a kit for every organisation",
    "bench": "วัดความเร็ว · measure the speed",
    "migrate": "สร้างหรือปรับฐานข้อมูล · create or upgrade the database",
    "privacy": "ข้อมูลส่วนบุคคล: สำเนาให้เจ้าของข้อมูล ลบบันทึกที่พ้นกำหนด · copies for data subjects, logs past their time",
    "token": "ออกหรือยกเลิกโทเคนของ API · issue or revoke API tokens",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; returns its exit code.

    Two options stand before or after every subcommand's own: `--database` and `--business-date`. They set the
    environment (docs/settings.md) before Django reads it.
    """
    shared, rest = _shared_options().parse_known_args(sys.argv[1:] if arguments is None else list(arguments))
    overview = _overview()
    if not rest or rest[0] in ("-h", "--help"):
        overview.print_help()
        return 0 if rest else 2
    name = rest[0]
    if name not in available():
        overview.error(f"unknown command {name!r}; khlang --help lists them")
    _set_up(shared)
    command = _module(name)
    parser = argparse.ArgumentParser(
        prog=f"khlang {name}",
        description=SUBCOMMANDS[name],
        parents=[_shared_options()],
        conflict_handler="resolve",
        allow_abbrev=False,
    )
    command.configure(parser)
    options = parser.parse_args(rest[1:])
    options.database, options.business_date = shared.database, shared.business_date
    try:
        return int(command.run(options))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (head, a pager) went away: that is no fault. Nothing more can be flushed to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def available() -> tuple[str, ...]:
    """The subcommands of this installation, in the order of the table."""
    return tuple(name for name in SUBCOMMANDS if importlib.util.find_spec(f"{__name__}.{name}"))


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name}")


def _shared_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--database", metavar="URL", help="sqlite:///file or postgresql://user@host/name (KHLANG_DATABASE_URL)"
    )
    parser.add_argument(
        "--business-date", metavar="YYYY-MM-DD", help="today, on a demo or drill instance (KHLANG_BUSINESS_DATE)"
    )
    return parser


def _overview() -> argparse.ArgumentParser:
    width = max(map(len, SUBCOMMANDS)) + 2
    listing = "\n".join(f"  {name:<{width}}{SUBCOMMANDS[name]}" for name in available())
    return argparse.ArgumentParser(
        prog="khlang",
        usage="khlang COMMAND [--database URL] [--business-date YYYY-MM-DD] …",
        description=f"คลัง: ระบบบัญชีขององค์กรปกครองส่วนท้องถิ่น · accounting of Thai local governments\n\n{listing}",
        epilog="khlang COMMAND --help tells more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _set_up(shared: argparse.Namespace) -> None:
    for option, variable in (("database", "KHLANG_DATABASE_URL"), ("business_date", "KHLANG_BUSINESS_DATE")):
        value = getattr(shared, option)
        if value is not None:
            os.environ[variable] = value
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khlang.platform.settings.development")
    import django

    django.setup()
