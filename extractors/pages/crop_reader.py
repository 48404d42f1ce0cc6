"""The second reader: Tesseract on single lines cut out of pages, many in one run.

One run takes a list of pictures: the model is loaded once (some 0.3 s), and a line takes about 10 ms.
"""

import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from extractors.files.render import render
from extractors.pages.cleaning import lift_red
from extractors.pages.picture import Rgb
from extractors.second_voice import CropAnswer, CropRequest, by_page
from schemas.files import Limits, PageSource

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract's own threads cost more than they bring

HEIGHT, MARGIN = 44, 12
"""Pixels: the height that a line is brought to, and the white around it."""

DIGITS = "0123456789Xx"
"""All that an ID number holds."""


@cache
def voice_version() -> str:
    """What answered; part of the key of stored answers. Empty where Tesseract or its Chinese model is missing."""
    try:
        return f"tesseract {pytesseract.get_tesseract_version()} chi_sim" if "chi_sim" in pytesseract.get_languages() else ""
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError):
        return ""


def answer(asked: Sequence[CropRequest], pages: Sequence[PageSource], limits: Limits = Limits()) -> tuple[CropAnswer, ...]:  # noqa: B008
    """The second reader's answers, in the order of the requests; none where it is not installed.

    Each page is drawn once more. Raises `Refusal` where a page cannot be.
    """
    if not asked or not voice_version():
        return ()
    sources = {source.key: source for source in pages}
    crops: dict[CropRequest, Rgb] = {}
    for key, of_page in by_page(asked).items():
        if key in sources:
            picture = render(sources[key], limits)
            crops.update({request: cut(picture, request) for request in of_page})
    heard = {
        request: text
        for digits in (False, True)
        for group in [[request for request in crops if request.digits == digits]]
        for request, text in zip(group, read_crops([crops[request] for request in group], digits), strict=True)
    }
    return tuple(
        CropAnswer(place=request.place, key=request.key, box=request.box, text=heard[request], reader=voice_version())
        for request in asked
        if request in heard
    )


def cut(displayed: Rgb, request: CropRequest) -> Rgb:
    """The line, upright, `HEIGHT` pixels high, red taken off, with a little of what stands around it."""
    x0, y0, x1, y1 = request.box
    pad = 0.12 * (y1 - y0)
    x0, x1, y0, y1 = x0 - pad * request.height / request.width, x1 + pad * request.height / request.width, y0 - pad, y1 + pad
    wide = round(HEIGHT * (x1 - x0) * request.width / ((y1 - y0) * request.height))
    size = (min(3000, max(HEIGHT, wide)), HEIGHT)
    placed = np.array([[(x1 - x0) / size[0], 0, x0], [0, (y1 - y0) / size[1], y0], [0, 0, 1]])
    shown = np.diag([displayed.shape[1], displayed.shape[0], 1.0]) @ np.array(request.homography).reshape(3, 3) @ placed
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    crop = cv2.warpPerspective(displayed, shown, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255))
    return np.asarray(lift_red(np.asarray(crop, np.uint8)), np.uint8)


def read_crops(crops: Sequence[Rgb], digits: bool = False) -> list[str]:
    """The text of each picture of one line, without spaces; `digits`: only figures and X are expected."""
    if not crops:
        return []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.png" for number in range(len(crops))]
        for path, crop in zip(paths, crops, strict=True):
            framed = cv2.copyMakeBorder(crop, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=(255, 255, 255))
            cv2.imwrite(str(path), cv2.cvtColor(framed, cv2.COLOR_RGB2GRAY))
        listed = Path(folder) / "crops.txt"
        listed.write_text("\n".join(map(str, paths)), encoding="utf-8")
        expected = f" -c tessedit_char_whitelist={DIGITS}" if digits else ""
        said = pytesseract.image_to_string(str(listed), lang="chi_sim", config=f"--psm 7{expected}", timeout=30 + len(crops))
    pages = ["".join(page.split()) for page in str(said).split("\f")]
    return (pages + [""] * len(crops))[: len(crops)]
