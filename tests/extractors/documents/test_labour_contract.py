"""Contracts: parties, term, signatures and seals in their slots."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.documents.labour_contract import read
from schemas.document import Document
from schemas.page import Line, Mark, Sheet
from schemas.profile import Profile

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]

END = (
    "双方约定的其他事项：无。",
    "甲方（盖章）：北京松涛精密仪器有限公司 | 乙方（签字）：",
    "日期：2021年3月1日 | 日期：2021年3月1日",
)


def test_cover_clauses_and_signatures(said: Said) -> None:
    found = said(
        "labour_contract",
        ("# 聘用合同书", "聘用单位（甲方）：北京松涛精密仪器研究院", "受聘人员（乙方）：梁雨桐", "签订日期：二〇二一年三月一日"),
        ("一、聘用合同期限", "本合同为固定期限，合同期限自二〇二一年三月一日起至二〇二四年二月二十九日止。"),
    )
    assert (found["employer"], found["employee"]) == ("北京松涛精密仪器研究院", "梁雨桐")
    assert (found["start"], found["end"], found["issued_on"]) == ("2021-03-01", "2024-02-29", "2021-03-01")


def test_a_contract_without_fixed_term_has_no_end_and_says_so(read_as: ReadAs) -> None:
    table = [["甲方（用人单位）名称", "北京松涛精密仪器有限公司"], ["法定代表人", "乔岳"], ["乙方（劳动者）姓名", "梁雨桐"]]
    contract = read_as(
        "labour_contract", ("# 劳动合同", table, "第一条 本合同为无固定期限劳动合同，自2020年7月1日起至法定终止条件出现时止。")
    )
    assert contract["employer"].value == "北京松涛精密仪器有限公司"
    assert contract["start"].value == "2020-07-01"
    assert not contract["end"].present
    assert "no_fixed_term" in contract.tags


def test_of_several_printed_terms_the_one_that_was_filled_in_counts(read_as: ReadAs) -> None:
    contract = read_as(
        "labour_contract",
        (
            "# 劳动合同书",
            "甲方：北京松涛精密仪器有限公司 | 乙方：梁雨桐",
            "甲乙双方约定合同期限采取下列第 1 种形式：",
            "1. 固定期限：从 2022 年 5 月 1 日起至 2025 年 4 月 30 日止。",
            "2. 无固定期限：从____年__月__日起至法定终止条件出现时止。",
        ),
    )
    assert (contract["start"].value, contract["end"].value) == ("2022-05-01", "2025-04-30")
    assert "no_fixed_term" not in contract.tags


def test_half_an_employers_name_on_the_last_page_does_not_displace_the_whole_one(said: Said) -> None:
    last = ("甲方（盖章）：北京松涛精密仪器有限 | 乙方（签字）：", "公司")
    assert (
        said("labour_contract", ("# 劳动合同书", "甲方：北京松涛精密仪器有限公司", "乙方：梁雨桐"), last)["employer"]
        == "北京松涛精密仪器有限公司"
    )


def at_slots(sheet: Callable[..., Sheet], profile: Profile, *marks: Mark, lines: tuple[Line, ...] = (), **more: Any) -> Document:
    page = sheet(*END, marks=marks, **more)
    page = page.model_copy(update={"page": page.page.model_copy(update={"lines": (*page.page.lines, *lines)})})
    return read(Document(id="d1", type="labour_contract", pages=(page.ref,)), [page], profile)


SLOT_ROW = 0.074


def ink(x: float) -> Mark:
    return Mark(kind="ink", box=(x, SLOT_ROW - 0.01, x + 0.12, SLOT_ROW + 0.02), confidence=0.9)


def seal(text: str = "北京松涛精密仪器有限公司", **more: Any) -> Mark:
    return Mark(kind="seal", box=(0.15, 0.06, 0.3, 0.17), text=text, colour="red", **({"shape": "round"} | more))


def test_ink_in_the_second_partys_slot_is_a_signature(sheet: Callable[..., Sheet], profile: Profile) -> None:
    assert at_slots(sheet, profile, ink(0.62))["signed"].value is True


def test_ink_in_the_first_partys_slot_is_not_the_second_partys_signature(sheet: Callable[..., Sheet], profile: Profile) -> None:
    assert at_slots(sheet, profile, ink(0.2))["signed"].value is False


def test_a_written_name_counts_even_where_no_ink_was_found(sheet: Callable[..., Sheet], profile: Profile) -> None:
    name = Line(text="梁雨桐", box=(0.62, SLOT_ROW - 0.015, 0.76, SLOT_ROW + 0.025), confidence=0.9, handwritten=True)
    assert at_slots(sheet, profile, lines=(name,))["signed"].value is True


def test_a_seal_on_the_page_of_its_slot_is_found(sheet: Callable[..., Sheet], profile: Profile) -> None:
    assert at_slots(sheet, profile, seal())["sealed"].value is True
    assert at_slots(sheet, profile)["sealed"].value is False


def test_a_name_seal_signs_a_contract_and_is_no_seal_of_the_other_party(sheet: Callable[..., Sheet], profile: Profile) -> None:
    box = (0.66, SLOT_ROW - 0.01, 0.71, SLOT_ROW + 0.03)
    stamp = Mark(kind="seal", box=box, text="梁雨桐印", colour="red", shape="square", confidence=0.9)
    contract = at_slots(sheet, profile, stamp)
    assert (contract["signed"].value, contract["sealed"].state) == (True, "unreadable")
    both = at_slots(sheet, profile, stamp, seal())
    assert (both["signed"].value, both["sealed"].value) == (True, True)


def test_a_seal_that_the_foot_of_the_page_cuts_is_one_and_half_a_one_at_its_side_may_be(
    sheet: Callable[..., Sheet], profile: Profile
) -> None:
    foot = seal(cut=True).model_copy(update={"box": (0.2, 0.95, 0.35, 1.0)})
    side = seal(cut=True).model_copy(update={"box": (0.93, 0.5, 1.0, 0.6)})
    assert at_slots(sheet, profile, foot)["sealed"].value is True
    assert at_slots(sheet, profile, side)["sealed"].state == "unreadable"


def test_a_page_without_colour_cannot_say_that_no_seal_is_there(sheet: Callable[..., Sheet], profile: Profile) -> None:
    field = at_slots(sheet, profile, colourless=True)["sealed"]
    assert field.value is None
    assert field.state == "unreadable"


@pytest.mark.parametrize(("text", "odd"), [("某公司合同专用章", False), ("某公司人事专用章", False), ("某公司财务专用章", True)])
def test_a_seal_for_contracts_is_in_its_place_one_for_accounts_is_not(
    sheet: Callable[..., Sheet], profile: Profile, text: str, odd: bool
) -> None:
    assert ("seal_odd" in at_slots(sheet, profile, seal(text)).tags) is odd


def test_a_contract_without_its_last_page_has_no_slots(read_as: ReadAs) -> None:
    contract = read_as(
        "labour_contract", ("# 劳动合同书", "甲方：北京松涛精密仪器有限公司", "乙方：梁雨桐", "本合同自双方签字盖章之日起生效。")
    )
    assert contract["signed"].state == "not_found"
    assert contract["sealed"].state == "not_found"


def test_missing_pages_are_told_by_the_printed_numbers(read_as: ReadAs) -> None:
    contract = read_as("labour_contract", ("# 劳动合同书", "@0.9 第1页共4页"), ("乙方（签字）：", "@0.9 第4页共4页"))
    assert "missing_pages:2,3" in contract.tags
