"""A PDF drawn by us: pages of text, rules and pictures, with which formats that have no renderer join the PDFs.

The text is set in a font that is not embedded: whoever shows the page takes one of the system's. Every character has its place,
and a table that leads back to Unicode.
"""

import zlib
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.files.glyphs import Matrix

_LARGEST = 14_400.0  # points: what a page may measure
_BASIC = 0xFFFF
_MOST_RARE = 255
_FRAME = b"1000 0 60 -60 940 820 d1 40 w 60 -60 880 880 re S"  # what is shown of a character beyond the basic plane
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /ToUnicode {table} /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
    "/Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    "/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
_FRAMES = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /g {frame} >> "
    f"/Encoding << /Type /Encoding /Differences [1{' /g' * _MOST_RARE}] >> /FirstChar 1 /LastChar {_MOST_RARE} "
    f"/Widths [{'1000 ' * _MOST_RARE}] /ToUnicode {{table}} >>"
)
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    "1 begincodespacerange <{first}> <{last}> endcodespacerange\n{ranges}endcmap end end"
)


class Picture(NamedTuple):
    """What a picture object holds: RGB or grey samples (or a JPEG as it is), and how far it covers what is under it."""

    width: int
    height: int
    samples: bytes
    space: str
    jpeg: bool = False
    alpha: bytes | None = None


def picture(rgb: NDArray[np.uint8], alpha: NDArray[np.uint8] | None = None) -> Picture:
    """Of samples ``(height, width, 3)``, and where it is transparent ``(height, width)``."""
    height, width = rgb.shape[:2]
    return Picture(width, height, rgb.tobytes(), "DeviceRGB", alpha=None if alpha is None else alpha.tobytes())


class Canvas:
    """One page: what is drawn on it, in points from its lower left corner."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = min(max(width, 1.0), _LARGEST), min(max(height, 1.0), _LARGEST)
        self.content: list[str] = []
        self.pictures: dict[str, int] = {}


class Drawing:
    """The file while it is drawn: objects are laid down as they come, so that only one picture is held at a time.

    The first object is the catalog, the second the page tree, the third and fourth the fonts; they are written at the end.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places = [0, 0, 0, 0]
        self._pages: list[int] = []
        self._held: dict[str, int] = {}
        self._rare: dict[str, int] = {}
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def text(self, canvas: Canvas, char: str, matrix: Matrix) -> None:
        """One character, whose em square `matrix` lays on the page."""
        code = ord(char)
        shown = f"/F1 1 Tf {numbers(*matrix)} Tm <{code:04X}>" if code <= _BASIC else self._framed(char, matrix)
        canvas.content.append(f"BT {shown} Tj ET")

    def _framed(self, char: str, matrix: Matrix) -> str:
        """An empty frame that says which character it is: no font is sure to have it, and a wrong one must not be seen."""
        if char not in self._rare and len(self._rare) == _MOST_RARE:
            return f"/F1 1 Tf {numbers(*matrix)} Tm <FFFD>"
        return f"/F2 1 Tf {numbers(*matrix)} Tm <{self._rare.setdefault(char, len(self._rare) + 1):02X}>"

    def image(self, canvas: Canvas, name: str, matrix: Matrix, through: bool = False) -> None:
        """A picture that was taken in under this name; `matrix` lays the unit square on the page. `through`: as ink does."""
        number = self._held[name]
        canvas.pictures[f"X{number}"] = number
        canvas.content.append(f"q {'/G1 gs ' if through else ''}{numbers(*matrix)} cm /X{number} Do Q")

    def hold(self, name: str, found: Picture) -> None:
        """Takes a picture in; it may be drawn any number of times."""
        mask = ""
        if found.alpha is not None:
            number = self._stream(found.alpha, _image_head(found.width, found.height, "DeviceGray"))
            mask = f" /SMask {number} 0 R"
        head = _image_head(found.width, found.height, found.space) + mask
        self._held[name] = self._stream(found.samples, head, packed=found.jpeg)

    def holds(self, name: str) -> bool:
        """Whether the picture was taken in."""
        return name in self._held

    def close(self, canvas: Canvas) -> None:
        """The page is done, and comes behind those before it."""
        content = self._stream("\n".join(canvas.content).encode("ascii"), "")
        drawn = " ".join(f"/{name} {number} 0 R" for name, number in canvas.pictures.items())
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {numbers(canvas.width, canvas.height)}] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << {drawn} >> "
            f"/ExtGState << /G1 << /BM /Multiply >> >> >> >>"
        )
        self._pages.append(self._put(page.encode()))

    def finish(self) -> None:
        """Writes what had to wait for the last page."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._put(b"<< /Type /Catalog /Pages 2 0 R >>", 1)
        self._put(f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>".encode(), 2)
        # A range is of one high byte: a longer one may not be written, though it is often read.
        basic = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
        rare = [f"<{number:02X}> <{char.encode('utf-16-be').hex().upper()}>" for char, number in self._rare.items()]
        table, frames = self._stream(_table("bfrange", "FFFF", basic), ""), self._stream(_table("bfchar", "FF", rare), "")
        self._put(_FONT.replace("{table}", f"{table} 0 R").encode(), 3)
        frame = self._stream(_FRAME, "")
        self._put(_FRAMES.replace("{table}", f"{frames} 0 R").replace("{frame}", f"{frame} 0 R").encode(), 4)
        start = self._file.tell()
        rows = b"".join(b"%010d 00000 n \n" % place for place in self._places)
        size = len(self._places) + 1
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size + rows)
        self._file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))

    def _put(self, body: bytes, number: int = 0) -> int:
        """Lays an object down, under the next number where it has none; gives its number."""
        if not number:
            self._places.append(0)
            number = len(self._places)
        self._places[number - 1] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        return number

    def _stream(self, data: bytes, head: str, packed: bool = False) -> int:
        """`packed`: it is a JPEG already."""
        body = data if packed else zlib.compress(data, 3)
        how = "DCTDecode" if packed else "FlateDecode"
        return self._put(f"<< {head} /Filter /{how} /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream")


def _table(kind: str, last: str, rows: list[str]) -> bytes:
    """The character map to Unicode, whose rows may stand in blocks of a hundred; `last` is the highest code."""
    blocks = [rows[k : k + 100] for k in range(0, len(rows), 100)]
    ranges = "".join(f"{len(block)} begin{kind}\n{chr(10).join(block)}\nend{kind}\n" for block in blocks)
    return _CMAP.replace("{first}", "0" * len(last)).replace("{last}", last).replace("{ranges}", ranges).encode()


def _image_head(width: int, height: int, space: str) -> str:
    return f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} /BitsPerComponent 8"


def numbers(*values: float) -> str:
    """As a content stream has them."""
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in values)
