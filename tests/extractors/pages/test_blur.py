"""A page blurred beyond reading is not blank, and a blank one with dust on it is not blurred."""

import cv2
import numpy as np

from extractors.pages import quality


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
