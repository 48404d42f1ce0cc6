"""UNI."""

import pytest

from schemas.field import Field

UNREAD = Field(state="unreadable")
OPINION = "/employer_review/opinion"


def unsure(value):
    return Field(value=value, state="read", confidence=0.6)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"conclusion": "agree"}, "pass"),
        ({"conclusion": "disagree"}, "pass"),
        ({"conclusion": "none", "text": "该同志履职情况良好。"}, "fail"),
        ({"conclusion": None, "text": None}, "fail"),
        ({"conclusion": ..., "text": UNREAD}, "undetermined"),
        ({"conclusion": ..., "text": "该同志很好。"}, "undetermined"),
    ],
)
def test_an_opinion_concludes(case, report, change, outcome):
    case.opinion |= change
    assert f"UNI-01 {outcome} {OPINION}" in report(case)


def test_a_refusal_is_for_the_reviewer(case, report):
    case.opinion["conclusion"] = "disagree"
    assert f"UNI-02 fail {OPINION}" in report(case)


@pytest.mark.parametrize(("sealed", "outcome"), [(True, "pass"), (False, "fail"), (Field(state="read"), "undetermined")])
def test_a_seal_is_there_or_not_or_cannot_be_seen_on_a_grey_copy(case, report, sealed, outcome):
    case.opinion["sealed"] = sealed
    assert f"UNI-03 {outcome} {OPINION}" in report(case)


def test_a_form_without_a_place_for_the_seal_needs_none(case, report):
    case.opinion |= {"sealed": False, "seal_slot": False}
    assert f"UNI-03 not_applicable {OPINION}" in report(case)


def test_a_contract_seal_in_place_of_the_organisations_own_is_asked_about_and_hinted(case, report):
    case.opinion["seal_text"] = "北京青禾数据技术有限公司合同专用章"
    case.seals = [{"document": "opinion", "text": "北京青禾数据技术有限公司合同专用章"}]
    lines = report(case)
    assert {f"UNI-03 undetermined {OPINION}", f"UNI-05 pass {OPINION}", "FLG-03 fail /documents/3"} <= set(lines)


@pytest.mark.parametrize(
    ("signed_on", "outcome"), [("2026-04-21", "pass"), (None, "fail"), (..., "fail"), (UNREAD, "undetermined")]
)
def test_an_opinion_is_dated(case, report, signed_on, outcome):
    case.opinion["signed_on"] = signed_on
    assert f"UNI-04 {outcome} {OPINION}" in report(case)


def test_a_day_that_an_unseen_seal_may_cover_is_asked_about(case, report):
    case.opinion |= {"signed_on": None, "sealed": Field(state="read")}
    assert f"UNI-04 undetermined {OPINION}" in report(case)


@pytest.mark.parametrize(
    ("lettering", "outcome"),
    [
        ("北京青禾数据技术有限公司", "pass"),
        ("北京远帆软件股份有限公司", "fail"),
        (unsure("北京青禾数据技木有限"), "pass"),
        (unsure("北京远帆软件股份有限公司"), "undetermined"),
        (unsure("河北恒源重型机械厂"), "fail"),
        ("北京青禾教据技术有限公司", "undetermined"),
        (UNREAD, "undetermined"),
    ],
)
def test_the_lettering_of_the_seal_is_the_employers(case, report, lettering, outcome):
    case.opinion["seal_text"] = lettering
    assert f"UNI-05 {outcome} {OPINION}" in report(case)


def test_without_a_seal_there_is_no_lettering_to_compare(case, report):
    case.opinion["sealed"] = False
    assert f"UNI-05 not_applicable {OPINION}" in report(case)


def test_a_freelancers_opinion_bears_the_reviewers_seal(case, report):
    case.freelance()
    assert f"UNI-05 pass {OPINION}" in report(case)
    case.opinion["seal_text"] = "北京远帆软件股份有限公司"
    assert f"UNI-05 fail {OPINION}" in report(case)


def test_where_no_form_names_the_employer_the_seal_is_that_of_who_reviewed(case, report):
    case.applicant["employer"] = None
    del case.documents["contract"]
    case.opinion["seal_text"] = "北京远帆软件股份有限公司"
    assert f"UNI-05 fail {OPINION}" in report(case)


def test_an_opinion_that_says_nothing_of_a_review_is_a_hint_to_promote_or_drop(case, listed):
    case.opinion["text"] = "同意推荐申报正高级职称。"
    assert [(flag.code, flag.promotable) for flag in listed(case).flags] == [("UNI-06", True)]


def test_a_word_on_how_the_duties_were_done_is_a_preliminary_review(case, report):
    case.opinion["text"] = "该同志任职以来认真履行岗位职责，专业能力强。同意推荐申报正高级职称。"
    assert "UNI-06 pass /employer_review/opinion" in report(case)
