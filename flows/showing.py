"""What runs in a child for the desk: opening a file for its pages, and drawing one. No reader is loaded for it."""

from pathlib import Path

import cv2

from extractors.files import pdf
from extractors.files.open import open_file
from extractors.files.refusal import Refusal
from extractors.pages.shown import shown
from schemas.files import Delivered, Limits, PageSource

cv2.setNumThreads(1)


def open_pages(file: Delivered, local: Path, scratch: Path) -> bytes:
    """`Opened` as JSON."""
    return open_file(file, local, scratch, Limits()).model_dump_json().encode()


def draw(source: PageSource) -> bytes:
    """JPEG or SVG; nothing where the page cannot be drawn."""
    try:
        return shown(source)
    except Refusal:
        return b""


def count(local: str) -> bytes:
    """The number of pages of a PDF, in digits."""
    return str(pdf.count_pages(Path(local))).encode()


def ready() -> bytes:
    """Nothing: asked for early, so that a child has started and imported all this by the time a page is wanted."""
    return b""
