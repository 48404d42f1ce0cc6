"""Files made on the spot: small PDFs written by hand, Word files, pictures, archives. All persons are invented."""

import hashlib
import sys
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image, ImageDraw

from extractors.files.open import open_file
from schemas.files import Delivered, Limits, Opened, PageSource
from tests.extractors.files import formats as other_formats

A4 = (595, 842)
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)


def text(x: float, y: float, words: str, size: float = 12, matrix: str = "1 0 0 1", mode: int = 0) -> str:
    """Content that writes `words` (in a CJK font that need not be embedded) with its baseline at (x, y)."""
    return f"BT /F1 {size} Tf {mode} Tr {matrix} {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def rules(lines: Sequence[tuple[float, float, float, float]]) -> str:
    """Content that strokes straight lines."""
    return "0.8 w " + "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in lines)


def table(x0: float, top: float, widths: Sequence[float], heights: Sequence[float]) -> str:
    """Content that rules a full grid."""
    xs = [x0 + sum(widths[:k]) for k in range(len(widths) + 1)]
    ys = [top - sum(heights[:k]) for k in range(len(heights) + 1)]
    return rules([(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs])


def pdf(
    pages: Sequence[str],
    box: tuple[float, float] = A4,
    extra: str = "",
    objects: Mapping[str, bytes] | None = None,
    trailer: str = "",
    catalog: str = "",
) -> bytes:
    """A PDF with these page contents. `extra` goes into each page's dictionary; `objects` are XObjects by name, from 4 on."""
    names = dict(objects or {})
    body: list[bytes] = []

    def add(data: bytes) -> int:
        body.append(data)
        return len(body)

    root, tree = add(f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()), add(b"")
    font = add(FONT)
    xobjects = " ".join(f"/{name} {add(data)} 0 R" for name, data in names.items())
    kids = []
    for content in pages:
        stream = content.encode()
        number = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                (
                    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box[0]} {box[1]}] /Contents {number} 0 R {extra} "
                    f"/Resources << /Font << /F1 {font} 0 R >> /XObject << {xobjects} >> >> >>"
                ).encode()
            )
        )
    body[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    return _file(body, root, trailer)


def _file(body: Sequence[bytes], catalog: int, trailer: str) -> bytes:
    out = BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, data in enumerate(body, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(body) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(f"trailer\n<< /Size {len(body) + 1} /Root {catalog} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def image_object(picture: Image.Image) -> bytes:
    """An image XObject of a grey picture."""
    grey = picture.convert("L")
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {grey.width} /Height {grey.height} "
        f"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length {2 * grey.width * grey.height + 1} >>"
    )
    return head.encode() + b"\nstream\n" + grey.tobytes().hex().encode() + b">\nendstream"


def printed(width: int, height: int, rows: int = 12) -> Image.Image:
    """A picture that looks like print: rows of small dark shapes on white."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    step = height // rows
    for y in range(step // 2, height - step // 2, step):
        for x in range(step, width - step, step):
            draw.rectangle((x, y, x + step // 2, y + step // 2), outline="black", width=max(2, step // 8))
    return picture


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, parts: Mapping[str, tuple[str, str | bytes]] | None = None) -> bytes:
    """A Word file with this body. `parts`: relationship id → (name like ``header1.xml``, content); the kind is in the name."""
    given = dict(parts or {})
    rels = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{_kind(name)}" Target="{name}"/>' for key, (name, _) in given.items()
    )
    with BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(
                "_rels/.rels",
                _relationships(f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
            )
            archive.writestr("word/_rels/document.xml.rels", _relationships(rels))
            archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
            for name, content in given.values():
                archive.writestr(f"word/{name}", content)
        return out.getvalue()


def part(name: str, content: str) -> str:
    """The XML of a part whose root is ``w:<name>``."""
    return f"<w:{name} {_NAMESPACES}>{content}</w:{name}>"


def _kind(name: str) -> str:
    return "image" if name.startswith("media/") else name.split(".")[0].rstrip("0123456789")


def _relationships(content: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'


def p(*inner: str) -> str:
    """A paragraph; plain words become runs."""
    return f"<w:p>{''.join(piece if piece.startswith('<') else run(piece) for piece in inner)}</w:p>"


def run(words: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def tc(*blocks: str, properties: str = "") -> str:
    """A cell; plain words become a paragraph."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: Sequence[str], columns: int = 0) -> str:
    """A table of rows of cells."""
    grid = "".join('<w:gridCol w:w="1000"/>' for _ in range(columns or max(len(row) for row in rows)))
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{chr(10).join(row)}</w:tr>' for row in rows)}</w:tbl>"


def png(picture: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    """A picture as the bytes of a file."""
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


class Bench:
    """A place to lay files down, open them and take their pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scratch = folder / "scratch"
        self.scratch.mkdir()

    def open(self, name: str, data: bytes, limits: Limits | None = None) -> Opened:
        """What becomes of a delivered file."""
        local = self.folder / hashlib.sha256(name.encode()).hexdigest()
        local.write_bytes(data)
        delivered = Delivered(path=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        return open_file(delivered, local, self.scratch, limits or Limits())

    def pages(self, name: str, data: bytes) -> tuple[PageSource, ...]:
        """The pages of a file that is read."""
        opened = self.open(name, data)
        assert [file.status for file in opened.files] == ["read"], opened.files
        return opened.pages

    def statuses(self, opened: Opened) -> dict[str, str]:
        """Path → status, with the error's code behind a colon."""
        return {f.path: f.status + (f":{f.error.code}" if f.error else "") for f in opened.files}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """The makers of this module."""
    return sys.modules[__name__]


@pytest.fixture(scope="session")
def formats() -> ModuleType:
    """The makers of other formats."""
    return other_formats
