"""A page blurred beyond reading is not blank, and a blank one with dust on it is not blurred."""

import cv2
import numpy as np

from extractors.pages import quality
from extractors.pages.reader import RawLine

NO_CHARS = np.empty((0, 4, 2), np.float32)


def print_on_paper() -> np.ndarray:
    page = np.full((1170, 827), 250, np.uint8)
    for row in range(12):
        cv2.putText(page, "recommendation of an expert", (90, 150 + 40 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 60, 2)
    return page


def test_blurred_print_is_shaded_and_poor() -> None:
    blurred = cv2.GaussianBlur(print_on_paper(), (0, 0), 9)
    assert quality.shaded(blurred) > quality.SMUDGED
    verdict = quality.judge_reading(blurred, [], 0.0, quality.shaded(blurred))
    assert (verdict.quality, verdict.reason) == ("poor", "画面模糊，未能识别出文字")


def test_an_empty_page_with_dust_and_an_uneven_light_is_blank() -> None:
    page = np.full((1170, 827), 245, np.uint8)
    page[:, :] = (page * np.linspace(0.8, 1.0, 827)).astype(np.uint8)
    for x, y in ((100, 300), (400, 700), (650, 900)):
        cv2.circle(page, (x, y), 2, 40, -1)
    assert quality.shaded(page) < quality.SMUDGED / 4
    assert quality.judge_reading(page, [], 0.0001, quality.shaded(page)).quality == "read"


def test_a_scrap_of_text_that_the_engine_makes_of_a_blurred_page_does_not_make_it_read() -> None:
    blurred = cv2.GaussianBlur(print_on_paper(), (0, 0), 9)
    scrap = np.array([(300, 500), (460, 500), (460, 640), (300, 640)], np.float32)
    verdict = quality.judge_reading(blurred, [RawLine("6", scrap, 0.99, NO_CHARS)], 0.003, quality.shaded(blurred))
    assert (verdict.quality, verdict.reason) == ("poor", "画面模糊，仅有个别文字可以辨认")


def test_a_sharp_page_with_few_words_is_read() -> None:
    page = print_on_paper()
    line = np.array([(90, 120), (480, 120), (480, 160), (90, 160)], np.float32)
    verdict = quality.judge_reading(page, [RawLine("recommendation", line, 0.99, NO_CHARS)], 0.02, quality.shaded(page))
    assert verdict.quality == "read"
