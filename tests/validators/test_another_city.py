"""Another city is another folder: the example of 云浦 asks for two experts, seven days and its own items; no code knows it."""

import pytest

from validators.deficiencies import list_deficiencies
from validators.judge import expected, judge
from validators.notice import compose
from validators.profile import load_profile

EMPLOYER = "云浦青禾数据技术有限公司"


@pytest.fixture(scope="module")
def yunpu():
    return load_profile("example-yunpu-2025").on("2026-05-12")


@pytest.fixture
def local(case):
    """The complete dossier as 云浦 wants it: two experts, eight working days, an employer of that city."""
    case.experts = case.experts[:2]
    case.applicant["employer"] = case.reviewer = EMPLOYER
    case.plus_one["organisation"] = case.publicity["issuer"] = case.opinion["issuer"] = case.opinion["seal_text"] = EMPLOYER
    case.documents["contract"]["employer"] = case.documents["publicity"]["issuer"] = EMPLOYER
    case.publicity["start"] = "2026-04-09"
    return case


@pytest.fixture
def told(yunpu):
    """The deficiency list of a draft in 云浦."""

    def listed(draft):
        made = draft.case()
        return list_deficiencies(made, judge(made, yunpu, draft.submitted), yunpu)

    return listed


def items(found):
    return [item.code for item in found.items]


def test_a_complete_dossier_is_complete(local, told):
    found = told(local)
    assert (found.status, items(found), found.referrals, found.flags) == ("complete", [], (), ())


def test_two_experts_are_enough_here_and_too_few_in_beijing(local, told, demands):
    assert items(told(local)) == []
    assert "REC-01" in demands(local)


def test_one_expert_is_too_few(local, told):
    local.experts = local.experts[:1]
    found = told(local)
    assert items(found) == ["REC-01"]
    assert found.items[0].remedy == "请补充至2名具有正高级职称的同行专家推荐。"


def test_six_working_days_are_too_short_here_and_long_enough_in_beijing(local, told, demands):
    local.publicity["start"] = "2026-04-13"
    found = told(local)
    assert items(found) == ["PUB-02"]
    assert "不足7个工作日" in found.items[0].message
    assert not [code for code in demands(local) if code.startswith("PUB")]


@pytest.mark.parametrize(
    ("item", "organisation", "position", "demanded"),
    [
        (1, EMPLOYER, "总经理", []),
        (1, EMPLOYER, "副总经理", ["PLU-05"]),
        (1, "云浦软件行业协会", "会长", ["PLU-02"]),
        (2, "云浦软件行业协会", "会长", []),
        (2, "云浦软件行业协会", "副会长", []),
        (2, EMPLOYER, "总经理", ["PLU-02"]),
    ],
)
def test_each_item_has_its_own_recommender(local, told, item, organisation, position, demanded):
    """Under the second item the regulation says 负责人, and a deputy is not turned away."""
    local.application["conditions"] = [item]
    local.plus_one |= {"organisation": organisation, "position": position}
    assert items(told(local)) == demanded


def test_this_city_is_another_one(local, yunpu):
    def outcome():
        return next(check.outcome for check in judge(local.case(), yunpu, local.submitted) if check.code == "EMP-02")

    local.applicant["employer_uscc"] = None
    assert outcome() == "pass"
    local.applicant["employer"] = "北京青禾数据技术有限公司"
    assert outcome() == "fail"


def test_the_notice_speaks_of_the_regulation_of_this_city(local, told, yunpu):
    local.experts = local.experts[:1]
    notice = compose(local.case(), told(local), yunpu)
    assert notice.title == "申报材料补正一次性告知书"
    assert "云人社发〔2025〕8号" in notice.legal_basis
    assert notice.matter.endswith("申报条件：《办法》第二条第（一）项）")
    assert notice.items[0].basis == ("《办法》第三条",)


def test_what_its_rules_say_is_never_of_beijing(yunpu):
    texts = {text for rule in yunpu.rules for text in (rule.title, rule.message, rule.remedy, rule.requirement, *rule.basis)}
    assert not [text for text in texts if "北京" in text or "举荐" in text or "第七条" in text]


def test_every_rule_gives_an_outcome_for_every_subject_here_too(local, yunpu):
    assert len(judge(local.case(), yunpu, local.submitted)) == expected(local.case(), yunpu)
