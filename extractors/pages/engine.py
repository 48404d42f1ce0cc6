"""The engine with what we change in it: settings, less work for the detector, and bounds on what it takes.

Only the reader imports this, when the first picture comes: the engine takes a second to import.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import EngineType, ModelType, OCRVersion, RapidOCR
from rapidocr.ch_ppocr_det.utils import DetPreProcess
from rapidocr.inference_engine.openvino.device_config import CPUConfig

from extractors.pages.char_boxes import CharBoxes

LONGEST_SIDE = 4000
"""Pixels; the engine shrinks nothing up to this (its own limit of 2,000 would lose small print)."""

WIDEST = 80.0
"""Times its height that a line is read wide: a row of small print across a landscape page. What the recogniser takes grows with
the square of it, six lines at once; a dashed rule across a page would take gigabytes.
"""


def engine() -> Any:
    """The engine with its models loaded."""
    _keep_no_kernels()
    _normalise_by_table()
    ocr = RapidOCR(params=engine_settings())
    ocr.text_det = Detector(ocr._load_det_model())
    ocr.text_rec = Recogniser(ocr._load_rec_model())
    ocr.cal_rec_boxes = CharBoxes()
    return ocr


class Detector:
    """The engine's detector, which looks for lines on a smaller picture: where a line stands shows in less than what it says."""

    def __init__(self, detect: Any) -> None:
        self.detect, self.scale = detect, 1.0
        detect.limit_side_len = 32  # it would enlarge what we have made smaller

    def __call__(self, bgr: NDArray[np.uint8]) -> Any:
        if self.scale == 1.0:
            return self.detect(bgr)
        small = cv2.resize(bgr, None, fx=self.scale, fy=self.scale, interpolation=cv2.INTER_AREA)
        found = self.detect(small)
        if found.boxes is not None:
            found.boxes = found.boxes * np.array([bgr.shape[1] / small.shape[1], bgr.shape[0] / small.shape[0]], np.float32)
        found.img = bgr
        return found


class Recogniser:
    """The engine's recogniser, which is handed no line that is wider than `WIDEST` times its height: such are squeezed."""

    def __init__(self, recognise: Any) -> None:
        self.recognise = recognise

    def __call__(self, asked: Any) -> Any:
        pictures = [asked.img] if isinstance(asked.img, np.ndarray) else asked.img
        asked.img = [squeezed(picture) for picture in pictures]
        return self.recognise(asked)


def squeezed(line: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture of a line, at most `WIDEST` times as wide as it is high."""
    high, wide = line.shape[:2]
    if wide <= WIDEST * high:
        return line
    return np.asarray(cv2.resize(line, (int(WIDEST * high), high), interpolation=cv2.INTER_AREA), np.uint8)


def engine_settings() -> dict[str, Any]:
    """One thread a worker and no pinning, else two workers share one core; every line kept, whatever its score."""
    settings: dict[str, Any] = {
        "Global.use_cls": False,
        "Global.text_score": 0.0,
        "Global.max_side_len": LONGEST_SIDE,
        "Global.return_word_box": True,
        "Global.return_single_char_box": True,
        "Global.log_level": "error",
        "EngineConfig.openvino.inference_num_threads": 1,
        "EngineConfig.openvino.enable_cpu_pinning": False,
    }
    for stage in ("Det", "Rec"):
        settings[f"{stage}.engine_type"] = EngineType.OPENVINO
        settings[f"{stage}.ocr_version"] = OCRVersion.PPOCRV6
        settings[f"{stage}.model_type"] = ModelType.SMALL
    return settings


def _keep_no_kernels() -> None:
    """OpenVINO keeps a kernel for every size of line it meets: half a gigabyte in seventy pages, and no end to it.

    Without, it is no slower (measured over seventy pages); `rapidocr` hands on no setting for it.
    """
    told = CPUConfig.get_config
    CPUConfig.get_config = lambda self: told(self) | {"CPU_RUNTIME_CACHE_CAPACITY": "0"}


def _normalise_by_table() -> None:
    """The detector's preparation reckons every pixel in double precision, a tenth of the whole reading; a table of the 256
    results gives the same values."""
    greys = np.repeat(np.arange(256, dtype=np.uint8).reshape(256, 1, 1), 3, axis=2)
    table = DetPreProcess().normalize(greys).astype(np.float32)
    DetPreProcess.normalize = lambda _, img: cv2.LUT(img, table)
