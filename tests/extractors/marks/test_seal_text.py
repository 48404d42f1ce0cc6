"""The lettering of a seal is read around the ring, and the line below the star with it."""

import io
from random import Random
from types import ModuleType

import pytest
from PIL import Image

from extractors.marks.seal_text import CEILING, Lettering, read_seal
from extractors.marks.seals import red_seals
from extractors.pages.reader import Reader
from samples.seals import seal


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


@pytest.mark.parametrize("turn", [0, 8, -9])
def test_an_oval_is_read_around_its_rim_and_says_in_the_middle_what_it_is_for(
    drawing: ModuleType, reader: Reader, turn: float
) -> None:
    paper = drawing.Paper(1240, 900)
    paper.oval_seal(600, 400, 270, "北方漆艺科技有限公司", "合同专用章", turn)
    (ring,) = red_seals(paper.rgb)
    assert read_seal(paper.rgb, ring, False, reader.strip).text == "北方漆艺科技有限公司合同专用章"


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_an_oval_whose_name_stands_across_its_middle_is_read_there(drawing: ModuleType, reader: Reader, seed: int) -> None:
    paper = drawing.Paper(1240, 900)
    drawn = Image.open(io.BytesIO(seal(Random(seed), "北方漆艺科技有限公司", oval=True, pixels=280)))
    paper.image.paste(drawn, (460, 260), drawn)
    (ring,) = red_seals(paper.rgb)
    assert (ring.shape, read_seal(paper.rgb, ring, False, reader.strip).text) == ("oval", "北方漆艺科技有限公司")


def test_of_two_seals_over_one_another_what_is_read_wrongly_is_not_trusted(drawing: ModuleType, reader: Reader) -> None:
    names = ("北方工艺美术研究院", "南方漆艺科技有限公司")
    for shift in (110, 160, 190):
        paper = drawing.Paper(1240, 900)
        for number, name in enumerate(names):
            paper.seal(500 + number * shift, 400 + number * 30, 118, name)
        read = [read_seal(paper.rgb, ring, False, reader.strip) for ring in red_seals(paper.rgb)]
        assert len(read) == 2
        assert all(one.text in names or one.confidence < 0.85 for one in read)


@pytest.mark.parametrize("at", [(600, 880), (1225, 400), (15, 400)])
def test_a_seal_cut_by_any_edge_is_read_as_far_as_it_is_there_and_not_trusted(
    drawing: ModuleType, reader: Reader, at: tuple[int, int]
) -> None:
    paper = drawing.Paper(1240, 900)
    paper.seal(*at, 118, "北方工艺美术研究院")
    (ring,) = red_seals(paper.rgb)
    read = read_seal(paper.rgb, ring, False, reader.strip)
    assert ring.cut
    assert len(read.text or "") >= 4
    assert read.confidence < 0.5


@pytest.mark.parametrize("said", [("", 0.0), ("~", 0.4)])
def test_where_nothing_can_be_read_there_is_no_text(drawing: ModuleType, said: tuple[str, float]) -> None:
    paper = drawing.Paper(1240, 900)
    paper.seal(600, 400, 150, "北方工艺美术研究院")
    (ring,) = red_seals(paper.rgb)
    assert read_seal(paper.rgb, ring, False, lambda _: said) == Lettering(None, 0.0)
