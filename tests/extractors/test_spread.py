"""Two pages copied on one sheet are two pages: read one after the other, and of two documents where they are."""

from collections.abc import Callable
from itertools import chain

import pytest

from extractors.divide import divide
from extractors.division.spread import pages_of
from extractors.extract import extract
from schemas.document import Document
from schemas.geometry import Box, PageRef
from schemas.page import Cell, Line, Mark, Page, Sheet, Table
from schemas.profile import Profile

Make = Callable[..., Sheet]

PUBLICITY = (
    "# 公示情况证明",
    "兹证明我单位对苏映禾同志申报高级职称考核认定有关情况进行了内部公示，",
    "公示时间为2025年3月3日至2025年3月10日，公示地点为单位公告栏及内网，",
    "公示内容包括申报人基本情况、业绩成果、推荐意见及举荐专家等有关材料，",
    "公示期间广大职工可以通过来电来函来访等方式向人力资源部门反映情况，",
    "公示期间未收到任何单位和个人提出的异议，公示程序符合本办法有关规定，",
    "现予以证明，我单位对上述情况的真实性负责，并愿意接受有关部门的核查。",
    "> 北方工艺研究院",
    "> 2025年3月11日",
)
OPINION = (
    "# 单位推荐意见",
    "苏映禾同志自2009年起在我院从事漆器修复工作，现任修复研究室主任之职，",
    "该同志长期工作在生产科研一线，主持完成重点修复项目五项，成绩十分突出，",
    "其研究的大漆工艺复原技术在三处国家级文物保护单位得到了推广和应用，",
    "作风正派，恪守职业道德，无学术不端行为，在同行当中具有较高的知名度，",
    "经单位推荐小组民主评议并集体研究，一致认为其符合考核认定的申报条件，",
    "同意推荐苏映禾同志申报工艺美术专业正高级职称，请评审服务机构予以审核。",
    "> 北方工艺研究院",
    "> 2025年3月12日",
)
CLAUSES = tuple(
    f"第{n}条　乙方应当按照甲方的要求完成本岗位的工作任务并遵守甲方依法制定的各项制度。" for n in "一二三四五六七八九十"
)


def side_by_side(left: Sheet, right: Sheet) -> Sheet:
    """An A3 sheet with both pages on it, read row by row across, as the reader does."""

    def at(box: Box, shift: float) -> Box:
        return (box[0] / 2 + shift, box[1], box[2] / 2 + shift, box[3])

    lines: list[tuple[Line, Page, int]] = [
        (line.model_copy(update={"box": at(line.box, shift)}), sheet.page, n)
        for sheet, shift in ((left, 0.0), (right, 0.5))
        for n, line in enumerate(sheet.page.lines)
    ]
    lines.sort(key=lambda one: (round(one[0].box[1], 2), one[0].box[0]))
    number = {(id(page), n): new for new, (_, page, n) in enumerate(lines)}
    tables = [
        Table(
            box=at(table.box, shift),
            cells=tuple(
                Cell(**{**dict(c), "box": at(c.box, shift), "lines": tuple(number[id(sheet.page), n] for n in c.lines)})
                for c in table.cells
            ),
        )
        for sheet, shift in ((left, 0.0), (right, 0.5))
        for table in sheet.page.tables
    ]
    marks = [
        mark.model_copy(update={"box": at(mark.box, shift)})
        for sheet, shift in ((left, 0.0), (right, 0.5))
        for mark in sheet.page.marks
    ]
    page = left.page.model_copy(
        update={"width": 2480, "lines": tuple(line for line, *_ in lines), "tables": tuple(tables), "marks": tuple(marks)}
    )
    return Sheet(ref=PageRef(file="扫描.pdf", page=1), page=page)


def read(sheets: list[Sheet], profile: Profile) -> list[Document]:
    held = {sheet.ref: sheet for sheet in sheets}
    return [extract(document, [held[ref] for ref in document.pages], profile) for document in divide(sheets, profile).documents]


def test_two_documents_on_one_sheet_are_two_each_with_its_own_half(sheet: Make, profile: Profile) -> None:
    seal = Mark(kind="seal", box=(0.6, 0.3, 0.8, 0.42), text="北方工艺研究院", colour="red", shape="round")
    whole = side_by_side(sheet(*PUBLICITY), sheet(*OPINION, marks=[seal]))
    documents = read([whole], profile)
    assert [(each.type, each.sides) for each in documents] == [
        ("publicity_certificate", ("left",)),
        ("employer_opinion", ("right",)),
    ]
    publicity, opinion = documents
    assert [publicity[name].value for name in ("start", "end", "issued_on")] == ["2025-03-03", "2025-03-10", "2025-03-11"]
    assert opinion.of_kind("opinion")[0]["sealed"].value is True
    assert opinion.of_kind("opinion")[0]["signed_on"].value == "2025-03-12"
    box = publicity["start"].places[0].box
    assert box is not None
    assert box[2] < 0.5
    assert [each.place for each in divide([whole], profile).placements] == ["d1"]


def test_pages_of_one_contract_are_read_one_after_the_other(sheet: Make, profile: Profile) -> None:
    first = sheet("# 劳动合同", "甲方（用人单位）：北方工艺研究院", "乙方（劳动者）：苏映禾", *CLAUSES[:6], "@0.93 第1页")
    second = sheet(*CLAUSES[6:], "合同期限自2019年7月1日起至2029年6月30日止。", "签订日期：2019年6月28日", "@0.93 第2页")
    document = read([side_by_side(first, second)], profile)[0]
    assert (document.type, document.sides) == ("labour_contract", ())
    order = [document.text.index(text) for text in ("甲方（用人单位）", "第六条", "第1页", "第七条", "合同期限自", "第2页")]
    assert order == sorted(order)
    assert (document["employer"].value, document["end"].value) == ("北方工艺研究院", "2029-06-30")


@pytest.mark.parametrize("width", [1754, 2480])
def test_a_booklet_in_two_columns_is_one_page(sheet: Make, width: int) -> None:
    left = (
        "姓名：苏映禾",
        "性别：女",
        "出生年月：1985年3月",
        "身份证号：110101198503072327",
        "工作单位：北方工艺研究院",
        "编号：G20190123",
    )
    right = (
        "系列：工艺美术",
        "专业：漆器修复",
        "资格名称：高级工艺美术师",
        "授予时间：2019年12月",
        "评审组织：北京市高级评审委员会",
        "颁发：2020年1月",
    )
    booklet = side_by_side(sheet("专业技术资格证书", *left), sheet("北京市人力资源和社会保障局", *right))
    flat = booklet.model_copy(update={"page": booklet.page.model_copy(update={"width": width})})
    assert [side for side, _ in pages_of(flat)] == [None]


def test_no_line_of_a_sheet_is_lost_or_shown_elsewhere(sheet: Make) -> None:
    whole = side_by_side(sheet(*PUBLICITY, [["姓名", "苏映禾"], ["部门", "修复室"]]), sheet(*OPINION))
    pages = [page for _, page in pages_of(whole)]
    assert len(pages) == 2
    shown = chain.from_iterable([(line.text, page.page.displayed(line.box)) for line in page.page.lines] for page in pages)
    assert sorted(shown) == sorted((line.text, whole.page.displayed(line.box)) for line in whole.page.lines)
    assert [cell.text for cell in pages[0].page.tables[0].cells] == ["姓名", "苏映禾", "部门", "修复室"]
    assert all(pages[0].page.lines[n].text in cell.text for cell in pages[0].page.tables[0].cells for n in cell.lines)
