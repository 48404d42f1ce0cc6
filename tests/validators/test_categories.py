"""CAT."""

import pytest

from schemas.field import Field


@pytest.mark.parametrize(("condition", "code"), [(1, "CAT-01"), (2, "CAT-07"), (3, "CAT-08"), (4, "CAT-09")])
def test_without_any_evidence_each_item_misses_its_own(case, report, condition, code):
    case.under(condition).without_evidence()
    assert f"{code} fail -" in report(case)


@pytest.mark.parametrize(("condition", "code"), [(1, "CAT-01"), (2, "CAT-07"), (3, "CAT-08"), (4, "CAT-09")])
def test_any_evidence_is_enough_for_presence(case, report, condition, code):
    assert f"{code} pass -" in report(case.under(condition))


@pytest.mark.parametrize(("condition", "code"), [(1, "CAT-01"), (2, "CAT-07"), (3, "CAT-08"), (4, "CAT-09")])
def test_what_could_not_be_classified_may_be_the_evidence(case, report, condition, code):
    case.under(condition).without_evidence().documents["paper"] = {"type": "other", "text": "沈知遥 工作总结"}
    assert f"{code} undetermined -" in report(case)


@pytest.mark.parametrize("code", ["CAT-03", "CAT-07", "CAT-08", "CAT-09"])
def test_the_other_items_are_not_judged(case, report, code):
    assert f"{code} not_applicable -" in report(case)


def test_a_talent_programme_of_a_district_is_for_the_reviewer(case, report):
    case.documents["talent"] = {"type": "talent_programme", "holder": "沈知遥", "title": "凤凰计划", "issuer": "朝阳区人才办"}
    assert "CAT-02 fail /documents/11" in report(case)


def test_a_talent_programme_of_the_city_passes(case, report):
    case.documents["talent"] = {
        "type": "talent_programme",
        "holder": "沈知遥",
        "title": "科技新星",
        "issuer": "北京市科学技术委员会",
    }
    assert "CAT-02 pass /documents/11" in report(case)


def test_without_a_certificate_the_second_item_is_not_met(case, demands):
    assert demands(case.under(2).drop("fellow")) == ["CAT-03"]


@pytest.mark.parametrize(
    ("title", "submitted", "outcome"),
    [
        ("英国皇家化学会会士(FRSC)", "2026-05-12", "pass"),
        ("Fellow of the Royal Society of Chemistry (FRSC)", "2024-05-12", "pass"),
        ("英国皇家化学会会士(FRSC)", "2023-07-01", "undetermined"),
        ("IEEE高级会员", "2023-07-01", "pass"),
        ("IEEE Senior Member", "2026-05-12", "pass"),
        ("ACM杰出会员", "2023-09-04", "pass"),
        ("项目管理专业人士资格认证（PMP）", "2026-05-12", "fail"),
        ("特许金融分析师（CFA）", "2026-05-12", "fail"),
        ("皇家测绘学会会士", "2026-05-12", "undetermined"),
        (Field(value="项目管理专业人士", state="read", confidence=0.6), "2026-05-12", "undetermined"),
    ],
)
def test_a_qualification_is_sought_in_the_list_of_the_day(case, report, title, submitted, outcome):
    case.under(2).documents["fellow"] |= {"title": title, "issuer": ...}
    case.submitted = submitted
    assert f"CAT-04 {outcome} /documents/11" in report(case)


def test_one_listed_certificate_is_enough(case, report):
    case.under(2).documents["more"] = {"type": "overseas_qualification", "title": "项目管理专业人士资格认证（PMP）"}
    assert "CAT-04 pass /documents/12" in report(case)


def test_a_membership_that_has_expired_is_a_hint(case, report):
    case.under(2).documents["fellow"]["valid_to"] = "2025-12-31"
    assert "CAT-05 fail /documents/11" in report(case)
