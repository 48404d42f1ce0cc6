"""Types: each document is told by its own titles and words, which are data of the profile."""

from collections.abc import Callable

import pytest

from extractors.divide import divide
from extractors.division.classify import kinds
from schemas.document import DOCUMENT_TYPES
from schemas.page import Sheet
from schemas.profile import Profile

Make = Callable[..., Sheet]


@pytest.mark.parametrize(
    ("parts", "type"),
    [
        (("# 北京市专业技术职称证书", "姓名：梁雨桐", "职称名称：高级工程师", "管理号：BJ2019"), "title_certificate"),
        (
            ("# 中华人民共和国一级建造师注册证书", "注册编号：京111", "聘用企业：某公司", "注册有效期：2027-01-01"),
            "vocational_certificate",
        ),
        (("# 博士学位证书", "梁雨桐，女，通过论文答辩，授予工学博士学位。", "学位评定委员会主席"), "degree_certificate"),
        (("# 北京市社会保险个人权益记录", "参保单位 某公司", "缴费基数 10000", "养老保险"), "social_insurance_record"),
        (("# 在职证明", "兹证明梁雨桐系我单位职工，在我单位工作。", "特此证明"), "employment_certificate"),
        (("# 计算机软件著作权登记证书", "软著登字第1234567号", "著作权人：某公司"), "software_copyright"),
        (("# 文献检索报告", "委托人：梁雨桐", "检索工具：SCI-EXPANDED", "他引次数 12", "影响因子 3.1"), "retrieval_report"),
        (("# 用稿通知", "梁雨桐先生：您的稿件《某方法》已被录用。", "编辑部"), "paper"),
        (("# 项目验收意见", "专家组一致同意通过验收。", "验收专家组组长"), "project_acceptance"),
        (("# 成果应用证明", "该成果在我单位应用，新增产值300万元。", "应用单位"), "benefit_certificate"),
        (("# 关于公布第三批领军人才入选名单的通知", "经评审，确定以下人员入选。"), "talent_programme"),
        (("# 非物质文化遗产代表性传承人证书", "认定为代表性项目“雕漆”代表性传承人"), "heritage_certificate"),
        (("# 推荐函", "兹推荐本会会员梁雨桐同志。", "> 某某行业协会"), "association_letter"),
        (("# 首都工匠报", "2023年4月1日 第3版", "本报记者 某某 报道"), "media_report"),
        (("# 境外职业资格核验结果", "核验码：AB12CD", "核验结果：一致"), "overseas_verification"),
        (("# 港澳居民居住证", "姓名 梁雨桐", "通行证号码 H12345678", "签发次数 01"), "residence_permit"),
        (("# PASSPORT", "Surname LIANG", "Given names YUTONG", "Date of expiry 2030-01-01", "P<CHNLIANG<<YUTONG<<<"), "passport"),
        (
            ("# The Royal Society of Something", "hereby certifies that", "Yutong Liang", "has been elected a Fellow"),
            "overseas_qualification",
        ),
        (("# 承诺书", "本人郑重承诺所报材料真实。", "承诺人："), "commitment_letter"),
        (("# 公示情况说明", "公示期间未收到异议。", "公示时间 2024年3月1日至3月8日"), "publicity_certificate"),
        (("# 团体标准", "T/ABC 12-2021", "2021-03-01发布", "# 精密夹具通用要求"), "book_or_standard"),
    ],
)
def test_each_type_is_told_by_its_own_words(sheet: Make, profile: Profile, parts: tuple[str, ...], type: str) -> None:
    assert [each.type for each in divide([sheet(*parts)], profile).documents] == [type]


def test_the_profile_names_only_types_of_the_contract_and_every_one_of_them(profile: Profile) -> None:
    assert set(profile.documents) == set(DOCUMENT_TYPES)
    assert all(kind.titles or kind.words for kind in kinds(profile.documents))


@pytest.mark.parametrize(
    ("rows", "type"),
    [
        (
            (
                "# 关于推荐某甲乙同志申报高级职称的意见",
                "我会对某甲乙的申报材料进行了初审，并于2026年10月30日至11月5日公示，公示期间未接到异议。",
                "同意推荐其申报副高级工艺美术师。",
                "某某行业协会",
            ),
            "employer_opinion",
        ),
        (
            (
                "# 推荐函",
                "某甲乙提出的算法被采用，特此举荐。",
                "推荐专家（签名）：",
                "姓名：某丙",
                "职称：教授",
                "电话：13900000000",
            ),
            "recommendation_form",
        ),
        (
            ("# 参保人员缴费证明", "兹证明某甲乙（身份证号110106198011081375）在北京市参加社会保险。", "共106个月。"),
            "social_insurance_record",
        ),
    ],
)
def test_letters_and_proofs_by_their_own_titles(rows: tuple[object, ...], type: str, sheet: Make, profile: Profile) -> None:
    made = divide([sheet(*rows)], profile)
    assert [document.type for document in made.documents] == [type]


def test_a_word_processor_file_is_told_by_its_first_lines(sheet: Make, profile: Profile) -> None:
    page = sheet("北京市高级职称考核认定举荐表", "被举荐人：梁雨桐", "举荐专家一：沈既白", kind="flow", file="a.docx")
    assert [each.type for each in divide([page], profile).documents] == ["recommendation_form"]


def test_what_is_not_recognised_is_other_at_little_confidence(sheet: Make, profile: Profile) -> None:
    division = divide([sheet("# 会议室使用登记", "今日无安排")], profile)
    assert [each.type for each in division.documents] == ["other"]
    assert division.documents[0].confidence < 0.5
    assert division.documents[0].reasons == ("《a.pdf》第1页：未能判断类别",)
