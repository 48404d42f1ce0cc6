"""公示情况证明: who was put on notice by whom, from when to when, and what came of it."""

import pytest

from extractors.documents.publicity_certificate import read


@pytest.fixture
def paper(document, profile):
    """Reads a sheet as a 公示情况证明."""

    def make(*parts, sheet):
        page = sheet(*parts)
        return read(document("publicity_certificate", page), [page], profile)

    return make


def values(found):
    block = found.of_kind("publicity")[0]
    return {name: field.value if field.state == "read" else field.state for name, field in block.fields.items()}


def test_in_prose(paper, sheet):
    found = paper(
        "公示情况证明",
        "根据《北京市高层次急需紧缺特殊特艺人才高级职称考核认定办法》（京人社事业发〔2023〕12号）要求，我单",
        "位于2025年3月3日至2025年3月",
        "10日，在单位公告栏对某甲乙、某丙申报工程技术人员（桥梁专业）正高级职称考核认定的",
        "有关材料进行了公示。",
        "公示期内未收到任何异议。",
        "联系电话：010-60000000",
        " | 北京某某桥梁有限公司",
        " | 二〇二五年三月十一日",
        sheet=sheet,
    )
    assert values(found) == {
        "issuer": "北京某某桥梁有限公司",
        "start": "2025-03-03",
        "end": "2025-03-10",
        "result": "无异议",
        "level": "正高级",
        "series": "工程技术人员",
        "specialty": "桥梁",
        "holders": ["某甲乙", "某丙"],
    }
    assert found["issued_on"].value == "2025-03-11"


def test_in_a_table(paper, sheet):
    found = paper(
        "内部公示情况说明",
        [
            ["公示单位", "北京某某桥梁有限公司"],
            ["公示对象", "某甲乙"],
            ["申报系列（专业）", "工程技术人员（桥梁专业）"],
            ["申报级别", "副高级"],
            ["公示方式", "公告栏"],
            ["公示起止日期", "2025.03.03-03.10（共6个工作日）"],
            ["公示结果", "收到1名职工提出的书面异议，反映其成果排名问题。"],
        ],
        sheet=sheet,
    )
    assert values(found) == {
        "issuer": "北京某某桥梁有限公司",
        "start": "2025-03-03",
        "end": "2025-03-10",
        "result": "有异议",
        "level": "副高级",
        "series": "工程技术人员",
        "specialty": "桥梁",
        "holders": ["某甲乙"],
    }


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("自2025年3月3日起进行了公示", ("2025-03-03", "not_found")),
        ("公示时间为2025年3月3日至10日", ("2025-03-03", "2025-03-10")),
        ("公示5个工作日（2025/3/3—2025/3/7）", ("2025-03-03", "2025-03-07")),
        ("进行了公示", ("not_found", "not_found")),
    ],
)
def test_the_days_as_people_write_them(paper, sheet, period, days):
    found = values(paper("公示情况证明", f"我单位对某甲乙的申报材料{period}，无异议。", " | 2025年3月20日", sheet=sheet))
    assert (found["start"], found["end"]) == days


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("公示期满，没有异议。", "无异议"),
        ("公示期间未接到反映或举报，结果为无异议。", "无异议"),
        ("无人提出异议。", "无异议"),
        ("公示期间有职工反映其成果排名。", "有异议"),
        ("特此证明。", "not_found"),
    ],
)
def test_what_came_of_it(paper, sheet, text, result):
    assert values(paper("公示情况证明", f"我单位对某甲乙进行了公示。{text}", sheet=sheet))["result"] == result


def test_an_empty_slot_for_the_days_is_blank(paper, sheet):
    found = values(paper([["公示对象", "某甲乙"], ["公示时间", "   年  月  日至   年  月  日"], ["公示结果", ""]], sheet=sheet))
    assert (found["start"], found["end"], found["result"]) == ("blank", "blank", "blank")


def test_a_list_of_persons_put_on_notice_together(paper, sheet):
    found = paper(
        "公示名单",
        [["序号", "姓名", "申报系列", "申报级别"], ["1", "某甲乙", "工程技术", "正高级"], ["2", "某丙", "工程技术", "副高级"]],
        "以上人员自2025年3月3日至2025年3月10日公示，无异议。",
        sheet=sheet,
    )
    assert values(found)["holders"] == ["某甲乙", "某丙"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("某甲乙、某丙", ["某甲乙", "某丙"]),
        ("谢和泰", ["谢和泰"]),
        ("褚永明、谢和泰", ["褚永明", "谢和泰"]),
        ("褚永明和谢泰平", ["褚永明", "谢泰平"]),
        ("人员某甲乙同志", ["某甲乙"]),
    ],
)
def test_the_persons_whom_an_employer_says_it_recommends(paper, sheet, written, names):
    found = paper("公示情况说明", f"我单位拟推荐{written}申报桥梁专业正高级职称考核认定。", "公示期内无异议。", sheet=sheet)
    assert values(found)["holders"] == names


def test_a_start_whose_end_was_left_out(paper, sheet):
    found = values(paper("公示情况说明", "按照规定，于2024.02.06至在公示栏进行了公示，无异议。", sheet=sheet))
    assert (found["start"], found["end"]) == ("2024-02-06", "not_found")


@pytest.mark.parametrize(
    ("label", "written"),
    [("申报级别、专业", "正高级 畜牧"), ("申报专业及级别", "畜牧（正高级）"), ("申报级别/专业", "正高级/畜牧")],
)
def test_level_and_specialty_in_one_slot(paper, sheet, label, written):
    found = paper("内部公示结果登记表", [["公示对象", "某甲乙"], [label, written]], sheet=sheet)
    assert values(found)["level"] == "正高级"
    assert values(found)["specialty"] == "畜牧"


def test_level_series_and_specialty_in_one_slot(paper, sheet):
    found = paper(
        "内部公示结果登记表", [["公示对象", "某甲乙"], ["申报级别、系列、专业", "副高级 农业技术人员（畜牧专业）"]], sheet=sheet
    )
    assert [values(found)[name] for name in ("level", "series", "specialty")] == ["副高级", "农业技术人员", "畜牧"]


def test_a_level_alone_is_no_specialty(paper, sheet):
    found = paper("内部公示结果登记表", [["公示对象", "某甲乙"], ["申报级别", "☑正高级职称 □副高级职称"]], sheet=sheet)
    assert values(found)["specialty"] == "not_found"


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("☑无 □有（　　）", "无异议"),
        ("□无 ☑有（见附件）", "有异议"),
        ("无", "无异议"),
        ("☑无异议 □有异议", "无异议"),
        ("", "blank"),
    ],
)
def test_a_slot_that_asks_for_objections_is_answered_by_a_word_or_a_tick(paper, sheet, answer, result):
    found = paper("公示结果", [["公示对象", "某甲乙"], ["异议情况", answer]], sheet=sheet)
    assert values(found)["result"] == result


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("期间无任何单位或个人提出异议。", "无异议"),
        ("公示期间没有任何职工反映问题或提出异议。", "无异议"),
        ("收到反映0件，公示期满，全院职工无异议。", "无异议"),
        ("公示期间收到实名举报1件。", "有异议"),
        ("公示期间，有职工提出异议，经查属实。", "有异议"),
    ],
)
def test_who_objected_and_that_nobody_did(paper, sheet, said, result):
    found = paper("公示情况说明", "公示时间：2024年3月1日至2024年3月8日", said, sheet=sheet)
    assert values(found)["result"] == result


def test_days_without_their_year_are_not_missing(paper, sheet):
    found = values(
        paper("公示小结", "某甲的材料于11月3日张贴，至11月6日撤下（均为2025年），无异议。", "2025年11月7日", sheet=sheet)
    )
    assert (found["start"], found["end"]) == ("unreadable", "unreadable")


@pytest.mark.parametrize("labels", [("公示首日", "公示末日"), ("张贴日期", "撤下日期")])
def test_the_first_and_the_last_day_of_a_publicity(paper, sheet, labels):
    rows = [["公示对象", "某甲乙（物理组）"], [labels[0], "2026年6月24日"], [labels[1], "2026年7月2日"]]
    found = values(paper("公示说明", rows, sheet=sheet))
    assert (found["start"], found["end"], found["holders"]) == ("2026-06-24", "2026-07-02", ["某甲乙"])
