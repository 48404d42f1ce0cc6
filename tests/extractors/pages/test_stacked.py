"""Two rows that the detector took for one box are read apart, and nothing else is."""

import cv2
import numpy as np
import pytest

from extractors.pages.reader import RawLine
from extractors.pages.stacked import apart

NO_CHARS = np.empty((0, 4, 2), np.float32)


def box(x0, y0, x1, y1):
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def row(y, text="一行正文，读得清楚。"):
    return RawLine(text, box(200, y, 700, y + 30), 0.99, NO_CHARS)


@pytest.fixture
def two_rows(drawing):
    page = drawing.Paper(800, 400)
    page.write(40, 92, "举荐", 30)
    page.write(40, 136, "意见", 30)
    return page.rgb


def test_two_short_rows_in_one_box_are_read_apart(two_rows, reader):
    joined = RawLine("举养见", box(34, 92, 108, 182), 0.7, NO_CHARS)
    lines = apart(two_rows, [row(40), row(240), joined], reader.strip)
    assert [line.text for line in lines[2:]] == ["举荐", "意见"]
    assert lines[2].quad[2][1] <= lines[3].quad[0][1] + 1


@pytest.mark.parametrize(
    "line",
    [RawLine("举荐", box(34, 92, 108, 182), 0.95, NO_CHARS), RawLine("举养见", box(34, 92, 108, 130), 0.7, NO_CHARS)],
)
def test_what_is_read_surely_or_is_no_higher_than_a_row_stays(two_rows, reader, line):
    assert apart(two_rows, [row(40), row(240), line], reader.strip)[2] is line


def test_one_large_row_stays(drawing, reader):
    page = drawing.Paper(800, 400)
    page.write(40, 80, "签名", 80)
    line = RawLine("签各", box(30, 90, 210, 190), 0.6, NO_CHARS)
    assert apart(page.rgb, [row(40), row(240), line], reader.strip)[2] is line


def test_a_page_without_lines_has_none():
    assert apart(np.full((10, 10, 3), 255, np.uint8), [], cv2.mean) == []
