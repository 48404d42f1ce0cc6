"""Where the characters of a line stand is reckoned at once, and the same as the engine's own way does point by point."""

import copy
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rapidocr.cal_rec_boxes import CalRecBoxes
from rapidocr.cal_rec_boxes.main import Direction

from extractors.pages.char_boxes import in_order, on_page

SIDES = st.integers(min_value=12, max_value=900)


def line_box(wide: float, high: float, tilt: float, seed: int) -> NDArray[np.float32]:
    """The box of a line somewhere on a page, tilted (radians), its corners not quite right."""
    turned = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]]) @ turned.T
    return (corners + 400 + np.random.default_rng(seed).normal(0, 1, (4, 2))).astype(np.float32)


def cells_of(wide: int, high: int, count: int) -> list[list[list[float]]]:
    """`count` characters side by side."""
    edges = [int(n * wide / count) for n in range(count + 1)]
    return [[[a, 0], [b, 0], [b, high], [a, high]] for a, b in pairwise(edges)]


@settings(deadline=None, max_examples=200)
@given(SIDES, SIDES, st.floats(-0.3, 0.3), st.integers(1, 40), st.integers(0, 10**6))
def test_a_character_stands_where_the_engine_says(wide: int, high: int, tilt: float, count: int, seed: int) -> None:
    engine = CalRecBoxes()
    box = line_box(wide, high, tilt, seed)
    way = engine.get_box_direction(box)
    cells = cells_of(high, wide, count) if way is Direction.VERTICAL else cells_of(wide, high, count)
    theirs = engine.reverse_rotate_crop_image(copy.deepcopy(box), copy.deepcopy(cells), way)
    ours = on_page(box, np.array(cells, np.float64), way is Direction.VERTICAL)
    # Where a corner falls between two pixels, the last digit decides, and with it which corner of a thin cell comes first.
    assert np.abs(np.sort(np.array(theirs), axis=1) - np.sort(ours, axis=1)).max() <= 1


def test_a_line_without_characters_has_none() -> None:
    assert on_page(line_box(200, 30, 0.0, 1), np.empty((0, 4, 2)), False).shape == (0, 4, 2)


@pytest.mark.parametrize(
    "quad",
    [
        [[5, 0], [10, 5], [5, 10], [0, 5]],
        [[5, 0], [5, 4], [5, 9], [5, 3]],
        [[7, 3], [1, 2], [1, 8], [7, 9]],
        [[0, 0], [5, 1], [10, 0], [5, 9]],
        [[0, 0], [9, 0], [9, 0], [0, 0]],
    ],
)
def test_corners_are_ordered_as_the_engine_orders_them(quad: list[list[int]]) -> None:
    assert in_order(np.array([quad])).tolist()[0] == CalRecBoxes.order_points(quad)
