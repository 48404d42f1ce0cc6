"""A decision that lists awards, drawn and read: the applicant's row decides what it shows. All invented."""

import pytest

from extractors.pages.reader import Reader
from tests.extractors.drawing import Paper
from validators.profile import load_profile

from .drawn import judged, outcome

pytestmark = pytest.mark.slow


def application(level: str) -> Paper:
    paper = Paper()
    paper.write(380, 100, "职称申报表", 50)
    paper.table(
        [100, 320, 620, 840, 1140],
        [220, 290, 360],
        [["姓名", "梁雨桐", "性别", "女"], ["申报级别", "正高级", "工作单位", "京华漆艺院"]],
    )
    paper.write(100, 420, "业绩成果", 34)
    heads = ["序号", "类别", "成果名称", "等级", "本人排名", "时间"]
    rows = [
        ["1", "获奖", "大漆髹饰数字档案", level, "第2完成人", "2023-11"],
        ["2", "获奖", "莲池金漆挂屏", "三等奖", "第1完成人", "2023-11"],
    ]
    paper.table([100, 190, 300, 640, 800, 980, 1140], [490, 560, 630, 700], [heads, *rows])
    return paper


def decision() -> Paper:
    paper = Paper()
    paper.write(220, 120, "关于表彰2023年度北方漆艺创新奖的决定", 42)
    paper.write(120, 260, "各有关单位：", 28)
    paper.write(180, 320, "经评审委员会评审，现对下列项目予以表彰，获奖名单如下：", 28)
    heads = ["序号", "项目名称", "奖励等级", "主要完成人"]
    rows = [
        ["1", "金漆镶嵌修复关键技术", "一等奖", "沈既白、贺知秋"],
        ["2", "大漆髹饰数字档案", "二等奖", "闻人笛、梁雨桐"],
        ["3", "榫卯结构无损检测", "二等奖", "沈既白"],
        ["4", "莲池金漆挂屏", "三等奖", "梁雨桐"],
    ]
    paper.table([100, 220, 620, 800, 1140], [400, 470, 540, 610, 680, 750], [heads, *rows])
    paper.write(760, 1000, "北方漆艺协会", 28)
    paper.write(760, 1070, "2023年11月12日", 28)
    paper.seal(850, 1030, 118, "北方漆艺协会")
    return paper


@pytest.mark.parametrize(("level", "told"), [("二等奖", "pass"), ("一等奖", "fail")])
def test_the_applicants_row_is_what_a_list_of_awards_shows(level: str, told: str) -> None:
    case = judged([application(level), decision()], Reader(), load_profile("beijing-2023-12"))
    (award,) = [document for document in case["documents"] if document["type"] == "award_certificate"]
    assert (award["fields"]["title"], award["fields"]["level"], award["fields"]["holders"]) == (
        "大漆髹饰数字档案",
        "二等奖",
        ["闻人笛", "梁雨桐"],
    )
    rows = case["application"]["achievements"]
    assert [row["documents"] for row in rows] == [[award["id"]], [award["id"]]]
    assert [outcome(case, "EVD-03", f"/application/achievements/{number}") for number in (0, 1)] == [told, "pass"]
    assert outcome(case, "EVD-08", f"/documents/{case['documents'].index(award)}") == "pass"
