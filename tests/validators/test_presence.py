"""DOC."""

import pytest

from schemas.field import Field


def test_without_a_recommendation_form_its_content_is_not_judged_but_announced(case, report, listed):
    case.drop("form")
    case.experts, case.plus_one, case.toc = [], None, []
    lines = report(case)
    assert {"DOC-01 fail -", "REC-01 not_applicable -", "PLU-01 not_applicable -"} <= set(lines)
    assert "REC-04 not_applicable /recommendation/experts" in lines
    found = listed(case)
    assert [item.code for item in found.items] == ["DOC-01"]
    codes = {one.code for one in found.announced}
    assert {f"REC-{n:02}" for n in range(1, 13)} | {f"PLU-{n:02}" for n in (*range(1, 10), 15)} <= codes


def test_recommendations_as_letters_are_recommendation_materials(case, report):
    case.drop("form")
    assert "DOC-01 pass -" in report(case)


def test_an_unopened_file_does_not_hide_that_the_form_is_missing_and_the_remedy_says_so(case, listed):
    case.drop("form")
    case.experts, case.plus_one = [], None
    case.files["附件.pdf"] = {"status": "unreadable"}
    items = listed(case).items
    assert [item.code for item in items] == ["FIL-01", "DOC-01"]
    assert "随该文件一并重新提交即可" in items[1].remedy


def test_no_evidence_at_all_is_one_item_for_everything_it_cures(case, demands):
    assert demands(case.without_evidence()) == ["DOC-02['CAT-01']"]


def test_evidence_of_any_kind_is_enough(case, report):
    assert "DOC-02 pass -" in report(case)


def test_an_unclassified_material_may_be_the_evidence(case, report):
    case.without_evidence().documents["paper"] = {"type": "other", "text": "沈知遥 工作总结"}
    assert "DOC-02 undetermined -" in report(case)


def test_a_page_that_is_hardly_legible_may_be_the_evidence_of_each_achievement(case, report):
    case.without_evidence().documents["scan"] = {"type": "other"}
    case.qualities["scan"], case.placements["scan"] = "poor", "unassigned"
    assert {"DOC-02 undetermined -", "EVD-01 undetermined /application/achievements/0"} <= set(report(case))


def test_a_missing_opinion_is_asked_for_and_its_content_announced(case, listed):
    case.drop("opinion").opinion = None
    found = listed(case)
    assert [item.code for item in found.items] == ["DOC-03"]
    assert {"UNI-01", "UNI-03", "UNI-04", "UNI-05", "PUB-06"} <= {one.code for one in found.announced}


def test_an_empty_slot_for_the_opinion_is_no_opinion(case, report):
    case.drop("opinion").opinion = {
        "text": None,
        "conclusion": None,
        "signed_on": None,
        "sealed": False,
        "document": "application",
    }
    assert "DOC-03 fail -" in report(case)


def test_an_opinion_passes(case, report):
    assert "DOC-03 pass -" in report(case)


def test_a_freelancer_has_no_employer_whose_opinion_could_be_missing(case, report):
    case.freelance().opinion = None
    assert "DOC-03 not_applicable -" in report(case)


def test_publicity_that_no_material_speaks_of_is_missing(case, report):
    case.drop("publicity").publicity = None
    assert "DOC-04 fail -" in report(case)


def test_publicity_told_in_the_opinion_needs_no_certificate(case, report):
    case.drop("publicity").publicity |= {"document": "opinion", "holders": ...}
    assert {"DOC-04 pass -", "PUB-07 pass /employer_review/publicity"} <= set(report(case))


def test_a_sentence_without_days_is_publicity_without_days(case, report):
    case.drop("publicity").publicity = None
    case.documents["opinion"]["tags"] = ("publicity_stated",)
    assert {"DOC-04 pass -", "PUB-01 fail /employer_review/publicity"} <= set(report(case))


@pytest.mark.parametrize("type_", ["social_insurance_record", "employment_certificate"])
def test_any_one_paper_shows_the_employment(case, report, type_):
    case.drop("contract").documents["paper"] = {"type": type_, "holder": "沈知遥", "employer": "北京青禾数据技术有限公司"}
    assert "DOC-05 pass -" in report(case)


def test_no_paper_at_all_is_missing_and_the_contracts_rule_is_announced(case, listed):
    found = listed(case.drop("contract"))
    assert [item.code for item in found.items] == ["DOC-05"]
    assert "EMP-04" in {one.code for one in found.announced}


@pytest.mark.parametrize(
    "said",
    ["沈知遥同志系我单位在职专业技术人员，同意推荐。", "该同志与本公司签有劳动合同，同意推荐。", "其人事关系在我院，同意推荐。"],
)
def test_the_employers_own_word_shows_the_employment(case, report, said):
    case.drop("contract").opinion["text"] = said
    assert "DOC-05 pass -" in report(case)


def test_praise_of_the_work_alone_shows_no_employment(case, report):
    case.drop("contract").opinion["text"] = "该同志政治立场坚定，工作认真负责，近年考核均为合格以上等次。同意推荐。"
    assert "DOC-05 fail -" in report(case)


def test_a_practice_is_barred_from_notices_until_the_profile_names_a_number(profile):
    assert all(rule.notice == "never" for rule in profile.rules if rule.basis_type == "practice")


def test_foreign_material_without_a_translation_is_a_hint(case, report):
    case.documents["award"]["tags"] = ("foreign_language",)
    assert "DOC-11 fail /documents/10" in report(case)


def test_an_unread_slot_is_never_missing(case, report):
    case.applicant["name"] = Field(state="unreadable")
    assert "APP-01 undetermined /applicant" in report(case)


def test_a_page_that_nobody_can_read_may_be_the_evidence_and_is_asked_for_once(case, listed):
    """FIL-03 asks for it again; what it will be held to is announced with that item."""
    case.without_evidence()
    case.qualities["blurred"], case.placements["blurred"] = "unreadable", "unassigned"
    case.files["blurred.pdf"] = {}
    found = listed(case)
    assert [item.code for item in found.items] == ["FIL-03"]
    assert {("DOC-02", 1), ("CAT-01", 1)} <= {(one.code, one.blocked_by) for one in found.referrals}
    assert {"DOC-02", "EVD-01", "EVD-03", "EVD-10"} <= {one.code for one in found.announced}


def test_what_is_missing_may_stand_on_a_page_that_nobody_can_read_and_the_remedy_says_so(case, listed):
    case.drop("contract")
    case.qualities["blurred"], case.placements["blurred"] = "unreadable", "unassigned"
    case.files["blurred.pdf"] = {}
    (item,) = [item for item in listed(case).items if item.code == "DOC-05"]
    assert "如已包含在无法辨认的《blurred.pdf》中" in item.remedy
