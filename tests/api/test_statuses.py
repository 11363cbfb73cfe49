"""Every way in which the API says no, and that it says so in one form."""

from uuid import uuid4

import pytest

from khlang.platform import tenancy
from khlang.spine.access.models import ApiToken
from tests.api.program import RECEIPT, ROOT, Bureau, Program, key_of, problem


@pytest.fixture
def collector(bureau: Bureau) -> Program:
    """A program in the name of a revenue officer."""
    return bureau.program("revenue_officer")


def test_without_a_token_nobody_is_known(bureau: Bureau) -> None:
    nobody = Program("")
    assert problem(nobody.get("/me"))[:2] == (401, "token_missing")
    assert nobody.get("/me")["WWW-Authenticate"].startswith("Bearer")
    assert problem(Program("khl_" + "x" * 43).get("/documents/receipt"))[:2] == (401, "token_invalid")
    assert problem(Program("").send("receipt.issue", RECEIPT))[:2] == (401, "token_missing")


def test_a_revoked_token_is_nobody(bureau: Bureau, collector: Program) -> None:
    secret = key_of(bureau.org, bureau.person("budget_officer"))
    spare = Program(secret)
    assert spare.ask("/me")["token"] == "ระบบจัดเก็บรายได้"
    with tenancy.scope(bureau.org):
        row = ApiToken.objects.get(prefix=secret[:12])
    spare.do("token.revoke", {"token_id": row.id})
    assert problem(spare.get("/me"))[:2] == (401, "token_invalid")


def test_a_key_makes_no_key_and_guesses_no_password(collector: Program) -> None:
    """โทเคนที่รั่วไหลสร้างโทเคนใหม่หรือเดารหัสผ่านไม่ได้ ทำได้ที่หน้าเว็บเท่านั้น."""
    key = {"label": "อีกดอก", "expires_on": "2024-12-31", "secret": "khl_" + "a" * 43}
    guess = {"current": "ม้าลายกินกล้วยสามหวี", "new": "เรือใบสีฟ้าในทะเลทราย"}
    told_once = (("account.hand_out", {"rows": []}), ("account.reissue", {"slip_id": "1"}))
    granted = ("break_glass.grant", {"break_glass_id": "1"})
    for command, data in (("token.create", key), ("person.set_password", guess), *told_once, granted):
        assert problem(collector.send(command, data))[:2] == (404, "address_unknown")


def test_a_duty_that_is_missing(bureau: Bureau) -> None:
    auditor = bureau.program("auditor")
    assert problem(auditor.send("receipt.issue", RECEIPT))[:2] == (403, "duty_missing")
    collector = bureau.program("revenue_officer")
    for path in ("/lists/person", "/vouchers", "/ledger/balances", "/trail/head", "/documents/general_voucher"):
        assert problem(collector.get(path))[:2] == (403, "duty_missing")


def test_what_is_not_there(bureau: Bureau, collector: Program) -> None:
    auditor = bureau.program("auditor")
    assert problem(collector.get("/documents/receipt/99"))[:2] == (404, "document_not_found")
    assert problem(collector.get(f"/documents/receipt/{2**63 + 1}"))[:2] == (404, "document_not_found")
    assert problem(auditor.get("/vouchers/99"))[:2] == (404, "document_not_found")
    assert problem(auditor.get("/vouchers/99/pdf"))[:2] == (404, "document_not_found")
    assert problem(collector.get("/documents/unicorn"))[:2] == (404, "document_kind_unknown")
    assert problem(collector.get("/nowhere"))[:2] == (404, "address_unknown")
    assert problem(collector.get("/"))[:2] == (404, "address_unknown")
    assert problem(collector.send("receipt.void", {"document_id": "99", "reason": "ผิด"}))[:2] == (
        404,
        "document_not_found",
    )
    issued = collector.do("receipt.issue", RECEIPT)["document_id"]
    assert problem(collector.get(f"/documents/remittance/{issued}"))[:2] == (404, "document_not_found")
    assert problem(collector.get(f"/documents/receipt/{issued}/pdf", {"form": "unicorn"}))[:2] == (404, "print_unknown")
    finance = bureau.program("finance_officer")
    assert problem(finance.get("/lists/bank-account/99"))[:2] == (404, "entry_not_found")


def test_another_organisation_is_not_there(bureau: Bureau, collector: Program) -> None:
    receipt = collector.do("receipt.issue", RECEIPT)["document_id"]
    stranger = Bureau("OTHER").program("revenue_officer")
    assert problem(stranger.get(f"/documents/receipt/{receipt}"))[:2] == (404, "document_not_found")
    assert problem(stranger.get(f"/documents/receipt/{receipt}/pdf"))[:2] == (404, "document_not_found")
    assert problem(stranger.send("receipt.void", {"document_id": receipt, "reason": "ผิด"}))[:2] == (
        404,
        "document_not_found",
    )
    assert stranger.ask("/documents/receipt")["count"] == 0
    person = bureau.person("revenue_officer").id
    administrator = Bureau("THIRD").program("admin")
    assert problem(administrator.get(f"/lists/person/{person}"))[:2] == (404, "entry_not_found")


def test_the_same_command_twice_happens_once(collector: Program) -> None:
    key = str(uuid4())
    first = collector.send("receipt.issue", RECEIPT, key=key)
    again = collector.send("receipt.issue", RECEIPT, key=key)
    assert again.status_code == 200 and again["Idempotency-Replayed"] == "true" and "Idempotency-Replayed" not in first
    assert again.json()["replayed"] and again.json()["number"] == first.json()["number"]
    assert collector.ask("/documents/receipt")["count"] == 1
    other = collector.send("receipt.issue", RECEIPT | {"payer_name": "คนอื่น"}, key=key)
    assert problem(other)[:2] == (409, "command_id_reused")


def test_somebody_was_faster(collector: Program) -> None:
    draft = collector.send("receipt.save", RECEIPT)
    seen, named = draft["ETag"], RECEIPT | {"document_id": draft.json()["document_id"]}
    assert draft["Location"] == f"{ROOT}/documents/receipt/{named['document_id']}"
    collector.do("receipt.save", named, If_Match=seen)
    assert problem(collector.send("receipt.save", named, If_Match=seen))[:2] == (409, "stale_version")
    assert problem(collector.send("receipt.save", named, If_Match="yesterday"))[:2] == (400, "if_match_malformed")


def test_a_rehearsal_leaves_nothing(bureau: Bureau, collector: Program) -> None:
    finance = bureau.program("finance_officer")
    finance.do(
        "bank_account.save", {"code": "KTB-S", "bank_name": "KTB", "kind": "savings", "account": "1101030102.001"}
    )
    money = {
        "payer_name": "กรม",
        "bank_account": "KTB-S",
        "reference": "1",
        "lines": [{"item": "42100002", "amount": "9.50"}],
    }
    shown = finance.do("receipt.receive_transfer", money, Khlang_Dry_Run="true", Idempotency_Key="-")
    assert shown["dry_run"] and shown["number"] is None
    assert [(line["debit"], line["credit"]) for line in shown["lines"]] == [("9.50", "0.00"), ("0.00", "9.50")]
    assert finance.ask("/documents/receipt")["count"] == 0
    assert problem(finance.send("receipt.issue", RECEIPT, Khlang_Dry_Run="perhaps"))[:2] == (400, "dry_run_malformed")


def test_a_command_has_an_identity(collector: Program) -> None:
    assert problem(collector.send("receipt.issue", RECEIPT, Idempotency_Key="-"))[:2] == (
        400,
        "idempotency_key_missing",
    )
    assert problem(collector.send("receipt.issue", RECEIPT, key="7"))[:2] == (400, "idempotency_key_malformed")


@pytest.mark.parametrize(
    "body",
    [b" ", b"{", b"[]", b"null", b'{"payer_name": NaN}', b"\xff\xfe", b'{"payer_id": ' + b"9" * 5000 + b"}", b"[" * 100_000,
     b'{"reason": "a", "reason": "b"}', b'{"a":' * 60 + b"1" + b"}" * 60],
    ids=["empty", "cut off", "list", "null", "NaN", "no UTF-8", "endless number", "deep", "twice", "nested"],
)  # fmt: skip
def test_a_body_that_is_no_json_object(collector: Program, body: bytes) -> None:
    assert problem(collector.send("receipt.issue", body))[:2] == (400, "json_malformed")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"payer_name": "a\0b"}, "text_unreadable", "payer_name"),
        ({"payer_name": "\ud800"}, "text_unreadable", "payer_name"),
        ({"payer_id": 10**30}, "number_out_of_range", "payer_id"),
        ({"payer_id": 1e300}, "number_out_of_range", "payer_id"),
        ({"colour": "red"}, "field_unknown", "colour"),
        ({"lines": [{"item": "41210008", "amount": "1.234"}]}, "amount_three_decimals", "lines.0.amount"),
        ({"lines": [{"item": "41210008", "amount": 12.5}]}, "amount_malformed", "lines.0.amount"),
        ({"lines": [{"item": "41210008", "amount": "-1"}]}, "amount_not_positive", "lines.0.amount"),
        ({"lines": [{"item": "99999999", "amount": "1"}]}, "revenue_item_unknown", "lines.0.item"),
        ({"document_date": "2567-10-01"}, "date_era_implausible", "document_date"),
        ({"payer_number": "1101700230709"}, "national_number_check_digit", "payer_number"),
        ({"channel": "barter"}, "choice_unknown", "channel"),
    ],
)
def test_a_rule_says_no_at_the_field(collector: Program, changed: dict, code: str, field: str) -> None:
    assert problem(collector.send("receipt.issue", RECEIPT | changed)) == (422, code, field)
    assert collector.ask("/documents/receipt")["count"] == 0


def test_a_payer_that_is_not_there(collector: Program) -> None:
    assert problem(collector.send("receipt.issue", RECEIPT | {"payer_id": "99"}))[:2] == (404, "party_not_found")


def test_the_wrong_kind_of_body(collector: Program, settings) -> None:
    assert problem(collector.send("receipt.issue", b"a=1", content_type="text/plain"))[:2] == (
        415,
        "media_type_unsupported",
    )
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert problem(collector.send("receipt.issue", RECEIPT | {"payer_name": "ก" * 90}))[:2] == (413, "body_too_large")


def test_the_wrong_method(collector: Program) -> None:
    response = collector.get("/commands/receipt/issue")
    assert problem(response)[:2] == (405, "method_not_allowed") and response["Allow"] == "POST"


@pytest.mark.parametrize(
    ("path", "query", "code", "field"),
    [
        ("/documents/receipt", {"serch": "x"}, "query_parameter_unknown", "serch"),
        ("/documents/receipt", {"search": "a\0"}, "text_unreadable", "search"),
        ("/documents/receipt", {"page": "0"}, "field_malformed", "page"),
        ("/documents/receipt", {"since": "tomorrow"}, "date_malformed", "since"),
        ("/documents/receipt", {"sort": "password"}, "field_malformed", "sort"),
        ("/ledger/journal", {"since": "2024-10-02", "through": "2024-10-01"}, "report_period_reversed", "through"),
        ("/ledger/balances", {"since": "2025-10-02"}, "report_period_reversed", "since"),
        ("/reports/trial-balance", {"on": "31"}, "date_malformed", "on"),
        ("/reports/trial-balance", {"format": "doc"}, "report_format_unknown", "format"),
        ("/reports/bank-book", {}, "report_parameter_missing", "bank"),
        ("/lists/budget-line", {"fiscal_year": "²"}, "choice_unknown", "fiscal_year"),
        ("/lists/budget-line", {"sort": "password"}, "choice_unknown", "sort"),
    ],
)
def test_a_question_that_cannot_be_understood(bureau: Bureau, path: str, query: dict, code: str, field: str) -> None:
    reader = bureau.program("auditor")
    assert problem(reader.get(path, query)) == (422, code, field)


def test_thai_unless_english_is_asked_for(bureau: Bureau) -> None:
    for lang, word in (("en", "token"), ("th", "โทเคน"), ("fr, en;q=0.5, th;q=0.2", "token"), ("", "โทเคน")):
        response = Program("", lang).get("/me")
        assert word in response.json()["detail"] and response["Content-Language"] in ("th", "en")
    said = bureau.program("revenue_officer", "th").send("receipt.issue", {"payer_name": ""}).json()
    assert said["title"] == "ข้อมูลไม่เป็นไปตามกฎ"
    assert [each["field"] for each in said["errors"]] == ["payer_name", "lines"]


def test_a_crash_tells_nothing(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    from khlang.spine.ledger import queries

    def broken() -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(queries, "periods", broken)
    response = bureau.program("auditor").get("/ledger/periods")
    assert problem(response)[:2] == (500, "internal_error") and b"secret" not in response.content
