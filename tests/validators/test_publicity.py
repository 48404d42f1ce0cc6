"""PUB."""

import pytest

from schemas.field import Field

UNREAD = Field(state="unreadable")
PUB = "/employer_review/publicity"


def unsure(value):
    return Field(value=value, state="read", confidence=0.6)


@pytest.mark.parametrize("name", ["start", "end"])
def test_a_missing_day_is_asked_for_and_what_hangs_on_it_announced(case, listed, name):
    case.publicity[name] = None
    found = listed(case)
    assert [item.code for item in found.items] == ["PUB-01"]
    assert {"PUB-02", "PUB-06"} <= {one.code for one in found.announced}


def test_both_days_pass(case, report):
    assert f"PUB-01 pass {PUB}" in report(case)


def test_a_day_that_could_not_be_read_is_asked_about_and_not_counted(case, report):
    case.publicity["end"] = UNREAD
    assert {f"PUB-01 undetermined {PUB}", f"PUB-02 undetermined {PUB}"} <= set(report(case))


@pytest.mark.parametrize(
    ("start", "end", "wide", "strict"),
    [
        ("2023-06-05", "2023-06-09", "pass", "fail"), ("2023-06-05", "2023-06-12", "pass", "pass"),
        ("2023-06-19", "2023-06-25", "fail", "pass"), ("2023-06-19", "2023-06-26", "pass", "fail"),
        ("2023-09-27", "2023-10-08", "fail", "pass"), ("2023-09-27", "2023-10-09", "pass", "fail"),
        ("2024-02-05", "2024-02-18", "pass", "pass"), ("2026-02-12", "2026-02-24", "fail", "pass"),
        ("2026-02-12", "2026-02-25", "pass", "fail"), ("2026-09-28", "2026-10-09", "pass", "fail"),
        ("2026-11-23", "2026-11-27", "pass", "fail"), ("2026-11-23", "2026-11-30", "pass", "pass"),
    ],
)  # fmt: skip
def test_working_days_are_counted_both_ways(case, report, start, end, wide, strict):
    case.publicity |= {"start": start, "end": end}
    case.submitted = "2026-12-31"
    lines = report(case)
    assert {f"PUB-02 {wide} {PUB}", f"PUB-03 {strict} {PUB}"} <= set(lines)


def test_a_repeated_publicity_announces_the_new_opinion(case, listed):
    case.publicity["end"] = "2026-04-15"
    found = listed(case)
    assert [item.code for item in found.items] == ["PUB-02"]
    assert "共3个工作日" in found.items[0].message
    assert "PUB-06" in {one.code for one in found.announced}


@pytest.mark.parametrize("end", ["2026-04", unsure("2026-04-15"), "2026-04-01"])
def test_days_that_cannot_be_counted_surely_are_asked_about(case, report, end):
    case.publicity["end"] = end
    assert f"PUB-02 undetermined {PUB}" in report(case)


def test_too_few_without_the_first_day_is_a_hint_and_not_a_demand(case, listed):
    case.publicity["end"] = "2026-04-17"
    found = listed(case)
    assert (found.items, [flag.code for flag in found.flags]) == ((), ["PUB-03"])


def test_a_year_without_an_official_calendar_is_said(case, report):
    case.publicity |= {"start": "2031-04-07", "end": "2031-04-14"}
    case.opinion["signed_on"] = "2031-04-15"
    case.submitted = "2031-05-01"
    assert {f"PUB-02 pass {PUB}", f"PUB-11 fail {PUB}"} <= set(report(case))


def test_in_such_a_year_a_weekend_may_have_been_worked(case, report):
    case.publicity |= {"start": "2031-04-07", "end": "2031-04-13"}
    assert f"PUB-02 pass {PUB}" in report(case)
    case.publicity |= {"start": "2031-04-08", "end": "2031-04-13"}
    assert f"PUB-02 undetermined {PUB}" in report(case)
    case.publicity |= {"start": "2031-04-08", "end": "2031-04-11"}
    assert f"PUB-02 fail {PUB}" in report(case)


@pytest.mark.parametrize(("result", "outcome"), [(None, "fail"), (..., "fail"), (UNREAD, "undetermined"), ("无异议", "pass")])
def test_the_result_is_stated(case, report, result, outcome):
    case.publicity["result"] = result
    assert f"PUB-04 {outcome} {PUB}" in report(case)


@pytest.mark.parametrize(
    "result",
    ["无异议", "公示期间未收到任何异议", "没有收到对该同志的举报和反映", "未接到异议", "无任何不同意见", "公示期满，均无异议"],
)
def test_no_objection_in_any_words_passes(case, report, result):
    case.publicity["result"] = result
    assert f"PUB-05 pass {PUB}" in report(case)


@pytest.mark.parametrize("result", ["有异议", "公示期间收到1份书面异议", "收到举报一件"])
def test_an_objection_without_a_conclusion_is_nonconforming(case, report, result):
    case.publicity["result"] = result
    assert f"PUB-05 fail {PUB}" in report(case)


def test_an_objection_with_a_conclusion_is_for_a_person(case, report):
    case.publicity["result"] = "收到异议1件，经调查核实，反映的问题不属实"
    assert f"PUB-05 undetermined {PUB}" in report(case)


@pytest.mark.parametrize(
    ("signed_on", "outcome"),
    [
        ("2026-04-19", "fail"),
        ("2026-04-20", "pass"),
        ("2026-03", "fail"),
        ("2026-04", "undetermined"),
        (unsure("2026-04-19"), "undetermined"),
    ],
)
def test_the_opinion_is_signed_after_the_publicity_and_the_same_day_is_not_reported(case, report, signed_on, outcome):
    case.opinion["signed_on"] = signed_on
    assert f"PUB-06 {outcome} {PUB}" in report(case)


def test_without_an_opinion_the_order_waits_for_it(case, reason):
    case.drop("opinion").opinion = None
    assert reason(case, "PUB-06") == "absent:DOC-03"


def test_publicity_by_another_company_is_nonconforming(case, report):
    case.publicity["issuer"] = "北京远帆软件有限公司"
    assert f"PUB-07 fail {PUB}" in report(case)


def test_a_doubtful_character_makes_no_employer_of_quite_another_organisation(case, report):
    case.publicity["issuer"] = unsure("北京市朝阳区陶瓷艺术馆")
    assert f"PUB-07 fail {PUB}" in report(case)
    case.qualities["publicity"] = "poor"
    assert f"PUB-07 undetermined {PUB}" in report(case)


@pytest.mark.parametrize(
    "issuer", ["北京青禾数据技术有限公司", "北京青禾数据技术有限公司人力资源部", "北京市青禾数据技术有限公司"]
)
def test_publicity_by_the_employer_or_its_department_passes(case, report, issuer):
    case.publicity["issuer"] = issuer
    assert f"PUB-07 pass {PUB}" in report(case)


@pytest.mark.parametrize("issuer", ["青禾数据技术有限公司", "北京青禾数据技术集团"])
def test_a_short_form_or_a_parent_is_asked_about(case, report, issuer):
    case.publicity["issuer"] = issuer
    assert f"PUB-07 undetermined {PUB}" in report(case)


def test_a_certificate_that_nobody_signs_is_asked_about(case, report):
    case.publicity["issuer"] = ...
    assert f"PUB-07 undetermined {PUB}" in report(case)


def test_an_association_publicises_for_a_freelancer(case, report):
    assert f"PUB-07 pass {PUB}" in report(case.freelance())


def test_a_company_that_publicises_for_a_freelancer_is_asked_about(case, report):
    case.freelance().publicity["issuer"] = "北京远帆软件有限公司"
    assert f"PUB-07 undetermined {PUB}" in report(case)


def test_publicity_that_names_others_is_nonconforming(case, report):
    case.publicity["holders"] = ["王明远", "贾玥宁"]
    assert f"PUB-08 fail {PUB}" in report(case)


def test_the_applicant_among_others_passes(case, report):
    case.publicity["holders"] = ["王明远", "沈知遥"]
    assert f"PUB-08 pass {PUB}" in report(case)


def test_publicity_at_another_level_is_one_item(case, demands):
    case.publicity["level"] = "副高级"
    assert demands(case) == ["PUB-08['XCH-02']"]


def test_a_name_that_a_reader_may_have_taken_for_another_like_it_is_asked_about(case, report):
    case.applicant["name"] = Field(value="全远先", state="read", confidence=0.98, method="rapidocr")
    case.documents["form"]["holder"] = case.documents["application"]["holder"] = "全远先"
    case.publicity["holders"] = ["仝远先"]
    assert f"PUB-08 undetermined {PUB}" in report(case)


def test_names_that_were_read_poorly_are_asked_about(case, report):
    case.publicity["holders"] = unsure(["王明远"])
    assert f"PUB-08 undetermined {PUB}" in report(case)


def test_a_certificate_without_a_seal_never_reaches_the_notice(case, listed):
    case.documents["publicity"]["sealed"] = False
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("PUB-09", False)]


def test_publicity_withheld_as_confidential_is_a_hint_beside_the_missing_days(case, report):
    case.publicity |= {"start": None, "end": None, "result": None}
    case.documents["publicity"]["text"] = "沈知遥同志承担的项目不宜公开，未在单位内部公示。"
    assert f"PUB-10 fail {PUB}" in report(case)
