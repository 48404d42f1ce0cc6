"""Insurance records and certificates of employment."""

from collections.abc import Callable
from typing import Any

Said = Callable[..., dict[str, Any]]

FIRM = "北京松涛精密仪器有限公司"


def test_a_record_of_rights_with_a_row_a_year(said: Said) -> None:
    head = [
        ["姓名", "梁雨桐", "社会保障号码", "110108198504120021"],
        ["现参保单位", FIRM, "统计起止年月", "2023年04月至2026年07月"],
    ]
    rows = [["年度", "起止年月", "月数", "缴费单位"], ["2023", "202304-202312", "9", FIRM], ["2026", "202601-202607", "7", FIRM]]
    found = said("social_insurance_record", ("# 北京市社会保险个人权益记录", "校验码：6c8b38 | 打印日期：2026-08-06", head, rows))
    assert (found["holder"], found["employer"], found["id_number"]) == ("梁雨桐", FIRM, "110108198504120021")
    assert (found["start"], found["end"], found["issued_on"], found["number"]) == ("2023-04", "2026-07", "2026-08-06", "6c8b38")
    assert found["verification_code"] == "6c8b38"


def test_a_certificate_of_insurance_in_free_text(said: Said) -> None:
    found = said(
        "social_insurance_record",
        (
            "# 社会保险参保缴费证明",
            "参保人姓名：梁雨桐 | 身份证号：110108198504120021",
            f"单位名称：{FIRM}",
            "缴费起止时间：2021.03-2024.05",
            "> 北京市海淀区社会保险基金管理中心",
            "> 2024年6月3日",
        ),
    )
    assert (found["holder"], found["employer"]) == ("梁雨桐", FIRM)
    assert (found["start"], found["end"], found["issued_on"]) == ("2021-03", "2024-05", "2024-06-03")


def test_a_list_of_months_says_from_when_to_when(said: Said) -> None:
    rows = [["缴费年月", "单位名称", "缴费基数"], ["202401", FIRM, "12000"], ["202402", FIRM, "12000"], ["202403", FIRM, "12000"]]
    found = said("social_insurance_record", ("# 个人社保缴费明细", "姓名 梁雨桐", rows, "打印时间：2024-04-02 10:21:33"))
    assert (found["start"], found["end"], found["issued_on"], found["employer"]) == ("2024-01", "2024-03", "2024-04-02", FIRM)


def test_a_certificate_of_employment_in_prose(said: Said) -> None:
    found = said(
        "employment_certificate",
        (
            "# 在职证明",
            "兹证明 梁雨桐（身份证号：110108198504120021）系我公司正式员工，",
            "自2015年7月1日入职至今，现任技术中心总工程师，月均收入属实。",
            "特此证明。",
            f"> {FIRM}（公章）",
            "> 2024年6月3日",
        ),
    )
    assert (found["holder"], found["employer"], found["start"]) == ("梁雨桐", FIRM, "2015-07-01")
    assert (found["title"], found["issued_on"]) == ("技术中心总工程师", "2024-06-03")


def test_a_certificate_of_employment_in_a_table(said: Said) -> None:
    table = [
        ["姓名", "梁雨桐", "性别", "女"],
        ["工作单位", FIRM, "职务", "总工程师"],
        ["任职时间", "2018年1月", "联系电话", "010-88880000"],
    ]
    found = said("employment_certificate", ("# 任职证明", table, "以上情况属实，特此证明。", "> （盖章）", "> 2024.06.03"))
    assert (found["holder"], found["employer"], found["start"], found["title"]) == ("梁雨桐", FIRM, "2018-01", "总工程师")
    assert found["issued_on"] == "2024-06-03"


def test_a_letter_of_appointment(said: Said) -> None:
    found = said(
        "employment_certificate",
        (
            "# 聘书",
            "梁雨桐 教授：",
            "兹聘请您担任我院学术委员会委员，聘期自2022年1月1日至2024年12月31日。",
            "> 京华理工大学机械学院",
            "> 2021年12月20日",
        ),
    )
    assert (found["holder"], found["employer"], found["issued_on"]) == ("梁雨桐", "京华理工大学机械学院", "2021-12-20")
