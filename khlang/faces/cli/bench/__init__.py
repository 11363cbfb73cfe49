"""`khlang bench`: how fast it is, as ratios measured in one run. A measurement, never a test.

Every workload builds what it needs in a database of its own (named after the given one) and removes it afterwards.
"""

import argparse
import json

from khlang.faces.cli.bench import backentry, country, pages, posting, reports

WORKLOADS = {"backentry": backentry, "pages": pages, "posting": posting, "reports": reports}


def configure(parser: argparse.ArgumentParser) -> None:
    """One workload a call."""
    parser.add_argument("workload", choices=sorted(WORKLOADS))
    parser.add_argument("--documents", type=int, default=2000, help="posting: documents a client and side")
    parser.add_argument("--workloads", nargs="+", choices=list(posting.COMMANDS), help="posting: which ones (all)")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4], help="posting: numbers of clients")
    parser.add_argument(
        "--vouchers", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="reports: sizes of the history"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000], help="pages: documents of each kind")
    parser.add_argument("--bare", action="store_true", help="posting: the raw side writes into tables without guards")
    parser.add_argument("--receipts", type=int, default=5200, help="backentry: receipts written by hand")
    parser.add_argument("--dika", type=int, default=2000, help="backentry: dika written and paid by hand")
    parser.add_argument("--days", type=int, default=200, help="backentry: days from the outage to its certificate")
    parser.add_argument("--country", action="store_true", help="pages: an office alone and among the whole country")
    parser.add_argument(
        "--share", type=float, default=1.0, help="pages --country: the part of the country to build (1.0: all)"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON list")


def run(options: argparse.Namespace) -> int:
    """Print the figures as a table or as JSON."""
    workload = country if options.country and options.workload == "pages" else WORKLOADS[options.workload]
    rows = workload.measure(options)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    return 0
