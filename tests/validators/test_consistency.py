"""XCH, FLG and DDL."""

import pytest

from schemas.field import Field


def unsure(value):
    return Field(value=value, state="read", confidence=0.6)


def test_a_variant_of_the_name_is_nonconforming(case, report):
    case.documents["diploma"]["holder"] = "沈知瑶"
    assert "XCH-01 fail /documents/5" in report(case)


@pytest.mark.parametrize("name", ["沈知遥", "沈 知 遥", "Shen Zhiyao"])
def test_the_same_name_or_one_in_another_script_passes(case, report, name):
    case.documents["diploma"]["holder"] = name
    assert "XCH-01 pass /documents/5" in report(case)


def test_where_the_form_leaves_the_name_blank_the_identity_document_says_it(case, report):
    case.applicant["name"] = Field(state="blank")
    case.documents["diploma"]["holder"] = "沈知瑶"
    assert "XCH-01 fail /documents/5" in report(case)
    case.documents["diploma"]["holder"] = "沈知遥"
    assert "XCH-01 pass /documents/5" in report(case)


def test_a_part_of_the_name_that_one_reader_read_is_asked_about(case, report):
    case.documents["diploma"]["holder"] = Field(value="知遥", state="read", confidence=0.97, method="rapidocr")
    assert "XCH-01 undetermined /documents/5" in report(case)


@pytest.mark.parametrize(("method", "outcome"), [("rapidocr+tesseract", "undetermined"), ("pdf-text", "fail")])
def test_a_name_that_a_reader_may_mistake_for_the_applicants_is_asked_about(case, report, method, outcome):
    case.applicant["name"] = "亓夏"
    case.documents["diploma"]["holder"] = Field(value="元夏", state="read", confidence=0.99, method=method)
    assert f"XCH-01 {outcome} /documents/5" in report(case)


def test_a_part_of_the_name_taken_for_all_of_it_is_no_variant(case, report):
    case.documents["diploma"]["holder"] = "知遥"
    case.documents["diploma"]["text"] = "承诺人：沈知遥"
    assert "XCH-01 pass /documents/5" in report(case)


def test_a_former_name_that_is_explained_somewhere_is_asked_about(case, report):
    case.documents["diploma"]["holder"] = "沈知瑶"
    case.documents["card"]["text"] = "曾用名：沈知瑶"
    assert "XCH-01 undetermined /documents/5" in report(case)


def test_a_variant_that_may_be_a_fault_of_reading_is_asked_about(case, report):
    case.documents["diploma"]["holder"] = unsure("沈知瑶")
    assert "XCH-01 undetermined /documents/5" in report(case)


@pytest.mark.parametrize(("name", "other"), [("level", "副高级"), ("series", "会计人员"), ("specialty", "临床医学")])
def test_forms_that_differ_in_what_is_applied_for_are_nonconforming(case, report, name, other):
    case.documents["form"]["blocks"] = ({"kind": "application", **case.application, name: other},)
    assert "XCH-02 fail -" in report(case)


@pytest.mark.parametrize(
    ("name", "other"), [("level", "高级"), ("series", "工程系列"), ("specialty", "数据库技术"), ("specialty", None)]
)
def test_other_words_for_the_same_and_empty_slots_are_no_difference(case, report, name, other):
    case.documents["form"]["blocks"] = ({"kind": "application", **case.application, name: other},)
    assert "XCH-02 pass -" in report(case)


def test_a_difference_that_may_be_a_fault_of_reading_is_asked_about(case, report):
    case.documents["form"]["blocks"] = ({"kind": "application", **case.application, "level": unsure("副高级")},)
    assert "XCH-02 undetermined -" in report(case)


def test_the_opinion_counts_too(case, report):
    case.opinion["level"] = "副高级"
    assert "XCH-02 fail -" in report(case)


def test_specialties_that_share_a_word_only_are_asked_about(case, report):
    case.application["specialty"] = "曲艺表演"
    case.documents["form"]["blocks"] = ({"kind": "application", **case.application},)
    case.publicity["specialty"] = "皮影戏表演"
    assert "XCH-02 undetermined -" in report(case)


def test_two_employers_at_one_time_are_a_hint(case, report):
    case.documents["other"] = {
        "type": "employment_certificate", "employer": "上海远帆信息服务有限公司", "start": "2021-01-01", "end": "2023-01-01"
    }  # fmt: skip
    assert "XCH-03 fail -" in report(case)


def test_an_employers_name_with_a_slip_is_a_hint(case, report):
    case.documents["contract"]["employer"] = "北京青禾数据技木有限公司"
    assert "XCH-04 fail /documents/6" in report(case)


def test_signs_of_editing_can_never_reach_a_notice(case, listed):
    case.documents["award"]["tags"] = ("edited",)
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("FLG-01", False)]


@pytest.mark.parametrize("seal", [{"text": "北京青禾数据技术有限公司财务专用章"}, {"oddity": "broken"}, {"shape": "square"}])
def test_an_odd_seal_on_the_opinion_is_for_the_reviewer(case, report, seal):
    case.seals = [{"document": "opinion", **seal}]
    assert "FLG-03 fail /documents/3" in report(case)


def test_an_ordinary_seal_passes(case, report):
    case.seals = [{"document": "opinion", "text": "北京青禾数据技术有限公司"}]
    assert "FLG-03 pass /documents/3" in report(case)


@pytest.mark.parametrize("code", ["DDL-01", "DDL-02", "DDL-04", "DDL-05", "DDL-06"])
def test_no_time_limit_is_asserted_that_the_profile_does_not_state(case, report, code, profile):
    lines = report(case)
    assert f"{code} not_applicable -" in lines or not profile.rule(code).enabled
