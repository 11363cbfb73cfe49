"""What the pages of handing out say and where they lead."""

from khlang.spine.access.models import HandedOut
from khlang.standards import message
from tests.activation.scene import Country
from tests.activation.test_handing_out import page_of, sheet


def test_the_list_leads_to_each_slip_and_its_end_is_asked(land: Country) -> None:
    slip, _ = land.slip()
    client = page_of(land)
    assert f'href="/hand-out/{slip.pk}/"' in client.get("/hand-out/").content.decode()
    assert message("web.hand_out.revoke_sure", "th") in client.get(f"/hand-out/{slip.pk}/").content.decode()


def test_a_file_without_the_headings_is_told_which(land: Country) -> None:
    answer = page_of(land).post("/hand-out/upload/", {"file": sheet("a,b", "1,2")})
    assert answer.status_code == 422 and not HandedOut.objects.exists()
    assert "ไม่มีหัวคอลัมน์ “ชื่อและนามสกุล”" in answer.content.decode()
