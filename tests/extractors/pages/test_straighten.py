"""Places go to the working space and come back, whatever was turned, levelled and straightened on the way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.reader import RawLine
from extractors.pages.straighten import Straightening, as_it_is, straighten, to_displayed
from schemas.geometry import Box
from schemas.page import Page


def page(homography: tuple[float, ...]) -> Page:
    return Page.model_validate({"key": "k", "kind": "scan", "reader": "r", "width": 1, "height": 1, "homography": homography})


def tilted(degrees: float, lean: float) -> Straightening:
    turn = np.radians(degrees)
    spin = np.array([[np.cos(turn), -np.sin(turn), 40], [np.sin(turn), np.cos(turn), 25], [lean * 1e-5, lean * 2e-5, 1]])
    return Straightening(spin, 1280, 1790)


inner = st.floats(0.3, 0.6)


@given(
    x=inner,
    y=inner,
    wide=st.floats(0.01, 0.1),
    high=st.floats(0.01, 0.1),
    turn=st.integers(0, 3),
    degrees=st.floats(-4, 4),
    lean=st.floats(-5, 5),
)
def test_a_box_that_goes_to_the_viewer_and_back_still_holds_itself(
    x: float, y: float, wide: float, high: float, turn: int, degrees: float, lean: float
) -> None:
    box = (x, y, x + wide, y + high)
    there = page(to_displayed(tilted(degrees, lean), turn, (1240, 1754)))
    back = there.working(there.displayed(box))
    assert all(a <= b + 2e-4 for a, b in zip(back[:2], box[:2], strict=True))
    assert all(a >= b - 2e-4 for a, b in zip(back[2:], box[2:], strict=True))
    assert max(abs(a - b) for a, b in zip(back, box, strict=True)) < 0.04


@pytest.mark.parametrize(
    ("turn", "shown"),
    [(0, (0.1, 0.2, 0.3, 0.25)), (1, (0.75, 0.1, 0.8, 0.3)), (2, (0.7, 0.75, 0.9, 0.8)), (3, (0.2, 0.7, 0.25, 0.9))],
)
def test_quarter_turns_are_undone_for_the_viewer(turn: int, shown: Box) -> None:
    assert page(to_displayed(as_it_is(100, 200), turn, (100, 200))).displayed((0.1, 0.2, 0.3, 0.25)) == pytest.approx(shown)


def text(x: float, y: float, length: float, degrees: float) -> RawLine:
    along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]) * length
    down = np.array([-np.sin(np.radians(degrees)), np.cos(np.radians(degrees))]) * 30
    corner = np.array([x, y])
    quad = np.array([corner, corner + along, corner + along + down, corner + down], np.float32)
    return RawLine("文字" * 6, quad, 0.99, np.empty((0, 4, 2), np.float32))


def test_lines_that_slope_are_levelled() -> None:
    lines = [text(200, 300 + 60 * n, 700, 1.5) for n in range(10)]
    flat = straighten(np.full((1754, 1240, 3), 255, np.uint8), lines, photograph=False)
    moved = [flat.points(line.quad) for line in lines]
    assert all(abs(float(quad[1, 1] - quad[0, 1])) < 2 for quad in moved)


def test_level_lines_leave_the_picture_alone() -> None:
    rgb = np.full((1754, 1240, 3), 255, np.uint8)
    flat = straighten(rgb, [text(200, 300 + 60 * n, 700, 0.02) for n in range(10)], photograph=False)
    assert not flat.moved
    assert flat.apply(rgb) is rgb


def test_one_crooked_line_does_not_tilt_the_page() -> None:
    lines = [text(200, 300 + 60 * n, 700, 0.0) for n in range(10)] + [text(600, 1200, 400, -9)]
    assert not straighten(np.full((1754, 1240, 3), 255, np.uint8), lines, photograph=False).moved
