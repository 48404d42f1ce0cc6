"""The characters of a PDF page with their places, as pdfium gives them, in points of the upright page."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.files.symbols import symbol

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

MAX_OBJECTS = 20_000
MAX_GLYPHS = 30_000
_RADICALS = str.maketrans(
    "⼾⺁⺇⺎⺟⺠⺩⺫⺮⺸⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "户厂几兀母民王目竹羊虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


class Glyph(NamedTuple):
    """One character: its box and its origin on the baseline (`x`, `y`), in points.

    `angle` is that of the writing on the unrotated page, in clockwise quarter turns, 0 to 4 (a fraction where it is oblique).
    `field`: the number of the form field into which it was typed, 0 where none.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    y: float
    angle: float = 0.0
    field: int = 0

    @property
    def size(self) -> float:
        """The height of the box: about one em."""
        return self.y1 - self.y0


class Thing(NamedTuple):
    """A page object with the matrix of the form it lies in (object space of the form to page space)."""

    raw: Any
    type: int
    form: Matrix


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then` (PDF row-vector convention)."""
    a, b, d, e, g, h = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, d * p + e * r, d * q + e * s, g * p + h * r + t, g * q + h * s + u)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point in the matrix's target space."""
    a, b, d, e, g, h = matrix
    return a * x + d * y + g, b * x + e * y + h


def bounds_under(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    """The upright rectangle around a transformed one, ``(x0, y0, x1, y1)``."""
    points = [apply(matrix, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def things(page: pdfium.PdfPage) -> list[Thing]:
    """The page's objects, those inside forms included, in painting order; at most `MAX_OBJECTS`."""
    found: list[Thing] = []
    for thing in _walk(page, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, IDENTITY, 0):
        found.append(thing)
        if len(found) >= MAX_OBJECTS:
            break
    return found


def _walk(parent: Any, count: Any, get: Any, form: Matrix, depth: int) -> Iterator[Thing]:
    for index in range(count(parent)):
        raw = get(parent, index)
        if not raw:
            continue
        kind = c.FPDFPageObj_GetType(raw)
        yield Thing(raw, kind, form)
        if kind == c.FPDF_PAGEOBJ_FORM and depth < 8:
            inner = multiply(matrix_of(raw), form)
            yield from _walk(raw, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner, depth + 1)


def matrix_of(raw: Any) -> Matrix:
    """An object's own matrix."""
    m = c.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if c.FPDFPageObj_GetMatrix(raw, m) else IDENTITY


def object_bounds(thing: Thing) -> tuple[float, float, float, float] | None:
    """The object's rectangle in page space, ``(left, bottom, right, top)``."""
    box = raw_bounds(thing.raw)
    return None if box is None else bounds_under(thing.form, *box)


def raw_bounds(raw: Any) -> tuple[float, float, float, float] | None:
    """The object's rectangle in the space of the form it lies in."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not c.FPDFPageObj_GetBounds(raw, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def to_display(page: pdfium.PdfPage) -> tuple[Matrix, float, float]:
    """Page space (points, origin bottom left, unrotated) to the page as shown (points, origin top left): matrix, width, height.

    The crop box and /Rotate are taken into account.
    """
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    turns = (page.get_rotation() // 90) % 4
    matrix: Matrix = (1.0, 0.0, 0.0, -1.0, -left, top)
    for _ in range(turns):  # a quarter turn clockwise: (x, y) -> (height - y, x)
        matrix = multiply(matrix, (0.0, 1.0, -1.0, 0.0, height, 0.0))
        width, height = height, width
    return matrix, width, height


def turned(matrix: Matrix, width: float, height: float, turns: int) -> tuple[Matrix, float, float]:
    """The same, with the shown page turned further by `turns` counter-clockwise quarter turns."""
    for _ in range(turns % 4):  # (x, y) -> (y, width - x)
        matrix = multiply(matrix, (0.0, -1.0, 1.0, 0.0, 0.0, width))
        width, height = height, width
    return matrix, width, height


def read_glyphs(page: pdfium.PdfPage, objects: list[Thing]) -> tuple[list[Glyph], int]:
    """The visible characters in the order of the content, in *page* space (y upwards), and how many are hidden.

    At most `MAX_GLYPHS` are read. Blanks are kept where the file has them; those that pdfium only supposes are not.
    """
    forms = {_address(t.raw): t for t in objects if t.type == c.FPDF_PAGEOBJ_TEXT}
    textpage = page.get_textpage()
    try:
        reader = _Reader(textpage.raw, forms)
        glyphs = [glyph for index in range(min(textpage.count_chars(), MAX_GLYPHS)) if (glyph := reader.glyph(index)) is not None]
        return _join_surrogates(glyphs), reader.hidden
    finally:
        textpage.close()


def _address(raw: Any) -> int:
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


class _Reader:
    """Reads characters of one text page; remembers what is true of a whole text object."""

    def __init__(self, raw: Any, forms: dict[int, Thing]) -> None:
        self.raw, self.forms = raw, forms
        self.hidden = 0
        self.modes: dict[int, bool] = {}
        self.fonts: dict[int, str] = {}
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.rect = c.FS_RECTF()

    def glyph(self, index: int) -> Glyph | None:
        """The character at this index, or None where nothing is printed."""
        if c.FPDFText_IsGenerated(self.raw, index) == 1:
            return None
        code = c.FPDFText_GetUnicode(self.raw, index)
        if code in (0, 0xFFFE, 0xFFFF, 0x0A, 0x0D, 0xAD):
            return Glyph("\ufffd", 0, 0, 0, 0, 0, 0) if code in (0, 0xFFFE, 0xFFFF) else None
        owner = c.FPDFText_GetTextObject(self.raw, index)
        address = _address(owner)
        if self._is_hidden(owner, address):
            self.hidden += 1
            return None
        c.FPDFText_GetCharOrigin(self.raw, index, self.x, self.y)
        c.FPDFText_GetLooseCharBox(self.raw, index, self.rect)
        box = (self.rect.left, self.rect.bottom, self.rect.right, self.rect.top)
        angle = max(0.0, c.FPDFText_GetCharAngle(self.raw, index)) / (math.pi / 2)
        text = _plain(symbol(self._font(owner, address), chr(code)))
        return self._placed(text, box, angle, address)

    def _placed(self, text: str, box: tuple[float, float, float, float], angle: float, address: int) -> Glyph:
        x, y = self.x.value, self.y.value
        thing = self.forms.get(address)
        if thing is not None and thing.form != IDENTITY and _untransformed(thing, x, y):
            box = bounds_under(thing.form, *box)
            x, y = apply(thing.form, x, y)
        return Glyph(text, *box, x, y, angle)

    def _is_hidden(self, owner: Any, address: int) -> bool:
        if address not in self.modes:
            self.modes[address] = c.FPDFTextObj_GetTextRenderMode(owner) == c.FPDF_TEXTRENDERMODE_INVISIBLE
        return self.modes[address]

    def _font(self, owner: Any, address: int) -> str:
        if address not in self.fonts:
            buffer = ctypes.create_string_buffer(128)
            font = c.FPDFTextObj_GetFont(owner)
            size = c.FPDFFont_GetBaseFontName(font, buffer, 128) if font else 0
            self.fonts[address] = buffer.value.decode("latin-1") if size else ""
        return self.fonts[address]


def _plain(char: str) -> str:
    """Radicals and compatibility forms, which fonts' maps name by mistake, as the characters that they show."""
    plain = char.translate(_RADICALS)
    return unicodedata.normalize("NFKC", plain) if "\u2f00" <= plain <= "\u2fdf" or "\uf900" <= plain <= "\ufaff" else plain


def _untransformed(thing: Thing, x: float, y: float) -> bool:
    """Whether pdfium forgot the form's matrix, as it does for characters that it normalised (⾼ printed, 高 told)."""
    own = raw_bounds(thing.raw)
    if own is None:
        return False
    placed = bounds_under(thing.form, *own)
    return _distance(placed, *apply(thing.form, x, y)) < _distance(placed, x, y)


def _distance(box: tuple[float, float, float, float], x: float, y: float) -> float:
    return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)


def _join_surrogates(glyphs: list[Glyph]) -> list[Glyph]:
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and "\ud800" <= joined[-1].text <= "\udbff" and "\udc00" <= glyph.text <= "\udfff":
            pair = (joined[-1].text + glyph.text).encode("utf-16", "surrogatepass").decode("utf-16")
            joined[-1] = joined[-1]._replace(text=pair)
        else:
            joined.append(glyph)
    return [g if not ("\ud800" <= g.text <= "\udfff") else g._replace(text="\ufffd") for g in joined]


def straight_quarter(glyph: Glyph) -> int | None:
    """The clockwise quarter turns of the writing (0 to 3); None where it is oblique."""
    quarter = round(glyph.angle)
    return quarter % 4 if abs(glyph.angle - quarter) < 0.05 else None


def main_turn(glyphs: list[Glyph], rotation: int) -> int:
    """The counter-clockwise quarter turns that set most of the shown page's text upright (0 to 3); `rotation` is /Rotate."""
    quarters = Counter(quarter for g in glyphs if (quarter := straight_quarter(g)) is not None and not g.text.isspace())
    if not quarters:
        return 0
    return (rotation // 90 + quarters.most_common(1)[0][0]) % 4  # both are clockwise


def placed(glyph: Glyph, matrix: Matrix) -> Glyph:
    """The glyph in the space that `matrix` leads to; `angle` is untouched."""
    x, y = apply(matrix, glyph.x, glyph.y)
    return Glyph(glyph.text, *bounds_under(matrix, glyph.x0, glyph.y0, glyph.x1, glyph.y1), x, y, glyph.angle)
