"""Payees' accounts in the pages: proposed by one, confirmed by another, seen in the register."""

from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries
from tests.reconciliation.bank import LAST
from tests.reconciliation.test_pages import Pages, pages  # noqa: F401  (the fixture)


def test_an_account_goes_through_two_hands(pages: Pages) -> None:  # noqa: F811
    """The finance officer proposes, the accountant confirms one, then several at once."""
    for name in ("นางสมศรี มีสุข", "นายสมชาย ใจดี", "นายสมปอง ใจดี"):
        pages.send("wipa", "/lists/party/new/", kind="person", name=name)
    parties = [party.id for party in queries.list_parties()[0]]
    assert "ธนาคารกรุงไทย" in pages.read("wipa", "/documents/payee_account/new/")
    made = [
        pages.send(
            "wipa", "/documents/payee_account/new/", party_id=party, bank="006", account_no=f"111111111{place}",
            account_name="ผู้รับเงิน",
        )
        for place, party in enumerate(parties)
    ]  # fmt: skip
    assert "1111111110" in pages.read("wipa", made[0])
    pages.send("wipa", f"{made[0]}confirm/", 422)
    pages.send("anan", f"{made[0]}confirm/")
    assert "1111111111" in pages.read("anan", "/documents/payee_account/new/confirm_many/")
    rest = [int(each.split("/")[3]) for each in made[1:]]
    answer = pages.clients["anan"].post("/documents/payee_account/new/confirm_many/", {"document_ids": rest})
    assert answer.status_code == 302 and "PA68-" in pages.read("anan", answer["Location"])
    assert {documents.get(document_id=each).state for each in rest} == {"confirmed"}
    assert "KTB 1111111112" in pages.read("anan", "/lists/party/")


def test_a_change_is_seen_in_the_register_for_a_week(pages: Pages) -> None:  # noqa: F811
    pages.send("wipa", "/lists/party/new/", kind="person", name="นางสมศรี มีสุข")
    party = queries.list_parties()[0][0].id
    for number, more in (("1111111111", {}), ("2222222222", {"callback": "โทรกลับแล้ว"})):
        typed = {"party_id": party, "bank": "006", "account_no": number, "account_name": "สมศรี", **more}
        made = pages.send("wipa", "/documents/payee_account/new/", **typed)
        pages.send("anan", f"{made}confirm/")
    assert "เปลี่ยนไม่ถึง 7 วัน" in pages.read("anan", "/lists/party/")
    assert queries.payee_accounts(party_ids=[party], on=LAST)[party].recently_changed
    assert "ธนาคารกรุงไทย 1111111111" in pages.read("anan", made)
