"""The lettering of a seal is read around the ring, and the line below the star with it."""

from types import ModuleType

import pytest

from extractors.marks.seal_text import CEILING, Lettering, read_seal
from extractors.marks.seals import red_seals
from extractors.pages.reader import Reader


def lettering(drawing: ModuleType, reader: Reader, text: str, below: str = "", over: str = "", cut: bool = False) -> Lettering:
    paper = drawing.Paper(1240, 900)
    x = 1190 if cut else 600
    paper.seal(x, 400, 150, text, below)
    if over:
        paper.write(430, 440, over, 28)
    (ring,) = red_seals(paper.rgb)
    return read_seal(paper.rgb, ring, False, reader.strip)


def test_the_ring_is_read_from_the_lower_left_over_the_top(drawing: ModuleType, reader: Reader) -> None:
    read = lettering(drawing, reader, "北方工艺美术研究院")
    assert read.text == "北方工艺美术研究院"
    assert read.confidence > 0.85


def test_what_the_seal_is_for_follows_the_name(drawing: ModuleType, reader: Reader) -> None:
    assert lettering(drawing, reader, "北方工艺美术有限公司", "合同专用章").text == "北方工艺美术有限公司合同专用章"


def test_print_under_the_seal_is_not_its_lettering(drawing: ModuleType, reader: Reader) -> None:
    read = lettering(drawing, reader, "北方工艺美术研究院", over="二〇二五年六月三日")
    assert read.text is not None
    assert "年" not in read.text
    assert read.text.startswith("北方工艺")


def test_even_the_surest_reading_leaves_a_doubt(drawing: ModuleType, reader: Reader) -> None:
    assert lettering(drawing, reader, "北方工艺美术研究院").confidence <= CEILING


def test_a_cut_seal_is_not_trusted(drawing: ModuleType, reader: Reader) -> None:
    assert lettering(drawing, reader, "北方工艺美术研究院", cut=True).confidence < 0.5


@pytest.mark.parametrize("said", [("", 0.0), ("~", 0.4)])
def test_where_nothing_can_be_read_there_is_no_text(drawing: ModuleType, said: tuple[str, float]) -> None:
    paper = drawing.Paper(1240, 900)
    paper.seal(600, 400, 150, "北方工艺美术研究院")
    (ring,) = red_seals(paper.rgb)
    assert read_seal(paper.rgb, ring, False, lambda _: said) == Lettering(None, 0.0)
