"""Slots: dates as hands write them and readers read them; what a seal may cover is not called missing."""

import pytest

from extractors.forms.dated import dated
from extractors.forms.sections import sections
from extractors.forms.slots import sealed, signed
from schemas.page import Mark

PARTS = ("专家举荐意见（一）", "姓名：某丙", "举荐意见：同意举荐。", "专家签名：")


def closing(profile, page):
    return sections([page], profile)[-1]


@pytest.mark.parametrize(
    ("written", "value", "state"),
    [
        ("2025年3月1日", "2025-03-01", "read"),
        ("2025.3.1", "2025-03-01", "read"),
        ("二〇二五年三月一日", "2025-03-01", "read"),
        ("2025.0301", "2025-03-01", "read"),
        ("225年3月1日", "2025-03-01", "read"),
        ("202年3月1日", None, "unreadable"),
        ("    年   月   日", None, "blank"),
        ("", None, "not_found"),
    ],
)
def test_the_date_below_the_signature(profile, sheet, written, value, state):
    found = dated(closing(profile, sheet(*PARTS, f"> {written}")))
    assert (found.value, found.state) == (value, state)


def test_a_repaired_year_and_a_handwritten_date_are_trusted_less(profile, sheet):
    plain = dated(closing(profile, sheet(*PARTS, "> 2025年3月1日")))
    repaired = dated(closing(profile, sheet(*PARTS, "> 225年3月1日")))
    page = sheet(*PARTS, "> 2025年3月1日")
    lines = tuple(line.model_copy(update={"handwritten": line.text.startswith("2025")}) for line in page.page.lines)
    hand = dated(closing(profile, page.model_copy(update={"page": page.page.model_copy(update={"lines": lines})})))
    assert plain.confidence > hand.confidence > repaired.confidence


def test_a_date_that_may_lie_under_a_seal_is_unreadable(profile, sheet):
    seal = Mark(kind="seal", box=(0.5, 0.1, 0.65, 0.2), text="某某", confidence=0.9, colour="red")
    assert dated(closing(profile, sheet(*PARTS, marks=[seal]))).state == "unreadable"


@pytest.mark.parametrize("left", ["年 日", "年 月 日", "月 日"])
def test_a_printed_day_without_figures_is_blank_though_a_seal_lies_over_a_word_of_it(profile, sheet, left):
    seal = Mark(kind="seal", box=(0.5, 0.1, 0.65, 0.2), text="某某", confidence=0.9, colour="red")
    for parts in ((*PARTS, f"> {left}"), (*PARTS[:-1], f"单位盖章： {left}")):
        assert dated(closing(profile, sheet(*parts, marks=[seal]))).state == "blank"


def test_another_day_that_is_not_filled_in_above_says_nothing_of_the_one_under_a_seal(profile, sheet):
    seal = Mark(kind="seal", box=(0.5, 0.1, 0.65, 0.2), text="某某", confidence=0.9, colour="red")
    parts = (PARTS[0], "出生日期： 年 月 日", *PARTS[1:])
    assert dated(closing(profile, sheet(*parts, marks=[seal]))).state == "unreadable"


def test_a_date_under_a_seal_counts_in_full_where_every_character_of_it_is_sure(profile, sheet, where):
    plain = sheet(*PARTS, "> 2025年3月1日")
    x0, y0, _x1, y1 = where(plain, "2025年")
    seal = Mark(kind="seal", box=(x0 - 0.05, y0 - 0.05, x0 + 0.06, y1 + 0.05), text="某某", confidence=0.9, colour="red")

    def read(sure: float) -> float:
        sure_of = {"sure": (1.0,) * 8 + (sure,)}
        lines = tuple(one.model_copy(update=sure_of) if one.text.startswith("2025") else one for one in plain.page.lines)
        made = plain.page.model_copy(update={"lines": lines, "marks": (seal,)})
        return dated(closing(profile, plain.model_copy(update={"page": made}))).confidence

    assert (read(0.99), read(0.6)) == (0.98, 0.7)


def test_a_name_read_in_one_line_with_the_note_behind_it_is_no_label(profile, sheet):
    page = sheet("专家举荐意见（一）", "姓名：某丙", [["举荐意见", "同意举荐。\n\n签名： \n某丙丁（盖章）\n2025年3月1日"]])
    lines = tuple(one.model_copy(update={"handwritten": "盖章" in one.text}) for one in page.page.lines)
    written = page.model_copy(update={"page": page.page.model_copy(update={"lines": lines})})
    (part,) = (part for part in sections([written], profile) if part.kind == "expert")
    assert all("某丙丁" not in pair.label.span.text for pair in part.pairs)
    assert signed(part).value is True


def test_a_signature_in_the_next_block_is_not_this_blocks(profile, sheet, where):
    parts = (*PARTS, "专家举荐意见（二）", "姓名：某丁", "举荐意见：同意举荐。", "举荐人签字：")
    x0, y0, x1, y1 = where(sheet(*parts), "举荐人签字")
    page = sheet(*parts, marks=[Mark(kind="ink", box=(x1, y0 - 0.01, x1 + (x1 - x0), y1), confidence=0.9)])
    assert [signed(part).value for part in sections([page], profile) if part.kind == "expert"] == [False, True]


def test_a_name_far_larger_than_its_label_was_written(profile, sheet):
    page = sheet([["姓名", "某丙", "举荐意见", "同意举荐。"], ["专家签名", "某丙", "日期", "2025.3.1"]])
    lines = list(page.page.lines)
    x0, y0, x1, _ = lines[5].box
    lines[5] = lines[5].model_copy(update={"box": (x0, y0 - 0.01, x1, y0 + 0.03)})
    large = page.model_copy(update={"page": page.page.model_copy(update={"lines": tuple(lines)})})
    assert [signed(sections([made], profile)[-1]).value for made in (page, large)] == [False, True]


def test_a_name_read_in_one_line_with_its_label_that_is_far_higher_than_the_others_may_be_written(profile, sheet):
    page = sheet("姓名：某丙", "举荐意见：同意举荐。", "专家本人签名：某丙", "2025年3月1日")
    lines = list(page.page.lines)
    x0, y0, x1, y1 = lines[2].box
    lines[2] = lines[2].model_copy(update={"box": (x0, y0 - 0.4 * (y1 - y0), x1, y1 + 0.3 * (y1 - y0))})
    high = page.model_copy(update={"page": page.page.model_copy(update={"lines": tuple(lines)})})
    found = [signed(sections([made], profile)[-1]) for made in (page, high)]
    assert [(field.value, field.confidence > 0.55) for field in found] == [(False, True), (False, False)]


def test_what_a_seal_makes_taller_than_its_label_was_not_written(profile, sheet):
    page = sheet([["姓名", "某丙", "举荐意见", "同意举荐。"], ["专家签名", "单位理）", "日期", "2025.3.1"]])
    lines = list(page.page.lines)
    x0, y0, x1, _ = lines[5].box
    lines[5] = lines[5].model_copy(update={"box": (x0, y0 - 0.01, x1, y0 + 0.03)})
    seal = Mark(kind="seal", box=(x0 - 0.02, y0 - 0.05, x1 + 0.02, y0 + 0.07), text="某某", confidence=0.9, colour="red")
    found = page.model_copy(update={"page": page.page.model_copy(update={"lines": tuple(lines), "marks": (seal,)})})
    assert signed(sections([found], profile)[-1]).value is False


def test_a_workbook_shows_no_pictures_so_that_a_missing_signature_or_seal_there_is_asked_about(profile, sheet):
    seen, unseen = (closing(profile, sheet(*PARTS, "（盖章）", kind="flow", reader=reader)) for reader in ("docx", "sheet"))
    assert (signed(seen).value, sealed(seen)[0].value) == (False, False)
    assert (signed(unseen).state, sealed(unseen)[0].state) == ("unreadable", "unreadable")
