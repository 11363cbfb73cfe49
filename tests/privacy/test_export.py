"""The copy that a data subject may ask for: what stands in it, who may make it, and that it is written down (PDPA s. 30)."""

import json
from pathlib import Path
from typing import Any

import pytest

from khlang.core import thai
from khlang.faces import cli
from khlang.spine.access.models import Person
from tests.household import hire
from tests.privacy.province import NUMBER, Province

pytestmark = pytest.mark.django_db
REASON = "คำขอเข้าถึงข้อมูล ที่ 12/2568"


@pytest.fixture
def copy(province: Province, tmp_path: Path, capsys: Any) -> Any:
    """Make a copy as the administrator; the exit code, what was said, and the file."""
    hire(province.desk.org, "head", "admin")
    hire(province.desk.org, "audit", "auditor")

    def made(*arguments: str, by: str = "head", reason: str = REASON) -> tuple[int, str, Any]:
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        code = cli.main(
            ["privacy", "export", "--org", "DEMO", "--by", by, "--reason", reason, "--out", str(file), *arguments]
        )
        return code, capsys.readouterr().err, json.loads(file.read_text(encoding="utf-8")) if file.exists() else None

    return made


def test_a_payer_gets_what_the_register_and_the_documents_say(province: Province, copy: Any) -> None:
    """ประชาชนขอสำเนา: ข้อมูลในทะเบียน บัญชีธนาคาร เอกสารที่มีชื่อ และใครดูข้อมูล."""
    code, _, told = copy("--party", str(province.somying))
    assert code == 0 and told["party"]["name"] == "นางสมหญิง รักไทย" and told["reason"] == REASON
    assert told["party"]["national_number"] == thai.masked_national_number(NUMBER)
    assert NUMBER not in json.dumps(told) and {"bank_accounts", "documents", "reads"} <= told.keys()
    assert [each["what"] for each in told["reads"]] == ["party.export"], "the copy tells of itself"
    (read,) = province.reads()
    assert (read.what, read.subjects, read.reason) == ("party.export", [province.somying], REASON)
    assert [each.facts["what"] for each in province.noted("personal_data_exported")] == ["party"]


def test_the_number_is_asked_for_and_never_an_argument(province: Province, copy: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: thai.to_thai_digits(NUMBER))
    assert copy("--number")[2]["party"]["name"] == "นางสมหญิง รักไทย"


def test_whole_numbers_take_their_own_duty(province: Province, copy: Any) -> None:
    code, said, told = copy("--party", str(province.somying), "--whole")
    assert (code, told) == (2, None) and "หน้าที่" in said and not province.reads()
    assert copy("--party", str(province.somying), "--whole", by="audit")[2]["party"]["national_number"] == NUMBER


def test_an_officer_gets_the_account_and_no_secret(province: Province, copy: Any) -> None:
    province.desk.client("somchai").get("/")
    code, _, told = copy("--user", "somchai")
    assert code == 0 and told["account"]["username"] == "somchai" and told["roles"]
    assert {
        "sessions",
        "attempts",
        "security_log",
        "delegations",
        "program_keys",
        "second_factors",
        "reads",
    } <= told.keys()
    person = Person.objects.get(username="somchai")
    assert person.password not in json.dumps(told) and "hmac" not in json.dumps(told)


def test_who_may_not_and_what_is_not_there(province: Province, copy: Any) -> None:
    mine = ("--party", str(province.somying))
    for arguments, more in (
        (mine, {"by": "somchai"}), (mine, {"reason": "ขอดู"}), (("--party", "7"), {}), (("--user", "prasert"), {}),
    ):  # fmt: skip
        code, said, told = copy(*arguments, **more)
        assert code == 2 and said.strip() and told is None
    assert not province.reads()


def test_a_file_is_never_written_over_and_is_of_its_maker_alone(province: Province, copy: Any, tmp_path: Path) -> None:
    copy("--party", str(province.somying))
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    arguments = [
        "privacy",
        "export",
        "--org",
        "DEMO",
        "--by",
        "head",
        "--reason",
        REASON,
        "--party",
        str(province.somying),
    ]
    assert cli.main([*arguments, "--out", str(file)]) == 2
    assert len(province.reads()) == 1, "nothing was told, nothing is written down"


def test_no_folder_or_a_link_that_lies_in_wait(province: Province, tmp_path: Path, capsys: Any) -> None:
    """ไม่มีโฟลเดอร์ หรือมีลิงก์ที่ชี้ไปที่อื่นรออยู่: ถูกปฏิเสธก่อนส่งออกและก่อนบันทึกการดู."""
    hire(province.desk.org, "head", "admin")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    arguments = [
        "privacy",
        "export",
        "--org",
        "DEMO",
        "--by",
        "head",
        "--reason",
        REASON,
        "--party",
        str(province.somying),
    ]
    for out in (tmp_path / "nowhere" / "a.json", tmp_path / "link"):
        assert cli.main([*arguments, "--out", str(out)]) == 2
    assert not province.reads() and not (tmp_path / "elsewhere").exists()


def test_a_copy_that_fails_leaves_no_file(province: Province, copy: Any, tmp_path: Path) -> None:
    assert copy("--party", "7")[0] == 2 and copy("--party", str(province.somying), by="somchai")[0] == 2
    Person.objects.filter(username="head").update(is_active=False)
    assert copy("--party", str(province.somying))[0] == 2 and not list(tmp_path.iterdir())
