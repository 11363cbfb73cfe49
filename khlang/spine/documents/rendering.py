"""Thai documents on paper: a form of `khlang/standards/forms/` and its data become a PDF.

The forms are Typst sources that compute nothing: every amount, date and name arrives as text (`print_data`). The
compiler knows only the fonts shipped with Khlang, so a document looks the same on every machine, and equal data
gives equal bytes. Every file is PDF/A-2b, to be kept for as long as the law asks (C-27).
"""

import base64
import json
import threading
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal

import segno
import typst

import khlang

STANDARDS = Path(khlang.__file__).parent / "standards"
FORMS = STANDARDS / "forms"
FONTS = STANDARDS / "fonts"
EPOCH = (
    0  # no clock in the file: the printing time is data; PDF/A asks for a date of the file, which is always this one
)
ARCHIVAL: Final = "a-2b"
#: What Typst says of a character that none of the fonts has.
_UNDRAWN: Final = "could not be displayed"

_of_thread = threading.local()


def form_names() -> tuple[str, ...]:
    """The names of the forms that can be printed, sorted."""
    return tuple(sorted(path.parent.name for path in FORMS.glob("*/form.typ")))


def example(*, form: str) -> dict[str, Any]:
    """The example data of a form, with the example organisation and its emblem; for previews, the gallery and tests."""
    data: dict[str, Any] = json.loads((_folder(form) / "example.json").read_text(encoding="utf-8"))
    organisation = json.loads((FORMS / "_shared" / "organisation.json").read_text(encoding="utf-8"))
    organisation["emblem"] = (FORMS / "_shared" / "emblem.svg").read_text(encoding="utf-8")
    return {"organisation": organisation, **data}


def render_pdf(*, form: str, data: Mapping[str, Any]) -> bytes:
    """Render `form` (a folder name of standards/forms) with JSON-able `data`; the keys are described in its form.toml.

    `verify_url` in the data becomes a QR code. Raises LookupError for an unknown form, ValueError when the data
    does not fit.
    """
    content = dict(data)
    if content.get("verify_url") and not content.get("qr"):
        content["qr"] = qr_svg(text=str(content["verify_url"]))
    source = _folder(form) / "form.typ"
    sent = json.dumps(content, ensure_ascii=False)
    try:
        return _compiled(source, sent, ARCHIVAL)
    except typst.TypstError as error:
        if _UNDRAWN not in error.message:
            raise ValueError(f"form {form}: {error.message}") from error
        return _compiled(
            source, sent, None
        )  # a character that no font draws: printed all the same, but not for the archive


def _compiled(source: Path, data: str, standard: Literal["a-2b"] | None) -> bytes:
    pdf = _compiler().compile(
        input=str(source), format="pdf", sys_inputs={"data": data}, timestamp=EPOCH, pdf_standards=standard
    )
    if not isinstance(pdf, bytes):
        raise ValueError(f"{source.parent.name}: no PDF was made")
    return pdf


def qr_svg(*, text: str) -> str:
    """A QR code of `text` as SVG (error correction M: it survives a stamp over a corner)."""
    out = BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=0, xmldecl=False, dark="#111111")
    return out.getvalue().decode()


def emblem_svg(*, image: bytes) -> str:
    """The organisation's emblem as the SVG text the forms expect; PNG and JPEG are wrapped, SVG passes.

    Raises ValueError for any other kind of file.
    """
    if image.startswith(b"\x89PNG\r\n\x1a\n"):
        kind = "png"
    elif image.startswith(b"\xff\xd8\xff"):
        kind = "jpeg"
    elif b"<svg" in image[:1000]:
        return image.decode("utf-8")
    else:
        raise ValueError("an emblem is a PNG, JPEG or SVG picture")
    content = base64.b64encode(image).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:image/{kind};base64,{content}"/></svg>'
    )


def _folder(form: str) -> Path:
    if form not in form_names():
        raise LookupError(f"no printed form is called {form!r}")
    return FORMS / form


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    """One compiler a thread, kept: parsed forms and shaped fonts are reused by the next document."""
    compiler = getattr(_of_thread, "compiler", None)
    if compiler is None:
        compiler = _of_thread.compiler = typst.Compiler(root=str(FORMS), font_paths=_fonts(), ignore_system_fonts=True)
    return compiler
