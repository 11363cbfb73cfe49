"""One-time codes by mail: every limit of them (ASVS V6.5.1-5, V6.6.2-3). Each name of a test is a sentence of the rule."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from khlang.core.refusal import Refusal
from khlang.spine.access import mail_codes
from khlang.spine.access.models import MailCode, Person
from tests.household import NOW, found, hire
from tests.refusals.wording import check_refusal

pytestmark = pytest.mark.django_db
MINE, OTHERS = "session-one", "session-two"


@pytest.fixture
def person() -> Person:
    return hire(found("DEMO"), "malee", "finance_officer")


def sent(person: Person, mailoutbox: list[Any], *, session: str = MINE, at=NOW, purpose: str = "activate") -> str:
    """A code is mailed; the code, as the mail says it."""
    mail_codes.send(person=person, purpose=purpose, email="malee@example.go.th", session=session, now=at, lang="th")
    return re.search(r"\d{4} \d{4}", mailoutbox[-1].body)[0]


def tried(person: Person, code: str, *, session: str = MINE, at=NOW, purpose: str = "activate") -> str:
    """What comes of a try: the mailbox, or the code of the refusal."""
    try:
        return mail_codes.check(person_id=person.id, purpose=purpose, code=code, session=session, now=at)
    except Refusal as refusal:
        check_refusal(refusal, refusal.code, field="code")
        return refusal.code


def wrong(code: str) -> str:
    """Eight digits that are not these."""
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"


def test_eight_digits_prove_the_mailbox(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    assert mailoutbox[0].to == ["malee@example.go.th"]
    assert "รหัสยืนยัน" in mailoutbox[0].subject and "10 นาที" in mailoutbox[0].body
    assert tried(person, code) == "malee@example.go.th"


def test_a_code_may_be_typed_in_thai_digits_and_without_the_gap(person, mailoutbox) -> None:
    code = sent(person, mailoutbox).replace(" ", "").translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert tried(person, code) == "malee@example.go.th"


def test_it_is_kept_as_a_digest_only(person, mailoutbox) -> None:
    code = sent(person, mailoutbox).replace(" ", "")
    kept = " ".join(str(value) for value in MailCode.objects.values().get().values())
    assert code not in kept and MINE not in kept


def test_codes_are_drawn_from_the_random_source_of_the_system(person, mailoutbox, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(mail_codes.secrets, "randbelow", lambda most: asked.append(most) or 42)
    assert sent(person, mailoutbox) == "0000 0042"
    assert asked == [10**8]


def test_it_is_good_for_one_use(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    assert tried(person, code) == "malee@example.go.th"
    assert tried(person, code) == "mail_code_used"


@pytest.mark.parametrize(("after", "comes"), [(599, "malee@example.go.th"), (600, "mail_code_expired")])
def test_it_is_good_for_ten_minutes(person, mailoutbox, after, comes) -> None:
    code = sent(person, mailoutbox)
    assert tried(person, code, at=NOW + timedelta(seconds=after)) == comes


def test_five_tries_and_it_is_burnt(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    assert [tried(person, wrong(code)) for _ in range(5)] == ["mail_code_wrong"] * 4 + ["mail_code_burnt"]
    assert tried(person, code) == "mail_code_burnt"
    assert mail_codes.waiting(person_id=person.id, purpose="activate", session=MINE, now=NOW) is None


def test_the_fifth_try_may_still_be_the_right_one(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    for _ in range(4):
        tried(person, wrong(code))
    assert tried(person, code) == "malee@example.go.th"


def test_the_refusal_says_how_many_tries_are_left(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    with pytest.raises(Refusal) as caught:
        mail_codes.check(person_id=person.id, purpose="activate", code=wrong(code), session=MINE, now=NOW)
    assert caught.value.facts == {"left": 4}


def test_it_is_bound_to_the_session_that_asked_for_it(person, mailoutbox) -> None:
    """รหัสที่ขอในหน้าต่างหนึ่ง ใช้ในอีกหน้าต่างไม่ได้ และผู้อื่นทำให้รหัสของเราเสียไม่ได้."""
    code = sent(person, mailoutbox)
    assert [tried(person, wrong(code), session=OTHERS) for _ in range(9)] == ["mail_code_missing"] * 9
    assert tried(person, code, session=OTHERS) == "mail_code_missing"
    assert tried(person, code) == "malee@example.go.th"


def test_it_is_good_for_what_it_was_sent_for(person, mailoutbox) -> None:
    code = sent(person, mailoutbox, purpose="activate")
    assert tried(person, code, purpose="recover") == "mail_code_missing"


def test_another_person_cannot_use_it(person, mailoutbox) -> None:
    other = hire(person.home_id, "wipa", "finance_officer")
    assert tried(other, sent(person, mailoutbox)) == "mail_code_missing"


def test_a_new_code_ends_the_old_one(person, mailoutbox) -> None:
    first = sent(person, mailoutbox)
    second = sent(person, mailoutbox, at=NOW + timedelta(minutes=1))
    assert tried(person, first, at=NOW + timedelta(minutes=1)) == "mail_code_wrong"
    assert tried(person, second, at=NOW + timedelta(minutes=1)) == "malee@example.go.th"


def test_three_an_hour_whichever_session_asks(person, mailoutbox) -> None:
    """ขอใหม่จากหน้าต่างใหม่ก็นับรวม: สามครั้งในหนึ่งชั่วโมงต่อบัญชี."""
    for number, session in enumerate((MINE, OTHERS, "session-three")):
        sent(person, mailoutbox, session=session, at=NOW + timedelta(minutes=number))
    with pytest.raises(Refusal) as caught:
        sent(person, mailoutbox, session="session-four", at=NOW + timedelta(minutes=59))
    check_refusal(caught.value, "mail_codes_too_many", sends=3, minutes=1)
    assert len(mailoutbox) == 3
    assert sent(person, mailoutbox, at=NOW + timedelta(minutes=60))


def test_a_mail_that_could_not_be_sent_counts_for_nothing(person, settings) -> None:
    settings.EMAIL_BACKEND = "khlang.platform.mailbox.Nowhere"
    for _ in range(4):
        with pytest.raises(Refusal) as caught:
            mail_codes.send(person=person, purpose="activate", email="a@b.go.th", session=MINE, now=NOW, lang="th")
        check_refusal(caught.value, "mail_not_sent")
    assert not MailCode.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_fifth_and_a_sixth_try_at_the_same_moment_are_not_both_looked_at(person, mailoutbox) -> None:
    """สองคำขอพร้อมกันในครั้งที่ห้า: มีเพียงครั้งเดียวที่ได้ตรวจ และครั้งที่ผิดยังนับอยู่."""
    code = sent(person, mailoutbox)
    for _ in range(4):
        tried(person, wrong(code))
    assert together(lambda: tried(person, wrong(code)), times=2) == ["mail_code_burnt"] * 2
    assert MailCode.objects.get().tries == 5
    assert tried(person, code) == "mail_code_burnt"


@pytest.mark.django_db(transaction=True)
def test_the_right_code_typed_in_two_tabs_at_once_is_used_once(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    assert sorted(together(lambda: tried(person, code), times=2)) == ["mail_code_used", "malee@example.go.th"]


@pytest.mark.django_db(transaction=True)
def test_sends_at_the_same_moment_count_each_other(person, mailoutbox) -> None:
    def send() -> str:
        try:
            return sent(person, mailoutbox) and "sent"
        except Refusal as refusal:
            return refusal.code

    came = together(send, times=6)
    assert (came.count("sent"), came.count("mail_codes_too_many")) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_stay_though_each_is_refused(person, mailoutbox) -> None:
    code = sent(person, mailoutbox)
    tried(person, wrong(code))
    connection.close()  # whatever was not committed is gone
    assert MailCode.objects.get().tries == 1


def together(act, *, times: int) -> list[Any]:
    """What comes of doing the same in several threads that start at the same moment."""
    start, came = threading.Barrier(times), []

    def run() -> None:
        try:
            start.wait()
            came.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came
