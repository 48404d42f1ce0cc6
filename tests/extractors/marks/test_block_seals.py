"""Square and oblong seals are found by their frame, and read in the order in which they run."""

from types import ModuleType
from typing import Any

import pytest

from extractors.marks.seal_text import Lettering, read_seal
from extractors.marks.seals import red_seals
from extractors.pages.reader import Reader


def stamped(drawing: ModuleType, columns: list[str], side: float, turn: float = 0.0, over: str = "") -> Any:
    paper = drawing.Paper(1240, 1754)
    paper.write(300, 395, over, 28)
    paper.block_seal(600, 400, side, columns, turn)
    return paper.rgb


def lettering(rgb: Any, reader: Reader) -> Lettering:
    (ring,) = red_seals(rgb)
    assert ring.shape == "square"
    return read_seal(rgb, ring, False, reader.strip)


@pytest.mark.parametrize(
    ("columns", "side", "text"),
    [
        (["研究院", "艺美术", "北方工"], 190, "北方工艺美术研究院"),
        (["北艺研人", "方美究事", "工术院处"], 200, "北方工艺美术研究院人事处"),
        (["院印", "艺研究", "北方漆"], 180, "北方漆艺研究院印"),
        (["禾印", "苏映"], 90, "苏映禾印"),
        (["苏禾", "映印"], 90, "苏映禾印"),
        (["苏", "映", "禾"], 130, "苏映禾"),
        (["苏映禾"], 130, "苏映禾"),
    ],
)
@pytest.mark.parametrize("turn", [0, 9, -7])
def test_a_grid_is_read_in_the_order_in_which_it_runs(
    drawing: ModuleType, reader: Reader, columns: list[str], side: float, text: str, turn: float
) -> None:
    read = lettering(stamped(drawing, columns, side, turn), reader)
    assert read.text == text
    assert read.confidence > 0.85


def test_print_under_it_is_not_its_lettering(drawing: ModuleType, reader: Reader) -> None:
    over = "北京漆艺有限公司（公章）二〇二六年二月"
    assert lettering(stamped(drawing, ["研究院", "艺美术", "北方工"], 190, 3, over), reader).text == "北方工艺美术研究院"


@pytest.mark.parametrize("colour", [(240, 200, 196), (246, 214, 210)])
def test_a_faint_one_is_read_too(drawing: ModuleType, reader: Reader, colour: tuple[int, int, int]) -> None:
    paper = drawing.Paper(1240, 1754)
    paper.block_seal(600, 400, 190, ["研究院", "艺美术", "北方工"], 3, colour)
    assert lettering(paper.rgb, reader).text == "北方工艺美术研究院"


def test_red_boxes_are_no_seals(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(200, 200, 380, 380, drawing.RED, 6)
    paper.draw.rectangle([500, 200, 640, 340], fill=drawing.RED)
    paper.frame(200, 600, 1000, 700, drawing.RED, 4)
    paper.write(220, 620, "北京市工艺美术行业协会", 44, drawing.RED)
    paper.write(200, 900, "中 国 国 际 图 书 园 区", 90, drawing.RED)
    paper.write(200, 1100, "全国固体团", 110, drawing.RED)
    assert red_seals(paper.rgb) == []


def test_a_name_seal_beside_a_round_one_is_a_seal_of_its_own(drawing: ModuleType, reader: Reader) -> None:
    paper = drawing.Paper()
    paper.seal(500, 800, 118, "北方工艺美术研究院")
    paper.block_seal(700, 820, 92, ["禾印", "苏映"], -3)
    assert sorted(read_seal(paper.rgb, ring, False, reader.strip).text or "" for ring in red_seals(paper.rgb)) == [
        "北方工艺美术研究院",
        "苏映禾印",
    ]
