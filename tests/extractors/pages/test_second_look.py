"""Print that was overlooked beside a seal is found when that part is looked at alone."""

import cv2
import numpy as np

from extractors.marks.seals import Ring
from extractors.pages.reader import RawLine
from extractors.pages.second_look import overlooked

SEAL = Ring(300, 200, 90, 90, 0.0, "round", 0.9, False)


def page(text: str = "2025/2/10") -> np.ndarray:
    picture = np.full((400, 600, 3), 245, np.uint8)
    cv2.putText(picture, text, (300, 240), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)
    return picture


def line(text: str, box: tuple[int, int, int, int], confidence: float = 0.95) -> RawLine:
    x0, y0, x1, y1 = box
    quad = np.float32([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    return RawLine(text, quad, confidence, np.empty((0, 4, 2), np.float32))


def look(*known: RawLine, found: RawLine | None = None, picture: np.ndarray | None = None) -> list[RawLine]:
    return overlooked(page() if picture is None else picture, known, [SEAL], lambda _: [found] if found else [])


def test_a_date_that_no_line_explains_is_read_and_stands_in_its_place() -> None:
    elsewhere = line("举荐人（签名）", (50, 40, 200, 70))
    found = look(elsewhere, found=line("2025/2/10", (170, 130, 300, 160)))
    assert [one.text for one in found] == ["2025/2/10"]
    left, top = found[0].quad[0]
    assert (left - 170, top - 130) == (129, 74)  # where the part around the seal begins


def test_nothing_is_looked_at_twice_where_all_ink_is_explained() -> None:
    known = line("2025/2/10", (290, 210, 440, 250))
    assert look(known, found=line("2025/2/10", (170, 130, 300, 160))) == []
    assert look(line("某某", (10, 10, 60, 40)), found=line("2025/2/10", (0, 0, 100, 30)), picture=page("")) == []


def test_a_line_that_is_known_doubtful_or_short_is_not_believed() -> None:
    above = line("北京某某协会（公章）", (190, 120, 450, 160))
    assert look(above, found=line("北京某某协会", (65, 48, 300, 80))) == []
    assert look(above, found=line("2025/2/10", (170, 130, 300, 160), 0.6)) == []
    assert look(above, found=line("日", (170, 130, 300, 160))) == []
