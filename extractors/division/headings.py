"""Headings: the lines of a page that stand out as a title — in large print, or at the head of the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.writing.strips import rows
from schemas.geometry import union
from schemas.page import Line, Page
from schemas.terms.text import fold

LARGE = 1.22
"""How much larger than the body print a line must be to stand out."""
LONGEST = 40
APART = 5.0
"""How many characters wide a gap in a row parts two headings."""
FIRST_ROWS = 3
FORCE_LARGE, FORCE_FIRST, FORCE_LOW = 1.0, 0.65, 0.7
_LISTED = re.compile(r"\d{1,2}(?:[.),]|[\u3400-\u9fff])(?!年|月)")
_SECTION = re.compile(r"[(]?[一二三四五六七八九十]{1,2}[,.)]")


@dataclass(frozen=True)
class Heading:
    """A line (or the lines of one title) that stands out. `text` is folded, `raw` as written; `force`, 0 to 1, is how much
    it may count: less where it is not large or stands low on the page. `line` is the first of its lines. `section` says that
    it is numbered («四、用人单位意见»): the heading of a part, never the title of a document.
    """

    text: str
    raw: str
    force: float
    size: float
    line: Line
    section: bool = False

    @property
    def large(self) -> bool:
        """Whether it is in large print."""
        return self.size >= LARGE


def headings(page: Page) -> tuple[Heading, ...]:
    """The headings from top to bottom; two large rows that follow each other are a third one together."""
    body = body_size(page)
    order = rows(page, [index for index, line in enumerate(page.lines) if line.text.strip()])
    found = [
        made
        for position, row in enumerate(order)
        for group in _groups(page, [page.lines[i] for i in row])
        if (made := _heading(page, group, position, body)) is not None
    ]
    joined = [_joined(one, other) for one, other in pairwise(found) if _follow(one, other)]
    return tuple(found + joined)


def _groups(page: Page, row: Sequence[Line]) -> list[list[Line]]:
    """The lines of a row, parted where a wide gap says that two headings stand side by side (two certificates on a sheet)."""
    groups: list[list[Line]] = []
    for line in row:
        wide = groups and line.box[0] - groups[-1][-1].box[2] > APART * line_size(line, page) * page.height / (page.width or 1.0)
        if groups and not wide:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def body_size(page: Page) -> float:
    """The size of a character of the body print, as a fraction of the page's height; 0 where geometry means nothing."""
    if page.kind == "flow" or not page.lines:
        return 0.0
    return float(median(size for line in page.lines for size in [line_size(line, page)] * max(1, len(line.text))))


def line_size(line: Line, page: Page) -> float:
    """The height of a line's characters, by the lesser of its height and its width a character: a line that is skewed has
    a high box, one that is set wide has a wide one.
    """
    units = sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in line.text.strip()) or 1.0
    aspect = page.width / page.height if page.height else 1.0
    return min(line.box[3] - line.box[1], (line.box[2] - line.box[0]) / units * aspect * 1.15)


def _heading(page: Page, row: Sequence[Line], position: int, body: float) -> Heading | None:
    raw = "".join(line.text.strip() for line in row)
    text = fold(raw)
    if not 2 <= len(text) <= LONGEST or text[-1] in ".,;:" or _is_listed(text):
        return None
    box = union([line.box for line in row])
    size = min(line_size(line, page) for line in row) / body if body else 1.0
    large = size >= LARGE
    if not large and (position >= FIRST_ROWS or re.search(r"[,.;]", _SECTION.sub("", text, count=1))) and page.kind != "flow":
        return None
    force = FORCE_FIRST if not large else FORCE_LARGE if box[1] < 0.5 else FORCE_LOW
    if page.kind == "flow":
        force = FORCE_LARGE if position < FIRST_ROWS else 0.0
    return Heading(text, raw, force, size, row[0], bool(_SECTION.match(text))) if force else None


def _is_listed(text: str) -> bool:
    """Whether the line is a row of a list («3.公示情况证明», «…1份»), which names documents without being one."""
    return bool(_LISTED.match(text)) or text.endswith(("份", "..."))


def _follow(one: Heading, other: Heading) -> bool:
    gap = other.line.box[1] - one.line.box[3]
    height = one.line.box[3] - one.line.box[1]
    return one.large and other.large and -height < gap < 1.6 * height


def _joined(one: Heading, other: Heading) -> Heading:
    return Heading(one.text + other.text, one.raw + other.raw, min(one.force, other.force), min(one.size, other.size), one.line)
