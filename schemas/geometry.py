"""Where something stands: boxes in fractions of a page, and references to pages of files.

Two spaces are in use, both with the origin at the top left and both in fractions of the page:

- the *working* space of `schemas.page.Page`: the page turned upright (and, for a photo, straightened);
- the *displayed* space of everything that leaves the house: the page as a viewer shows the file.

`Page.displayed` takes a box from the first to the second.
"""

from schemas.base import Value

Box = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in fractions of the page, origin top left."""

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


class PageRef(Value):
    """One page of one file. `page` counts from 1; `file` is the path in the dossier (``archive.zip!/inner/name.pdf``)."""

    file: str
    page: int


class Place(Value):
    """Where a value or a finding was seen, in *displayed* fractions; no box means the page as a whole, no page the file."""

    file: str
    page: int | None = None
    box: Box | None = None


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of them. Raises `ValueError` on an empty list."""
    if not boxes:
        raise ValueError("no boxes to unite")
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return (min(x0s), min(y0s), max(x1s), max(y1s))


def area(box: Box) -> float:
    """Fraction of the page covered; 0 for an inverted box."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def overlap(box: Box, other: Box) -> float:
    """The share of `box` that lies inside `other`, 0 to 1 (0 when `box` has no area)."""
    inner = (max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3]))
    whole = area(box)
    return area(inner) / whole if whole > 0 and inner[2] > inner[0] and inner[3] > inner[1] else 0.0


def centre(box: Box) -> tuple[float, float]:
    """The middle of the box, ``(x, y)``."""
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def contains(box: Box, x: float, y: float) -> bool:
    """Whether the point lies in the box (edges included)."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
