"""Layouts beyond those of the sample dossiers, for the types that had fewer than two of them: permits, verifications, retrieval
reports, commitments, licences, letters of acceptance, lists of materials, and certificates worded otherwise.
"""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.divide import divide
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]
Make = Callable[..., Sheet]

FOREIGNER = (
    "# 中华人民共和国",
    "# 外国人永久居留身份证",
    "FOREIGN PERMANENT RESIDENT ID CARD",
    "姓名/Name",
    "HOLMBERG, ERIK JOHAN",
    "霍睿克",
    "性别/Sex 男/M | 出生日期/Date of Birth 1979.05.17",
    "国籍/Nationality 瑞典/SWE",
    "有效期限/Period of Validity",
    "2023.12.01-2033.11.30",
    "证件号码/ID No. 911752197905170013",
)
ISSUED = ("签发机关 国家移民管理局", "Issuing Authority National Immigration Administration")


def has(found: dict[str, Any], **wanted: Any) -> None:
    """Whether every wanted value is there, as it is wanted."""
    assert {name: found.get(name) for name in wanted} == wanted


def test_the_card_of_a_permanent_resident_in_two_languages(said: Said, sheet: Make, profile: Profile) -> None:
    found = said("residence_permit", FOREIGNER, ISSUED)
    has(found, holder="霍睿克", number="911752197905170013", kind="外国人永久居留身份证", authority="国家移民管理局")
    has(found, gender="男", birth_date="1979-05-17", valid_from="2023-12-01", valid_to="2033-11-30")
    cards = divide([sheet(*FOREIGNER), sheet(*ISSUED, page=2)], profile).documents
    assert [(card.type, len(card.pages)) for card in cards] == [("residence_permit", 2)]


def test_a_permit_to_travel_gives_the_name_twice_and_an_office_of_the_state(said: Said) -> None:
    found = said(
        "residence_permit",
        (
            "# 港澳居民来往内地通行证",
            "姓名 何婉仪",
            "HO, YUEN YI",
            "出生日期 1982.11.20 | 性别 女",
            "有效期限 2019.08.08-2029.08.07",
            "签发机关 中华人民共和国出入境管理局",
            "证件号码 H09876543",
        ),
    )
    has(found, holder="何婉仪", number="H09876543", kind="港澳居民来往内地通行证", valid_to="2029-08-07")
    has(found, authority="中华人民共和国出入境管理局")


def test_a_work_permit_in_a_table_has_its_own_number(said: Said) -> None:
    table = [
        ["姓名", "许知衡", "性别", "男"],
        ["身份证号", "320102198303051235", "工作单位", "北京某某检测有限公司"],
        ["证件编号", "A0123456789", "有效期至", "2027年6月30日"],
    ]
    found = said("residence_permit", ("# 北京市工作居住证", table, "> 北京市人力资源和社会保障局"))
    has(found, holder="许知衡", number="A0123456789", valid_to="2027-06-30", kind="北京市工作居住证")


def test_a_verification_in_a_sentence_with_its_term(said: Said) -> None:
    found = said(
        "overseas_verification",
        (
            "# 国际职业资格核验证明",
            "编号：HY-2025-00816",
            "经查询核验，许知衡（Zhiheng Xu）持有的某某特许工程师学会“资深会员”资格真实有效。",
            "核验码：K7M2P9Q4",
            "核验结论：真实有效",
            "核验有效期：2025年8月1日至2026年1月31日",
            "> 北京市某某国际职业资格服务中心",
            "> 2025年8月1日",
        ),
    )
    has(found, holder="许知衡", title="资深会员", issuer="某某特许工程师学会", number="K7M2P9Q4", kind="真实有效")
    has(found, issued_on="2025-08-01", valid_to="2026-01-31")


def test_a_verification_in_rows_without_colons(said: Said) -> None:
    rows = (
        "申请人 | 许知衡",
        "职业资格名称 | 特许工程师",
        "颁发机构 | 某某工程委员会",
        "核验编号 | 2025070033",
        "核验状态 | 核验通过",
        "报告日期 | 2025-07-03",
        "有效期限 | 2026-01-03",
    )
    found = said("overseas_verification", ("# 境外职业资格核验报告", *rows))
    has(found, holder="许知衡", title="特许工程师", number="2025070033", issued_on="2025-07-03", valid_to="2026-01-03")


def test_a_proof_of_indexing_in_a_table_is_the_librarys_and_not_the_clients_employers(said: Said) -> None:
    table = [
        ["委托人", "许知衡"],
        ["委托单位", "北京某某检测有限公司"],
        ["检索工具", "Web of Science"],
        ["报告编号", "LW20250612"],
    ]
    closing = ("检索员：某丁 | 审核：某戊", "> 某某大学图书馆查新工作站", "> （检索专用章）", "> 2025年6月12日")
    found = said("retrieval_report", ("# 论文收录引用检索证明", table, *closing))
    has(found, holder="许知衡", issuer="某某大学图书馆查新工作站", number="LW20250612", issued_on="2025-06-12")


def test_a_proof_of_indexing_in_a_sentence(said: Said) -> None:
    found = said(
        "retrieval_report",
        (
            "# 检 索 报 告",
            "兹证明许知衡（作者单位：北京某某检测有限公司）发表的下列论文被EI Compendex收录：",
            "1. Bearing diagnosis. 2023.",
            "> 某某科学技术信息研究所",
            "> 二〇二五年六月十日",
        ),
    )
    has(found, holder="许知衡", issuer="某某科学技术信息研究所", issued_on="2025-06-10")


def test_a_declaration_in_clauses_and_a_commitment_in_a_table(said: Said) -> None:
    declared = (
        "# 声 明 书",
        "本人许知衡，身份证号320102198303051235，现就申报高级职称一事声明如下：",
        "一、所交材料均由本人提供，内容真实有效。",
        "二、如有弄虚作假，一切责任由本人承担。",
        "> 声明人：",
        "> 2025年4月2日",
    )
    has(said("commitment_letter", declared), holder="许知衡", issued_on="2025-04-02", signed=False)
    table = [
        ["承诺人姓名", "许知衡", "申报专业", "轴承"],
        ["承诺内容", "我承诺所填信息客观真实，如有虚假，责任由本人承担。", "<", "<"],
        ["申报人签字", "", "日期", "2025.4.2"],
    ]
    has(said("commitment_letter", ("# 个人诚信承诺", table)), holder="许知衡", issued_on="2025-04-02", signed=False)


LICENCE = (
    "# 中华人民共和国注册测绘师注册证",
    "本证书持有人准予注册测绘师注册。",
    "姓　　名：许知衡",
    "证 书 号：110234567(00)",
    "注册单位：北京某某检测有限公司",
    "有效期至：2027年5月31日",
    "> 自然资源部",
    "> 2024年6月1日",
)
PHARMACIST = (
    "# 执业药师注册证",
    "姓名 | 许知衡",
    "注册证编号 | 111219000456",
    "执业单位 | 某某大药房",
    "有效期至 | 2028-04-30",
    "> 北京市药品监督管理局",
)


def test_licences_of_registration_name_the_profession_in_their_title(said: Said, sheet: Make, profile: Profile) -> None:
    has(said("vocational_certificate", LICENCE), holder="许知衡", title="注册测绘师", issuer="自然资源部", valid_to="2027-05-31")
    found = said("vocational_certificate", PHARMACIST)
    has(found, title="执业药师", number="111219000456", valid_to="2028-04-30", issued_on=None)
    kinds = [divide([sheet(*rows)], profile).documents[0].type for rows in (LICENCE, PHARMACIST)]
    assert kinds == ["vocational_certificate"] * 2


def test_a_certificate_of_skill_says_trade_and_grade_in_one_slot(said: Said) -> None:
    rows = ("姓名 | 许知衡", "职业及等级 | 玉雕工 一级", "证书编号 | 1801000000100123", "理论知识考试成绩 | 86")
    found = said("vocational_certificate", ("# 国家职业资格证书", *rows, "> 某某职业技能鉴定指导中心", "> 2018年12月20日"))
    has(found, holder="许知衡", title="玉雕工 一级", number="1801000000100123", issued_on="2018-12-20")


def test_a_layout_design_is_registered_by_the_office_and_not_by_its_owner(said: Said) -> None:
    rows = (
        "布图设计登记号 | BS.215001234",
        "布图设计名称 | 低噪声放大器",
        "布图设计权利人 | 北京某某微电子有限公司",
        "颁证日期 | 2021年9月8日",
    )
    found = said("software_copyright", ("# 集成电路布图设计登记证书", *rows, "> 国家知识产权局"))
    has(found, title="低噪声放大器", number="BS.215001234", issuer="国家知识产权局", issued_on="2021-09-08")


def test_software_in_a_table(said: Said) -> None:
    table = [
        ["软件全称", "轴承振动监测平台软件"],
        ["版本号", "V2.0"],
        ["著作权人", "许知衡"],
        ["登记号", "2023SR0456789"],
        ["首次发表日期", "2022-12-01"],
    ]
    found = said("software_copyright", ("# 计算机软件著作权登记证书", table, "> 中华人民共和国国家版权局", "> 2023年4月11日"))
    has(found, title="轴承振动监测平台软件", holders=["许知衡"], number="2023SR0456789", issued_on="2023-04-11")


def test_a_certificate_of_employment_without_a_word_for_the_post_in_its_sentence(said: Said) -> None:
    found = said(
        "employment_certificate",
        (
            "# 工 作 证 明",
            "许知衡，男，2012年8月至今在我公司从事轴承诊断工作，",
            "现聘岗位为首席工程师，在岗在职。情况属实。",
            "单位名称（盖章）：北京某某检测有限公司",
            "2025年6月3日",
        ),
    )
    has(found, holder="许知衡", employer="北京某某检测有限公司", start="2012-08", title="首席工程师", issued_on="2025-06-03")


def test_a_notice_of_appointment_is_of_whom_it_appoints_and_not_of_whom_it_addresses(said: Said) -> None:
    found = said(
        "employment_certificate",
        (
            "# 关于许知衡同志任职的通知",
            "各部门：",
            "经研究决定，任命许知衡同志为技术研究院院长，任期三年，自2020年5月1日起计算。",
            "> 北京某某检测有限公司",
            "> 2020年4月26日",
        ),
    )
    has(found, holder="许知衡", title="技术研究院院长", start="2020-05-01", issued_on="2020-04-26")


def test_a_certificate_of_office_in_a_society_is_of_whom_it_addresses(said: Said) -> None:
    rows = (
        "许知衡 同志：",
        "经本会第五届会员代表大会选举，您当选为第五届理事会理事，任期自2022年9月至2027年9月。",
        "证书编号：LS-0512",
    )
    found = said("association_letter", ("# 理 事 证 书", *rows, "> 中国某某轴承学会", "> 2022年9月18日"))
    has(found, holder="许知衡", issuer="中国某某轴承学会", number="LS-0512", issued_on="2022-09-18")


def test_a_users_report_and_a_proof_of_benefit_with_figures(said: Said) -> None:
    use = [["用户单位", "某某风电有限公司", "使用时间", "2022年4月起"], ["产品名称", "轴承在线监测装置", "数量", "36套"]]
    found = said("benefit_certificate", ("# 用户使用报告", use, "> 用户单位（盖章）", "> 2024年1月9日"))
    has(found, title="轴承在线监测装置", issuer="某某风电有限公司", issued_on="2024-01-09")
    figures = [["年度", "新增产值（万元）", "新增利润（万元）"], ["2022", "820", "96"]]
    rows = ("应用单位名称：某某风电有限公司", "应用成果名称：轴承早期故障诊断技术", figures, "完成人：许知衡、贺知秋")
    found = said("benefit_certificate", ("# 经济效益证明", *rows, "> 财务部门（盖章）：", "> 2024.1.9"))
    has(found, title="轴承早期故障诊断技术", issuer="某某风电有限公司", holders=["许知衡", "贺知秋"])


def test_a_house_of_old_name_is_not_the_bearer_of_its_craft(said: Said) -> None:
    rows = ("经评定，某某斋“京作榫卯技艺”传承人许知衡，符合条件，特颁此证。", "> 北京老字号协会", "> 二〇二一年三月")
    has(said("heritage_certificate", ("# 北京老字号", *rows)), holder="许知衡", title="京作榫卯技艺", issuer="北京老字号协会")


def test_the_certificate_of_the_allowance_of_the_state_council(said: Said) -> None:
    found = said(
        "talent_programme",
        (
            "# 政府特殊津贴证书",
            "许知衡同志：",
            "为了表彰您为发展我国工程技术事业做出的突出贡献，特决定发给政府特殊津贴并颁发证书。",
            "政府特殊津贴第（2020）001-042号",
            "> 中华人民共和国国务院",
            "> 二〇二一年二月",
        ),
    )
    has(found, holder="许知衡", title="政府特殊津贴", number="政府特殊津贴第〔2020〕001-042号", issued_on="2021-02")


def test_labels_in_a_column_are_not_those_selected(said: Said) -> None:
    rows = ("姓名 | 许知衡", "入选类别 | 北京学者", "批准日期 | 2021-10-20", "证书编号 | BX2021-07")
    found = said("talent_programme", ("# 北京学者证书", *rows, "> 北京市人力资源和社会保障局"))
    has(found, holder="许知衡", title="北京学者", number="BX2021-07", holders=None)


def test_a_certificate_of_insurance_in_one_sentence(said: Said) -> None:
    found = said(
        "social_insurance_record",
        (
            "# 参保证明",
            "兹证明许知衡，公民身份号码320102198303051235，自2016年3月至2025年5月",
            "在北京某某检测有限公司参加养老、失业、工伤保险，",
            "目前参保状态：正常。",
            "> 北京市某某区社会保险事业管理中心",
            "> 2025年6月2日",
        ),
    )
    has(found, holder="许知衡", id_number="320102198303051235", employer="北京某某检测有限公司", status="正常")
    has(found, start="2016-03", end="2025-05", issued_on="2025-06-02")


def test_letters_of_acceptance_to_two_authors_and_in_english(said: Said) -> None:
    chinese = (
        "# 录用证明",
        "许知衡、贺知秋两位作者：",
        "你们的论文“高速轴承早期故障诊断方法”经本刊专家评审，已决定录用，拟刊于2026年第3期。",
        "稿号：2025-1187",
        "> 《某某轴承》编辑部",
        "> 2025年11月2日",
    )
    has(said("paper", chinese), title="高速轴承早期故障诊断方法", holders=["许知衡", "贺知秋"], number="2025-1187")
    english = (
        "# Letter of Acceptance",
        "Dear Zhiheng Xu,",
        'We are pleased to inform you that your manuscript "Early fault diagnosis of bearings" has been accepted',
        "for publication in Journal of Example Machinery.",
        "Manuscript ID: JEM-2025-0117",
        "> Editorial Office",
        "> 12 March 2025",
    )
    found = said("paper", english)
    has(found, title="Early fault diagnosis of bearings", holder="Zhiheng Xu", number="JEM-2025-0117", issued_on="2025-03-12")
    has(found, issuer="Journal of Example Machinery")


@pytest.mark.parametrize(
    "rows",
    [
        ([["顺序号", "文件题名", "页号"], ["1", "身份证复印件", "1-2"], ["2", "《轴承诊断》论文", "3"]],),
        ("一、基本材料", "1.身份证复印件（第1—2页）", "二、业绩材料", "2.《轴承诊断》论文（第3页）"),
    ],
)
def test_lists_of_materials_with_pages_and_headings(read_as: ReadAs, rows: tuple[Any, ...]) -> None:
    items = read_as("material_list", ("# 卷 内 目 录", *rows)).of_kind("list_item")
    assert [(item["no"].value, item["title"].value) for item in items] == [("1", "身份证复印件"), ("2", "《轴承诊断》论文")]


def test_items_numbered_alike_are_items(read_as: ReadAs) -> None:
    items = read_as("material_list", ("# 材料清单", "一、举荐表", "二、申报表", "三、承诺书")).of_kind("list_item")
    assert [item["title"].value for item in items] == ["举荐表", "申报表", "承诺书"]


def test_a_standard_whose_number_is_in_the_largest_print(said: Said) -> None:
    cover = ("# Q/XXJC 012—2023", "# 企业标准", "# 滚动轴承在线监测技术要求", "2023-04-12发布 | 2023-05-01实施")
    foreword = ("前言", "本标准由北京某某检测有限公司提出。", "本标准起草人：许知衡、贺知秋。")
    found = said("book_or_standard", cover, foreword)
    has(found, title="滚动轴承在线监测技术要求", number="Q/XXJC 012—2023", holders=["许知衡", "贺知秋"], issued_on="2023-04-12")


def test_an_article_of_a_public_account(said: Said, sheet: Make, profile: Profile) -> None:
    rows = (
        "某某轴承之家 微信公众号",
        "# 他让轴承“开口说话”",
        "原创 秦某 某某轴承之家 2024-05-18 09:30",
        "在车间里，许知衡俯身听诊。许知衡说，机器会说话。",
        "阅读 1203",
    )
    has(said("media_report", rows), title="他让轴承“开口说话”", issuer="某某轴承之家", issued_on="2024-05-18", holder="许知衡")
    assert divide([sheet(*rows)], profile).documents[0].type == "media_report"


def test_good_tidings_of_a_contest(said: Said) -> None:
    rows = ("我公司许知衡同志在第九届某某职业技能大赛中荣获一等奖。", "特此报喜。", "> 某某省总工会", "> 2022年10月")
    has(said("award_certificate", ("# 喜　报", *rows)), holder="许知衡", title="第九届某某职业技能大赛", level="一等奖")


def test_the_members_of_a_project_beside_their_leader(said: Said) -> None:
    table = [
        ["项目名称", "轴承远程诊断平台", "批准号", "20YJA001"],
        ["负责人", "许知衡", "成员", "贺知秋 某丙"],
        ["结项等级", "优秀", "结项日期", "2023年12月"],
    ]
    found = said("project_acceptance", ("# 项目结项证书", table, "> 某某社会科学规划办公室"))
    has(found, title="轴承远程诊断平台", holders=["许知衡", "贺知秋", "某丙"], number="20YJA001", issued_on="2023-12")


def test_a_report_of_the_employer_with_a_bare_seal_mark_names_the_employer(read_as: ReadAs) -> None:
    text = "许知衡同志系我院在职职工。经审核，其材料真实。我院同意推荐其申报副高级工程师。"
    paper = read_as("employer_opinion", ("# 推荐报告", text, "> 北京某某研究院（章）", "> 2025年6月6日"))
    assert paper.of_kind("opinion")[0]["issuer"].value == "北京某某研究院"


def test_the_imprint_of_a_book_all_in_one_print(said: Said) -> None:
    rows = ("滚动轴承诊断实务", "许知衡 主编", "ISBN 978-7-5001-0002-6", "出 版 者：某某科技出版社", "出版时间：2022年8月")
    has(said("book_or_standard", (*rows, "定　价：68.00元")), title="滚动轴承诊断实务", holder="许知衡", issued_on="2022-08")
