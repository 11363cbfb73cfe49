"""The account into which a payee is paid: proposed by one person, confirmed by another (reliability F-1, F-2)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import to_arabic_digits
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.spine.parties import queries
from khlang.spine.parties.lifecycle import PAYEE_ACCOUNT
from khlang.spine.parties.models import Party, PayeeAccount
from khlang.spine.parties.schemas import (
    ConfirmPayeeAccounts,
    PayeeAccountInput,
    ProposePayeeAccount,
    ProposePayeeAccounts,
)
from khlang.standards import ThaiBank, message, thai_bank


@command("payee_account.propose", schema=ProposePayeeAccount)
def propose_account(*, envelope: Envelope, data: ProposePayeeAccount) -> Outcome:
    """Propose the account of a payee; nobody is paid into it before a second person confirms it (F-2).

    Refusals: party_not_found, bank_unknown, account_no_malformed, payee_account_unchanged, payee_account_pending,
    payee_callback_required (a change needs a note how the payee was asked back), payee_account_shared (F-1: another
    payee has the account and it is not explained why), duty_missing.
    """
    return _propose(envelope, [data], "")[0]


@command("payee_account.propose_many", schema=ProposePayeeAccounts)
def propose_accounts(*, envelope: Envelope, data: ProposePayeeAccounts) -> Outcome:
    """Propose the accounts of many payees at once (a payroll), each a document of its own; all or none.

    `data["document_ids"]` of the outcome are the proposals in the order of the lines. Refusals: those of
    `propose_account` at lines.<n>.<field>, every bad line at once; payee_account_twice.
    """
    outcomes = _propose(envelope, data.lines, "lines.{}.")
    return replace(outcomes[0], data={"document_ids": [outcome.document_id for outcome in outcomes]})


def _propose(envelope: Envelope, lines: Sequence[PayeeAccountInput], path: str) -> list[Outcome]:
    parties = queries.get_many(party_ids=[line.party_id for line in lines])
    present = queries.payee_accounts(party_ids=list(parties), on=envelope.today)
    pending = queries.waiting_accounts(party_ids=list(parties))
    refused: list[Refusal] = []
    rows: dict[str, dict[str, Any]] = {}
    acts = []
    for at, line in ((path.format(position), line) for position, line in enumerate(lines)):
        try:
            bank = thai_bank(line.bank, field=f"{at}bank")
            number = _digits(line.account_no, bank, f"{at}account_no")
            party = parties.get(line.party_id)
            _allowed(line, at, party, present.get(line.party_id), pending, (bank.code, number))
        except Refusal as problem:
            refused.append(problem)
            continue
        assert party is not None
        pending[party.id] = 0
        new = _document(envelope, party, bank, number)
        acts.append(spine.decide(envelope=envelope, lifecycle=PAYEE_ACCOUNT, move="propose", new=new))
        rows[at] = _row(new, line, bank, number, present.get(party.id))
    refused += _unexplained(rows)
    if refused:
        raise refused[0] if len(refused) == 1 else Refusals(refused)
    return spine.write(envelope=envelope, acts=acts, rows=(Rows(PayeeAccount, list(rows.values())),))


def _digits(text: str, bank: ThaiBank, field: str) -> str:
    """The digits of an account number, as many as the bank's numbers have."""
    digits = re.sub(r"[\s\-]", "", to_arabic_digits(text))
    if not (digits.isascii() and digits.isdigit() and len(digits) in bank.digits):
        wanted = "/".join(str(length) for length in bank.digits)
        raise Refusal("account_no_malformed", field=field, account_no=text[:40], bank=bank.name_th, digits=wanted)
    return digits


def _allowed(
    line: PayeeAccountInput, at: str, party: Party | None, present: queries.PayeeAccountView | None,
    pending: Mapping[int, int], account: tuple[str, str],
) -> None:  # fmt: skip
    if party is None:
        raise Refusal("party_not_found", field=f"{at}party_id")
    if party.id in pending:
        code = "payee_account_pending" if pending[party.id] else "payee_account_twice"
        raise Refusal(code, field=f"{at}party_id", name=party.name)
    if present is None:
        return
    if (present.bank_code, present.account_no) == account and present.account_name == line.account_name:
        raise Refusal("payee_account_unchanged", field=f"{at}account_no", name=party.name, account_no=account[1])
    if not line.callback.strip():
        raise Refusal("payee_callback_required", field=f"{at}callback", name=party.name)


def _document(envelope: Envelope, party: Party, bank: ThaiBank, number: str) -> NewDocument:
    """The account stands in the title, so that it goes into the chain of the trail."""
    title = message("payee_account.title", name=party.name, bank=bank.name_th, account_no=number)
    return NewDocument(title=title, document_date=envelope.today, party_id=party.id, party_name=party.name)


def _row(
    new: NewDocument, line: PayeeAccountInput, bank: ThaiBank, number: str, present: queries.PayeeAccountView | None
) -> dict[str, Any]:
    return {
        "document_id": new.id, "party_id": new.party_id, "bank_code": bank.code, "branch": line.branch,
        "account_no": number, "account_name": line.account_name, "callback": line.callback,
        "explanation": line.explanation, "previous_bank": present.bank_code if present else "",
        "previous_no": present.account_no if present else "",
    }  # fmt: skip


def _unexplained(rows: Mapping[str, Mapping[str, Any]]) -> list[Refusal]:
    """F-1: an account that another payee has, or another of these rows (by the path of their fields), is explained."""
    known = queries.sharers(accounts=[_key(row) for row in rows.values()])
    parties = queries.get_many(party_ids=[row["party_id"] for row in rows.values()])
    together: dict[tuple[str, str], dict[int, str]] = {}
    for row in rows.values():
        together.setdefault(_key(row), {})[row["party_id"]] = parties[row["party_id"]].name
    refused = []
    for at, row in rows.items():
        others = {**known.get(_key(row), {}), **together[_key(row)]}
        name = others.pop(row["party_id"], "")
        if others and not row["explanation"].strip():
            facts = {"account_no": row["account_no"], "name": name, "others": ", ".join(list(others.values())[:3])}
            refused.append(Refusal("payee_account_shared", field=f"{at}explanation", **facts))
    return refused


def _key(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["bank_code"], row["account_no"]


@command("payee_account.confirm", schema=DocumentMove)
def confirm_account(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """A second person confirms the account: from now on the payee is paid into it and no longer into the one before.

    Refusals: document_not_found, own_approval and the others of the lifecycle, payee_account_shared (another payee got
    the account since it was proposed), stale_version.
    """
    return _confirm(envelope, [documents.get(document_id=data.document_id, kind="payee_account")])[0]


@command("payee_account.confirm_many", schema=ConfirmPayeeAccounts)
def confirm_accounts(*, envelope: Envelope, data: ConfirmPayeeAccounts) -> Outcome:
    """A second person confirms many proposals at once (the payees of a payroll); all or none.

    Refusals: document_not_found, those of `confirm_account`.
    """
    found = documents.get_many(document_ids=data.document_ids)
    chosen = [found.get(document_id) for document_id in dict.fromkeys(data.document_ids)]
    proposals = [document for document in chosen if document is not None and document.kind == "payee_account"]
    if len(proposals) < len(chosen):
        raise Refusal("document_not_found", field="document_ids")
    outcomes = _confirm(envelope, proposals)
    return replace(outcomes[0], data={"numbers": [outcome.number for outcome in outcomes]})


def _confirm(envelope: Envelope, proposals: Sequence[Any]) -> list[Outcome]:
    writes.hold(org=envelope.org)  # two payees confirmed into one account at once: the second sees the first
    chosen = PayeeAccount.objects.filter(document_id__in=[each.id for each in proposals])
    rows = list(chosen.order_by("id").values("bank_code", "account_no", "party_id", "explanation"))
    outcomes = spine.carry_out_all(
        envelope=envelope, lifecycle=PAYEE_ACCOUNT, move="confirm", documents=list(proposals)
    )
    unexplained = _unexplained({f"{position}.": row for position, row in enumerate(rows)})
    if unexplained:
        raise Refusals(refusal.at("document_id") for refusal in unexplained)
    PayeeAccount.objects.filter(party_id__in=[row["party_id"] for row in rows], in_force=True).update(
        in_force=False, superseded_on=envelope.today
    )
    chosen.update(in_force=True, waiting=False, confirmed_on=envelope.today)
    return outcomes


@command("payee_account.reject", schema=DocumentMoveWithReason)
def reject_account(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """A second person refuses the account, with the reason; the payee keeps the one before.

    Refusals: document_not_found, those of the lifecycle, stale_version.
    """
    return _end(envelope, "reject", data.document_id, data.reason)


@command("payee_account.cancel", schema=DocumentMoveWithReason)
def cancel_account(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a proposal up before it is decided. Refusals: document_not_found, those of the lifecycle, stale_version."""
    return _end(envelope, "cancel", data.document_id, data.reason)


def _end(envelope: Envelope, move: str, document_id: int, reason: str) -> Outcome:
    document = documents.get(document_id=document_id, kind="payee_account")
    outcome = spine.carry_out(envelope=envelope, lifecycle=PAYEE_ACCOUNT, move=move, document=document, reason=reason)
    PayeeAccount.objects.filter(document_id=document.id).update(waiting=False)
    return outcome
