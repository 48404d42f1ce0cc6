"""Refiling: a person's word on a page outranks the division, and every page still has exactly one place."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.divide import Division, divide
from extractors.refile import refile
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.placing import Placing
from schemas.profile import Profile
from tests.extractors.conftest import make_sheet

PAGES = 6


def ref(page: int) -> PageRef:
    return PageRef(file="a.pdf", page=page)


def merged_scan() -> list[Sheet]:
    """A contract of three pages, a blank back, a patent and a second copy of it."""
    patent = ("# 发明专利证书", "发明名称：一种夹具及其在薄壁件加工中的使用方法", "发明人：梁雨桐", "专利号：ZL 2020 1 0000001.1")
    return [
        make_sheet("# 劳动合同书", "甲方（用人单位）：北京松涛精密仪器有限公司", "乙方（劳动者）：梁雨桐", page=1),
        make_sheet("第一条 本合同为固定期限，自2021年3月1日起至2027年2月28日止。", "第二条 甲方按月支付劳动报酬。", page=2),
        make_sheet("双方约定的其他事项：无", "甲方（盖章）： | 乙方（签字）：", "日期：2021年3月1日", page=3),
        make_sheet(page=4, ink_ratio=0.0),
        make_sheet(*patent, page=5),
        make_sheet(*patent, page=6, key="a.pdf#5"),
    ]


@pytest.fixture
def after(profile: Profile) -> Callable[..., Division]:
    sheets = merged_scan()
    return lambda *placings: refile(divide(sheets, profile), placings, sheets, profile)


def shape(division: Division) -> list[tuple[str, list[int]]]:
    return [(document.type, [page.page for page in document.pages]) for document in division.documents]


def places(division: Division) -> list[str]:
    return [placement.place for placement in division.placements]


def test_the_scan_as_the_machine_divides_it(after: Callable[..., Division]) -> None:
    assert shape(after()) == [("labour_contract", [1, 2, 3]), ("patent_certificate", [5])]
    assert places(after()) == ["d1", "d1", "d1", "blank", "d2", "duplicate"]


def test_a_document_is_split_where_a_later_page_begins_another_with_the_rest(after: Callable[..., Division]) -> None:
    division = after(Placing(ref=ref(2), to="new", type="employment_certificate", rest=True))
    assert shape(division)[:2] == [("labour_contract", [1]), ("employment_certificate", [2, 3])]
    assert [document.id for document in division.documents] == ["d1", "d2", "d3"]
    assert division.placements[1].reason == "人工另起一份材料"
    assert division.documents[1].reasons[0] == "《a.pdf》第2页：人工另起一份材料"


def test_two_documents_are_merged_by_the_first_page_of_one_with_the_rest(after: Callable[..., Division]) -> None:
    assert shape(after(Placing(ref=ref(1), to="with", other=ref(5), rest=True))) == [("patent_certificate", [5, 1, 2, 3])]
    assert shape(after(Placing(ref=ref(5), to="with", other=ref(1), rest=True))) == [("labour_contract", [1, 2, 3, 5])]


def test_a_page_is_filed_elsewhere_alone_and_comes_where_it_lies(after: Callable[..., Division]) -> None:
    moved = Placing(ref=ref(2), to="with", other=ref(5))
    assert shape(after(moved)) == [("labour_contract", [1, 3]), ("patent_certificate", [5, 2])]
    back = Placing(ref=ref(2), to="with", other=ref(3))
    assert shape(after(moved, back)) == [("labour_contract", [1, 2, 3]), ("patent_certificate", [5])]


def test_a_document_is_retyped_whole_and_keeps_what_it_is_called(after: Callable[..., Division]) -> None:
    division = after(Placing(ref=ref(1), to="new", type="employment_certificate", rest=True))
    assert shape(division)[0] == ("employment_certificate", [1, 2, 3])
    assert division.documents[0].title == "劳动合同书"
    assert division.documents[0].confidence == 1.0


def test_what_the_machine_left_out_can_be_taken_in_and_the_other_way_round(after: Callable[..., Division]) -> None:
    division = after(
        Placing(ref=ref(4), to="with", other=ref(5)),
        Placing(ref=ref(6), to="new", type="other"),
        Placing(ref=ref(3), to="unassigned"),
        Placing(ref=ref(2), to="blank"),
    )
    assert places(division) == ["d1", "blank", "unassigned", "d2", "d2", "d3"]
    assert division.placements[1].reason == "人工认定为空白页"


def test_a_document_that_loses_all_its_pages_is_gone_and_what_cannot_be_done_is_left(after: Callable[..., Division]) -> None:
    assert shape(after(Placing(ref=ref(5), to="blank"))) == [("labour_contract", [1, 2, 3])]
    unknown = Placing(ref=PageRef(file="gone.pdf", page=1), to="blank")
    beside_a_blank = Placing(ref=ref(1), to="with", other=ref(4))
    assert after(unknown, beside_a_blank) == after()


def test_of_two_certificates_on_one_sheet_the_other_is_still_named_when_ids_shift(profile: Profile) -> None:
    sheets = [
        make_sheet("# 劳动合同书", "甲方（用人单位）：北京松涛精密仪器有限公司", "乙方（劳动者）：梁雨桐", page=1),
        make_sheet(
            "# 获奖证书", "梁雨桐 同志：", "荣获科学技术进步一等奖，特发此证。", "@0.5 ", "# 发明专利证书", "发明名称：一种夹具",
            "发明人：梁雨桐", "专利号：ZL 2020 1 0000001.1", "专利权人：北京松涛精密仪器有限公司", page=2,
        ),
    ]  # fmt: skip
    before = divide(sheets, profile)
    assert before.placements[1].reason.endswith("同页另有d3：标题“发明专利证书”")
    division = refile(before, [Placing(ref=ref(1), to="blank")], sheets, profile)
    assert division.placements[1].place == "d1"
    assert "同页另有d2" in division.placements[1].reason
    whole = refile(before, [Placing(ref=ref(2), to="new", type="patent_certificate")], sheets, profile)
    assert [(d.type, d.region) for d in whole.documents] == [("labour_contract", None), ("patent_certificate", None)]


def kinds_of_placing() -> st.SearchStrategy[Placing]:
    page = st.integers(1, PAGES).map(ref)
    return st.one_of(
        st.builds(Placing, ref=page, to=st.just("new"), type=st.sampled_from(["paper", "diploma", "other"]), rest=st.booleans()),
        st.builds(Placing, ref=page, to=st.just("with"), other=page, rest=st.booleans()),
        st.builds(Placing, ref=page, to=st.sampled_from(["blank", "duplicate", "unassigned"]), rest=st.booleans()),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(placings=st.lists(kinds_of_placing(), max_size=8))
def test_every_page_has_exactly_one_place_whatever_is_said(placings: list[Placing], divided: Division, profile: Profile) -> None:
    sheets = merged_scan()
    division = refile(divided, placings, sheets, profile)
    held = Counter(page for document in division.documents for page in document.pages)
    assert all(document.pages for document in division.documents)
    assert [placement.ref for placement in division.placements] == [sheet.ref for sheet in sheets]
    for placement in division.placements:
        of_a_document = placement.place not in ("blank", "duplicate", "unassigned")
        assert held[placement.ref] == (1 if of_a_document else 0)
        assert not of_a_document or placement.ref in next(d.pages for d in division.documents if d.id == placement.place)
    firsts = [document.pages and min(page.page for page in document.pages) for document in division.documents]
    assert firsts == sorted(firsts)
    said = placings[-1] if placings else None
    if said and said.to not in ("new", "with"):
        assert places(division)[said.ref.page - 1] == said.to
    if said and said.to == "new":
        assert next(d.type for d in division.documents if said.ref in d.pages) == said.type


@pytest.fixture(scope="module")
def divided(profile: Profile) -> Division:
    return divide(merged_scan(), profile)
