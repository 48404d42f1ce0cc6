"""What a document held, once read as its type, may make the type doubtful; it never changes it."""

from collections.abc import Callable

import pytest

from flows.line import understand
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

Make = Callable[..., Sheet]
LIMIT = 0.5

STRANGERS = {
    "labour_contract": ("# 设备采购合同", "甲方：某某科技有限公司", "乙方：某某仪器有限公司", "第一条 甲方向乙方采购光谱仪两台。",
                        "第二条 双方约定交货期为30日。", "甲方（公章）", "乙方（公章）"),
    "identity_card": ("# 中华人民共和国机动车驾驶证", "姓名 梁雨桐", "性别 男 国籍 中国", "住址 北京市某区某路",
                      "出生日期 1980-01-02", "准驾车型 C1", "有效期限 2013-04-05至2023-04-05"),
    "award_certificate": ("# 培训合格证书", "梁雨桐同志于2020年6月参加安全生产管理培训，成绩合格，特发此证。",
                          "某某培训中心", "2020年6月30日"),
    "patent_certificate": ("# 专利收费收据", "国家知识产权局", "申请号：2020101234567", "费用种类：年费", "金额：900元"),
    "paper": ("# 投稿回执", "稿件编号：2021-0123", "题目：某某方法研究", "您的稿件已收到，我们将尽快审稿。",
              "《某某学报》编辑部"),
    "project_approval": ("# 技术方案", "一、研究内容", "本项目拟研究高强合金的制备方法。", "二、考核指标",
                         "三、经费预算", "项目负责人：梁雨桐"),
}  # fmt: skip
"""What words alone take for a paper of a type."""


def understood(page: Sheet, profile: Profile) -> Document:
    (document,) = understand([page], profile).documents
    return document


@pytest.mark.parametrize(("type", "rows"), STRANGERS.items())
def test_a_paper_that_only_speaks_like_its_type_is_asked_about(
    sheet: Make, profile: Profile, type: str, rows: tuple[str, ...]
) -> None:
    document = understood(sheet(*rows), profile)
    assert document.type == type
    assert 0 < document.confidence < LIMIT
    assert "存疑" in document.reasons[-1]


def test_a_paper_with_the_title_of_its_type_is_believed_though_little_of_it_was_read(sheet: Make, profile: Profile) -> None:
    document = understood(sheet("# 劳动合同书", "甲方：某某科技有限公司", "乙方：梁雨桐"), profile)
    assert (document.type, document["position"].present) == ("labour_contract", False)
    assert document.confidence > LIMIT
    assert len(document.reasons) == 1


def test_a_paper_without_a_title_is_believed_by_what_only_its_type_says(sheet: Make, profile: Profile) -> None:
    document = understood(
        sheet("甲方：某某科技有限公司", "乙方：梁雨桐", "工作岗位：工程师", "试用期三个月", "劳动报酬按月支付"), profile
    )
    assert (document.type, document["position"].value) == ("labour_contract", "工程师")
    assert document.confidence > LIMIT
    assert len(document.reasons) == 1


def test_where_the_profile_names_no_proofs_nothing_is_doubted(sheet: Make, profile: Profile) -> None:
    plain = {type: {key: value for key, value in given.items() if key != "proofs"} for type, given in profile.documents.items()}
    page = sheet(*STRANGERS["labour_contract"])
    assert understood(page, profile.model_copy(update={"documents": plain})).confidence > LIMIT
