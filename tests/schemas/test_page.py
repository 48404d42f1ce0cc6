"""Boxes go from the working space to the displayed page and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.geometry import overlap, union
from schemas.page import Page

UPSIDE_DOWN = (-1.0, 0.0, 1.0, 0.0, -1.0, 1.0, 0.0, 0.0, 1.0)
QUARTER = (0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 1.0)


def page(homography: tuple[float, ...]) -> Page:
    return Page(key="k", kind="scan", reader="r", width=1000, height=1400, homography=homography)  # type: ignore[arg-type]


def test_a_box_at_the_top_of_an_upside_down_page_is_displayed_at_its_bottom() -> None:
    assert page(UPSIDE_DOWN).displayed((0.1, 0.1, 0.3, 0.2)) == (0.7, 0.8, 0.9, 0.9)


fractions = st.floats(0.0, 0.45)


@given(st.sampled_from([UPSIDE_DOWN, QUARTER]), fractions, fractions, fractions, fractions)
def test_there_and_back_is_where_it_was(homography: tuple[float, ...], x: float, y: float, w: float, h: float) -> None:
    box = (x, y, x + w + 0.05, y + h + 0.05)
    assert page(homography).working(page(homography).displayed(box)) == pytest.approx(box, abs=2e-4)


def test_overlap_is_the_share_of_the_first_box() -> None:
    assert overlap((0, 0, 0.2, 0.2), (0.1, 0, 1, 1)) == pytest.approx(0.5)
    assert overlap((0, 0, 0.2, 0.2), (0.5, 0.5, 1, 1)) == 0
    assert union([(0, 0, 1, 1), (0.5, 0.5, 2, 2)]) == (0, 0, 2, 2)
