"""REC."""

import pytest

from schemas.document import Passage
from schemas.field import Field
from schemas.geometry import Place
from schemas.recommenders import Exited
from validators.deficiencies import list_deficiencies
from validators.judge import judge

from .conftest import EMPLOYER

UNREAD = Field(state="unreadable")
FIRST, SECOND, THIRD = (f"/recommendation/experts/{n}" for n in range(3))


def unsure(value):
    return Field(value=value, state="read", confidence=0.6)


def test_two_experts_are_too_few_and_what_a_third_must_satisfy_is_announced(case, listed):
    case.experts.pop()
    found = listed(case)
    assert [item.code for item in found.items] == ["REC-01"]
    assert {f"REC-{n:02}" for n in range(2, 13)} <= {one.code for one in found.announced}


def test_a_printed_block_that_nobody_filled_in_is_no_expert_and_not_judged(case, report, demands):
    case.experts[2] = dict.fromkeys(case.experts[2]) | {"signed": False}
    assert demands(case) == ["REC-01"]
    assert "REC-08 not_applicable /recommendation/experts/2" in report(case)


@pytest.mark.parametrize(("kind", "outcome"), [("title", "undetermined"), ("date", "fail")])
def test_a_third_may_be_whom_the_form_names_in_no_block(case, report, kind, outcome):
    case.experts.pop()
    case.documents["form"]["loose"] = (Passage(text="研究员", place=Place(file="form.pdf", page=1), kind=kind),)
    assert f"REC-01 {outcome} -" in report(case)


def test_three_experts_pass(case, report):
    assert "REC-01 pass -" in report(case)


def test_pages_of_the_form_that_were_not_read_may_name_a_third(case, listed):
    case.experts.pop()
    case.qualities["form"] = "unreadable"
    found = listed(case)
    assert ("REC-01", 1) in [(one.code, one.blocked_by) for one in found.referrals]


def test_an_expert_without_a_name_is_one_item(case, demands):
    case.experts[1]["name"] = None
    assert demands(case) == ["REC-02['REC-01']"]


def test_a_name_that_could_not_be_read_is_asked_about(case, report):
    case.experts[1]["name"] = UNREAD
    assert {f"REC-02 undetermined {SECOND}", "REC-01 pass -"} <= set(report(case))


def test_a_named_expert_passes(case, report):
    assert f"REC-02 pass {FIRST}" in report(case)


@pytest.mark.parametrize("title", [None, "无", "／"])
def test_an_empty_title_is_missing_and_its_rank_not_judged(case, report, title):
    case.experts[0]["title"] = title
    lines = report(case)
    assert f"REC-03 fail {FIRST}" in lines
    if title is None:
        assert {f"REC-04 not_applicable {FIRST}", f"REC-05 not_applicable {FIRST}"} <= set(lines)


def test_a_title_that_could_not_be_read_is_asked_about(case, report):
    case.experts[0]["title"] = UNREAD
    assert f"REC-03 undetermined {FIRST}" in report(case)


@pytest.mark.parametrize(
    "title",
    [
        "副教授",
        "高级工程师",
        "主任记者",
        "一级翻译",
        "副主任医师",
        "二级演员",
        "助理研究员",
        "一级飞行员",
        "高级教师",
        "主任播音员",
    ],
)
def test_a_lower_title_is_not_of_full_rank(case, report, title):
    case.experts[1]["title"] = title
    assert f"REC-04 fail {SECOND}" in report(case)


@pytest.mark.parametrize(
    "title",
    ["教授", "高级记者", "高级编辑", "编审", "译审", "一级演员", "研究馆员", "主任医师", "教授级高级工程师", "国家级教练",
     "教授、博士生导师", "一级公证员", "农业技术推广研究员"],
)  # fmt: skip
def test_a_full_title_passes(case, report, title):
    case.experts[1]["title"] = title
    assert {f"REC-04 pass {SECOND}", f"REC-05 pass {SECOND}"} <= set(report(case))


@pytest.mark.parametrize("title", ["高工", "博士生导师", "首席科学家", "特聘教授", "正高级", "院士", "Professor", "大国工匠"])
def test_a_title_that_matches_nothing_is_a_question_and_never_a_lower_rank(case, report, title):
    case.experts[1]["title"] = title
    assert {f"REC-05 undetermined {SECOND}", f"REC-04 not_applicable {SECOND}"} <= set(report(case))


def test_a_lower_title_that_was_read_poorly_is_asked_about(case, report):
    case.experts[1]["title"] = unsure("副教授")
    assert f"REC-04 undetermined {SECOND}" in report(case)


@pytest.mark.parametrize("shared", ["employer", "phone"])
def test_one_person_twice_is_one_item(case, demands, shared):
    case.experts[2] |= {"name": "顾长风", shared: case.experts[0][shared]}
    assert demands(case) == ["REC-06['REC-01']"]


def test_a_page_handed_in_twice_repeats_a_person_and_lacks_nobody(case, report):
    case.experts.append(dict(case.experts[0]))
    assert "REC-06 pass /recommendation/experts/3" in report(case)
    assert "REC-06 fail /recommendation/experts/3" not in report(case)


def test_a_namesake_elsewhere_is_asked_about(case, report):
    case.experts[2]["name"] = "顾长风"
    assert "REC-06 undetermined /recommendation/experts/2" in report(case)


def test_three_different_persons_pass_in_every_pair(case, report):
    assert report(case).count("REC-06 pass /recommendation/experts/2") == 2


def test_the_applicant_is_no_expert(case, report):
    case.experts[1] |= {"name": "沈知遥", "employer": "北京青禾数据技术有限公司"}
    assert f"REC-07 fail {SECOND}" in report(case)


def test_an_expert_of_the_applicants_name_at_another_place_is_asked_about(case, report):
    case.experts[1]["name"] = "沈知遥"
    assert f"REC-07 undetermined {SECOND}" in report(case)


def test_the_applicant_is_known_by_the_contract_where_the_forms_name_no_employer(case, report):
    case.applicant["employer"] = None
    case.experts[1] |= {"name": "沈知遥", "employer": EMPLOYER}
    assert {f"REC-07 fail {SECOND}", "EMP-01 fail /applicant"} <= set(report(case))


def test_an_expert_of_the_contracts_employer_is_of_the_applicants_house(case, report):
    case.applicant["employer"], case.experts[0]["employer"] = None, EMPLOYER
    assert f"REC-15 fail {FIRST}" in report(case)


def test_another_person_is_not_the_applicant(case, report):
    assert f"REC-07 pass {FIRST}" in report(case)


@pytest.mark.parametrize(
    ("opinion", "outcome"), [(None, "fail"), ("　／　", "fail"), ("同意举荐。", "pass"), (UNREAD, "undetermined")]
)
def test_an_opinion_has_words(case, report, opinion, outcome):
    case.experts[0]["opinion"] = opinion
    assert f"REC-08 {outcome} {FIRST}" in report(case)


def loose(text):
    return (Passage(text=text, place=Place(file="form.pdf", page=1, box=(0.1, 0.1, 0.9, 0.2))),)


def test_a_blank_opinion_is_asked_about_where_sentences_of_the_form_belong_to_nothing(case, report):
    case.experts[0]["opinion"] = None
    case.documents["form"]["loose"] = loose("本人与沈知遥相识多年，其业绩突出，")
    assert f"REC-08 undetermined {FIRST}" in report(case)


def test_a_blank_opinion_is_missing_where_what_is_left_over_recommends_nobody(case, report):
    case.experts[0]["opinion"] = None
    case.documents["form"]["loose"] = loose("本表须用钢笔填写，字迹清楚，不得涂改。")
    assert f"REC-08 fail {FIRST}" in report(case)


@pytest.mark.parametrize(("kind", "outcome"), [("title", "undetermined"), ("phone", "fail")])
def test_a_title_is_asked_about_where_one_stands_on_the_form_in_no_field(case, report, kind, outcome):
    case.experts[0]["title"] = None
    place = Place(file="form.pdf", page=1, box=(0.1, 0.1, 0.9, 0.2))
    case.documents["form"]["loose"] = (Passage(text="研究员", place=place, kind=kind),)
    assert f"REC-03 {outcome} {FIRST}" in report(case)


@pytest.mark.parametrize(
    ("signed", "outcome"),
    [
        (True, "pass"),
        (False, "fail"),
        (None, "fail"),
        (..., "undetermined"),
        (Field(state="read"), "undetermined"),
        (Field(value=False, state="read", confidence=0.4), "undetermined"),
        (Field(value=True, state="read", confidence=0.4), "undetermined"),
    ],
)
def test_a_signature_is_there_or_not_or_cannot_be_seen(case, report, signed, outcome):
    case.experts[0]["signed"] = signed
    assert f"REC-09 {outcome} {FIRST}" in report(case)


@pytest.mark.parametrize(
    ("signed_on", "outcome"), [(None, "fail"), (..., "undetermined"), ("2026-03", "pass"), (UNREAD, "undetermined")]
)
def test_a_date_is_asked_for_only_where_the_form_has_a_place_for_it(case, report, signed_on, outcome):
    case.experts[0]["signed_on"] = signed_on
    assert f"REC-10 {outcome} {FIRST}" in report(case)


@pytest.mark.parametrize(
    ("employer", "outcome"), [(None, "fail"), (..., "undetermined"), ("北辰大学", "pass"), (UNREAD, "undetermined")]
)
def test_an_employer_is_asked_for_only_where_the_form_has_a_place_for_it(case, report, employer, outcome):
    case.experts[0]["employer"] = employer
    assert f"REC-11 {outcome} {FIRST}" in report(case)


@pytest.mark.parametrize(("name", "code"), [("signed_on", "REC-10"), ("employer", "REC-11")])
def test_what_the_form_asks_no_expert_for_is_not_asked_for(case, report, name, code):
    for expert in case.experts:
        expert[name] = ...
    assert f"{code} not_applicable {FIRST}" in report(case)


@pytest.mark.parametrize(
    "opinion",
    [
        "史书瑶同志长期从事数据库研究，成果突出，同意举荐。",
        "史书瑶老师长期深耕课堂，教学成果丰硕，予以举荐。",
        "面对两难，史书瑶没有照搬国外路线。鉴于上述情况，郑重举荐史书瑶参加正高级职称考核认定。",
        "我与欧阳书瑶相识多年，同意推荐欧阳书瑶申报正高级职称。",
        "我曾两次参加史书瑶主持工作的评议。就接口而言，史书瑶的做法与通行方法不同。课题中史书瑶承担了最难的部分，特予举荐。",
        "应史书瑶本人请求，我审阅了材料，并当面交流。其做法与通行方法不同，愿意实名举荐。",
        "多年来与史书瑶在项目评审和学术交流中多有接触，对其比较了解，特予举荐。",
    ],
)
def test_an_opinion_about_somebody_else_is_nonconforming(case, report, opinion):
    case.experts[0]["opinion"] = opinion
    assert f"REC-12 fail {FIRST}" in report(case)


@pytest.mark.parametrize(
    "opinion",
    [
        "该同志业务精湛，同意举荐。",
        "沈知遥同志与王明远同志共同主持了平台建设。",
        "本人长期从事相关工作，对被举荐人十分了解，推荐其申报正高级职称。",
        "曾任首席架构师，成果在全国推广，同意推荐申报。",
    ],
)
def test_an_opinion_about_the_applicant_or_about_nobody_by_name_passes(case, report, opinion):
    case.experts[0]["opinion"] = opinion
    assert f"REC-12 pass {FIRST}" in report(case)


def test_a_word_that_looks_like_a_name_is_nobody(case, report):
    case.experts[0]["opinion"] = "该成果由高校承担试验，高校的工作表明效果良好，各高校提出的意见均已落实，同意举荐其申报。"
    assert f"REC-12 pass {FIRST}" in report(case)


@pytest.mark.parametrize(
    "opinion",
    [
        "其对石墨的研究深入，石墨具备优良性能，石墨符合标准要求，石墨达到国际水平，同意举荐其申报。",
        "其从事古籍保护，古籍的做法得到推广，与古籍在库房相伴，古籍长期保存的难题得以解决，同意举荐其申报。",
        "其成果顺应时代要求，应党组织要求在基层推广，与石墨在界面接触的机理得以阐明，同意举荐其申报。",
    ],
)
def test_a_word_that_looks_like_a_name_is_nobodys_fault(case, report, opinion):
    case.experts[0]["opinion"] = opinion
    assert f"REC-12 fail {FIRST}" not in report(case)


def test_another_name_that_stands_in_no_telling_place_is_asked_about(case, report):
    case.experts[0]["opinion"] = "其团队有王明远等骨干，测试由王明远负责，成果突出。"
    case.documents["form"]["names"] = ("王明远",)
    assert f"REC-12 undetermined {FIRST}" in report(case)


def test_what_is_built_as_a_name_and_comes_back_as_the_subject_is_asked_about(case, report):
    case.experts[0]["opinion"] = "在关键课题中，史书瑶承担了最难的部分。史书瑶带过十余名青年同行，同意举荐。"
    assert f"REC-12 undetermined {FIRST}" in report(case)
    case.documents["form"]["names"] = ("史书瑶",)
    assert f"REC-12 fail {FIRST}" in report(case)


def test_a_name_one_character_off_is_the_readers_fault_unless_the_text_is_exact(case, report):
    slip = "沈知瑶同志成果突出，同意举荐沈知瑶申报正高级职称。"
    case.experts[0]["opinion"] = Field(value=slip, state="read", confidence=0.95)
    assert f"REC-12 pass {FIRST}" in report(case)
    case.experts[0]["opinion"] = slip
    assert f"REC-12 undetermined {FIRST}" in report(case)


def test_a_date_after_the_submission_is_a_hint(case, report):
    case.experts[0]["signed_on"] = "2026-06-01"
    assert f"REC-13 fail {FIRST}" in report(case)


def test_a_surgeon_recommending_an_engineer_is_for_the_reviewer(case, report):
    case.experts[0] |= {"title": "主任医师", "specialty": "口腔颌面外科"}
    assert f"REC-14 fail {FIRST}" in report(case)


@pytest.mark.parametrize("specialty", ["分布式数据库", "计算机软件与理论", "人工智能", "某某新方向"])
def test_a_neighbouring_or_unknown_specialty_is_no_hint(case, report, specialty):
    case.experts[0]["specialty"] = specialty
    assert f"REC-14 pass {FIRST}" in report(case)


def test_an_expert_of_the_same_employer_is_a_hint_that_can_never_reach_a_notice(case, listed):
    case.experts[0]["employer"] = "北京青禾数据技术有限公司"
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("REC-15", False)]


def test_opinions_that_are_nearly_the_same_are_a_hint_on_the_later_one(case, checks):
    case.experts[2]["opinion"] = case.experts[1]["opinion"].replace("多家", "多个")
    (found,) = [check for check in checks(case) if check.code == "REC-16" and check.outcome == "fail"]
    assert (found.subject, found.related) == (THIRD, SECOND)


def test_opinions_in_their_own_words_pass(case, report):
    assert f"REC-16 pass {THIRD}" in report(case)


def test_the_same_ink_under_two_names_is_a_hint(case, report):
    case.experts[0]["signature"] = case.experts[1]["signature"] = "ffff000012345678"
    case.experts[2]["signature"] = "0000ffff12345678"
    lines = report(case)
    assert {f"REC-17 fail {FIRST}", f"REC-17 fail {SECOND}", f"REC-17 pass {THIRD}"} <= set(lines)


def test_one_person_may_sign_twice_alike(case, report):
    case.experts[0]["signature"] = case.plus_one["signature"] = "ffff000012345678"
    case.plus_one |= {"name": "顾长风", "phone": "13900000001"}
    assert f"REC-17 pass {FIRST}" in report(case)


def test_without_a_picture_nothing_is_said_of_the_signature(case, report):
    assert f"REC-17 not_applicable {FIRST}" in report(case)


def test_a_fourth_expert_is_a_hint_and_no_fault(case, report, demands):
    case.experts.append(
        case.experts[0] | {"name": "夏临舟", "phone": "13900000009", "employer": "西苑大学", "opinion": "沈知遥可堪重任，同意。"}
    )
    assert "REC-18 fail -" in report(case)
    assert demands(case) == []


def test_a_certificate_that_shows_a_lower_rank_than_the_form_is_nonconforming(case, report):
    case.documents["proof"] = {"type": "title_certificate", "holder": "罗闻笛", "title": "副研究员"}
    assert f"REC-20 fail {THIRD}" in report(case)


def test_a_certificate_of_the_same_rank_passes(case, report):
    case.documents["proof"] = {"type": "title_certificate", "holder": "罗闻笛", "title": "教授"}
    assert f"REC-20 pass {THIRD}" in report(case)


def test_the_applicants_own_certificate_under_a_name_that_was_misread_is_no_experts(case, report):
    case.applicant["name"] = Field(value="全远先", state="read", confidence=0.98, method="rapidocr")
    case.experts[2]["name"] = "仝远先"
    case.documents["proof"] = {"type": "title_certificate", "holder": "仝远先", "title": "副研究员"}
    assert f"REC-20 not_applicable {THIRD}" in report(case)


def test_a_certificate_whose_title_is_not_understood_is_asked_about(case, report):
    case.documents["proof"] = {"type": "title_certificate", "holder": "罗闻笛", "title": "首席专家"}
    assert f"REC-20 undetermined {THIRD}" in report(case)


def test_without_a_certificate_nothing_is_compared_and_nothing_demanded(case, report):
    assert f"REC-20 not_applicable {THIRD}" in report(case)


class TestThoseWhoHadToLeave:
    """REC-21: a hint for the reviewer, whoever it is about; nothing of it reaches a notice."""

    @pytest.fixture
    def found(self, profile):
        def judged(draft, *listed):
            exited = tuple(Exited(name=name, unit=unit, on="2026-01-05") for name, unit in listed)
            checks = judge(draft.case(), profile, draft.submitted, exited=exited)
            return [check for check in checks if check.code == "REC-21"]

        return judged

    @pytest.mark.parametrize("unit", ["京华大学", "京华大学文学院", "北京市京华大学"])
    def test_the_same_name_of_the_same_unit_is_on_the_list(self, case, found, unit):
        case.experts[1] |= {"name": "纪 明河", "employer": "京华大学文学院" if unit == "京华大学" else unit}
        listed = unit if unit != "北京市京华大学" else "北京京华大学"
        outcomes = [(check.subject, check.outcome) for check in found(case, ("纪明河", listed)) if check.outcome == "fail"]
        assert outcomes == [("/recommendation/experts/1", "fail")]

    def test_a_namesake_of_another_unit_is_a_hint_that_says_to_look_first(self, case, found):
        case.experts[1] |= {"name": "纪明河", "employer": "京华大学"}
        (hit,) = [check for check in found(case, ("纪明河", "北岭林场")) if check.outcome == "fail"]
        assert "同名者" in hit.message
        assert "北岭林场" in hit.message
        assert "请先核对是否同一人" in hit.message
        assert (hit.severity, hit.notice) == ("hint", "never")

    def test_it_never_asks_anything_of_the_applicant(self, case, found, profile):
        case.experts[1]["name"] = "纪明河"
        listed = list_deficiencies(case.case(), found(case, ("纪明河", "北岭林场")), profile)
        assert (listed.items, listed.referrals) == ((), ())
        assert [(flag.code, flag.promotable) for flag in listed.flags] == [("REC-21", False)]

    def test_another_name_passes_and_an_empty_list_says_nothing(self, case, found):
        assert {check.outcome for check in found(case, ("某某", "京华大学"))} == {"pass"}
        assert {check.outcome for check in found(case)} == {"not_applicable"}


@pytest.mark.parametrize("name", ["位", "位{", "{0}"])
def test_a_block_whose_name_can_be_none_was_read_across_its_slots_and_is_asked_about(case, listed, demands, name):
    case.experts[1] |= {"name": name, "signed_on": None}
    assert "REC-10" not in demands(case)
    asked = next(referral for referral in listed(case).referrals if referral.code == "REC-10")
    assert f"姓名读作“{name}”" in asked.question


def test_columns_taken_for_one_expert_are_asked_about_as_too_few(case, listed):
    case.experts[0]["employer"] = "清岚大学 衡远研究院 同泽医院"
    del case.experts[1:]
    (asked,) = [referral for referral in listed(case).referrals if referral.code == "REC-01"]
    assert "只读出1名" in asked.question
    assert "正高级职称" in asked.question


def test_a_form_in_which_no_block_of_an_expert_was_found_is_asked_about(case, report):
    case.experts.clear()
    assert "REC-01 undetermined -" in report(case)
