"""A page as a picture, whatever kind of file it is in."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.files import images, pdf
from schemas.files import Limits, PageSource

OCR_SIDE = 2_400  # pixels of the longest side: print of 200 dpi on A4, which the readers need and more does not help


def render(source: PageSource, limits: Limits) -> NDArray[np.uint8]:
    """The page as a viewer shows it: RGB ``(height, width, 3)``, never longer than `limits.longest_side`.

    Raises `Refusal` where the page is damaged, and `ValueError` for a ``flow`` page, which has no picture.
    """
    if source.kind == "pdf":
        return pdf.render(source, limits.longest_side)
    if source.kind == "image":
        return images.render(Path(source.local), source.index, OCR_SIDE, limits.longest_side, limits.image_pixels)
    raise ValueError("a flow page cannot be rendered")
