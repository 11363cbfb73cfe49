"""Every look from above at personal data is one line of the log, and the office sees who looked."""

from base64 import b64encode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.platform import tenancy
from khlang.spine.access.models import PersonalDataRead
from khlang.spine.documents import queries as documents
from tests.files import scan
from tests.web.desk import TODAY

pytestmark = pytest.mark.django_db


def test_a_list_with_names_is_one_line_with_its_rows(province):
    receipt = province.desk.receipt()
    client = province.inside()
    client.get("/documents/receipt/")
    (read,) = province.reads()
    assert (read.org_id, read.reader, read.reader_org_id) == (province.desk.org, province.prasert.id, province.office)
    assert (read.what, read.subjects, read.reason) == ("documents:receipt", [receipt], "")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/lists/party/", "directory:party"),
        ("/lists/party/export.csv", "directory-export:party:csv"),
        ("/lists/party/export.xlsx", "directory-export:party:xlsx"),
        ("/lists/party/{party}/", "directory-entry:party"),
        ("/documents/receipt/", "documents:receipt"),
        ("/documents/receipt/export.csv", "documents-export:receipt:csv"),
        ("/documents/receipt/{receipt}/", "document:receipt"),
        ("/documents/receipt/{receipt}/print/receipt/", "document-print:receipt:receipt"),
        ("/vouchers/", "vouchers"),
        ("/reports/receipts/", "report:receipts"),
        ("/reports/receipts/?format=csv", "report:receipts"),
    ],
)
def test_each_way_of_reading_is_one_line(province, path, what):
    province.desk.summary_to_post()
    summary = province.desk.do(
        "remittance_summary.post", {"document_id": _last(province, "remittance_summary")}, "pranee"
    )
    assert summary.voucher_number
    receipt = _last(province, "receipt")
    client = province.inside()
    answer = client.get(path.format(receipt=receipt, party=province.somying))
    assert answer.status_code == 200, path
    assert [read.what for read in province.reads()] == [what]
    assert province.reads()[0].subjects


def _last(province, kind: str) -> int:
    from khlang.spine.documents.models import Document

    with tenancy.scope(province.desk.org):
        return Document.objects.filter(kind=kind).latest("id").id


def test_a_file_kept_with_a_document_is_a_line(province):
    receipt = province.desk.receipt()
    with tenancy.scope(province.desk.org):
        sent = {"document_id": receipt, "name": "ใบ.pdf", "content": b64encode(scan()).decode()}
        province.desk.do("attachment.add", sent, "somchai")
        (kept,) = (each.id for each in documents.attachments(document_id=receipt))
    assert province.inside().get(f"/attachments/{kept}/").status_code == 200
    assert [read.what for read in province.reads()] == ["attachment"]


def test_what_is_refused_or_holds_nobody_is_no_line(province):
    client = province.inside()
    client.get("/documents/receipt/1/")
    client.get("/oversight/")
    client.get("/reports/trial_balance/")
    client.get("/lists/bank_account/")
    client.get("/")
    assert province.reads() == []


def test_the_work_of_the_office_itself_is_not_written_down(province):
    client = province.desk.client("wipa")
    for path in ("/lists/party/", f"/lists/party/{province.somying}/", "/documents/receipt/"):
        client.get(path)
    assert province.reads() == []


def test_a_page_costs_somebody_from_above_one_statement_for_the_log(province):
    client = province.inside()
    client.get("/lists/party/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/lists/party/")
    assert len([each for each in captured.captured_queries if "INSERT" in each["sql"]]) == 1


def test_the_office_sees_who_looked_at_what(province):
    inside = province.inside()
    inside.get("/lists/party/")
    page = province.desk.client("admin").get("/privacy/reads/").content.decode()
    assert "คุณprasert" in page and "อบต.PROV" in page
    assert "ทะเบียน: ผู้ชำระเงิน" in page or "ทะเบียน:" in page
    assert "สรุปรายเดือน" in page


def test_the_log_is_for_those_who_answer_for_it(province):
    for who in ("somchai", "wipa", "anan", "pranee"):
        assert province.desk.client(who).get("/privacy/reads/").status_code == 403
    assert province.inside().get("/privacy/reads/").status_code == 403
    assert province.desk.client("admin").get("/privacy/reads/").status_code == 200


def test_another_office_does_not_see_it(province):
    province.inside().get("/lists/party/")
    with tenancy.scope(province.second):
        assert PersonalDataRead.objects.count() == 0


def test_the_log_is_filtered_and_taken_along(province):
    inside = province.inside()
    inside.get("/lists/party/")
    inside.get("/documents/receipt/")
    client = province.desk.client("admin")
    assert "ไม่มีการดูข้อมูลส่วนบุคคลตามเงื่อนไขนี้" in client.get("/privacy/reads/?way=unmasked").content.decode()
    assert "ไม่มีการดูข้อมูลส่วนบุคคลตามเงื่อนไขนี้" in client.get("/privacy/reads/?q=สมปอง").content.decode()
    of_one = client.get(f"/privacy/reads/?directory=party&of={province.somying}").content.decode()
    assert "เฉพาะการดูข้อมูลของ" in of_one and "คุณprasert" in of_one
    assert "นางสมหญิง" not in of_one  # the administrator has no sight of the register
    file = client.get("/privacy/reads/export.csv").content.decode()
    assert file.count("คุณprasert") == 1  # no receipt was there to see


def test_the_figure_of_a_month_counts_looks_without_a_reason(province):
    from khlang.spine.access import queries as access

    for _ in range(3):
        province.inside().get("/lists/party/")
    with tenancy.scope(province.desk.org):
        (month,) = access.looks_by_month(since=TODAY.replace(year=TODAY.year - 1))
    assert (month.without_reason, month.with_reason, month.readers) == (3, 0, 1)


def test_the_log_costs_the_same_however_long_it_is(province):
    client = province.desk.client("admin")
    inside = province.inside()

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/privacy/reads/")
        return len(captured.captured_queries)

    inside.get("/lists/party/")
    asked()
    few = asked()
    for _ in range(10):
        inside.get("/lists/party/")
    assert asked() == few
