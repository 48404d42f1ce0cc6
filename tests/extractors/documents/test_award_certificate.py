"""Awards: who won what, at which place, from whom."""

from collections.abc import Callable
from typing import Any

from schemas.document import Document
from schemas.page import Mark

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]


def test_a_letter_of_honour_names_the_project_that_runs_over_two_rows(said: Said) -> None:
    found = said(
        "award_certificate",
        (
            "# 荣誉证书",
            "梁雨桐同志：",
            "为表彰在专业技术工作中取得的成绩，你（们）完成的“钛合金薄壁件加",
            "工”荣获某某科技进步奖三等奖，特发此证，以资鼓励。",
            "完成人排序：第三名",
            "证书编号：2024-A-1-278-R03 | 二〇二四年九月二十二日",
        ),
    )
    assert (found["holder"], found["title"], found["level"], found["rank"]) == ("梁雨桐", "钛合金薄壁件加工", "三等奖", 3)
    assert (found["number"], found["issued_on"]) == ("2024-A-1-278-R03", "2024-09-22")


def test_a_state_award_with_labels_tells_the_place_by_its_number(said: Said) -> None:
    found = said(
        "award_certificate",
        (
            "# 北京市科学技术奖",
            "# 证书",
            "为表彰北京市科学技术奖获得者，特颁发此证书。",
            "项目名称：薄壁件加工关键技术及应用",
            "奖励等级：二等奖",
            "获 奖 者：梁雨桐",
            "证书号：2018-G-2-011-R03",
            "> 北京市人民政府",
            "> 2019年1月10日",
        ),
    )
    assert (found["title"], found["level"], found["rank"]) == ("薄壁件加工关键技术及应用", "二等奖", 3)
    assert (found["award"], found["issuer"]) == ("北京市科学技术奖", "北京市人民政府")


def test_several_winners_keep_their_order(said: Said) -> None:
    page = (
        "# 获奖证书",
        "主要完成人：沈既白、梁雨桐、贺知秋",
        "排名：第2",
        "授奖单位：中国机械工业联合会",
        "授予日期：2020年11月",
    )
    found = said("award_certificate", page)
    assert found["holders"] == ["沈既白", "梁雨桐", "贺知秋"]
    assert (found["rank"], found["issuer"], found["issued_on"]) == (2, "中国机械工业联合会", "2020-11")


def test_an_award_in_a_table(said: Said) -> None:
    table = [
        ["获奖项目", "薄壁件加工关键技术"],
        ["获奖等级", "金奖"],
        ["获奖人", "梁雨桐（第一完成人）"],
        ["颁奖单位", "中国发明协会"],
    ]
    found = said("award_certificate", (table,))
    assert (found["holder"], found["title"], found["level"], found["rank"]) == ("梁雨桐", "薄壁件加工关键技术", "金奖", 1)


def test_without_a_project_the_award_itself_is_the_title(said: Said) -> None:
    honour = said(
        "award_certificate", ("# 荣誉证书", "兹授予梁雨桐同志“首都劳动奖章”荣誉称号。", "> 北京市总工会", "> 2021年4月")
    )
    assert (honour["holder"], honour["title"], honour["issuer"]) == ("梁雨桐", "首都劳动奖章", "北京市总工会")
    model = said("award_certificate", ("# 荣誉证书", "梁雨桐同志：", "在2021年度工作中成绩显著，被评为先进工作者。特发此证。"))
    assert model["title"] == "先进工作者"


def test_what_the_certificate_does_not_say_stays_open(read_as: ReadAs) -> None:
    award = read_as("award_certificate", ("# 荣誉证书", "梁雨桐同志：", "荣获技术创新奖一等奖。"))
    assert not award["issued_on"].present
    assert not award["issuer"].present
    assert not award["rank"].present


def test_a_seal_is_seen_and_its_absence_is_said_only_of_a_page_in_colour(read_as: ReadAs) -> None:
    page = ("# 荣誉证书", "梁雨桐同志：", "荣获技术创新奖一等奖。")
    seal = Mark(kind="seal", box=(0.6, 0.5, 0.8, 0.65), colour="red", shape="round", confidence=0.95)
    assert read_as("award_certificate", page, marks=[seal])["sealed"].value is True
    assert read_as("award_certificate", page)["sealed"].value is False
    assert read_as("award_certificate", page, colourless=True)["sealed"].state == "unreadable"


def test_a_certificate_framed_like_a_table_is_read_as_free_text(said: Said) -> None:
    frame = [["荣誉证书\n梁雨桐同志：\n完成的“薄壁件加工”荣获技术创新奖一等奖。\n证书号：K-11\n北京机械工程学会\n2020年5月6日"]]
    found = said("award_certificate", (frame,))
    assert (found["holder"], found["title"], found["number"], found["issued_on"]) == (
        "梁雨桐",
        "薄壁件加工",
        "K-11",
        "2020-05-06",
    )


def test_a_work_in_title_marks_inside_quotes_keeps_all_of_its_name(said: Said) -> None:
    page = ("# 荣誉证书", "梁雨桐同志：", "你完成的“《莲池》金漆挂屏”项目荣获银奖，特颁此证。", "> 某某协会", "> 2020年11月12日")
    assert said("award_certificate", page)["title"] == "《莲池》金漆挂屏"


def test_to_whom_an_award_is_granted_is_no_part_of_it(said: Said) -> None:
    assert (
        said("award_certificate", ("# 奖状", "授予 梁雨桐 同志", "# 首都劳动奖章", "> 某某总工会", "> 二〇二四年四月"))["title"]
        == "首都劳动奖章"
    )


def test_an_award_in_english(said: Said) -> None:
    rows = ("This is to certify that", "Yutong Liang", "has been awarded the Best Paper Award", "Kyoto, Japan, 14 June 2019")
    found = said("award_certificate", ("# CERTIFICATE OF AWARD", *rows))
    assert (found["holder"], found["issued_on"]) == ("Yutong Liang", "2019-06-14")


DECISION = (
    "# 关于表彰2023年度北方漆艺创新奖的决定",
    "各有关单位：",
    "经评审委员会评审，现对下列项目予以表彰，名单如下：",
    [
        ["序号", "项目名称", "奖励等级", "主要完成人", "完成单位"],
        ["1", "金漆镶嵌修复关键技术", "一等奖", "沈既白、贺知秋", "京华漆艺院"],
        ["2", "大漆髹饰数字档案", "二等奖", "闻人笛、梁雨桐", "京华漆艺院"],
        ["3", "莲池金漆挂屏", "三等奖", "梁雨桐", "某某工作室"],
    ],
    "> 北方漆艺协会",
    "> 2023年11月12日",
)


def test_a_decision_that_lists_awards_has_a_row_for_each_and_claims_none_as_its_own(read_as: ReadAs) -> None:
    found = read_as("award_certificate", DECISION)
    rows = [(row["title"].value, row["level"].value, row["holders"].value) for row in found.of_kind("award")]
    assert rows == [
        ("金漆镶嵌修复关键技术", "一等奖", ["沈既白", "贺知秋"]),
        ("大漆髹饰数字档案", "二等奖", ["闻人笛", "梁雨桐"]),
        ("莲池金漆挂屏", "三等奖", ["梁雨桐"]),
    ]
    assert found["holders"].value == ["沈既白", "贺知秋", "闻人笛", "梁雨桐"]
    assert (found["issuer"].value, found["issued_on"].value) == ("北方漆艺协会", "2023-11-12")
    assert not any(found[name].present for name in ("title", "level", "rank"))


def test_a_list_of_persons_has_a_row_for_each_of_them(read_as: ReadAs) -> None:
    table = [
        ["序号", "姓名", "工作单位", "荣誉称号"],
        ["1", "沈既白", "京华漆艺院", "先进工作者"],
        ["2", "梁雨桐", "京华漆艺院", "技术能手"],
    ]
    found = read_as("award_certificate", ("# 获奖名单", table, "> 某某总工会", "> 2022年5月1日"))
    rows = [(row["holders"].value, row["award"].value) for row in found.of_kind("award")]
    assert rows == [(["沈既白"], "先进工作者"), (["梁雨桐"], "技术能手")]


def test_a_certificate_set_as_a_table_lists_nothing(read_as: ReadAs) -> None:
    table = [["获奖项目", "薄壁件加工关键技术"], ["获奖等级", "金奖"], ["获奖人", "梁雨桐"], ["颁奖单位", "中国发明协会"]]
    assert read_as("award_certificate", (table,)).of_kind("award") == ()
