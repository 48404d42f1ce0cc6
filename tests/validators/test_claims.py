"""EVD."""

import pytest

from schemas.field import Field

UNREAD = Field(state="unreadable")
PROJECT, PATENT, AWARD = (f"/application/achievements/{n}" for n in range(3))


def unsure(value):
    return Field(value=value, state="read", confidence=0.6)


def test_a_claim_without_evidence_is_missing_and_nothing_more_is_asked_of_it(case, demands, report):
    case.drop("approval", "acceptance")
    assert demands(case) == ["EVD-01"]
    assert {f"EVD-03 not_applicable {PROJECT}", f"EVD-10 not_applicable {PROJECT}"} <= set(report(case))


def test_evidenced_claims_pass(case, report):
    assert {f"EVD-01 pass {claim}" for claim in (PROJECT, PATENT, AWARD)} <= set(report(case))


def test_a_file_that_was_not_read_may_hold_the_evidence_and_its_item_announces_the_rule(case, listed):
    case.drop("patent").files["附件.pdf"] = {"status": "unreadable"}
    found = listed(case)
    assert [item.code for item in found.items] == ["FIL-01"]
    assert ("EVD-01", 1) in [(one.code, one.blocked_by) for one in found.referrals]
    assert ("EVD-01", 1) in [(one.code, one.no) for one in found.announced]


def test_a_weak_match_is_asked_about(case, report):
    case.achievements[1]["match_confidence"] = 0.3
    assert f"EVD-01 undetermined {PATENT}" in report(case)


def test_pages_that_belong_nowhere_may_hold_the_evidence(case, report):
    case.drop("patent").placements["loose"] = "unassigned"
    assert f"EVD-01 undetermined {PATENT}" in report(case)


def test_an_empty_row_claims_nothing(case, report):
    case.achievements.append({"title": None, "documents": ()})
    assert "EVD-01 not_applicable /application/achievements/3" in report(case)


def test_a_form_without_one_legible_achievement_is_asked_about_once(case, report, listed):
    case.achievements[:] = []
    assert "EVD-01 undetermined /application/achievements" in report(case)
    case.achievements[:] = [{"title": None, "documents": ()}, {"title": None, "documents": ()}]
    asked = [referral for referral in listed(case).referrals if referral.code == "EVD-01"]
    assert len(asked) == 1
    assert "未能逐项读出" in asked[0].question
    assert asked[0].where[0].file


def test_without_a_form_or_any_evidence_nothing_is_asked_of_achievements_that_nobody_lists(case, report):
    case.achievements[:] = []
    assert "EVD-01 not_applicable /application/achievements" in report(case.drop("application"))


def test_evidence_that_nowhere_names_the_applicant_is_a_hint(case, report):
    case.documents["award"] |= {"holder": ..., "holders": ["北京青禾数据技术有限公司"], "text": "特发此证"}
    assert "EVD-02 fail /documents/10" in report(case)


def test_a_name_anywhere_in_the_text_is_enough(case, report):
    case.documents["award"] |= {"holder": ..., "text": "主要完成人：岳青、沈知遥"}
    assert "EVD-02 pass /documents/10" in report(case)


def test_a_page_that_was_read_poorly_may_name_the_applicant(case, report):
    case.documents["award"] |= {"holder": ..., "text": "特发此证"}
    case.qualities["award"] = "poor"
    assert "EVD-02 undetermined /documents/10" in report(case)


@pytest.mark.parametrize(
    ("claim", "change"),
    [
        (2, {"date": "2023-11"}),
        (2, {"role": "第一完成人"}),
        (2, {"level": "北京市科技进步奖一等奖"}),
        (1, {"role": "第一发明人"}),
        (1, {"date": "2021-04"}),
        (0, {"date": "2022-06"}),
        (1, {"number": "ZL 2019 1 0206647.8"}),
    ],
)
def test_a_claim_that_its_evidence_contradicts_is_nonconforming(case, report, claim, change):
    case.achievements[claim] |= change
    assert f"EVD-03 fail /application/achievements/{claim}" in report(case)


@pytest.mark.parametrize(
    ("claim", "change"),
    [
        (2, {"date": "2024"}),
        (2, {"date": "2024-11-08"}),
        (2, {"level": "二等奖"}),
        (2, {"level": "省部级"}),
        (2, {"role": "排名第3"}),
        (2, {"role": "3/7"}),
        (1, {"role": "参与发明"}),
        (1, {"number": "201810206647.8"}),
        (0, {"title": "《分布式事务引擎关键技术研究》"}),
    ],
)
def test_precision_and_wording_are_no_contradiction(case, report, claim, change):
    case.achievements[claim] |= change
    assert f"EVD-03 pass /application/achievements/{claim}" in report(case)


@pytest.mark.parametrize(("level", "outcome"), [("三等奖", "pass"), ("一等奖", "fail"), ("二等奖", "fail")])
def test_of_a_list_of_awards_the_row_of_the_claim_is_held_against_it(case, report, level, outcome):
    rows = [("云端编排平台", "二等奖"), ("高并发存储平台", "三等奖"), ("别人的平台", "一等奖")]
    case.documents["award"]["blocks"] = [{"kind": "award", "title": title, "level": grade} for title, grade in rows]
    case.documents["award"] |= {"title": rows[0][0], "level": rows[0][1], "text": " ".join(map(" ".join, rows))}
    case.achievements[2] |= {"level": level}
    assert f"EVD-03 {outcome} {AWARD}" in report(case)


def test_a_date_that_stands_anywhere_in_the_material_agrees(case, report):
    case.achievements[1]["date"] = "2018-03"
    case.documents["patent"]["text"] = "申请日：2018年3月9日 授权公告日：2022年4月15日"
    assert f"EVD-03 pass {PATENT}" in report(case)


def test_an_approval_alone_says_nothing_of_the_day_of_acceptance(case, report):
    case.drop("acceptance").achievements[0] |= {"date": "2023-06", "status": "在研"}
    assert f"EVD-03 pass {PROJECT}" in report(case)


def test_shared_first_authorship_is_for_a_person(case, report):
    case.documents["paper"] = {"type": "paper", "title": "并发控制综述", "holders": ["岳青", "沈知遥"], "text": "共同第一作者"}
    case.achievements.append({"title": "并发控制综述", "role": "第一作者", "status": "已发表", "documents": ("paper",)})
    assert "EVD-03 undetermined /application/achievements/3" in report(case)


def test_a_sole_author_has_no_others_beside_him(case, report):
    case.documents["book"] = {"type": "book_or_standard", "title": "事务引擎", "holders": ["沈知遥", "岳青"]}
    case.achievements.append({"title": "《事务引擎》", "role": "独著", "documents": ("book",)})
    assert "EVD-03 fail /application/achievements/3" in report(case)


def test_a_utility_model_is_no_invention(case, report):
    case.documents["patent"]["kind"] = "实用新型专利"
    assert f"EVD-03 fail {PATENT}" in report(case)


def test_a_group_standard_is_no_national_one(case, report):
    case.documents["standard"] = {
        "type": "book_or_standard",
        "title": "存储规范",
        "holders": ["沈知遥"],
        "number": "T/BJXH 113—2019",
    }
    case.achievements.append({"title": "存储规范", "level": "国家标准", "role": "主要起草人", "documents": ("standard",)})
    assert "EVD-03 fail /application/achievements/3" in report(case)


def test_a_heritage_entry_of_the_city_is_not_of_the_nation(case, report):
    case.documents["heritage"] = {"type": "heritage_certificate", "title": "京剧", "holder": "沈知遥", "level": "北京市市级"}
    case.achievements.append({"title": "京剧", "level": "国家级", "documents": ("heritage",)})
    assert "EVD-03 fail /application/achievements/3" in report(case)


def test_a_difference_that_may_be_a_fault_of_reading_is_asked_about(case, report):
    case.documents["award"]["rank"] = unsure(2)
    assert f"EVD-03 undetermined {AWARD}" in report(case)


def test_another_title_on_the_evidence_is_asked_about(case, report):
    case.documents["patent"]["title"] = "一种缓存淘汰的装置"
    assert f"EVD-03 undetermined {PATENT}" in report(case)


def test_a_notice_of_acceptance_is_no_granted_patent_and_one_item(case, demands, report):
    case.documents["patent"] |= {"tags": ("patent_application",), "issued_on": ...}
    assert demands(case) == ["EVD-04"]
    assert f"EVD-03 not_applicable {PATENT}" in report(case)


def test_an_application_that_was_filed_as_other_material_is_recognised_by_its_words(case, report):
    case.documents["patent"] |= {"type": "other", "text": "国家知识产权局 专利申请受理通知书"}
    assert f"EVD-04 fail {PATENT}" in report(case)


def test_a_certificate_shows_the_grant(case, report):
    assert f"EVD-04 pass {PATENT}" in report(case)


def test_an_application_claimed_as_one_is_no_fault(case, report):
    case.documents["patent"]["tags"] = ("patent_application",)
    case.achievements[1]["status"] = "已受理"
    assert f"EVD-04 not_applicable {PATENT}" in report(case)


@pytest.mark.parametrize(("number", "outcome"), [("ZL 2018 1 0206647.8", "pass"), ("ZL 2018 1 0206647.3", "fail")])
def test_a_patent_number_has_its_check_digit(case, report, number, outcome):
    case.documents["patent"]["number"] = number
    assert f"EVD-05 {outcome} /documents/9" in report(case)


def test_a_paper_that_was_only_accepted_never_reaches_the_notice_without_a_number(case, listed):
    case.documents["paper"] = {"type": "paper", "holders": ["沈知遥"], "tags": ("accept_notice",)}
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("EVD-07", False)]


@pytest.mark.parametrize(
    ("change", "word"), [({"issued_on": ...}, "日期"), ({"issuer": ...}, "授予单位"), ({"sealed": False}, "印章")]
)
def test_an_incomplete_award_is_a_hint(case, listed, change, word):
    case.documents["award"] |= change
    (flag,) = listed(case).flags
    assert flag.code == "EVD-08"
    assert word in flag.message


def test_a_complete_award_passes(case, report):
    assert "EVD-08 pass /documents/10" in report(case)


def test_a_project_claimed_as_accepted_needs_its_acceptance(case, demands):
    assert demands(case.drop("acceptance")) == ["EVD-10"]


def test_an_acceptance_inside_another_paper_of_the_project_will_do(case, report):
    case.drop("acceptance").documents["approval"]["text"] = "任务书……专家组一致同意通过验收。"
    assert f"EVD-10 pass {PROJECT}" in report(case)


def test_a_file_that_was_not_read_may_hold_the_acceptance(case, report):
    case.drop("acceptance").files["附件.pdf"] = {"status": "encrypted"}
    assert f"EVD-10 undetermined {PROJECT}" in report(case)


def test_where_nothing_of_a_project_was_read_its_acceptance_is_a_question_of_its_own(case, report):
    case.drop("acceptance", "approval").files["附件.pdf"] = {"status": "encrypted"}
    assert {f"EVD-01 undetermined {PROJECT}", f"EVD-10 undetermined {PROJECT}"} <= set(report(case))


def test_a_project_under_way_needs_none(case, report):
    case.drop("acceptance").achievements[0]["status"] = "在研"
    assert f"EVD-10 not_applicable {PROJECT}" in report(case)


@pytest.mark.parametrize("change", [{"valid_to": "2026-05-11"}, {"tags": ("esign_invalid",)}, {"tags": ("verify_expired",)}])
def test_a_report_that_can_no_longer_be_verified_is_a_hint(case, report, change):
    case.documents["diploma"] |= change
    assert "EVD-12 fail /documents/5" in report(case)


def test_a_report_in_force_passes(case, report):
    assert "EVD-12 pass /documents/5" in report(case)


def test_what_the_city_granted_is_not_of_national_rank(case, report):
    case.achievements[2]["level"] = "国家级二等奖"
    assert f"EVD-03 fail {AWARD}" in report(case)


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "某某科学技术奖励委员会"},
        {"issuer": "中国某某学会"},
        {"text": "依据国家科学技术奖励条例推荐"},
    ],
)
def test_whether_a_society_or_a_word_of_the_state_makes_it_national_is_not_for_the_machine(case, report, change):
    case.achievements[2]["level"] = "国家级二等奖"
    case.documents["award"] |= change
    assert f"EVD-03 fail {AWARD}" not in report(case)
