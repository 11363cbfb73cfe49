"""Lines of the log: nothing forges one, nothing secret stands in one (ASVS V16.2, V16.4.1)."""

import io
import logging
import re

import pytest
from django.conf import settings
from django.test import Client

from khlang.platform import logs
from tests.architecture.source import ROOT, sources

MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ [\w.]+: ")


@pytest.fixture
def log():
    """What the console would show of everything, through the formatter of the installation."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Lines())
    watched = [logging.getLogger(name) for name in ("khlang", "django")]
    for each in watched:
        each.addHandler(handler)
    yield out
    for each in watched:
        each.removeHandler(handler)


def test_the_installation_writes_its_log_so() -> None:
    assert settings.LOGGING["formatters"] == {"lines": {"()": "khlang.platform.logs.Lines"}}
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"lines"}


@pytest.mark.parametrize(
    "said",
    ["a\r\n2026-01-01T00:00:00.000Z INFO khlang: logged in", "a\u2028b", "\x1b[2Ja", "a\u202eb", "a\x00b", "a\x85b"],
)
def test_one_event_is_one_line(log, said: str) -> None:
    logging.getLogger("khlang.test").error("who: %s", said)
    (line,) = log.getvalue().rstrip("\n").splitlines()
    assert MOMENT.match(line)
    assert line.isprintable()


def test_the_lines_of_a_fault_are_marked(log) -> None:
    try:
        raise ValueError("a\n2026-01-01T00:00:00.000Z INFO khlang: forged\x1b[0m")
    except ValueError:
        logging.getLogger("khlang.test").exception("failed")
    first, *rest = log.getvalue().rstrip("\n").split("\n")
    assert MOMENT.match(first)
    assert rest and all(line.startswith("  | ") for line in rest)
    assert "\x1b" not in log.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        "{'password': 'HUSH', 'a': 1}", "new_password=HUSH&x=1", "Authorization: Bearer HUSH", "postgresql://khlang:HUSH@db/khlang",
        "client_secret=HUSH", "csrfmiddlewaretoken: HUSH", "id_token = \"HUSH\"", "DETAIL:  Failing row contains (HUSH)",
        "Input should be valid [type=x, input_value='HUSH', input_type=str]", "pid=HUSH",
    ],
)  # fmt: skip
def test_secrets_are_left_out(said: str) -> None:
    assert "HUSH" not in logs.plain(text=said)


def test_a_national_number_keeps_its_end() -> None:
    assert logs.plain(text="ของ 1100700000017 นะ") == "ของ •••••••••0017 นะ"
    assert logs.plain(text="12345678901234") == "12345678901234"


def test_thai_stays_readable() -> None:
    assert logs.plain(text="ใบเสร็จ น้ำ ฎีกาที่ ๑/๒๕๖๘") == "ใบเสร็จ น้ำ ฎีกาที่ ๑/๒๕๖๘"


def test_a_closed_door_is_noted(log, desk) -> None:
    """Who tried what from where, by number and not by name (V16.3.2)."""
    desk.client("admin").get("/documents/receipt/")
    desk.client("admin").get("/api/v1/reports")
    first, second = log.getvalue().splitlines()[-2:]
    number = desk.people["admin"].pk
    assert f"WARNING khlang.refused: GET /documents/receipt/: 403, person {number} from 127.0.0.1" in first
    assert "WARNING khlang.refused: GET /api/v1/reports: 401, person" in second


def test_a_fault_at_log_in_does_not_print_the_password(db, log, monkeypatch) -> None:
    def fails(**given: object) -> None:
        raise RuntimeError(f"cannot: {given}")

    monkeypatch.setattr("khlang.spine.access.login.authenticate", fails)
    client = Client(raise_request_exception=False)
    answer = client.post("/login/", {"username": "somchai", "password": "open sesame 4711"})
    assert answer.status_code == 500
    assert "RuntimeError" in log.getvalue()
    assert "sesame" not in log.getvalue() + answer.content.decode()


def test_the_page_about_logs_names_every_log() -> None:
    """Each logger of the program, each kind of record, and the handlers stand in docs/security/logs.md."""
    told = (ROOT / "docs/security/logs.md").read_text(encoding="utf-8")
    loggers = {name for source in sources("khlang") for name in re.findall(r'getLogger\("([\w.]+)"\)', source.text)}
    loggers |= {source.module for source in sources("khlang") if "getLogger(__name__)" in source.text}
    wanted = (
        loggers | set(settings.LOGGING["loggers"]) | {"documents_step", "access_securityevent", "access_loginevent"}
    )
    assert [name for name in sorted(wanted) if f"`{name}`" not in told] == []
