"""The virus scanner's own protocol, spoken with a scanner of the test: found, clean, silent, gone."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import uploads
from tests.files import scan
from tests.hardening.nasty import EICAR


class Scanner:
    """Answers INSTREAM as clamd does, and keeps what it was given."""

    def __init__(self, verdict: Callable[[bytes], bytes]) -> None:
        self.verdict, self.seen = verdict, list[bytes]()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(size)
                self.seen.append(content)
                line.sendall(self.verdict(content))


def verdict(content: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@pytest.fixture
def scanner(settings) -> Iterator[Scanner]:
    made = Scanner(verdict)
    settings.CLAMD = made.address
    yield made
    made.socket.close()


def admit(content: bytes, kind: str = "pdf", name: str = "a.pdf") -> str:
    return uploads.admit(content=content, kinds=(kind,), name=name).key


def test_a_clean_file_is_seen_whole_and_taken(scanner: Scanner) -> None:
    content = scan() + b"\0" * 200_000
    admit(content)
    assert scanner.seen == [content]


def test_what_the_scanner_finds_is_refused_by_its_name(scanner: Scanner) -> None:
    with pytest.raises(Refusal) as refused:
        admit(EICAR + b"\n", "csv", "a.csv")
    assert (refused.value.code, refused.value.facts["virus"]) == ("upload_infected", "Eicar-Test-Signature")


@pytest.mark.parametrize("said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"UNKNOWN COMMAND\0"])
def test_no_clear_answer_means_no_file(settings, said: bytes) -> None:
    silent = Scanner(lambda content: said)
    settings.CLAMD = silent.address
    with pytest.raises(Refusal, match="upload_not_scanned"):
        admit(scan())
    silent.socket.close()


def test_a_scanner_that_is_gone_means_no_file(settings, tmp_path) -> None:
    for address in (str(tmp_path / "nobody.sock"), "127.0.0.1:1", "nonsense"):
        settings.CLAMD = address
        with pytest.raises(Refusal, match="upload_not_scanned"):
            admit(scan())


def test_without_the_setting_nobody_is_asked(settings) -> None:
    settings.CLAMD = ""
    assert admit(scan()) == "pdf"


def test_a_local_socket_is_spoken_to_as_well(settings, tmp_path) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "clamd.sock"))
    server.listen()

    def answer() -> None:
        line, _ = server.accept()
        with line:
            while not line.recv(1 << 20).endswith(struct.pack("!I", 0)):
                pass
            line.sendall(b"stream: OK\0")

    threading.Thread(target=answer, daemon=True).start()
    settings.CLAMD = str(tmp_path / "clamd.sock")
    assert admit(scan()) == "pdf"
    server.close()
