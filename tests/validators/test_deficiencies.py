"""The list: items, announced requirements, questions, flags, status."""

import re

import pytest

from schemas.field import Field
from validators.announced import announceable

UNREAD = Field(state="unreadable")

# What rules.yaml of the catalogue suggests under `latent_requirements`, hints and practice left out (they are never announced).
LATENT = {
    "DOC-01": [*(f"REC-{n:02}" for n in range(1, 13)), *(f"PLU-{n:02}" for n in range(1, 10))],
    "DOC-02": ["EVD-01"],
    "DOC-03": ["UNI-01", "UNI-03", "UNI-04", "PUB-06"],
    "DOC-04": ["PUB-01", "PUB-02", "PUB-04", "PUB-05", "PUB-06", "PUB-07", "PUB-08"],
    "EMP-08": ["PUB-01", "PUB-02", "PUB-04", "PUB-05", "PUB-06", "PUB-07", "PUB-08", "UNI-01", "UNI-04"],
    "REC-01": [f"REC-{n:02}" for n in range(2, 10)],
    "PLU-01": [f"PLU-{n:02}" for n in range(2, 9)],
}


@pytest.mark.parametrize("code", LATENT)
def test_the_derivation_finds_all_that_the_catalogue_suggests(profile, code):
    from validators.announced import covers

    rule = profile.rule(code)
    derived = {other.code for other in profile.rules if announceable(other) and covers(rule.supplies, other.reads)} | set(
        rule.cures
    )
    assert set(LATENT[code]) <= derived | {code}


def test_hints_and_practice_are_never_announced(profile):
    assert all(rule.severity != "hint" and rule.basis_type != "practice" for rule in profile.rules if announceable(rule))


def test_every_announced_rule_says_what_it_requires(case, listed):
    case.drop("form", "opinion", "publicity").without_evidence()
    case.experts, case.plus_one, case.opinion, case.publicity = [], None, None, None
    assert all(one.text for one in listed(case).announced)


def test_a_rule_of_another_condition_is_not_announced(case, listed):
    announced = {one.code for one in listed(case.without_evidence()).announced}
    assert "EVD-01" not in announced or "CAT-07" not in announced
    assert not announced & {"CAT-07", "CAT-08", "CAT-09"}


def test_a_replaced_expert_is_held_to_everything_an_expert_is_held_to(case, listed):
    case.experts[1]["title"] = "副教授"
    announced = {one.code for one in listed(case).announced}
    assert {"REC-02", "REC-03", "REC-05", "REC-07", "REC-08", "REC-09", "REC-12"} <= announced


def test_a_page_that_is_asked_for_again_announces_the_rules_of_its_document(case, listed):
    case.qualities["opinion"] = "unreadable"
    case.opinion |= {"signed_on": UNREAD, "seal_text": UNREAD}
    found = listed(case)
    assert [item.code for item in found.items] == ["FIL-03"]
    assert {"UNI-01", "UNI-04", "UNI-05"} <= {one.code for one in found.announced}
    assert {(one.code, one.blocked_by) for one in found.referrals} >= {("UNI-04", 1), ("UNI-05", 1)}


def test_a_question_that_another_cause_leaves_open_is_not_blocked(case, listed):
    case.qualities["award"] = "unreadable"
    case.experts[0]["title"] = "特聘教授"
    found = listed(case)
    assert ("REC-05", None) in [(one.code, one.blocked_by) for one in found.referrals]
    assert found.status == "needs_review"


def test_blocked_questions_alone_leave_the_dossier_deficient(case, listed):
    case.qualities["opinion"] = "unreadable"
    case.opinion["signed_on"] = UNREAD
    assert listed(case).status == "deficient"


def test_items_are_numbered_in_the_order_of_the_catalogue(case, listed, profile):
    case.plus_one["name"], case.experts[0]["opinion"], case.application["level"] = None, None, None
    items = listed(case).items
    order = [rule.code for rule in profile.rules]
    assert [item.no for item in items] == [1, 2, 3]
    assert [item.code for item in items] == sorted((item.code for item in items), key=order.index)


def test_every_failed_check_is_an_item_or_stands_in_one_or_is_a_flag(case, listed, checks):
    case.under(4).without_evidence()
    case.experts[2] |= {"name": "顾长风", "phone": "13900000001", "signed": False}
    case.publicity |= {"level": "副高级", "end": "2026-04-14"}
    case.plus_one["sealed"] = False
    found = listed(case)
    told = {code for item in found.items for code in (item.code, *item.also)} | {flag.code for flag in found.flags}
    assert {check.code for check in checks(case) if check.outcome == "fail"} == told


def test_every_undetermined_check_is_a_question(case, listed, checks):
    case.experts[0]["title"], case.opinion["seal_text"], case.plus_one["position"] = "高工", UNREAD, "执行院长"
    questions = listed(case).referrals
    assert [(one.code, one.subject) for one in questions] == [
        (check.code, check.subject) for check in checks(case) if check.outcome == "undetermined"
    ]
    assert all(one.question.endswith("？") for one in questions)


def test_nothing_that_may_never_reach_a_notice_becomes_an_item(case, listed, profile):
    case.plus_one["sealed"] = False
    case.experts[0]["employer"] = "北京青禾数据技术有限公司"
    found = listed(case)
    assert found.items == ()
    assert all(profile.rule(item.code).notice != "never" for item in found.items)
    assert not any(flag.promotable for flag in found.flags)


def test_the_wording_is_filled_in_and_has_no_gaps(case, listed):
    case.experts[1]["title"] = "副教授"
    (item,) = listed(case).items
    assert item.message == "第2名举荐专家纪明河的职称“副教授”不属正高级"
    assert item.remedy == "请更换为具有正高级职称的业内专家举荐。"
    assert item.basis == ("本办法第四条",)


def test_no_accusation_and_no_open_end_stands_in_any_wording(profile):
    demanding = [rule for rule in profile.rules if rule.severity != "hint" and rule.notice != "never"]
    said = "".join(rule.message + rule.remedy + rule.requirement for rule in demanding)
    assert not re.search(r"伪造|造假|其他需要的材料|尽快", said)


def test_a_list_is_the_same_however_often_it_is_made(case, listed):
    case.experts[1]["title"], case.plus_one["signed"] = "副教授", False
    assert listed(case).model_dump_json() == listed(case).model_dump_json()


def test_what_waits_for_an_unopened_file_is_announced_with_what_waits_for_it_in_turn(case, listed):
    """The award may stand in the locked file: so may whatever it will be held against the claim by."""
    case.drop("award")
    case.files["锁.pdf"] = {"status": "encrypted"}
    found = listed(case)
    assert [item.code for item in found.items] == ["FIL-02"]
    assert {"EVD-01", "EVD-03", "EVD-04", "EVD-10"} <= {one.code for one in found.announced if one.no == 1}
