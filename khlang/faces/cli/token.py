"""`khlang token`: keys to the API, made in the name of a person, shown once, revoked at once."""

import argparse
import sys
from datetime import timedelta
from uuid import uuid4

from khlang.core.calendar import parse_date
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import clock, tenancy
from khlang.platform.commands import Envelope
from khlang.spine.access import commands as access
from khlang.spine.access import queries as people
from khlang.spine.access import tokens
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

_USUAL_DAYS = 90


def configure(parser: argparse.ArgumentParser) -> None:
    """Three things that can be done, all within one organisation."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="create|list|revoke")
    create = actions.add_parser("create", help="ออกโทเคนของบุคคล แสดงครั้งเดียว · make a token, shown once")
    create.add_argument("--user", required=True, help="ชื่อผู้ใช้ · user name")
    create.add_argument("--label", required=True, help="ใช้ทำอะไร · what it is for")
    create.add_argument("--expires", metavar="YYYY-MM-DD", help=f"วันหมดอายุ (ปกติ {_USUAL_DAYS} วัน) · last day")
    listing = actions.add_parser("list", help="รายการโทเคน · tokens of the organisation")
    revoke = actions.add_parser("revoke", help="ยกเลิกโทเคนทันที · end a token at once")
    revoke.add_argument("prefix", metavar="KHL_…", help="ตัวอักษรขึ้นต้นของโทเคน · how the token begins")
    for each in (create, listing, revoke):
        each.add_argument("--org", metavar="CODE", required=True, help="รหัสหน่วยงาน · organisation")
        each.add_argument("--lang", default="th", choices=("th", "en"), help="ภาษา · language")


def run(options: argparse.Namespace) -> int:
    """0, or 2 and the reason on standard error."""
    try:
        organisation = organisations.get(code=options.org)
        with tenancy.scope(organisation.id):
            {"create": _create, "list": _list, "revoke": _revoke}[options.action](options, organisation.id)
    except (Refusal, Refusals) as refused:
        for refusal in refused.errors if isinstance(refused, Refusals) else (refused,):
            print(message(f"refusal.{refusal.code}", options.lang, **refusal.facts), file=sys.stderr)
        return 2
    return 0


def _envelope(person_id: int, org: int) -> Envelope:
    """Whoever may use the console of the installation acts here in the name of the token's owner."""
    actor = people.actor(person_id=person_id, org_id=org, on=clock.today())
    return Envelope(actor=actor, org=org, command_id=uuid4(), today=clock.today(), now=clock.now())


def _create(options: argparse.Namespace, org: int) -> None:
    person = people.by_username(username=options.user)
    today = clock.today()
    last = parse_date(options.expires, today=today, field="expires_on") if options.expires else None
    secret = tokens.new_secret()
    data = {"label": options.label, "expires_on": last or today + timedelta(days=_USUAL_DAYS), "secret": secret}
    access.create_token(envelope=_envelope(person.id, org), data=data)
    print(message("token.shown_once", options.lang), file=sys.stderr)
    print(secret)


def _list(options: argparse.Namespace, org: int) -> None:
    for row in people.tokens():
        ended = row.revoked_at is not None or row.expires_at <= clock.now()
        state = message("token.ended" if ended else "token.live", options.lang)
        last = row.expires_at.astimezone(clock.BANGKOK).date().isoformat()
        print(f"{row.prefix}  {last}  {state}  {row.person.username}  {row.label}")


def _revoke(options: argparse.Namespace, org: int) -> None:
    wanted = tokens.prefix(options.prefix)
    row = next((row for row in people.tokens() if row.prefix == wanted), None)
    if row is None:
        raise Refusal("token_not_found")
    try:
        envelope = _envelope(row.person_id, org)
    except Refusal:  # the owner has left: whoever issues tokens may end this one
        envelope = _envelope(_issuer(), org)
    access.revoke_token(envelope=envelope, data={"token_id": row.id})
    print(message("token.revoked", options.lang, prefix=row.prefix))


def _issuer() -> int:
    holder = next(iter(people.who_holds(duty="token.issue", on=clock.today())), None)
    if holder is None:
        raise Refusal("no_role_on_day")
    return holder.person_id
