"""Certificates and evidence in further layouts, as other offices print them: every type twice."""

from importlib import import_module

import pytest


@pytest.fixture
def read(document, profile, sheet):
    """Reads the parts of one page as a document of a type; values by name."""

    def make(type, *parts, module=None, **more):
        held = sheet(*parts, **more)
        found = import_module(f"extractors.documents.{module or type}").read(document(type, held), [held], profile)
        return {name: made.value for name, made in found.fields.items() if made.present}

    return make


def has(found, **wanted):
    """Whether every wanted value is there, as it is wanted."""
    assert {name: found.get(name) for name in wanted} == wanted


def test_a_diploma_without_the_sex(read):
    found = read(
        "diploma",
        "# 毕业证书",
        "学生 欧阳知远 于二〇〇三年九月至二〇〇七年七月在本校土木工程专业",
        "四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。",
        "@0.7 证书编号：104571200705001234",
        "> 学校名称：某某大学",
        "> 二〇〇七年七月一日",
    )
    has(found, holder="欧阳知远", issuer="某某大学", issued_on="2007-07-01", number="104571200705001234")


def test_a_diploma_in_a_table(read):
    found = read(
        "diploma",
        "# 学历证书电子注册备案表",
        [
            ["姓名", "某甲乙", "性别", "女"],
            ["院校名称", "某某大学", "层次", "本科"],
            ["证书编号", "104571200705001234", "毕业日期", "2007/7/1"],
        ],
    )
    has(found, holder="某甲乙", issuer="某某大学", issued_on="2007-07-01", level="本科")


def test_a_title_certificate_in_widely_set_print(read):
    found = read(
        "title_certificate",
        "# 职 称 证 书",
        "某甲乙（身份证号：110101198001011234）经北京市某某评审委员会评审",
        "通过，具备工程技术人员系列桥梁专业高级工程师任职资格。",
        "证书编号：BJ2015123",
        "评审通过时间：2015年6月20日",
        "> 发证机关：某某市人力资源和社会保障局",
    )
    has(
        found,
        holder="某甲乙",
        title="高级工程师",
        issuer="某某市人力资源和社会保障局",
        issued_on="2015-06-20",
        number="BJ2015123",
    )


def test_an_electronic_title_certificate_under_its_seal(read):
    found = read(
        "title_certificate",
        "# 职称电子证书",
        "姓名 | 某甲乙",
        "职称名称 | 高级工程师",
        "职称系列 | 工程技术人员",
        "取得日期 | 2015/6/20",
        "> 某某市人力资源局（电子印章）",
    )
    has(found, holder="某甲乙", title="高级工程师", issuer="某某市人力资源局", issued_on="2015-06-20")


def test_an_acceptance_that_names_its_team_in_a_sentence(read):
    found = read(
        "project_acceptance",
        "# 项 目 验 收 意 见",
        "2023年9月6日，某某市科学技术委员会组织专家对某某公司承担的“高架健康监测研究”",
        "项目（编号：Z2020123456）进行了验收。",
        "3. 项目组成员某甲乙、某丙、某丁戊分工明确，经费使用合理。",
        "专家组同意通过验收。",
        "> 组织单位：某某市科学技术委员会",
        "> 2023年9月6日",
        module="project",
    )
    has(
        found,
        title="高架健康监测研究",
        holders=["某甲乙", "某丙", "某丁戊"],
        issuer="某某市科学技术委员会",
        issued_on="2023-09-06",
    )


def test_an_acceptance_that_lists_its_team_in_a_table(read):
    found = read(
        "project_acceptance",
        "# 科技项目验收证书",
        "项目名称：高架健康监测研究",
        "项目编号：Z2020123456",
        "项目组成员",
        [["序号", "姓名", "单位", "分工"], ["1", "某甲乙", "某某公司", "负责人"], ["2", "某丙", "某某公司", "骨干"]],
        "> 组织单位 某某市科学技术委员会",
        "> 2023/9/6",
        module="project",
    )
    has(found, holders=["某甲乙", "某丙"], issuer="某某市科学技术委员会", issued_on="2023-09-06")


def test_the_cover_of_a_book_with_its_editors(read):
    found = read("book_or_standard", "# 桥梁健康监测", "某甲乙 某丙 编著", "@0.8 某某出版社", "ISBN 978-7-112-00001-0")
    has(found, title="桥梁健康监测", holders=["某甲乙", "某丙"], issuer="某某出版社")


def test_the_imprint_of_a_book_in_columns(read):
    found = read(
        "book_or_standard",
        "图书在版编目（CIP）数据",
        "书　　名 | 桥梁健康监测",
        "作　　者 | 某甲乙　著",
        "出版发行 | 某某出版社",
        "版　　次 | 2024年11月第1版",
        "书　　号 | ISBN 978-7-112-00001-0",
    )
    has(found, holder="某甲乙", issuer="某某出版社", issued_on="2024-11")


def test_the_drafters_of_a_standard_in_its_foreword(read):
    found = read(
        "book_or_standard",
        "# 桥梁健康监测技术规程",
        "DB11/T 1234—2024",
        "2024-03-25 发布 | 2024-07-01 实施",
        "前　言",
        "本文件按照标准化工作导则起草。",
        "本文件起草单位：某某公司。",
        "本文件主要起草人：某甲乙、某丙、某丁戊。",
    )
    has(found, holders=["某甲乙", "某丙", "某丁戊"], number="DB11/T 1234—2024", issued_on="2024-03-25")


def test_a_page_of_a_newspaper(read):
    found = read(
        "media_report",
        "某某日报 | 2024年5月6日 星期一 第04版",
        "# 桥上的守望者",
        "本报记者 某丙",
        "走进检测站，某甲乙正伏在仪器前。",
    )
    has(found, title="桥上的守望者", issuer="某某日报", issued_on="2024-05-06")


def test_a_labour_contract_with_slashes(read):
    found = read(
        "labour_contract",
        "# 劳动合同书",
        "甲方（用人单位）：北京某某检测有限公司",
        "乙方（劳动者）：某甲乙",
        "合同期限：自2024/3/1起至2027/2/28止",
        "签订日期：2024/2/26",
    )
    has(found, employee="某甲乙", start="2024-03-01", end="2027-02-28", issued_on="2024-02-26")


def test_a_record_of_insurance_as_a_table(read):
    found = read(
        "social_insurance_record",
        "# 社会保险个人参保缴费证明",
        "姓名：某甲乙 | 证件号码：110101198001011234 | 打印日期：2025.03.06",
        [
            ["险种", "缴费起止年月", "单位名称", "缴费状态"],
            ["养老保险", "2023.03-2025.02", "北京某某检测有限公司", "正常缴费"],
            ["医疗保险", "2023.03-2025.02", "北京某某检测有限公司", "正常缴费"],
        ],
    )
    has(found, holder="某甲乙", employer="北京某某检测有限公司")


def test_a_published_list_of_those_selected(read):
    found = read(
        "talent_programme",
        "# 关于公布“某某市战略产业领军人才支持计划”入选人员名单的通知",
        "各有关单位：",
        [["序号", "姓名", "工作单位"], ["1", "某甲乙", "某某公司"], ["2", "某丙", "某某学院"]],
        "> 某某市人力资源局",
        "> 2023年8月28日",
    )
    has(found, title="某某市战略产业领军人才支持计划", holders=["某甲乙", "某丙"], issuer="某某市人力资源局")


def test_a_certificate_of_a_society_abroad_whose_labels_have_no_colon(read):
    found = read(
        "overseas_qualification",
        "# Institute of Example Engineers",
        "This is to certify that",
        "# Jiayi Mou",
        "was admitted to the grade of",
        "# Senior Member",
        "Member number 78399190",
        "Admitted on 2022-04-01",
        "Valid until 2027-12-31",
    )
    has(found, number="78399190", issued_on="2022-04-01", valid_to="2027-12-31")
