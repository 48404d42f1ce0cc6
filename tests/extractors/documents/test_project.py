"""Projects: how they were approved, accepted, and put to use."""

from collections.abc import Callable
from typing import Any

from schemas.document import Document

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]


def test_an_approval_in_prose_with_its_number_in_a_bracket(said: Said) -> None:
    found = said(
        "project_approval",
        (
            "# 立项批复通知",
            "北京松涛精密仪器有限公司：",
            "你单位申报的“薄壁件智能加工”（项目编号：Z2111000001）已通过评审，同意立项，",
            "执行期为2021年1月1日至2023年12月31日。",
            "项目负责人：梁雨桐；主要参加人：贺知秋、沈既白。",
            "> 北京市科学技术委员会",
            "> 2021年3月20日",
        ),
    )
    assert (found["title"], found["number"]) == ("薄壁件智能加工", "Z2111000001")
    assert found["holders"] == ["梁雨桐", "贺知秋", "沈既白"]
    assert (found["start"], found["end"], found["issued_on"]) == ("2021-01-01", "2023-12-31", "2021-03-20")
    assert found["issuer"] == "北京市科学技术委员会"


def test_a_notice_of_a_fund_in_a_table(said: Said) -> None:
    table = [
        ["项目名称", "薄壁件振动机理"],
        ["批准号", "52175001"],
        ["项目负责人", "梁雨桐"],
        ["依托单位", "京华理工大学"],
        ["起止年月", "2022.01-2025.12"],
    ]
    found = said("project_approval", ("# 资助项目批准通知", table, "> 国家自然科学基金委员会", "> 2021年8月18日"))
    assert (found["title"], found["number"], found["holders"]) == ("薄壁件振动机理", "52175001", ["梁雨桐"])
    assert (found["start"], found["end"], found["employer"]) == ("2022-01", "2025-12", "京华理工大学")


def test_a_task_book_lists_its_team_on_another_page(read_as: ReadAs) -> None:
    cover = (
        "# 课题任务书",
        "课题编号：2020YFB000001",
        "课题名称：薄壁件智能加工单元",
        "课题负责人：沈既白",
        "起止时间：2020年7月1日 至 2023年6月30日",
    )
    rows = [["序号", "姓名", "职称"], ["1", "沈既白", "教授"], ["2", "梁雨桐", "高级工程师"], ["3", "贺知秋", "工程师"]]
    book = read_as("project_approval", cover, ("课题组主要成员", rows))
    assert book["holders"].value == ["沈既白", "梁雨桐", "贺知秋"]
    assert "name_page_missing" not in book.tags


def test_an_approval_without_the_page_of_names_says_so(read_as: ReadAs) -> None:
    book = read_as("project_approval", ("# 课题任务书", "课题编号：2020YFB000001", "课题名称：薄壁件智能加工单元"))
    assert "name_page_missing" in book.tags


def test_an_acceptance_with_its_meeting_and_its_day(said: Said) -> None:
    found = said(
        "project_acceptance",
        (
            "# 项目验收意见",
            "项目名称：薄壁件智能加工",
            "项目编号：Z2111000001",
            "项目组成员：梁雨桐、贺知秋",
            "2024年3月5日，北京市科学技术委员会组织专家对该项目进行了验收，同意通过验收。",
            "> 北京市科学技术委员会",
            "> 2024年3月8日",
        ),
    )
    assert (found["title"], found["holders"]) == ("薄壁件智能加工", ["梁雨桐", "贺知秋"])
    assert (found["issuer"], found["issued_on"]) == ("北京市科学技术委员会", "2024-03-08")


def test_an_appraisal_and_a_conclusion_in_other_words(said: Said) -> None:
    appraisal = said(
        "project_acceptance",
        (
            "# 科技成果鉴定证书",
            "成果名称：薄壁件智能加工单元",
            "组织鉴定单位：中国机械工业联合会",
            "鉴定日期：2022年9月15日",
            "主要完成人：梁雨桐 贺知秋",
        ),
    )
    assert (appraisal["issuer"], appraisal["issued_on"]) == ("中国机械工业联合会", "2022-09-15")
    assert appraisal["holders"] == ["梁雨桐", "贺知秋"]
    page = (
        "# 项目结题证明",
        "兹证明由梁雨桐主持的“薄壁件振动机理”（项目编号：52175001）",
        "经专家组评议，同意结题。",
        "> 京华理工大学科研处",
        "> 2026年3月1日",
    )
    conclusion = said("project_acceptance", page)
    assert (conclusion["title"], conclusion["number"], conclusion["holders"]) == ("薄壁件振动机理", "52175001", ["梁雨桐"])


def test_a_certificate_of_use_in_a_table_and_in_prose(said: Said) -> None:
    table = [["成果名称", "薄壁件智能加工单元"], ["应用单位", "天工航空制造有限公司"], ["应用起止时间", "2021年6月至今"]]
    found = said("benefit_certificate", ("# 应用证明", table, "> 天工航空制造有限公司（盖章）", "> 2023年2月1日"))
    assert (found["title"], found["issuer"], found["issued_on"]) == ("薄壁件智能加工单元", "天工航空制造有限公司", "2023-02-01")
    prose = said(
        "benefit_certificate",
        (
            "# 应用证明",
            "由梁雨桐同志负责的“薄壁件智能加工单元”在我单位应用，达到预期效果。",
            "> 天工航空制造有限公司",
            "> 2023.02.01",
        ),
    )
    assert (prose["title"], prose["holders"], prose["issued_on"]) == ("薄壁件智能加工单元", ["梁雨桐"], "2023-02-01")


def test_the_unit_before_the_leader_is_not_part_of_the_name(said: Said) -> None:
    page = (
        "# 结题证书",
        "由北京松涛精密仪器有限公司梁雨桐主持的“薄壁件振动机理”（项目批准号：52175001）准予结题。",
        "课题组成员：贺知秋、沈既白",
        "> 国家自然科学基金委员会",
        "> 2024年12月30日",
    )
    assert said("project_acceptance", page)["holders"] == ["梁雨桐", "贺知秋", "沈既白"]


def test_the_units_of_the_experts_accept_nothing(said: Said) -> None:
    experts = [
        ["序号", "姓名", "单位", "职称", "签字"],
        ["1", "沈既白", "京华理工大学", "教授", "沈既白"],
        ["2", "贺知秋", "某某地下空间研究院", "研究员", "贺知秋"],
    ]
    head = [["课题名称", "薄壁件智能加工"], ["组织验收单位", "北京市科学技术委员会"], ["课题负责人", "梁雨桐"]]
    page = ("# 课题验收意见", head, "专家组一致同意通过验收。", "> 2023年12月22日", experts)
    assert said("project_acceptance", page)["issuer"] == "北京市科学技术委员会"


def test_a_notice_to_the_leader_names_the_project_in_its_sentence(said: Said) -> None:
    page = (
        "# 结题通知",
        "梁雨桐 同志：",
        "您负责的资助项目（批准号：51878012，项目名称：薄壁件振动",
        "机理研究）经审核，准予结题。",
        "> 国家自然科学基金委员会",
        "> 2023年3月30日",
    )
    found = said("project_acceptance", page)
    assert (found["title"], found["holders"], found["number"]) == ("薄壁件振动机理研究", ["梁雨桐"], "51878012")


def test_a_term_in_a_sentence_ends_with_it(said: Said) -> None:
    page = ("# 项目批准通知", "项目“薄壁件振动”执行年限为2020.01—2022.12。", "> 某某基金委员会办公室", "> 2019年12月25日")
    found = said("project_approval", page)
    assert (found["start"], found["end"]) == ("2020-01", "2022-12")


def test_who_won_a_tender_for_what(said: Said) -> None:
    page = (
        "# 中标通知书",
        "你单位在滨河大桥监测系统设计（招标编号：BH-2022-071）的投标中确定为中标人。",
        "> 某某公司",
        "> 2022年3月11日",
    )
    assert said("project_approval", page)["title"] == "滨河大桥监测系统设计"


def test_an_appraisal_without_a_project_number_has_that_of_its_paper(said: Said) -> None:
    page = ("# 科学技术成果鉴定证书", "京科鉴字〔2021〕第118号", "成果名称：索力识别技术", "鉴定日期：2021年6月18日")
    assert said("project_acceptance", page)["number"] == "京科鉴字〔2021〕第118号"


def test_a_name_that_is_the_beginning_of_another_is_no_second_person(said: Said) -> None:
    team = [["姓名", "分工"], ["阿依古丽·巴合", "总体设计"], ["贺知秋", "试验"]]
    found = said("project_approval", ("# 项目任务书", "项目名称：薄壁件智能加工", "项目负责人：阿依古丽·巴合提", team))
    assert found["holders"] == ["阿依古丽·巴合提", "贺知秋"]


def test_what_is_left_of_a_label_is_no_part_of_who_issued(said: Said) -> None:
    for closing in ("单位北京市科学技术委员会", "组织单位：：北京市科学技术委员会"):
        found = said("project_acceptance", ("# 项目验收意见", "项目名称：薄壁件智能加工", f"> {closing}", "> 2023年6月13日"))
        assert found["issuer"] == "北京市科学技术委员会"
