"""`khlang report`: a report or register of an organisation as CSV, XLSX, JSON or PDF, on the screen or in a file."""

import argparse
import sys
from pathlib import Path

from khlang.bridges.reporting import exports, paper, queries
from khlang.bridges.reporting.results import Result
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import clock, tenancy
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

FORMATS = tuple(exports.MEDIA_TYPES)
_DAYS = {"on": "วันของรายงาน · the day", "from": "ตั้งแต่วันที่ · first day", "to": "ถึงวันที่ · last day"}
_OTHERS = {
    "fiscal-year": "ปีงบประมาณ พ.ศ. · fiscal year, B.E.",
    "item": "รหัสรายรับ · receipt code",
    "budget-line": "รหัสรายการงบประมาณ เช่น L01 · budget line",
    "bank": "รหัสบัญชีธนาคาร · bank account",
    "account": "รหัสบัญชี · account",
    "kind": "ประเภทใบผ่านรายการ · kind of voucher",
    "form": "แบบ ภ.ง.ด. เช่น pnd53 · tax form",
    "vendor": "เจ้าหนี้ · vendor",
    "depositor": "ผู้ฝาก · depositor",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The name of the report, the organisation, and what the report asks for."""
    known = ", ".join(name.replace("_", "-") for name in queries.names())
    parser.add_argument("name", metavar="REPORT", help=known)
    parser.add_argument("--org", metavar="CODE", required=True, help="รหัสหน่วยงาน · organisation")
    for name, text in _DAYS.items():
        parser.add_argument(f"--{name}", dest=name, metavar="YYYY-MM-DD", help=text)
    for name, text in _OTHERS.items():
        parser.add_argument(f"--{name}", dest=name.replace("-", "_"), help=text)
    parser.add_argument("--format", default="csv", metavar="|".join(FORMATS), help="รูปแบบ · format (csv)")
    parser.add_argument("--lang", default="th", choices=("th", "en"), help="ภาษา · language")
    parser.add_argument("--output", metavar="FILE", help="ไฟล์ปลายทาง · where to write, else standard output")


def run(options: argparse.Namespace) -> int:
    """Writes the report; 2 and a message in Thai on standard error when it cannot be made."""
    try:
        if options.format not in FORMATS:
            raise Refusal("report_format_unknown", format=options.format)
        organisation = organisations.get(code=options.org)
        asked = {name.replace("-", "_"): getattr(options, name.replace("-", "_")) for name in (*_DAYS, *_OTHERS)}
        given = {name: text for name, text in asked.items() if text is not None}
        with tenancy.scope(organisation.id):
            result = queries.run(name=options.name, parameters=given, today=clock.today(), lang=options.lang)
            content = rendered(result, options.format)
        _write(content, options.output)
    except (Refusal, Refusals) as refused:
        for refusal in refused.errors if isinstance(refused, Refusals) else (refused,):
            print(message(f"refusal.{refusal.code}", options.lang, **refusal.facts), file=sys.stderr)
        return 2
    except OSError as error:
        print(message("report.cannot_write", options.lang, file=options.output, why=error.strerror), file=sys.stderr)
        return 2
    return 0


def rendered(result: Result, format: str) -> bytes:
    """The result in a format; printed papers say when they were printed."""
    if format == "csv":
        return exports.csv_text(result=result).encode()
    if format == "json":
        return exports.json_text(result=result).encode()
    if format == "xlsx":
        return exports.xlsx(result=result)
    return paper.pdf(result=result, printed_at=clock.now())


def _write(content: bytes, target: str | None) -> None:
    if target:
        Path(target).write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
