"""`khlang privacy`: what the law asks of whoever answers for personal data (PDPA ss. 30, 37(3); docs/security/privacy.md).

`purge` takes what is past its time off the logs that the application itself cannot shorten; `export` makes the copy that a data
subject may ask for.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TextIO
from uuid import uuid4

from khlang.core import thai
from khlang.core.money import plain_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import clock, tenancy
from khlang.platform.commands import Envelope
from khlang.platform.db import connections, shortening
from khlang.spine.access import disclosure, retention
from khlang.spine.access import queries as people
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties
from khlang.standards import message


def configure(parser: argparse.ArgumentParser) -> None:
    """Two things that can be done."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="purge|export")
    purge = actions.add_parser("purge", help="ลบบันทึกที่พ้นกำหนดเก็บ ปกติแสดงอย่างเดียว · lines of logs past their time")
    purge.add_argument("--do", action="store_true", help="ลบจริง · take them off; without it nothing is changed")
    _configure_export(actions.add_parser("export", help="สำเนาข้อมูลให้เจ้าของข้อมูล · a copy for a data subject"))
    purge.add_argument("--order", default="", help="เลขที่คำสั่งหรือหนังสือที่ให้ลบ · the written order, needed with --do")


def _configure_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("--org", metavar="CODE", required=True, help="รหัสหน่วยงาน · organisation")
    export.add_argument("--by", metavar="USERNAME", required=True, help="เจ้าหน้าที่ผู้ส่งออก · who makes the copy")
    export.add_argument("--reason", required=True, help="เหตุผลหรือเลขที่คำขอ · the reason or number of the request")
    whose = export.add_mutually_exclusive_group(required=True)
    whose.add_argument("--user", metavar="USERNAME", help="ผู้มีบัญชีผู้ใช้ · somebody with an account")
    whose.add_argument(
        "--party", metavar="ID", type=int, help="รายการในทะเบียนผู้ชำระเงินและผู้รับเงิน · an entry of the register"
    )
    whose.add_argument(
        "--number", action="store_true", help="พิมพ์เลขประจำตัวเมื่อถาม · the national number is asked for, unseen"
    )
    export.add_argument("--whole", action="store_true", help="เลขและบัญชีธนาคารเต็ม · numbers and bank accounts whole")
    export.add_argument("--out", metavar="FILE", required=True, help="แฟ้ม JSON ที่สร้าง ต้องยังไม่มี · a new JSON file")


def run(options: argparse.Namespace) -> int:
    """0, or 2 and the reason on standard error."""
    try:
        return {"purge": _purge, "export": _export}[options.action](options)
    except (Refusal, Refusals) as refused:
        for refusal in refused.errors if isinstance(refused, Refusals) else (refused,):
            print(message(f"refusal.{refusal.code}", "th", **refusal.facts), file=sys.stderr)
        return 2


def _purge(options: argparse.Namespace) -> int:
    """As the owner of the database: show, or take off and leave the line that says so."""
    if options.do and not options.order.strip():
        raise Refusal("purge_order_required")
    now = clock.now()
    with connections.as_owner(), tenancy.unscoped():
        if not all(shortening.may_take(model) for model in retention.LOGS.values()):
            raise Refusal("purge_not_owner")
        if options.do:
            _say(retention.shorten(now=now, order=options.order.strip()))
            print("taken off; the security log says so")
            return 0
        with shortening.opened(*(model._meta.db_table for model in retention.LOGS.values())):
            _say({log: shortening.look(retention.over(log=log, now=now)) for log in retention.LOGS})
    print("nothing was changed; --do --order takes them off")
    return 0


def _say(gone: Mapping[str, shortening.Gone]) -> None:
    """Each log with the lines of every day and the digest of all."""
    for log, each in gone.items():
        since = f", since {min(each.days).isoformat()}, sha256 {each.digest}" if each.days else ""
        print(f"{log}: {each.lines} lines{since}")
        for day, count in each.days.items():
            print(f"    {day.isoformat()} {count}")


def _export(options: argparse.Namespace) -> int:
    """Everything about one person in one organisation into a new file that only its maker may read."""
    organisation = organisations.get(code=options.org)
    with _new_file(options.out) as file, tenancy.scope(organisation.id):
        maker = people.by_username(username=options.by)
        actor = people.actor(person_id=maker.id, org_id=organisation.id, on=clock.today())
        envelope = Envelope(
            actor=actor, org=organisation.id, command_id=uuid4(), today=clock.today(), now=clock.now()
        )  # fmt: skip
        subject, what = (_party(options), "party") if not options.user else (_account(options), "person")
        disclosure.admit(
            envelope=envelope, what=what, subjects=(subject.id,), reason=options.reason, whole=options.whole
        )  # fmt: skip
        told = disclosure.of_account(person=subject) if options.user else _of_party(subject, whole=options.whole)
        head = {
            "organisation": organisation.name_th,
            "made_at": clock.now(),
            "made_by": maker.name_th,
            "reason": options.reason,
        }
        json.dump({**head, **told}, file, ensure_ascii=False, indent=2, default=_plain)
        file.write("\n")
    print(f"{options.out}: {', '.join(f'{key} {len(rows)}' for key, rows in told.items() if isinstance(rows, list))}")
    return 0


def _account(options: argparse.Namespace) -> Any:
    """The account; one of another home is for the office that answers for it. Refusal: person_not_found."""
    found = people.by_username(username=options.user)
    if found.home_id != tenancy.current_org():
        raise Refusal("person_not_found", field="user")
    return found


def _party(options: argparse.Namespace) -> Any:
    """The entry of the register; a number is never an argument, for shells write those down. Refusal: party_not_found."""
    if options.party:
        return parties.get(party_id=options.party)
    number = thai.clean_national_number(getpass.getpass("เลขประจำตัว · national number: "))
    found = parties.by_numbers(numbers=[number]).get(number)
    if found is None:
        raise Refusal("party_not_found", field="number")
    return found


def _of_party(party: Any, *, whole: bool) -> Mapping[str, Any]:
    """The entry with its bank accounts, and every document that names it."""
    fields = ("kind", "name", "address", "phone", "email", "note", "vat_registered", "active")
    number = party.national_number
    accounts = [
        {"bank": each.bank_code, "branch": each.branch, "number": _shown(each.account_no, whole=whole), "name": each.account_name,
         "in_force": each.in_force, "confirmed_on": each.confirmed_on, "superseded_on": each.superseded_on}
        for each in parties.every_account(party_id=party.id)
    ]  # fmt: skip
    named = [
        {"kind": each.kind, "number": each.number or "", "date": each.document_date, "title": each.title,
         "amount": plain_baht(each.amount), "state": each.state}
        for each in documents.of_party(party_id=party.id).iterator()
    ]  # fmt: skip
    return {
        "party": {each: getattr(party, each) for each in fields}
        | {"national_number": number if whole else thai.masked_national_number(number)},
        "bank_accounts": accounts, "documents": named, "reads": disclosure.reads_of(subject=party.id),
    }  # fmt: skip


def _shown(number: str, *, whole: bool) -> str:
    return number if whole else "x" * max(0, len(number) - 3) + number[-3:]


@contextmanager
def _new_file(path: str) -> Iterator[TextIO]:
    """A new file, readable by its maker alone, there before anything is told or written down; gone again when the copy fails.

    Refusals: export_file_exists, export_file_not_made.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refusal("export_file_exists", path=path) from None
    except OSError:
        raise Refusal("export_file_not_made", path=path) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            yield file
    except BaseException:
        os.unlink(path)
        raise


def _plain(value: Any) -> str:
    """Instants in Bangkok's time, everything else as it writes itself."""
    return value.astimezone(clock.BANGKOK).isoformat() if isinstance(value, datetime) else str(value)
