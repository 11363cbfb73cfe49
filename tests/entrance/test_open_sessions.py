"""The administrator of the accounts sees who is logged in and ends it; nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.platform import clock
from khlang.spine.access import queries, tokens
from khlang.spine.access.models import OpenSession, SecurityEvent
from tests.api.program import key_of
from tests.entrance.door import enter
from tests.entrance.test_sessions import out
from tests.household import NOW, found, hire

END = "ให้ออกจากระบบทุกเครื่อง"


def page(client: Any, query: str = "") -> str:
    answer = client.get(f"/sessions/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def stray(person: Any, **more: Any) -> OpenSession:
    """An open log-in elsewhere."""
    now = clock.now()
    fields = {"started_at": now, "seen_at": now, "address": "192.0.2.7", "way": "password", **more}
    return OpenSession.objects.create(person=person, device="Mozilla/5.0 (iPhone) Safari/605", **fields)


def test_person_device_address_way_and_since(desk: Any, somchai: Any) -> None:
    admin = enter("admin")[0]
    stray(somchai)
    text = page(admin)
    for each in ("คุณsomchai", "Safari · iPhone", "192.0.2.7", "รหัสผ่าน", "ตั้งแต่", "ใช้งานล่าสุด", "เครื่องนี้", END):
        assert each in text, each
    assert "malee" not in text, "who is not logged in"
    assert "/sessions/" in admin.get("/").content.decode(), "in the menu"
    person = admin.get(f"/authority/people/{somchai.id}/").content.decode()
    assert (f"/sessions/?person={somchai.id}" in person) is ("trail.view" in desk.actor("admin").duties)


def test_one_is_ended(desk: Any, somchai: Any) -> None:
    (client, _), admin = enter(), enter("admin")[0]
    other = stray(somchai)
    answer = admin.post("/sessions/end/", {"act": "one", "session_id": other.id, "person": somchai.id})
    assert answer["Location"] == f"/sessions/?person={somchai.id}"
    assert OpenSession.objects.get(id=other.id).end_reason == "ended_by_admin"
    assert out(client) is None and "192.0.2.7" not in page(admin)


def test_all_of_a_person_with_the_keys(desk: Any, somchai: Any) -> None:
    clients, admin, key = [enter()[0] for _ in range(2)], enter("admin")[0], key_of(desk.org, somchai)
    assert admin.post("/sessions/end/", {"act": "all", "person_id": somchai.id})["Location"] == "/sessions/"
    assert [out(each) for each in clients] == ["ended_by_admin"] * 2
    with pytest.raises(Exception, match="token_invalid"):
        tokens.authenticate_token(token=key, now=NOW)
    facts = SecurityEvent.objects.filter(kind="session_killed", person=somchai).values_list("facts", flat=True)
    assert list(facts) == [{"reason": "ended_by_admin"}]
    alone = page(admin, f"?person={somchai.id}")
    assert "ขณะนี้ผู้นี้ไม่ได้เข้าใช้จากเครื่องใด" in alone and END in alone, "keys may be left without any log-in"


def test_the_account_of_somebody_without_a_role_here_counts(desk: Any) -> None:
    """บัญชีของหน่วยงาน แม้เจ้าของทำงานที่อื่น."""
    roamer, admin = hire(desk.org, "roamer"), enter("admin")[0]
    row = stray(roamer)
    assert "คุณroamer" in page(admin)
    admin.post("/sessions/end/", {"act": "all", "person_id": roamer.id})
    assert OpenSession.objects.get(id=row.id).end_reason == "ended_by_admin"


def test_whoever_does_not_keep_the_accounts_is_refused(desk: Any, somchai: Any) -> None:
    (client, _), row = enter("malee"), stray(somchai)
    assert client.get("/sessions/").status_code == 403
    assert client.post("/sessions/end/", {"act": "one", "session_id": row.id}).status_code == 403
    assert "/sessions/" not in client.get("/").content.decode()
    assert OpenSession.objects.get(id=row.id).ended_at is None


def test_people_of_another_organisation_are_not_there(desk: Any) -> None:
    foreign = hire(found("OTHER"), "foreign", "admin")
    admin, row = enter("admin")[0], stray(foreign)
    assert "foreign" not in page(admin)
    assert (
        admin.get(f"/sessions/?person={foreign.id}").status_code == admin.get("/sessions/?person=99").status_code == 404
    )
    for data in ({"act": "one", "session_id": row.id}, {"act": "all", "person_id": foreign.id}):
        nobodys = {name: "99" if name != "act" else value for name, value in data.items()}
        answers = [admin.post("/sessions/end/", each) for each in (data, nobodys)]
        assert answers[0].status_code == answers[1].status_code == 404
    assert OpenSession.objects.get(id=row.id).ended_at is None


def test_by_page_with_one_statement_and_words_are_searched(desk: Any, somchai: Any) -> None:
    rows = [stray(somchai) for _ in range(7)]
    rows.append(stray(desk.people["malee"], address="198.51.100.9"))
    ended, idle = clock.now(), clock.now() - timedelta(minutes=31)
    stray(somchai, ended_at=ended, end_reason="idle"), stray(somchai, seen_at=idle)
    stray(somchai, started_at=clock.now() - timedelta(hours=11))
    ask = {"org_id": desk.org, "now": clock.now()}
    for page, size in ((1, 3), (2, 3), (3, 3), (9, 3)):
        with CaptureQueriesContext(connection) as asked:
            found = queries.open_sessions(**ask, page=page, size=size)
        assert (found.count, found.pages) == (8, 3), page
        statements = [each["sql"] for each in asked.captured_queries if "access_opensession" in each["sql"]]
        assert len(statements) == (2 if page == 9 else 1)
        assert len(found.rows) == (2 if page == 3 else 3) and found.page == (1 if page == 9 else page)
    assert [each.person_id for each in queries.open_sessions(**ask, search="198.51").rows] == [rows[-1].person_id]
    assert queries.open_sessions(**ask, search="SOMCHAI").count == 7
    admin = enter("admin")[0]
    part = admin.get("/sessions/?q=malee", headers={"HX-Request": "true"}).content.decode()
    assert "198.51.100.9" in part and "<html" not in part and "192.0.2.7" not in part
