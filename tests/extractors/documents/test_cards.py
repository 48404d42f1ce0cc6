"""A card for each who recommends: labels above their values, and the signature below its label."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.page import Mark, Sheet
from tests.extractors.documents.rows import block

MakeSheet = Callable[..., Sheet]
Where = Callable[[Sheet, str], tuple[float, float, float, float]]

CARD = (
    "被举荐人：某己",
    "专家 | 专业技术职务",
    "{name} | 研究员",
    "任职机构 | 岗位",
    "某某科学研究所 | 学术委员会主任",
    "从事领域 | 联络电话",
    "流域水环境 | 13900000001",
    "举荐评语",
    "该同志业绩突出，本人愿意举荐。",
    "专家亲笔签字 | 落款日期",
    "      | 2026年7月20日",
)


def card(number: str, name: str) -> tuple[str, ...]:
    return (f"# 同行专家举荐卡  第{number}张", *(row.format(name=name) for row in CARD))


def test_each_card_is_an_expert(form: Any, sheet: MakeSheet) -> None:
    pages = [sheet(*card(number, name), page=n + 1) for n, (number, name) in enumerate((("一", "某甲"), ("二", "某乙")))]
    found = form(*pages)
    assert [each["name"].value for each in found.of_kind("expert")] == ["某甲", "某乙"]
    first = block(found, "expert")
    assert (first["title"], first["employer"], first["phone"]) == ("研究员", "某某科学研究所", "13900000001")


def stroke(box: tuple[float, float, float, float]) -> Mark:
    return Mark(kind="ink", box=box, confidence=0.9)


def under(box: tuple[float, float, float, float], rows: float) -> tuple[float, float, float, float]:
    """A box twice as high as the line `box`, so many of its heights below it."""
    high = box[3] - box[1]
    return (box[0], box[1] + rows * high, box[0] + 0.1, box[1] + (rows + 2) * high)


def test_a_stroke_below_the_label_of_a_signature_set_above_its_room_signs(form: Any, sheet: MakeSheet, where: Where) -> None:
    plain = sheet(*card("一", "某甲"))
    assert block(form(plain), "expert")["signed"] is False
    signed = sheet(*card("一", "某甲"), marks=[stroke(under(where(plain, "亲笔签字"), 1.2))])
    assert block(form(signed), "expert")["signed"] is True


FORM = ("# 专家举荐意见（一）", "姓名：某甲", "职称：教授", "举荐意见：同意举荐。", "专家签名：", "", "", "", "")


def test_a_stroke_that_lies_in_no_slot_of_an_unsigned_block_is_asked_about(form: Any, sheet: MakeSheet, where: Where) -> None:
    plain = sheet(*FORM, "日期：2026年7月20日")
    assert block(form(plain), "expert")["signed"] is False
    stray = under(where(plain, "专家签名"), 3)
    assert block(form(sheet(*FORM, "日期：2026年7月20日", marks=[stroke(stray)])), "expert")["signed"] == "unreadable"


@pytest.mark.parametrize("text", ["某甲", "2026年7月20日"])
def test_a_stroke_on_print_or_on_the_date_is_no_stray_one(form: Any, sheet: MakeSheet, where: Where, text: str) -> None:
    plain = sheet(*FORM, "日期：2026年7月20日")
    assert block(form(sheet(*FORM, "日期：2026年7月20日", marks=[stroke(where(plain, text))])), "expert")["signed"] is False


def test_a_cell_of_nothing_but_space_is_no_label(form: Any, sheet: MakeSheet) -> None:
    assert block(form(sheet("# 专家举荐意见（一）", [["姓名", "某甲", "  \n  :", "职称"]])), "expert")["name"] == "某甲"
