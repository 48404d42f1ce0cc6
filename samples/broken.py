"""Files as they should not be: locked, damaged, empty of content; and documents bound into PDFs."""

import hashlib
import io
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_FIXED = time.struct_time((2026, 1, 1, 0, 0, 0, 0, 1, 0))


def locked_pdf(text: str, password: str) -> bytes:
    """A PDF of one page that needs a password (the standard handler, revision 2, of the PDF reference §3.5)."""
    secret = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5(secret).digest()[:5], secret)
    name = hashlib.md5(text.encode()).digest()
    key = hashlib.md5(secret + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + name).digest()[:5]
    words = _rc4(
        hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0").digest()[:10], f"BT /F1 14 Tf 72 760 Td ({text}) Tj ET".encode()
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), _rc4(key, _PAD).hex().encode()),
    ]
    return _assembled(objects, b"/Root 1 0 R/Encrypt 6 0 R/ID[<%s><%s>]" % (name.hex().encode(), name.hex().encode()))


def damaged_pdf(pdf: bytes) -> bytes:
    """The start of a PDF whose body was lost on the way: no reader can repair it."""
    body = bytearray(pdf[: len(pdf) // 3])
    for at in range(40, len(body)):
        body[at] ^= (at * 37) & 0xFF
    return bytes(body)


def blank_pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    kids = b" ".join(b"%d 0 R" % (index + 3) for index in range(pages))
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return _assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages), *[leaf] * pages], b"/Root 1 0 R"
    )


def scanned_pdf(sheets: Sequence[NDArray[np.uint8]], dpi: int = 150, quality: int = 50) -> bytes:
    """Images as the pages of a PDF without text layer."""
    buffer = io.BytesIO()
    images = [Image.fromarray(sheet).convert("L") if _colourless(sheet) else Image.fromarray(sheet) for sheet in sheets]
    images[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=dpi,
        quality=quality,
        creationDate=_FIXED,
        modDate=_FIXED,
    )
    return buffer.getvalue()


def _colourless(sheet: NDArray[np.uint8]) -> bool:
    return bool((sheet[..., 0] == sheet[..., 1]).all() and (sheet[..., 1] == sheet[..., 2]).all())


def _assembled(objects: list[bytes], trailer: bytes) -> bytes:
    """The objects with their table of places."""
    said, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(said))
        said += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(said)
    said += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    said += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(said + b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    said, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        said.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(said)
