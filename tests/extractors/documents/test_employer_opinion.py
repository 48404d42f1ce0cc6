"""单位推荐意见: the text, what it concludes, what it states, under which seal and date."""

import pytest

from extractors.documents.employer_opinion import read
from schemas.page import Mark


@pytest.fixture
def paper(document, profile):
    """Reads a sheet as a 单位推荐意见."""

    def make(sheet):
        return read(document("employer_opinion", sheet), [sheet], profile)

    return make


def opinion(found):
    return {name: field.value for name, field in found.of_kind("opinion")[0].fields.items()}


def test_a_letter_without_any_label(paper, sheet):
    found = paper(
        sheet(
            "关于推荐某甲乙同志的意见",
            "某甲乙同志系我单位在职职工，与我单位签有劳动合同。经初审，履职情况良好，材料",
            "属实。经2025年3月3日至2025年3月10日公示，无异议。同意推荐其申报正高级职称。",
            " | 北京某某桥梁有限公司（公章）",
            " | 2025年3月11日",
        )
    )
    said = opinion(found)
    assert said["text"].startswith("某甲乙同志系我单位")
    assert said["text"].endswith("同意推荐其申报正高级职称。")
    assert (said["conclusion"], said["issuer"], said["signed_on"]) == ("agree", "北京某某桥梁有限公司", "2025-03-11")
    assert set(found.tags) == {"review_stated", "publicity_stated", "employment_stated", "seal_slot"}
    publicity = found.of_kind("publicity")[0]
    assert (publicity["start"].value, publicity["end"].value, publicity["result"].value) == ("2025-03-03", "2025-03-10", "无异议")


def test_a_table_with_the_opinion_in_a_large_cell(paper, sheet):
    found = paper(
        sheet(
            "推荐意见表",
            [
                ["姓名", "某甲乙", "申报级别", "副高级"],
                ["申报系列", "工程技术人员", "申报专业", "桥梁工程"],
                ["推荐意见", "经研究，同意推荐。\n\n负责人：\n（公章）\n2025 年 3 月 11 日", "<", "<"],
            ],
        )
    )
    said = opinion(found)
    assert (said["text"], said["conclusion"], said["signed_on"]) == ("经研究，同意推荐。", "agree", "2025-03-11")
    assert (found["level"].value, found["specialty"].value) == ("副高级", "桥梁工程")


@pytest.mark.parametrize(
    ("text", "conclusion"),
    [
        ("经审核，材料属实，予以推荐。", "agree"),
        ("同意。", "agree"),
        ("经研究，现推荐某甲乙同志申报正高级职称。", "agree"),
        ("经研究，不同意推荐。", "disagree"),
        ("建议暂缓推荐。", "disagree"),
        ("该同志工作认真，履职情况良好。", "none"),
    ],
)
def test_what_it_concludes(paper, sheet, text, conclusion):
    assert opinion(paper(sheet("单位推荐意见", text, "（盖章）")))["conclusion"] == conclusion


def test_a_blank_opinion_and_an_unfilled_date(paper, sheet):
    found = paper(sheet([["单位推荐意见", ""], ["日期", "    年   月   日"]]))
    block = found.of_kind("opinion")[0]
    assert (block["text"].state, block["conclusion"].state, block["signed_on"].state) == ("blank", "blank", "blank")


def test_the_seal_over_the_closing(paper, sheet):
    seal = Mark(kind="seal", box=(0.6, 0.1, 0.75, 0.22), text="北京某某桥梁有限公司", confidence=0.9, colour="red", shape="round")
    said = opinion(paper(sheet("单位推荐意见", "同意推荐。", " | 北京某某桥梁有限公司", marks=[seal])))
    assert (said["sealed"], said["seal_text"]) == (True, "北京某某桥梁有限公司")
    assert opinion(paper(sheet("单位推荐意见", "同意推荐。", "（公章）")))["sealed"] is False
    assert opinion(paper(sheet("单位推荐意见", "同意推荐。", "（公章）", colourless=True)))["sealed"] is None


def test_half_a_seal_at_the_side_of_the_page_may_be_one_across_all_pages(paper, sheet):
    rows = ("单位推荐意见", "同意推荐。", " | 北京某某桥梁有限公司")
    half = Mark(kind="seal", box=(0.93, 0.06, 1.0, 0.18), cut=True, confidence=0.9, colour="red", shape="round")
    own = Mark(kind="seal", box=(0.6, 0.1, 0.75, 0.22), confidence=0.9, colour="red", shape="round")
    assert opinion(paper(sheet(*rows, marks=[half])))["sealed"] is None
    assert opinion(paper(sheet(*rows, marks=[half, own])))["sealed"] is True


@pytest.mark.parametrize(
    ("text", "shape", "told"),
    [
        ("苏映禾印", "square", None),
        (None, "square", None),
        ("北京某某桥梁有限公司人事部", "square", True),
        ("与原件核对无误", "square", False),
        ("北京某某", "round", True),
    ],
)
def test_which_stamps_can_be_the_organisations_seal(paper, sheet, text, shape, told):
    stamp = Mark(kind="seal", box=(0.6, 0.1, 0.75, 0.18), text=text, confidence=0.9, colour="red", shape=shape)
    own = Mark(kind="seal", box=(0.4, 0.1, 0.55, 0.22), text="北京某某桥梁", confidence=0.7, colour="red", shape="round")
    rows = ("单位推荐意见", "同意推荐。", " | 北京某某桥梁有限公司")
    assert opinion(paper(sheet(*rows, marks=[stamp])))["sealed"] is told
    both = opinion(paper(sheet(*rows, marks=[stamp, own])))
    assert both["sealed"] is True
    assert both["seal_text"] != "苏映禾印"


def test_a_date_that_a_seal_may_hide_is_unreadable_not_blank(paper, sheet):
    rows = ("单位推荐意见", "同意推荐。", "北京某某桥梁有限公司", "日期：")
    said = paper(sheet(*rows)).of_kind("opinion")[0]["signed_on"]
    assert said.state == "blank"
    page = sheet(*rows)
    box = next(line.box for line in page.page.lines if line.text == "日期：")
    seal = Mark(kind="seal", box=(box[0], box[1] - 0.05, box[2] + 0.15, box[3] + 0.05), confidence=0.9, colour="red")
    hidden = paper(sheet(*rows, marks=[seal])).of_kind("opinion")[0]["signed_on"]
    assert hidden.state == "unreadable"
    unfilled = paper(sheet(*rows[:3], "日期：    年    月    日", marks=[seal])).of_kind("opinion")[0]["signed_on"]
    assert unfilled.state == "blank"


def test_a_date_read_through_a_seal_is_trusted_less(paper, sheet):
    rows = ("单位推荐意见", "同意推荐。", "北京某某桥梁有限公司", "日期：2026年3月3日")
    free = paper(sheet(*rows)).of_kind("opinion")[0]["signed_on"]
    box = next(line.box for line in sheet(*rows).page.lines if line.text == "日期：2026年3月3日")
    seal = Mark(kind="seal", box=(box[0], box[1] - 0.05, box[2], box[3] + 0.05), confidence=0.9, colour="red")
    covered = paper(sheet(*rows, marks=[seal])).of_kind("opinion")[0]["signed_on"]
    assert (free.value, covered.value) == ("2026-03-03", "2026-03-03")
    assert free.confidence > 0.75 > covered.confidence


def test_a_date_in_a_text_layer_is_exact_whatever_is_stamped_over_it(paper, sheet):
    rows = ("单位推荐意见", "同意推荐。", "北京某某桥梁有限公司", "日期：2026年3月3日")
    box = next(line.box for line in sheet(*rows).page.lines if line.text == "日期：2026年3月3日")
    seal = Mark(kind="seal", box=(box[0], box[1] - 0.05, box[2], box[3] + 0.05), confidence=0.9, colour="red")
    said = paper(sheet(*rows, marks=[seal], kind="text")).of_kind("opinion")[0]["signed_on"]
    assert said.value == "2026-03-03"
    assert said.confidence > 0.9
