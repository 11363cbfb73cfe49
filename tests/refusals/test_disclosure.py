"""Copies and purges refused, in words. What they do stands in tests/privacy/test_export.py and test_purge.py."""

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Actor
from khlang.spine.access import disclosure
from tests.household import envelope, found
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal

OFFICER = Actor(id=5, name="ปลัด", duties=frozenset({disclosure.DUTY}))


@pytest.mark.django_db
def test_a_copy_needs_a_reason() -> None:
    org = found("DEMO")
    with refused("export_reason_required", field="reason", least=10), tenancy.scope(org):
        disclosure.admit(envelope=envelope(org, actor=OFFICER), what="party", subjects=(7,), reason="ขอดู")


@pytest.mark.parametrize(
    "code", ["purge_order_required", "purge_not_owner", "export_file_exists", "export_file_not_made"]
)
def test_the_words(code: str) -> None:
    facts = {"path": "a.json"} if code.startswith("export_file") else {}
    check_refusal(Refusal(code, **facts), code, **facts)
