"""PLU, and the matrix of Article 4."""

import pytest

from schemas.document import Passage
from schemas.field import Field
from schemas.geometry import Place
from validators.facts.posts import is_principal

UNREAD = Field(state="unreadable")
PLUS = "/recommendation/plus_one"


def test_no_plus_one_is_one_item_with_its_content_announced(case, listed):
    case.plus_one = None
    found = listed(case)
    assert [item.code for item in found.items] == ["PLU-01"]
    assert {f"PLU-{n:02}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 15)} <= {one.code for one in found.announced}
    assert "所在单位主要负责人" in found.items[0].remedy


def test_a_printed_block_that_nobody_filled_in_is_no_plus_one(case, demands):
    case.plus_one = dict.fromkeys(case.plus_one) | {"signed": False, "sealed": False}
    assert demands(case) == ["PLU-01"]


@pytest.mark.parametrize(("kinds", "outcome"), [(("position", "organisation"), "undetermined"), (("position",), "fail")])
def test_a_body_and_an_office_that_stand_in_no_block_may_be_the_plus_one(case, report, kinds, outcome):
    case.plus_one = None
    place = Place(file="form.pdf", page=1)
    case.documents["form"]["loose"] = tuple(Passage(text="某某协会会长", place=place, kind=kind) for kind in kinds)
    assert f"PLU-01 {outcome} -" in report(case)


def test_an_unread_page_of_the_form_may_be_the_plus_one(case, report):
    case.plus_one = None
    case.qualities["form"] = "unreadable"
    assert "PLU-01 undetermined -" in report(case)


@pytest.mark.parametrize(
    ("condition", "organisation"),
    [
        (1, "北京软件行业协会"), (1, "北京市科学技术委员会"), (1, "北京市海淀区人力资源和社会保障局"),
        (2, "北京青禾数据技术有限公司"), (2, "北京市文化和旅游局"), (2, "北京市朝阳区人力资源和社会保障局"),
        (3, "北京青禾数据技术有限公司"), (3, "北京市西城区人力资源和社会保障局"), (3, "英国皇家化学会"),
        (4, "北京青禾数据技术有限公司"), (4, "北京软件行业协会"), (4, "北辰大学"), (4, "英国皇家化学会"),
    ],
)  # fmt: skip
def test_a_body_that_article_4_does_not_name_for_the_item_does_not_fit(case, report, condition, organisation):
    case.under(condition).plus_one["organisation"] = organisation
    assert f"PLU-02 fail {PLUS}" in report(case)


@pytest.mark.parametrize("body", ["北京影窗皮影剧社", "北京鼓韵曲艺团", "北京琢璞轩玉器厂", "北京京畿晚报社", "北京城垣博物馆"])
def test_a_troupe_a_paper_or_a_museum_is_neither_authority_nor_association(case, report, body):
    case.under(3).plus_one["organisation"] = body
    assert f"PLU-02 fail {PLUS}" in report(case)


@pytest.mark.parametrize("body", ["北京燕山果业技术推广站", "北京云居古籍修复中心"])
def test_a_station_or_centre_may_be_an_authoritys_own_and_is_asked_about(case, report, body):
    case.under(3).plus_one["organisation"] = body
    assert f"PLU-02 undetermined {PLUS}" in report(case)


@pytest.mark.parametrize(
    ("condition", "organisation"),
    [
        (1, "北京青禾数据技术有限公司"), (2, "英国皇家化学会"), (2, "Royal Society of Chemistry"), (3, "北京软件行业协会"),
        (3, "北京市经济和信息化局"), (4, "北京市人力资源和社会保障局"), (4, "中共北京市海淀区委组织部"),
        (4, "北京市东城区人才工作局"),
    ],
)  # fmt: skip
def test_a_body_that_article_4_names_for_the_item_fits(case, report, condition, organisation):
    case.under(condition).plus_one["organisation"] = organisation
    assert f"PLU-02 pass {PLUS}" in report(case)


@pytest.mark.parametrize(("condition", "organisation"), [(4, "北京海外学人中心"), (3, "北辰发展服务站"), (2, "北辰发展组织")])
def test_a_body_of_a_kind_that_is_not_plain_is_asked_about(case, report, condition, organisation):
    case.under(condition).plus_one["organisation"] = organisation
    assert f"PLU-02 undetermined {PLUS}" in report(case)


def test_under_two_items_one_that_fits_is_enough(case, report):
    case.application["conditions"] = [1, 4]
    assert f"PLU-02 pass {PLUS}" in report(case)


def test_without_a_condition_the_matrix_waits_for_it(case, report):
    case.application["conditions"] = None
    case.plus_one["organisation"] = "北京软件行业协会"
    assert {"APP-07 fail /application", f"PLU-02 not_applicable {PLUS}"} <= set(report(case))


@pytest.mark.parametrize(
    ("name", "code"), [("name", "PLU-03"), ("position", "PLU-04"), ("opinion", "PLU-09"), ("signed_on", "PLU-15")]
)
@pytest.mark.parametrize(("value", "outcome"), [(None, "fail"), (UNREAD, "undetermined")])
def test_an_empty_slot_is_missing_and_an_unread_one_is_asked_about(case, report, name, code, value, outcome):
    case.plus_one[name] = value
    assert f"{code} {outcome} {PLUS}" in report(case)


def test_a_sentence_that_only_leads_to_an_opinion_is_none(case, report):
    case.plus_one["opinion"] = "本人王明远，现任总经理，联系电话01060000000。依据办法第四条，实名举荐如下："
    assert f"PLU-09 fail {PLUS}" in report(case)


@pytest.mark.parametrize("opinion", ["举荐", "现就沈知遥同志申报高级职称提出如下举荐意见："])
def test_a_scrap_of_the_label_is_no_opinion_either(case, report, opinion):
    case.plus_one["opinion"] = opinion
    assert f"PLU-09 fail {PLUS}" in report(case)


def test_where_all_of_the_plus_one_may_stand_elsewhere_nothing_of_it_is_demanded(case, report):
    case.plus_one |= {"name": None, "position": None, "opinion": None}
    text = "沈知遥业绩特别优秀，经研究，本人实名举荐其申报正高级职称。"
    case.documents["form"]["loose"] = (Passage(text=text, place=Place(file="form.pdf", page=1)),)
    asked = {f"{code} undetermined {PLUS}" for code in ("PLU-03", "PLU-04", "PLU-09")}
    assert asked <= set(report(case))


def test_where_no_form_names_the_employer_who_reviewed_may_be_it(case, report):
    case.applicant["employer"] = None
    del case.documents["contract"]
    assert f"PLU-06 pass {PLUS}" in report(case)
    case.plus_one["organisation"] = "北京远帆软件股份有限公司"
    assert f"PLU-06 undetermined {PLUS}" in report(case)


@pytest.mark.parametrize("code", ["PLU-03", "PLU-04", "PLU-05", "PLU-06", "PLU-08", "PLU-09", "PLU-15"])
def test_a_complete_plus_one_passes(case, report, code):
    assert f"{code} pass {PLUS}" in report(case)


@pytest.mark.parametrize(
    "position",
    [
        "总经理",
        "董事长兼总经理",
        "党组书记、局长",
        "法定代表人",
        "所长",
        "馆长",
        "理事长",
        "会长",
        "主席",
        "校长",
        "执行合伙人",
        "President",
        "会长（法定代表人）",
        "某某单位负责人",
        "Managing Director",
    ],
)
def test_the_head_is_the_principal(position):
    assert is_principal(position, "某某单位") == "yes"


@pytest.mark.parametrize(
    "position",
    [
        "副总经理",
        "副会长",
        "常务副会长",
        "人力资源部经理",
        "财务总监",
        "技术部主任",
        "办公室主任",
        "项目经理",
        "研发中心副主任",
        "总经理助理",
        "党组成员、副局长",
        "Vice President",
    ],
)
def test_deputies_and_heads_of_departments_are_not(position):
    assert is_principal(position, "某某单位") == "no"


@pytest.mark.parametrize(
    "position",
    [
        "副院长（主持工作）",
        "执行院长",
        "名誉会长",
        "原总经理",
        "党委书记、副院长",
        "秘书长",
        "副理事长兼秘书长",
        "总工程师",
        "合伙人",
    ],
)
def test_acting_and_executive_heads_and_others_are_asked_about(position):
    assert is_principal(position, "某某单位") == "unclear"


def test_a_director_heads_a_centre_and_not_a_company():
    assert is_principal("主任", "北京某某中心") == "yes"
    assert is_principal("主任", "北京某某有限公司") == "unclear"


@pytest.mark.parametrize("condition", [1, 2, 3])
def test_a_deputy_does_not_do_where_the_article_says_principal(case, report, condition):
    case.under(condition).plus_one["position"] = "副会长"
    assert f"PLU-05 fail {PLUS}" in report(case)


def test_a_deputy_does_where_the_article_says_head_only(case, report):
    case.under(4).plus_one["position"] = "副局长"
    assert f"PLU-05 not_applicable {PLUS}" in report(case)


def test_an_executive_president_is_asked_about(case, report):
    case.plus_one["position"] = "执行总裁"
    assert f"PLU-05 undetermined {PLUS}" in report(case)


def test_without_a_post_nothing_is_said_of_it(case, report):
    case.plus_one["position"] = None
    assert f"PLU-05 not_applicable {PLUS}" in report(case)


def test_the_head_of_another_company_is_nonconforming(case, report):
    case.plus_one["organisation"] = "北京远帆软件有限公司"
    assert f"PLU-06 fail {PLUS}" in report(case)


@pytest.mark.parametrize("organisation", ["青禾数据技术有限公司", "北京青禾数据技术集团", "北京青禾数据有限公司"])
def test_a_parent_company_or_another_form_of_the_name_is_asked_about(case, report, organisation):
    case.plus_one["organisation"] = organisation
    assert f"PLU-06 undetermined {PLUS}" in report(case)


def test_a_freelancer_under_the_first_item_has_no_employer_whose_head_could_recommend(case, report):
    case.freelance().application["conditions"] = [1]
    assert f"PLU-06 undetermined {PLUS}" in report(case)


def test_the_employers_head_is_not_asked_for_under_another_item(case, report):
    assert f"PLU-06 not_applicable {PLUS}" in report(case.under(3))


@pytest.mark.parametrize("organisation", ["英国皇家化学会", "Royal Society of Chemistry", "皇家化学会"])
def test_the_certifying_body_is_known_by_all_its_names(case, report, organisation):
    case.under(2).plus_one["organisation"] = organisation
    assert f"PLU-07 pass {PLUS}" in report(case)


def test_another_certifying_body_is_nonconforming(case, report):
    case.under(2).plus_one["organisation"] = "电气电子工程师学会"
    assert f"PLU-07 fail {PLUS}" in report(case)


def test_an_office_of_the_certifying_body_is_asked_about(case, report):
    case.under(2).plus_one["organisation"] = "皇家测绘学会北京代表处"
    assert f"PLU-07 undetermined {PLUS}" in report(case)


def test_without_a_certificate_the_body_waits_for_it(case, report, reason):
    case.under(2).drop("fellow")
    assert f"PLU-07 not_applicable {PLUS}" in report(case)
    assert reason(case, "PLU-07") == "absent:CAT-03"


@pytest.mark.parametrize(("signed", "outcome"), [(False, "fail"), (Field(state="read"), "undetermined")])
def test_a_signature_is_missing_or_cannot_be_seen(case, report, signed, outcome):
    case.plus_one["signed"] = signed
    assert f"PLU-08 {outcome} {PLUS}" in report(case)


def test_a_missing_seal_is_practice_and_never_reaches_the_notice(case, listed):
    case.plus_one["sealed"] = False
    found = listed(case)
    assert (found.items, [(flag.code, flag.promotable) for flag in found.flags]) == ((), [("PLU-10", False)])


@pytest.mark.parametrize(
    ("organisation", "outcome"), [("中国软件行业协会", "fail"), ("河北省软件行业协会", "fail"), ("北京软件行业协会", "pass")]
)
def test_an_association_that_is_not_of_the_city_is_for_the_reviewer(case, report, organisation, outcome):
    case.under(3).plus_one["organisation"] = organisation
    assert f"PLU-11 {outcome} {PLUS}" in report(case)


@pytest.mark.parametrize(("organisation", "outcome"), [("北京市科学技术委员会", "fail"), ("北京市人力资源和社会保障局", "pass")])
def test_an_authority_that_is_not_plainly_for_talents_is_for_the_reviewer(case, report, organisation, outcome):
    case.under(4).plus_one["organisation"] = organisation
    assert f"PLU-12 {outcome} {PLUS}" in report(case)


def test_an_applicant_who_recommends_himself_as_head_is_a_hint_to_promote_or_drop(case, listed):
    case.plus_one["name"] = "沈知遥"
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("PLU-13", True)]


def test_a_plus_one_who_is_an_expert_too_is_a_hint(case, report):
    case.plus_one |= {"name": "纪明河", "phone": "13900000002"}
    assert f"PLU-14 fail {PLUS}" in report(case)


def test_a_plus_one_of_his_own_passes_both(case, report):
    assert {f"PLU-13 pass {PLUS}", f"PLU-14 pass {PLUS}"} <= set(report(case))


def test_a_date_after_the_submission_is_nonconforming(case, report):
    case.plus_one["signed_on"] = "2026-05-13"
    assert f"PLU-15 fail {PLUS}" in report(case)


def test_a_form_without_a_place_for_the_date_needs_none(case, report):
    case.plus_one["signed_on"] = ...
    assert f"PLU-15 not_applicable {PLUS}" in report(case)


def test_one_new_recommendation_cures_kind_employer_and_post(case, demands):
    case.plus_one |= {"organisation": "北京软件行业协会", "position": "副会长"}
    assert demands(case) == ["PLU-02['PLU-05', 'PLU-06']"]
