"""Words under a seal are trusted by their own least sure character, free print by the score of its line."""

from itertools import pairwise

import pytest

from extractors.writing.strips import field, strips
from extractors.writing.trust import least_sure, table
from schemas.page import Mark
from validators.fields import REFER

NAME = "北京某某研究所有限公司"


def trusted(sheet, where, sure: float, sealed: bool = True, text: str = NAME, **more) -> float:
    page = sheet("@0.5 正文一行。", f"> {text}", **more)
    x0, y0, x1, y1 = where(page, text)
    seal = Mark(kind="seal", box=(x0, y0 - 0.05, x1, y1 + 0.05), text="某某", confidence=1.0, colour="red")
    lines = tuple(
        line.model_copy(update={"sure": (1.0,) * (len(line.text) - 1) + (sure,)}) if line.text == text else line
        for line in page.page.lines
    )
    made = page.page.model_copy(update={"lines": lines, "marks": (seal,) if sealed else ()})
    return field([strips(page.model_copy(update={"page": made}))[-1].whole]).confidence


def test_one_doubtful_character_under_a_seal_puts_the_value_below_the_limit(sheet, where) -> None:
    assert trusted(sheet, where, 0.5) < REFER < trusted(sheet, where, 0.8) < trusted(sheet, where, 0.95)
    assert trusted(sheet, where, 1.0) == trusted(sheet, where, 0.5, sealed=False) == 0.98


def test_dates_and_what_stands_in_a_text_layer_keep_their_own_trust(sheet, where) -> None:
    assert trusted(sheet, where, 0.5, text="2025年3月1日") == 0.98
    assert trusted(sheet, where, 0.5, kind="text") == 0.98


@pytest.mark.parametrize(
    ("at", "shape", "sure"),
    [(1.0, "round", False), (1.0, "square", True), (0.5, "round", True), (1.4, "round", True)],
)
def test_what_ends_at_the_rim_of_a_round_seal_may_go_on_under_it(sheet, where, at, shape, sure) -> None:
    page = sheet("@0.5 正文一行。", f"> {NAME}")
    x0, y0, x1, y1 = where(page, NAME)
    left, tall = x0 + at * (x1 - x0), 0.06
    box = (left, (y0 + y1) / 2 - tall, left + 0.17, (y0 + y1) / 2 + tall)
    seal = Mark(kind="seal", box=box, text="某某", confidence=1.0, colour="red", shape=shape)
    held = page.model_copy(update={"page": page.page.model_copy(update={"marks": (seal,)})})
    assert (field([strips(held)[-1].whole]).confidence > REFER) is sure


def test_punctuation_and_running_text_have_no_least_sure_character() -> None:
    assert least_sure([("甲", 0.9), ("（", 0.1), ("乙", 0.8)]) == 0.8
    assert least_sure([("字", 0.3)] * 41) is None
    assert least_sure([]) is None


def test_the_table_says_what_it_rests_on_and_rises() -> None:
    assert sum(each.pieces for each in table().classes) == int(table().made.split(", ")[1].split()[0])
    assert all(one.least < two.least and one.chance < two.chance for one, two in pairwise(table().classes))
    lowest = table().classes[0]
    assert table().chance(0.3) == pytest.approx((lowest.right + 1) / (lowest.pieces + 2))
