"""Tesseract reads single lines again, many in one run; its answers belong to the requests."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from extractors.pages.crop_reader import answer, cut, read_crops, voice_version
from extractors.pages.straighten import as_it_is, to_displayed
from extractors.second_voice import CropRequest
from schemas.files import PageSource
from schemas.geometry import Box, PageRef, Place


def strip(drawing: ModuleType, text: str) -> np.ndarray:
    paper = drawing.Paper(40 + 36 * len(text), 60)
    if text:
        paper.write(20, 4, text, 34)
    return paper.rgb  # type: ignore[no-any-return]


def request(box: Box, digits: bool = False, turn: int = 0, size: tuple[int, int] = (1240, 1754)) -> CropRequest:
    return CropRequest(
        place=Place(file="form.png", page=1, box=box),
        key="key",
        box=box,
        homography=to_displayed(as_it_is(*size), turn, size),
        width=size[0],
        height=size[1],
        digits=digits,
    )


def test_lines_are_read_in_order_and_an_empty_one_gives_nothing(drawing: ModuleType) -> None:
    crops = [strip(drawing, text) for text in ("工程师", "", "2023年6月6日")]
    assert read_crops(crops) == ["工程师", "", "2023年6月6日"]


def test_of_a_number_only_figures_are_expected(drawing: ModuleType) -> None:
    assert read_crops([strip(drawing, "110101199003078718")], digits=True) == ["110101199003078718"]


def test_nothing_asked_nothing_run() -> None:
    assert read_crops([]) == []
    assert answer([], []) == ()


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_the_line_is_cut_out_upright_wherever_the_page_lay(drawing: ModuleType, turn: int) -> None:
    paper = drawing.Paper()
    paper.write(320, 400, "高级工程师", 30)
    displayed = np.ascontiguousarray(np.rot90(paper.rgb, -turn))
    crop = cut(displayed, request((318 / 1240, 404 / 1754, 474 / 1240, 440 / 1754), turn=turn))
    assert read_crops([crop]) == ["高级工程师"]


def test_answers_come_under_the_places_that_were_asked_for(drawing: ModuleType, tmp_path: Path) -> None:
    paper = drawing.Paper()
    paper.write(320, 400, "教授", 30)
    paper.write(320, 600, "2023年6月6日", 30)
    paper.image.save(tmp_path / "form.png")
    source = PageSource(ref=PageRef(file="form.png", page=1), key="key", kind="image", local=str(tmp_path / "form.png"), index=0)
    boxes: list[Box] = [(318 / 1240, 604 / 1754, 520 / 1240, 640 / 1754), (318 / 1240, 404 / 1754, 384 / 1240, 440 / 1754)]
    answers = answer([request(box) for box in boxes], [source])
    assert [(one.place.box, one.text) for one in answers] == [(boxes[0], "2023年6月6日"), (boxes[1], "教授")]
    assert {one.reader for one in answers} == {voice_version()}


def test_a_page_that_is_not_at_hand_is_passed_over() -> None:
    assert answer([request((0.1, 0.1, 0.2, 0.12))], []) == ()


def test_the_voice_names_itself() -> None:
    assert voice_version().startswith("tesseract ")
