"""Red seals are lifted off the print below them; uneven light is flattened."""

from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from extractors.pages.cleaning import background, flatten_light, lift_red, unevenness
from extractors.pages.picture import shrunk


def test_red_ink_fades_and_black_print_under_it_stays(drawing: ModuleType) -> None:
    paper = drawing.Paper(400, 300)
    paper.draw.rectangle([50, 50, 350, 250], fill=drawing.RED)
    paper.draw.rectangle([180, 140, 220, 160], fill=drawing.INK)
    lifted = lift_red(paper.rgb)
    assert lifted[80, 80].min() > 180
    assert lifted[150, 200].max() < 60


def test_a_page_without_red_is_left_as_it_is(drawing: ModuleType) -> None:
    rgb = drawing.Paper(200, 200).rgb
    assert lift_red(rgb) is rgb


def test_a_scan_is_even_and_a_photograph_is_not(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.write(100, 200, "该同志长期从事漆器修复，业绩突出，同意推荐。")
    assert unevenness(background(paper.rgb)) < 10
    assert unevenness(background(drawing.photographed(paper.rgb)[0])) > 40


@pytest.mark.parametrize("dark", [0.4, 0.7])
def test_flattened_paper_is_bright_everywhere_and_print_stays_dark(drawing: ModuleType, dark: float) -> None:
    paper = drawing.Paper(900, 900)
    for row in range(8):
        paper.write(60, 60 + 100 * row, "该同志长期从事漆器修复，业绩突出。", 36)
    shade = np.linspace(1.0, dark, 900)[None, :, None]
    rgb = (paper.rgb * shade).astype(np.uint8)
    flat = flatten_light(rgb, background(rgb))
    bright = np.array(Image.fromarray(flat).convert("L").resize((9, 9), Image.Resampling.BOX))
    assert np.percentile(flat, 60) > 225
    assert int(bright.max()) - int(bright[:, [0, -1]].min()) < 60
    assert np.percentile(flat, 2) < 120


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 4_000, 3), (4_000, 1, 3)])
def test_a_picture_that_is_but_a_line_or_a_dot_is_a_picture(shape: tuple[int, int, int]) -> None:
    rgb = np.full(shape, 255, np.uint8)
    assert flatten_light(rgb, background(rgb)).shape == shape
    assert min(shrunk(rgb, 100).shape[:2]) >= 1
