"""Division: pages of a dossier become documents, whatever file, order and packaging they came in."""

from collections.abc import Callable

import pytest

from extractors.divide import Division, divide
from extractors.extract import extract
from schemas.document import Document
from schemas.geometry import PageRef
from schemas.page import Line, Mark, Sheet
from schemas.profile import Profile

Make = Callable[..., Sheet]
ReadPart = Callable[[Document, list[Sheet]], Document]

CONTRACT_COVER = (
    "# 劳动合同书",
    "甲方（用人单位）：北京松涛精密仪器有限公司",
    "乙方（劳动者）：梁雨桐",
    "签订日期：2021年3月1日",
)
CONTRACT_BODY = (
    "根据《中华人民共和国劳动合同法》，甲乙双方协商一致签订本合同。",
    "第一条 本合同为固定期限，自2021年3月1日起至2027年2月28日止，试用期三个月。",
    "第二条 甲方按月支付乙方劳动报酬，实行标准工时制度。",
)
CONTRACT_END = ("双方约定的其他事项：无", "甲方（盖章）： | 乙方（签字）：", "日期：2021年3月1日")
PAPER_HEAD = (
    "第12卷 | 材料工程研究 | ISSN 2095-1234",
    "2022年5月 | Vol.12 No.5",
    "# 钛合金薄壁件振动抑制方法",
    "梁雨桐，贺知秋",
    "摘要：给出一种方法。",
    "关键词：振动",
)
PAPER_TAIL = (
    "第12卷 | 材料工程研究 | ISSN 2095-1234",
    "2022年5月 | Vol.12 No.5",
    "3 结论与展望的内容在此。",
    "参考文献",
    "[1] 某某.方法[J].学报,2018.",
)
FRONT = ("姓名 梁雨桐", "性别 女 | 民族 汉", "出生 1985年4月12日", "住址 北京市海淀区某路8号", "公民身份号码 110108198504120021")
BACK = ("# 居民身份证", "签发机关 北京市公安局海淀分局", "有效期限 2016.03.04-2036.03.04")
FORM = (
    "# 高级职称考核认定举荐表",
    [["被举荐人", "梁雨桐", "性别", "女"], ["工作单位", "北京松涛精密仪器有限公司", "职务", "总工程师"]],
)


@pytest.fixture
def read(profile: Profile) -> ReadPart:
    return lambda document, sheets: extract(document, sheets, profile)


def expert(number: str, name: str) -> tuple[object, ...]:
    table = [
        ["姓名", name, "职称", "正高级工程师"],
        ["工作单位", "某某研究院", "联系电话", "13900000000"],
        ["举荐意见", "同意举荐", "<", "<"],
    ]
    return (f"# 专家举荐意见（{number}）", "被举荐人：梁雨桐", table)


def types(division: Division) -> list[str]:
    return [document.type for document in division.documents]


def pages_of(division: Division, type: str) -> list[tuple[str, int]]:
    return [(ref.file, ref.page) for document in division.documents if document.type == type for ref in document.pages]


def place(division: Division, file: str, page: int = 1) -> str:
    return next(p.place for p in division.placements if p.ref == PageRef(file=file, page=page))


def test_every_page_has_exactly_one_place_in_the_order_given(sheet: Make, profile: Profile) -> None:
    sheets = [sheet(*FRONT, page=1), sheet(page=2, ink_ratio=0.0), sheet(*BACK, page=3), sheet("不知所云", page=4)]
    division = divide(sheets, profile)
    assert [p.ref.page for p in division.placements] == [1, 2, 3, 4]
    assert [document.id for document in division.documents] == ["d1", "d2"]


def test_a_merged_scan_is_cut_at_titles_and_its_pages_without_one_follow(sheet: Make, profile: Profile) -> None:
    sheets = [
        sheet(*CONTRACT_COVER, page=1),
        sheet(*CONTRACT_BODY, page=2),
        sheet(*CONTRACT_END, page=3),
        sheet("# 发明专利证书", "发明名称：一种夹具", "发明人：梁雨桐", "专利号：ZL 2020 1 0000001.1", page=4),
        sheet(*PAPER_HEAD, page=5),
        sheet(*PAPER_TAIL, page=6),
    ]
    division = divide(sheets, profile)
    assert types(division) == ["labour_contract", "patent_certificate", "paper"]
    assert pages_of(division, "labour_contract") == [("a.pdf", 1), ("a.pdf", 2), ("a.pdf", 3)]
    assert pages_of(division, "paper") == [("a.pdf", 5), ("a.pdf", 6)]


def test_interleaved_documents_are_told_apart_by_their_page_numbers(sheet: Make, profile: Profile) -> None:
    contract = [(*CONTRACT_COVER, "@0.9 第1页共3页"), (*CONTRACT_BODY, "@0.9 第2页共3页"), (*CONTRACT_END, "@0.9 第3页共3页")]
    task = [
        ("# 科技计划项目任务书", "项目名称：薄壁件加工", "项目编号：K2020-11", "@0.9 第1页共2页"),
        ("考核指标 | 研究内容", "经费预算", "@0.9 第2页共2页"),
    ]
    dealt = [contract[0], task[0], contract[1], task[1], contract[2]]
    division = divide([sheet(*parts, page=n) for n, parts in enumerate(dealt, 1)], profile)
    assert pages_of(division, "labour_contract") == [("a.pdf", 1), ("a.pdf", 3), ("a.pdf", 5)]
    assert pages_of(division, "project_approval") == [("a.pdf", 2), ("a.pdf", 4)]


def test_photographs_of_one_contract_are_one_document_in_whatever_order_their_files_stand(sheet: Make, profile: Profile) -> None:
    sheets = [
        sheet(*CONTRACT_END, "@0.9 第3页共3页", file="IMG_1.jpg"),
        sheet(*CONTRACT_COVER, "@0.9 第1页共3页", file="IMG_2.jpg"),
        sheet(*CONTRACT_BODY, "@0.9 第2页共3页", file="IMG_3.jpg"),
    ]
    division = divide(sheets, profile)
    assert types(division) == ["labour_contract"]
    assert pages_of(division, "labour_contract") == [("IMG_2.jpg", 1), ("IMG_3.jpg", 1), ("IMG_1.jpg", 1)]


def test_front_and_back_of_a_card_in_two_files_are_one_document(sheet: Make, profile: Profile) -> None:
    division = divide([sheet(*BACK, file="反面.jpg"), sheet(*FRONT, file="正面.jpg")], profile)
    assert types(division) == ["identity_card"]
    assert len(division.documents[0].pages) == 2


def test_the_cards_of_two_people_stay_two_documents(sheet: Make, profile: Profile) -> None:
    other = (
        "姓名 贺知秋",
        "性别 男 | 民族 汉",
        "出生 1970年1月2日",
        "住址 北京市西城区某路9号",
        "公民身份号码 110102197001020018",
    )
    division = divide([sheet(*FRONT, file="1.jpg"), sheet(*other, file="2.jpg")], profile)
    assert types(division) == ["identity_card", "identity_card"]


def test_a_form_with_its_experts_in_files_of_their_own_is_one_document(sheet: Make, profile: Profile) -> None:
    sheets = [
        sheet(*expert("二", "贺知秋"), file="专家2.jpg"),
        sheet(*FORM, file="举荐表.pdf"),
        sheet(
            "# “+1”举荐意见",
            [["举荐单位", "北京松涛精密仪器有限公司"], ["举荐人姓名", "乔岳"], ["举荐意见", "同意举荐"]],
            file="加一.jpg",
        ),
        sheet(*expert("一", "沈既白"), file="专家1.jpg"),
    ]
    division = divide(sheets, profile)
    assert types(division) == ["recommendation_form"]
    assert len(division.documents[0].pages) == 4


def test_the_forms_of_two_applicants_are_not_mixed(sheet: Make, profile: Profile) -> None:
    stranger = ("# 高级职称考核认定举荐表", [["被举荐人", "霍清和", "性别", "男"], ["工作单位", "某公司", "职务", "经理"]])
    division = divide(
        [sheet(*FORM, file="a.pdf"), sheet(*stranger, file="b.pdf"), sheet(*expert("一", "沈既白"), file="c.pdf")], profile
    )
    assert types(division) == ["recommendation_form", "recommendation_form"]
    assert [ref.file for ref in division.documents[0].pages] == ["a.pdf", "c.pdf"]


def test_the_employers_slot_of_a_form_stays_with_the_form(sheet: Make, profile: Profile) -> None:
    slot = ("四、用人单位意见", "经初审，情况属实，同意推荐。", "单位（公章）")
    division = divide([sheet(*FORM, page=1), sheet(*slot, page=2)], profile)
    assert types(division) == ["recommendation_form"]


def test_an_opinion_with_a_title_of_its_own_is_a_document(sheet: Make, profile: Profile) -> None:
    opinion = ("# 单位推荐意见", "经初审，情况属实，同意推荐。", "> 北京松涛精密仪器有限公司（公章）")
    division = divide([sheet(*FORM, page=1), sheet(*opinion, page=2)], profile)
    assert types(division) == ["recommendation_form", "employer_opinion"]


def test_a_list_of_materials_is_not_the_documents_it_lists(sheet: Make, profile: Profile) -> None:
    rows = [
        ["序号", "材料名称", "份数"],
        ["1", "北京市高级职称考核认定举荐表", "1"],
        ["2", "劳动合同书", "1"],
        ["3", "发明专利证书", "2"],
    ]
    assert types(divide([sheet("# 申报材料目录", rows)], profile)) == ["material_list"]


def test_two_certificates_copied_on_one_sheet_are_two_documents_each_with_its_part_of_the_page(
    sheet: Make, profile: Profile
) -> None:
    page = sheet(
        "# 毕业证书",
        "学生 梁雨桐，性别女，修完本科教学计划，成绩合格，准予毕业。",
        "证书编号：100001200705000001",
        "@0.55 # 荣誉证书",
        "梁雨桐同志：",
        "完成的“薄壁件加工”荣获科技进步奖二等奖，特发此证，以资鼓励。",
    )
    division = divide([page], profile)
    assert types(division) == ["diploma", "award_certificate"]
    upper, lower = (document.region for document in division.documents)
    assert upper is not None
    assert lower is not None
    assert upper[3] <= lower[1] + 0.001
    assert "同页另有" in division.placements[0].reason


def test_two_certificates_side_by_side_are_two_documents_of_one_type(sheet: Make, profile: Profile, read: ReadPart) -> None:
    def certificate(left: float, year: str) -> list[Line]:
        texts = [
            ("荣誉证书", 0.05),
            ("梁雨桐同志：", 0.03),
            (f"荣获{year}年度技术创新奖一等奖。", 0.03),
            (f"{year}年5月6日", 0.03),
        ]
        tops = [0.1 + 0.12 * n for n in range(len(texts))]
        boxes = [(left, top, left + len(text) * size / 2, top + size) for (text, size), top in zip(texts, tops, strict=True)]
        return [Line(text=text, box=box) for (text, _), box in zip(texts, boxes, strict=True)]

    page = sheet(width=1754, height=1240)
    lines = (*certificate(0.05, "2019"), *certificate(0.58, "2021"))
    both = page.model_copy(update={"page": page.page.model_copy(update={"lines": lines})})
    division = divide([both], profile)
    assert types(division) == ["award_certificate", "award_certificate"]
    assert [read(document, [both])["issued_on"].value for document in division.documents] == ["2019-05-06", "2021-05-06"]


def test_both_sides_of_a_card_on_one_sheet_are_one_document(sheet: Make, profile: Profile) -> None:
    division = divide([sheet(*FRONT, "@0.5 # 居民身份证", *BACK[1:])], profile)
    assert types(division) == ["identity_card"]
    assert division.documents[0].region is None


def test_blank_backs_and_copies_belong_to_no_document(sheet: Make, profile: Profile) -> None:
    sheets = [
        sheet(*CONTRACT_BODY, page=1, key="k1", ink_ratio=0.05),
        sheet(page=2, ink_ratio=0.001),
        sheet(*CONTRACT_BODY, file="副本.pdf", key="k1", ink_ratio=0.05),
    ]
    division = divide(sheets, profile)
    assert [p.place for p in division.placements] == ["d1", "blank", "duplicate"]
    assert "a.pdf" in division.placements[2].reason


def test_a_second_scan_of_a_page_is_a_copy_but_another_experts_page_is_not(sheet: Make, profile: Profile) -> None:
    long = "该同志长期从事精密仪器的研究与应用工作，主持完成多项任务，成果在多家单位推广，贡献突出，同意举荐其申报正高级职称。"
    one = sheet(*expert("一", "沈既白"), long, file="1.jpg", fingerprint="ff00ff00ff00ff00")
    again = sheet(*expert("一", "沈既白"), long, file="2.jpg", fingerprint="ff00ff00ff00ff01")
    other = sheet(*expert("二", "贺知秋"), long, file="3.jpg", fingerprint="ff00ff00ff00ff00")
    division = divide([one, again, other], profile)
    assert place(division, "2.jpg") == "duplicate"
    assert place(division, "3.jpg") == "d1"


def test_an_unreadable_page_goes_with_the_pages_around_it_else_nowhere(sheet: Make, profile: Profile) -> None:
    lost = {"quality": "unreadable", "ink_ratio": 0.2}
    around = [sheet(*CONTRACT_COVER, page=1), sheet(page=2, **lost), sheet(*CONTRACT_END, page=3)]
    assert place(divide(around, profile), "a.pdf", 2) == "d1"
    alone = [sheet(*FRONT, file="a.pdf"), sheet(file="b.jpg", **lost)]
    assert place(divide(alone, profile), "b.jpg") == "unassigned"


def test_a_page_with_nothing_but_a_seal_is_not_blank(sheet: Make, profile: Profile) -> None:
    seal = Mark(kind="seal", box=(0.1, 0.8, 0.3, 0.95), colour="red", shape="round", cut=True)
    division = divide([sheet(*FORM, page=1), sheet(page=2, marks=[seal], ink_ratio=0.001)], profile)
    assert place(division, "a.pdf", 2) == "d1"


def test_the_page_numbers_of_a_whole_binder_cut_nothing(sheet: Make, profile: Profile) -> None:
    sheets = [
        sheet("# 劳动合同书", "甲方：某公司", "乙方：梁雨桐", "@0.95 第7页 共40页", page=1),
        sheet("# 毕业证书", "学生梁雨桐，女，成绩合格，准予毕业。", "@0.95 第8页 共40页", page=2),
    ]
    assert types(divide(sheets, profile)) == ["labour_contract", "diploma"]


def test_a_photographed_title_is_found_though_its_line_is_skewed(sheet: Make, profile: Profile) -> None:
    page = sheet("# 获奖证书", "梁雨桐同志：", "荣获技术创新奖一等奖。")
    skewed = tuple(
        Line(text=line.text, box=(line.box[0], line.box[1], line.box[2], line.box[3] + 0.02), confidence=0.9)
        for line in page.page.lines
    )
    turned = page.model_copy(update={"page": page.page.model_copy(update={"lines": skewed})})
    assert types(divide([turned], profile)) == ["award_certificate"]


def test_nothing_gives_nothing(profile: Profile) -> None:
    assert divide([], profile) == Division(documents=(), placements=())


def test_it_is_the_same_every_time_and_files_may_come_in_any_order(sheet: Make, profile: Profile) -> None:
    sheets = [
        sheet(*CONTRACT_COVER, file="1.jpg"),
        sheet(*FRONT, file="2.jpg"),
        sheet(*BACK, file="3.jpg"),
        sheet(*CONTRACT_END, file="4.jpg"),
    ]
    there, back = divide(sheets, profile), divide(sheets[::-1], profile)
    assert divide(sheets, profile) == there
    assert {frozenset(ref.file for ref in d.pages) for d in there.documents} == {
        frozenset(ref.file for ref in d.pages) for d in back.documents
    }


def test_a_translation_behind_its_original_is_of_one_document(sheet: Make, profile: Profile) -> None:
    original = sheet(
        "# CERTIFICATE OF FELLOWSHIP", "This is to certify that", "has been elected a Fellow", "Membership Number: R-20871"
    )
    translation = sheet("# 译　文", "皇家学会 会士证书", "兹证明某甲乙当选为本会会士。", "会员编号：R-20871", page=2)
    assert [(each.type, len(each.pages)) for each in divide([original, translation], profile).documents] == [
        ("overseas_qualification", 2)
    ]


def test_the_end_of_a_project_is_no_page_of_its_beginning(sheet: Make, profile: Profile) -> None:
    begun = sheet("# 课题任务合同书", [["课题名称", "接口芯片研发"], ["课题编号", "2021ZX01001"]], file="1.pdf")
    ended = sheet("# 课题综合绩效评价结论书", "课题编号：2021ZX01001", "一致同意通过综合绩效评价。", file="2.pdf")
    assert [each.type for each in divide([begun, ended], profile).documents] == ["project_approval", "project_acceptance"]


def test_the_list_behind_a_notice_is_its_annex(sheet: Make, profile: Profile) -> None:
    notice = sheet(
        "# 某某局文件", "# 关于公布某某人才工程入选人员名单的通知", "确定某甲乙等3人入选，现予公布。", "附件：入选人员名单"
    )
    names = sheet("附件", "# 某某人才工程入选人员名单", [["序号", "姓名"], ["1", "某甲乙"], ["2", "某丙丁"]], page=2)
    assert [(each.type, len(each.pages)) for each in divide([notice, names], profile).documents] == [("talent_programme", 2)]


def test_the_page_on_which_the_parties_sign_a_project_is_no_labour_contract(sheet: Make, profile: Profile) -> None:
    book = sheet("# 课题任务书", "课题名称：接口芯片研发", "委托单位（甲方）：某某委员会", "承担单位（乙方）：某某公司")
    team = [["序号", "姓名", "分工"], ["1", "某甲乙", "课题负责人"], ["2", "某丙丁", "主要研究人员"]]
    signed = sheet("一、课题组主要成员", team, "二、签署", [["甲方（盖章）：某某委员会", "乙方（盖章）：某某公司"]], page=2)
    labour = sheet(
        "# 劳动合同书",
        "甲方（用人单位）：某某公司",
        "乙方（劳动者）：某甲乙",
        "合同期限：2021年1月1日至2026年1月1日",
        file="b.pdf",
    )
    assert [(each.type, len(each.pages)) for each in divide([book, signed, labour], profile).documents] == [
        ("project_approval", 2),
        ("labour_contract", 1),
    ]


def test_the_covers_of_two_works_begin_two_documents(sheet: Make, profile: Profile) -> None:
    standard = (sheet("# 团体标准", "T/ABC 12-2023", "2023-05-20 发布"), sheet("前言", "本标准主要起草人：某甲乙", page=2))
    book = (
        sheet("# 结构监测导论", "主编 某甲乙", "某某大学出版社", page=3),
        sheet("图书在版编目(CIP)数据", "结构监测导论/某甲乙主编", "ISBN 978-7-302-00123-4", page=4),
    )
    assert [len(each.pages) for each in divide([*standard, *book], profile).documents] == [2, 2]


def test_a_certificate_that_says_only_in_its_text_of_what_is_a_document(sheet: Make, profile: Profile) -> None:
    allowance = sheet("# 证 书", "某甲乙同志：", "特决定发给政府特殊津贴并颁发证书。", "> 某某部")
    selected = sheet("# 入选证书", "某甲乙入选某某计划。", "> 某某委员会", page=2)
    assert [len(each.pages) for each in divide([allowance, selected], profile).documents] == [1, 1]


def test_a_page_of_a_form_among_journalists_is_no_newspaper(sheet: Make, profile: Profile) -> None:
    first = sheet("# 高级职称考核认定举荐表", "被举荐人：某甲乙", file="甲.jpg")
    rows = (
        "推荐人（第2位）",
        "姓名：某丙 | 职称：高级记者",
        "工作单位：某某日报社",
        "推荐理由：业绩突出，特此推荐。",
        "推荐人签名：某丙",
    )
    (whole,) = divide([first, sheet(*rows, file="甲(2).jpg")], profile).documents
    assert (whole.type, len(whole.pages)) == ("recommendation_form", 2)


def test_a_title_page_behind_its_cover_begins_nothing(sheet: Make, profile: Profile) -> None:
    cover = sheet("# 结构监测导论", "主编 某甲乙", "某某大学出版社")
    title = sheet("# 结构监测导论", "某甲乙 主编", "某丙丁 副主编", "某某大学出版社", page=2)
    cip = sheet("图书在版编目(CIP)数据", "结构监测导论/某甲乙主编", "ISBN 978-7-302-00123-4", page=3)
    assert [len(each.pages) for each in divide([cover, title, cip], profile).documents] == [3]


def test_a_stamped_cover_is_of_the_form_behind_it(sheet: Make, profile: Profile) -> None:
    received = Mark(kind="seal", box=(0.65, 0.05, 0.85, 0.2), colour="red", shape="round", text="某某评审服务中心收件专用章")
    cover = sheet("# 高级职称考核认定申报表", "@0.4 姓名：梁雨桐", "单位：某某公司", "2026年9月", marks=[received])
    inner = sheet("一、基本信息", [["姓名", "梁雨桐", "性别", "女"], ["申报系列", "工程技术人员", "申报级别", "副高级"]], page=2)
    made = divide([cover, inner], profile)
    assert [(each.type, len(each.pages)) for each in made.documents] == [("application_form", 2)]


def test_a_book_behind_a_standard_in_one_file_is_a_document_of_its_own(sheet: Make, profile: Profile):
    cover = ("DB11/T 2231—2024", "# 北京市地方标准", "# 某某工作指南", "2024-04-01发布 | 2024-07-01实施")
    foreword = ("# 前言", "本文件按照GB/T 1.1—2020的规定起草。", "本文件主要起草人：某甲。")
    record = (
        "图书在版编目（CIP）数据",
        "某某路径 / 某甲著. —北京：某某出版社，2023.2",
        "ISBN 978-7-5096-8812-0",
        "版次：2023年2月第1版",
    )
    pages = [sheet(*parts, file="成果.pdf", page=number) for number, parts in enumerate((cover, foreword, record), 1)]
    found = divide(pages, profile).documents
    assert [(document.type, [ref.page for ref in document.pages]) for document in found] == [
        ("book_or_standard", [1, 2]),
        ("book_or_standard", [3]),
    ]
