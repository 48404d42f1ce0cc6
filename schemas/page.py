"""A page as it was read: lines of text, ruled tables as cells, marks (seals, ink, ticks), and how well it was read."""

from typing import Literal

from schemas.base import Value
from schemas.geometry import Box, PageRef

Homography = tuple[float, float, float, float, float, float, float, float, float]
Identity: Homography = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

Quality = Literal["read", "poor", "unreadable"]
PageKind = Literal["text", "scan", "flow"]
"""`text`: a PDF text layer; `scan`: read by OCR; `flow`: a word-processor file, whose geometry is only an order."""


GIVEN_UP = frozenset({"timeout", "memory", "crashed", "error"})
"""`quality_reason` of a page that the machine gave up: what stands there may be as clear as can be."""


class Line(Value):
    """One printed (or written) line, as the reader wrote it, raw: neither folded nor repaired.

    `chars` holds one box a character of `text`, `sure` how sure the reader is of each, or nothing where it does not tell.
    `handwritten`: the glyphs look written, not printed (``None``: not looked at).
    """

    text: str
    box: Box
    confidence: float = 1.0
    chars: tuple[Box, ...] = ()
    sure: tuple[float, ...] = ()
    handwritten: bool | None = None


class Cell(Value):
    """One cell of a ruled table. `lines` are indices into `Page.lines`, in reading order; `text` is them joined."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    box: Box
    text: str
    lines: tuple[int, ...] = ()


class Table(Value):
    """A ruled table; cells in reading order, merged cells once."""

    box: Box
    cells: tuple[Cell, ...]


MarkKind = Literal["seal", "ink", "tick", "code", "picture"]


class Mark(Value):
    """Something on the page that is not printed text.

    - `seal`: an official stamp. `text` is the lettering as far as it was read, `text_confidence` how far that may be trusted
      (0.93 at most; below 0.9 characters are likely wrong or missing), `colour` red / grey (a black-and-white copy), `shape`
      round / oval / square.
    - `ink`: pen strokes (a signature, a handwritten date), print and seals taken away.
    - `tick`: a ticked or unticked box; `text` is ``"1"`` ticked, ``"0"`` not.
    - `code`: a QR or bar code; `text` its content.
    - `picture`: a photograph or drawing set into the page.

    `confidence` is the chance that the mark is there; `fingerprint` a perceptual hash of its look (16 hex digits), by which
    copies of one picture are found.
    """

    kind: MarkKind
    box: Box
    text: str | None = None
    confidence: float = 1.0
    text_confidence: float | None = None
    colour: Literal["red", "blue", "black", "grey"] | None = None
    shape: Literal["round", "oval", "square"] | None = None
    cut: bool = False
    fingerprint: str | None = None


class Page(Value):
    """What one page says, in the working space (upright, straightened; fractions of the page, origin top left).

    `key` names the content (hash of the file's bytes and the page's number); `fingerprint` is a perceptual hash of
    the picture as 16 hex digits, by which doubled pages are found (``None`` where nothing is to be seen).
    `ink_ratio` is the share of dark pixels: a blank page has next to none. `colourless`: the page was copied without
    colour, so that the absence of a *red* seal means nothing. `homography`, row by row, takes homogeneous working
    fractions to displayed fractions. `turn` is the number of counter-clockwise quarter turns that made it upright.
    `text` layers that were broken and read afresh are `scan`.
    """

    key: str
    kind: PageKind
    reader: str
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    marks: tuple[Mark, ...] = ()
    quality: Quality = "read"
    quality_reason: str = ""
    confidence: float = 1.0
    ink_ratio: float | None = None
    colourless: bool = False
    fingerprint: str | None = None
    turn: int = 0
    homography: Homography = Identity

    @property
    def text(self) -> str:
        """All lines in reading order, one a row."""
        return "\n".join(line.text for line in self.lines)

    def displayed(self, box: Box) -> Box:
        """The box around `box` on the page as a viewer shows it, clipped to the page and rounded to 4 digits."""
        x0, y0, x1, y1 = box
        points = [_apply(self.homography, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return (_clip(min(xs)), _clip(min(ys)), _clip(max(xs)), _clip(max(ys)))

    def working(self, box: Box) -> Box:
        """The box around a *displayed* box in the working space: the inverse of `displayed`."""
        x0, y0, x1, y1 = box
        inverse = _inverse(self.homography)
        points = [_apply(inverse, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return (_clip(min(xs)), _clip(min(ys)), _clip(max(xs)), _clip(max(ys)))


class Sheet(Value):
    """A read page in its place: which page of which file it is, and what it says."""

    ref: PageRef
    page: Page


def _apply(matrix: Homography, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = matrix
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def _inverse(matrix: Homography) -> Homography:
    """The adjugate, which is the inverse up to scale: enough for homogeneous coordinates."""
    a, b, c, d, e, f, g, h, i = matrix
    return (e*i - f*h, c*h - b*i, b*f - c*e, f*g - d*i, a*i - c*g, c*d - a*f, d*h - e*g, b*g - a*h, a*e - b*d)  # fmt: skip


def _clip(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
