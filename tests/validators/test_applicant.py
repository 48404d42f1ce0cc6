"""APP and EMP."""

import pytest

from schemas.document import Passage
from schemas.field import Field
from schemas.geometry import Place

UNREAD = Field(state="unreadable")


def unsure(value):
    return Field(value=value, state="read", confidence=0.6)


def test_a_name_on_one_form_is_enough(case, report):
    case.documents["form"]["blocks"] = ({"kind": "applicant", "name": None},)
    assert "APP-01 pass /applicant" in report(case)


def test_no_name_on_any_form_is_missing(case, report):
    case.applicant["name"] = None
    case.documents["form"]["holder"] = case.documents["application"]["holder"] = ...
    assert "APP-01 fail /applicant" in report(case)


def test_a_name_in_no_field_is_sought_for_recommenders_and_not_for_the_applicant(case, report):
    case.applicant["name"] = None
    case.documents["form"]["holder"] = case.documents["application"]["holder"] = ...
    case.documents["form"]["loose"] = (Passage(text="沈知遥", place=Place(file="form.pdf", page=1), kind="name"),)
    assert "APP-01 fail /applicant" in report(case)


def test_a_name_that_could_not_be_read_is_asked_about(case, report):
    case.applicant["name"] = UNREAD
    assert "APP-01 undetermined /applicant" in report(case)


def test_a_number_with_a_wrong_check_digit_is_a_hint(case, report):
    case.applicant["id_number"] = "110108198402050025"
    assert "APP-02 fail /applicant" in report(case)


@pytest.mark.parametrize("number", ["11010519491231002X", "830000199001010012", "110108198402050026"])
def test_a_number_with_a_right_check_digit_passes(case, report, number):
    case.applicant["id_number"] = number
    assert "APP-02 pass /applicant" in report(case)


def test_a_passport_has_no_check_digit(case, report):
    case.applicant["id_number"] = "K68223749"
    assert "APP-02 not_applicable /applicant" in report(case)


def test_a_wrong_check_digit_may_be_a_fault_of_reading(case, report):
    case.applicant["id_number"] = unsure("110108198402050025")
    assert "APP-02 undetermined /applicant" in report(case)


@pytest.mark.parametrize(
    ("name", "other"),
    [("birth_date", "1984-03-05"), ("gender", "男"), ("name", "沈之遥"), ("id_number", "110108198403050021")],
)
def test_a_card_that_says_otherwise_than_the_form_is_nonconforming(case, report, name, other):
    case.documents["card"][name] = other
    assert "APP-03 fail /applicant" in report(case)


def test_form_and_card_that_agree_pass(case, report):
    assert "APP-03 pass /applicant" in report(case)


def test_a_month_without_a_day_agrees_with_the_day(case, report):
    case.applicant["birth_date"] = "1984-02"
    assert "APP-03 pass /applicant" in report(case)


def test_traditional_characters_are_the_same_name(case, report):
    case.applicant["name"], case.documents["card"]["name"] = "孙万国", "孫萬國"
    assert "APP-03 pass /applicant" in report(case)


def test_a_difference_that_may_be_a_fault_of_reading_is_asked_about(case, report):
    case.documents["card"]["birth_date"] = unsure("1984-03-05")
    assert "APP-03 undetermined /applicant" in report(case)


def by_one_reader(value):
    return Field(value=value, state="read", confidence=0.97, method="rapidocr")


def test_a_name_off_by_a_character_that_looks_like_the_other_is_asked_about_where_one_reader_read_it(case, report):
    case.applicant["name"], case.documents["card"]["name"] = by_one_reader("全孝广"), by_one_reader("仝孝广")
    assert "APP-03 undetermined /applicant" in report(case)
    case.documents["card"]["name"] = by_one_reader("金孝广")
    assert "APP-03 fail /applicant" in report(case)


def test_a_figure_off_that_the_forms_own_number_gives_as_the_card_does_is_asked_about(case, report):
    case.applicant["birth_date"] = by_one_reader("1984-02-06")
    assert "APP-03 undetermined /applicant" in report(case)
    case.applicant["birth_date"] = "1984-02-06"
    assert "APP-03 fail /applicant" in report(case)


def test_a_long_name_of_which_a_narrow_slot_shows_a_part_is_asked_about(case, report):
    case.applicant["name"] = by_one_reader("热依汗古丽·阿卜杜")
    case.documents["card"]["name"] = "热依汗古丽·阿卜杜拉"
    assert "APP-03 undetermined /applicant" in report(case)


def test_without_a_card_there_is_nothing_to_compare(case, report):
    assert "APP-03 not_applicable /applicant" in report(case.drop("card"))


def test_another_name_on_the_card_is_one_item_with_the_form_it_stands_on(case, listed):
    case.documents["card"]["name"] = "沈之遥"
    assert [(item.code, item.also) for item in listed(case).items] == [("APP-03", ("XCH-01",))]


def test_an_expired_card_is_for_the_reviewer_only(case, listed):
    case.documents["card"]["valid_to"] = "2026-01-01"
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("APP-04", False)]


@pytest.mark.parametrize("level", [None, "中级"])
def test_a_level_that_is_not_senior_is_asked_for(case, report, level):
    case.application["level"] = level
    assert "APP-05 fail /application" in report(case)


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [("application", "level", "APP-05 undetermined /application"), ("applicant", "phone", "APP-09 undetermined /applicant")],
)
def test_what_no_form_seems_to_ask_for_may_be_asked_for_in_other_words(case, report, kind, name, code):
    getattr(case, kind)[name] = ...
    assert any(line.startswith(code) for line in report(case))


@pytest.mark.parametrize("level", ["正高级", "副高级"])
def test_both_senior_levels_pass(case, report, level):
    case.application["level"] = case.publicity["level"] = level
    assert "APP-05 pass /application" in report(case)


def test_a_level_that_could_not_be_read_is_asked_about(case, report):
    case.application["level"] = UNREAD
    assert "APP-05 undetermined /application" in report(case)


@pytest.mark.parametrize("name", ["series", "specialty"])
def test_an_empty_series_or_specialty_is_missing(case, report, name):
    case.application[name] = None
    assert "APP-06 fail /application" in report(case)


def test_a_form_with_one_slot_for_series_and_specialty_is_filled_in(case, report):
    case.application["specialty"] = ...
    assert "APP-06 pass /application" in report(case)


def test_a_specialty_that_could_not_be_read_is_asked_about(case, report):
    case.application["specialty"] = UNREAD
    assert "APP-06 undetermined /application" in report(case)


def test_no_condition_and_no_plus_one_is_missing_and_what_hangs_on_it_announced(case, listed):
    case.application["conditions"], case.plus_one = None, None
    found = listed(case)
    assert [item.code for item in found.items] == ["APP-07", "PLU-01"]
    assert {"CAT-01", "CAT-03", "CAT-09"} <= {one.code for one in found.announced if one.no == 1}


def test_a_condition_that_the_plus_one_alone_admits_is_put_to_a_person(case, report):
    case.application["conditions"] = None
    assert "APP-07 undetermined /application" in report(case)


def test_a_stated_condition_passes(case, report):
    assert "APP-07 pass /application" in report(case)


def test_what_follows_from_a_condition_that_was_not_surely_read_is_asked_and_not_demanded(case, report, listed):
    case.application["conditions"] = Field(value=[2], state="read", confidence=0.5)
    found = report(case)
    assert {"APP-07 undetermined /application", "CAT-03 undetermined -", "PLU-02 undetermined /recommendation/plus_one"} <= set(
        found
    )
    assert {"CAT-03", "PLU-02"} <= {asked.code for asked in listed(case).referrals if "请先核对" in asked.question}
    case.application["conditions"] = Field(value=[2], state="read", confidence=0.9)
    assert {"CAT-03 fail -", "PLU-02 fail /recommendation/plus_one"} <= set(report(case))


def test_what_follows_from_a_condition_that_the_forms_state_differently_is_asked_and_not_demanded(case, report):
    case.under(2).drop("fellow")
    case.documents["form"]["blocks"] = ({"kind": "application", **case.application},)
    case.documents["application"]["blocks"] = ({"kind": "application", **case.application, "conditions": [1]},)
    assert "CAT-03 undetermined -" in report(case)
    case.documents["application"]["blocks"] = ({"kind": "application", **case.application},)
    assert "CAT-03 fail -" in report(case)


def test_two_conditions_are_a_hint(case, report):
    case.application["conditions"] = [1, 3]
    assert "APP-08 fail /application" in report(case)


@pytest.mark.parametrize(
    "phone",
    [
        None,
        "1380000"  # a mobile number cut short
        "123",
    ],
)
def test_a_telephone_that_is_missing_or_too_short_is_asked_for(case, report, phone):
    case.applicant["phone"] = phone
    assert "APP-09 fail /applicant" in report(case)


@pytest.mark.parametrize("phone", ["13800001234", "010-60001234", "+86 138 0000 1234", "010-60001234转8015"])
def test_a_telephone_that_can_be_called_passes(case, report, phone):
    case.applicant["phone"] = phone
    assert "APP-09 pass /applicant" in report(case)


def test_a_telephone_that_could_not_be_read_is_asked_about(case, report):
    case.applicant["phone"] = UNREAD
    assert "APP-09 undetermined /applicant" in report(case)


@pytest.mark.parametrize("change", [{"birth_date": "1960-01-01"}, {"position": "某局公务员"}, {"position": "已退休"}])
def test_an_applicant_who_may_not_be_in_service_is_for_the_reviewer(case, report, change):
    case.applicant |= change
    assert "APP-10 fail /applicant" in report(case)


def test_an_employer_on_no_form_is_missing(case, report):
    case.applicant["employer"] = None
    assert "EMP-01 fail /applicant" in report(case)


def test_a_named_employer_passes(case, report):
    assert "EMP-01 pass /applicant" in report(case)


def test_an_employer_that_could_not_be_read_is_asked_about(case, report):
    case.applicant["employer"] = UNREAD
    assert "EMP-01 undetermined /applicant" in report(case)


def test_a_freelancer_needs_no_employer(case, report):
    case.freelance().applicant["employer"] = None
    assert "EMP-01 not_applicable /applicant" in report(case)


def test_an_employer_registered_elsewhere_is_a_hint(case, report):
    case.applicant |= {"employer": "河北青禾科技有限公司", "employer_uscc": "91130102MA0000001D"}
    assert "EMP-02 fail /applicant" in report(case)


def test_a_branch_in_beijing_with_a_code_from_elsewhere_is_no_hint(case, report):
    case.applicant["employer_uscc"] = "91130102MA0000001D"
    assert "EMP-02 pass /applicant" in report(case)


def test_a_credit_code_with_a_wrong_check_digit_is_a_hint_and_no_more(case, report, profile):
    case.applicant["employer_uscc"] = "91110108MA0000001F"
    assert "EMP-03 fail /applicant" in report(case)
    assert profile.rule("EMP-03").severity == "hint"


def test_a_contract_that_has_ended_is_nonconforming(case, report):
    case.documents["contract"]["end"] = "2026-05-11"
    assert "EMP-04 fail /documents/6" in report(case)


@pytest.mark.parametrize("end", ["2026-05-12", "2026-05", "2028-12-31", "长期"])
def test_a_contract_that_covers_the_day_of_submission_passes(case, report, end):
    case.documents["contract"]["end"] = end
    assert "EMP-04 pass /documents/6" in report(case)


def test_a_contract_without_a_fixed_term_passes(case, report):
    case.documents["contract"] |= {"end": ..., "tags": ("no_fixed_term",)}
    assert "EMP-04 pass /documents/6" in report(case)


@pytest.mark.parametrize(
    "paper",
    [
        {"type": "social_insurance_record", "end": "2026-04"},
        {"type": "employment_certificate", "issued_on": "2026-05-06"},
        {"type": "labour_contract", "end": "2029-01-01"},
    ],
)
def test_other_proof_in_force_makes_up_for_a_contract_that_has_ended(case, report, paper):
    case.documents["contract"]["end"] = "2025-12-31"
    case.documents["other"] = paper
    assert "EMP-04 pass /documents/6" in report(case)


def test_contributions_that_stopped_long_ago_do_not(case, report):
    case.documents["contract"]["end"] = "2025-12-31"
    case.documents["other"] = {"type": "social_insurance_record", "end": "2025-10"}
    assert "EMP-04 fail /documents/6" in report(case)


def test_a_contract_whose_end_was_not_read_is_asked_about(case, report):
    case.documents["contract"]["end"] = UNREAD
    assert "EMP-04 undetermined /documents/6" in report(case)


def test_the_term_of_a_contract_that_is_not_there_is_announced_with_the_proof_of_employment(case, report):
    assert "EMP-04 not_applicable /documents/0" in report(case.drop("contract"))


@pytest.mark.parametrize(("mark", "line"), [(False, "fail"), (Field(state="read", value=None), "undetermined")])
def test_a_contract_without_the_employers_seal(case, report, mark, line):
    case.documents["contract"]["sealed"] = mark
    assert f"EMP-05 {line} /documents/6" in report(case)


def test_a_contract_with_another_company_is_a_hint(case, report):
    case.documents["contract"]["employer"] = "上海远帆人力资源有限公司"
    assert "EMP-06 fail /documents/6" in report(case)


@pytest.mark.parametrize(("lost", "missing"), [("publicity", "公示"), ("opinion", "推荐")])
def test_a_freelancer_is_told_which_act_is_missing(case, listed, lost, missing):
    case.freelance().drop(lost)
    setattr(case, lost, None)
    items = listed(case).items
    assert [item.code for item in items] == ["EMP-08"]
    assert f"未见{missing}材料" in items[0].message


def test_what_a_freelancer_must_still_supply_is_held_to_the_rules_of_publicity_and_opinion(case, listed):
    case.freelance().drop("publicity", "opinion")
    case.publicity = case.opinion = None
    codes = {one.code for one in listed(case).announced}
    assert {"PUB-01", "PUB-02", "PUB-04", "PUB-05", "PUB-07", "PUB-08", "UNI-01", "UNI-04"} <= codes


def test_a_freelancer_with_both_acts_passes(case, report):
    assert "EMP-08 pass -" in report(case.freelance())


def test_a_company_that_recommends_a_freelancer_is_for_the_reviewer(case, report):
    case.freelance().reviewer = "北京远帆咨询有限公司"
    assert "EMP-09 fail -" in report(case)
