"""The virus scanner, when the installation has one: ClamAV's daemon is asked over its socket (KHLANG_CLAMD).

Without the setting nothing is scanned; with it a scanner that does not answer means that no file is taken (ASVS V5.4.3).
"""

import socket
import struct
from typing import Final

from django.conf import settings

from khlang.core.refusal import Refusal

_CHUNK: Final = 1 << 16
_SECONDS: Final = 30
_LONGEST_ANSWER: Final = 4096


def scan(*, content: bytes, name: str) -> None:
    """Ask the scanner, if there is one. Refusals: upload_infected, upload_not_scanned."""
    address = settings.CLAMD
    if not address:
        return
    try:
        said = _ask(address, content)
    except (OSError, ValueError):
        said = ""
    if said.endswith(" FOUND"):
        virus = said.removeprefix("stream: ").removesuffix(" FOUND")[:80]
        raise Refusal("upload_infected", field="content", filename=name, virus=virus)
    if said != "stream: OK":
        raise Refusal("upload_not_scanned", field="content", filename=name)


def _ask(address: str, content: bytes) -> str:
    """The answer to INSTREAM: chunks with their length in front, an empty one at the end, one line back."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            line.sendall(struct.pack("!I", len(chunk)) + chunk)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            more = line.recv(_LONGEST_ANSWER)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    """A path is a local socket, `host:port` a machine of the installation's own network."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
