"""Scans pasted into a word-processor file: identity cards, certificates, whole pages. Each is a page of its own."""

import filetype

from extractors.files import pictures
from extractors.files.runs import Picture
from extractors.files.sniff import IMAGES

_AREA = 25_000.0  # square points: an identity card has 36,900, a photograph for a form 14,000, a seal 18,000
_NARROW = 100.0  # points of the shorter side
_FLAT = 2.2  # wider than so many times its height: a strip of handwriting, a signature, a letterhead


def as_large_as_a_page(picture: Picture) -> bool:
    """Whether it is set into the text as large as papers are that someone pasted there to be read."""
    width, height = picture.width, picture.height
    return width * height >= _AREA and min(width, height) >= _NARROW and width <= _FLAT * height


def is_scan(data: bytes, pixels: int) -> bool:
    """Whether the bytes are a picture that shows more than a seal or some handwriting, which belong to the text around them.

    A broken one (or one of more than `pixels`) is a page that cannot be read, and says so. Drawings (EMF, WMF, SVG) show charts
    and embedded objects, and are none.
    """
    found = filetype.guess(data[:8_192])
    if found is None or found.mime not in IMAGES:
        return False
    picture = pictures.load(data, pixels)
    return picture is None or pictures.look(picture).kind == "picture"
