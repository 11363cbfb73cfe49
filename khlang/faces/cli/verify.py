"""`khlang verify`: proves that vouchers, balances, numbers and the trail still tell one story; exit 1 and names what does not."""

import argparse
import sys

from khlang.platform import tenancy
from khlang.spine.documents import verification
from khlang.spine.organisations import queries as organisations


def configure(parser: argparse.ArgumentParser) -> None:
    """One organisation or all of them."""
    parser.add_argument("--org", metavar="CODE", help="เฉพาะหน่วยงานนี้ · this organisation only")


def run(options: argparse.Namespace) -> int:
    """Silent and 0 when nothing is wrong; otherwise one line per finding, and 1."""
    wrong = 0
    chosen = [organisations.get(code=options.org)] if options.org else organisations.everyone()
    for organisation in chosen:
        with tenancy.scope(organisation.id):
            for finding in verification.verify():
                wrong += 1
                print(f"{organisation.code}: {finding}", file=sys.stderr)
    return 1 if wrong else 0
