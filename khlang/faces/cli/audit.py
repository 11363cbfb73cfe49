"""`khlang audit`: are the libraries of the lock complete, hashed and without known vulnerabilities? Writes their list (SBOM)."""

import argparse
import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any, Final

from khlang.platform.settings import environment

LOCK: Final = environment.ROOT / "requirements.lock"
SOUND, PROBLEM, NOT_ASKED = 0, 1, 3
_PIN: Final = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
#: Licences under which nobody may pass Khlang on as it is.
_UNFIT: Final = re.compile(r"\b(?:AGPL|Affero|SSPL|Commons Clause|BUSL|Proprietary)\b", re.IGNORECASE)
_SECONDS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A library of the lock with its hashes; licence as it declares it itself, "" when it is not installed here."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the lock to read, where the list is written, and a run without asking anybody."""
    parser.add_argument("--lock", type=Path, default=LOCK, help="ไฟล์รายการไลบรารี · the lock (requirements.lock)")
    parser.add_argument("--sbom", type=Path, metavar="FILE", help="เขียนรายการ CycloneDX · write the bill of materials")
    parser.add_argument("--offline", action="store_true", help="ไม่ถามบริการช่องโหว่ · do not ask for vulnerabilities")


def run(options: argparse.Namespace) -> int:
    """0 sound, 1 a problem, 3 when known vulnerabilities could not be asked for."""
    found = list(packages(lock=options.lock.read_text(encoding="utf-8")))
    problems = list(unsound(found))
    for each in found:
        print(f"  {each.name} {each.version}  {each.licence or '?'}  ({len(each.hashes)} sha256)")
    if options.sbom:
        options.sbom.write_text(bill_of_materials(found), encoding="utf-8")
    asked, said = (False, "--offline") if options.offline else vulnerabilities(options.lock)
    problems += said if asked else []
    for problem in problems:
        print(f"✗ {problem}")
    print(f"{'✗' if problems else '✓'} ไลบรารี {len(found)} รายการ · {len(found)} libraries")
    if not asked:
        print(f"? ไม่ได้ตรวจช่องโหว่ที่ทราบแล้ว · known vulnerabilities were NOT checked: {said}")
    return PROBLEM if problems else SOUND if asked else NOT_ASKED


def packages(*, lock: str) -> Iterator[Package]:
    """The libraries of a lock, in its order."""
    for block in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]:
        if pin := _PIN.match(block):
            name, hashes = pin["name"].lower(), tuple(_HASH.findall(block))
            yield Package(name=name, version=pin["version"], hashes=hashes, licence=_licence(name))


def unsound(found: list[Package]) -> Iterator[str]:
    """What is wrong with the lock itself: no hash, twice, another version installed, a licence that does not fit."""
    seen: dict[str, str] = {}
    for each in found:
        if not each.hashes:
            yield f"{each.name}: no hash"
        if seen.setdefault(each.name, each.version) != each.version:
            yield f"{each.name}: {seen[each.name]} and {each.version}"
        here = _installed(each.name)
        if here and here != each.version:
            yield f"{each.name}: the lock has {each.version}, installed is {here}"
        if _UNFIT.search(each.licence):
            yield f"{each.name}: licence {each.licence}"
    if not found:
        yield "the lock is empty"


def vulnerabilities(lock: Path) -> tuple[bool, Any]:
    """(True, findings) as pip-audit tells them, or (False, why nobody could be asked)."""
    if util.find_spec("pip_audit") is None:
        return False, "pip-audit is not installed"
    words = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip",
             "--format", "json", "--progress-spinner", "off", "--timeout", "20"]  # fmt: skip
    try:
        ran = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False, "the advisory service does not answer"
    try:
        told = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (ran.stderr.strip().splitlines() or ["no answer"])[-1]
        return False, last[:200]
    skipped = [each for each in told if "skip_reason" in each]
    if skipped or not told:
        reason = skipped[0]["skip_reason"] if skipped else "nothing was asked for"
        return False, f"{len(skipped)} of {len(told)} libraries not answered ({reason[:120]})"
    return True, [f"{each['name']} {each['version']}: {weak['id']}" for each in told for weak in each["vulns"]]


def bill_of_materials(found: list[Package]) -> str:
    """CycloneDX 1.6 in JSON; the same lock gives the same text."""
    parts = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{each.name}@{each.version}",
            "name": each.name,
            "version": each.version,
            "purl": f"pkg:pypi/{each.name}@{each.version}",
            **({"licenses": [{"license": {"name": each.licence}}]} if each.licence else {}),
        }
        for each in found
    ]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(parts, sort_keys=True))
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "khlang", "name": "khlang"}},
        "components": parts,
        "dependencies": [{"ref": "khlang", "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _licence(name: str) -> str:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")
    ]
    named = [text for key in ("License-Expression", "License") for text in told.get_all(key) or ()]
    text = (told.get_all("License-Expression") or [""])[0] or ", ".join(classified) or next(iter(named), "")
    return text.strip().splitlines()[0][:80] if text.strip() else ""
