"""A key of a program that something befell, in words for its owner: which one, where, when and why."""

from khlang.core import calendar
from khlang.platform import clock
from khlang.spine.access.queries import ApiToken
from khlang.standards import message


def told(token: ApiToken, lang: str) -> str:
    """The sentence that the first page after a log-in and the account page say."""
    assert token.revoked_at is not None  # it has ended
    at = token.revoked_at.astimezone(clock.BANGKOK)
    day = calendar.format_date(at.date(), english=lang == "en")
    office = token.org.name_en if lang == "en" and token.org.name_en else token.org.name_th
    return message(
        "entrance.key_ended", lang, label=token.label, prefix=token.prefix, organisation=office, at=f"{day} {at:%H:%M}",
        why=message(f"token.why.{token.end_reason}", lang),
    )  # fmt: skip
