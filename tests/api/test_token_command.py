"""`khlang token`: a key is shown once, works, is listed by its beginning, and ends at once."""

import argparse

import pytest

from khlang.faces.cli import token
from tests.api.program import Bureau, Program, problem


def khlang_token(*words: str) -> int:
    """The subcommand with these words."""
    parser = argparse.ArgumentParser()
    token.configure(parser)
    return token.run(parser.parse_args([*words, "--org", "TEST", "--lang", "en"]))


def test_a_token_is_made_used_listed_and_revoked(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    user = bureau.person("revenue_officer").username
    assert khlang_token("create", "--user", user, "--label", "counter") == 0
    secret = capsys.readouterr().out.strip()
    program = Program(secret)
    assert program.ask("/me")["token"] == "counter"
    assert khlang_token("list") == 0
    listed = capsys.readouterr().out
    assert secret[:12] in listed and secret not in listed and "2024-12-30" in listed and "live" in listed
    assert khlang_token("revoke", secret[:12]) == 0
    assert problem(program.get("/me"))[:2] == (401, "token_invalid")
    assert khlang_token("list") == 0 and "ended" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "--user", "nobody", "--label", "x"), "person"),
        (("create", "--user", "USER", "--label", "x", "--expires", "2024-09-30"), ""),
        (("revoke", "khl_nothing"), "token"),
    ],
)
def test_what_cannot_be_done_is_said(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], words: tuple, said: str
) -> None:
    user = bureau.person("revenue_officer").username
    assert khlang_token(*(user if word == "USER" else word for word in words)) == 2
    printed = capsys.readouterr()
    assert not printed.out and said in printed.err.lower() and printed.err.strip()
