"""LOGIN-1 as the letter has it: ThaID, then an OTP by mail, then a password of one's own."""

from tests.activation.conftest import hostile, land, newcomer
from tests.activation.scene import MAILBOX, Newcomer, code_of
from tests.thaid.hostile import OTHER_NUMBER

__all__ = ["hostile", "land", "newcomer"]


def test_login_1_thaid_then_a_code_by_mail_then_a_password_of_ones_own(newcomer: Newcomer) -> None:
    """ยืนยันตัวตนด้วย ThaID แล้วใส่อีเมล รับ OTP ยืนยัน และตั้งรหัสผ่านของตนเอง ผู้อื่นใช้ใบส่งมอบแทนไม่ได้."""
    newcomer.open()
    newcomer.peer.claims = newcomer.peer.userinfo = {"pid": OTHER_NUMBER}
    assert newcomer.prove().status_code == 422
    newcomer.peer.claims = newcomer.peer.userinfo = {}
    assert newcomer.prove()["Location"] == "/activate/mail/"
    newcomer.name_mailbox()
    assert newcomer.mailoutbox[-1].to == [MAILBOX]
    assert newcomer.type_code(code_of(newcomer.mailoutbox))["Location"] == "/activate/password/"
    assert newcomer.choose()["Location"] == "/"
    assert newcomer.client.get("/").status_code == 200
