"""FIL."""

import pytest


def test_a_damaged_file_is_asked_for_again(case, report):
    case.files["证书.pdf"] = {"status": "unreadable"}
    assert "FIL-01 fail /files/11" in report(case)


def test_a_file_that_opens_passes(case, report):
    assert "FIL-01 pass /files/0" in report(case)


def test_a_format_that_is_not_supported_is_asked_about(case, report):
    case.files["图纸.dwg"] = {"status": "unsupported"}
    assert "FIL-01 undetermined /files/11" in report(case)


def test_an_encrypted_file_is_one_deficiency_and_not_two(case, report):
    case.files["证书.pdf"] = {"status": "encrypted"}
    assert {"FIL-01 not_applicable /files/11", "FIL-02 fail /files/11"} <= set(report(case))


def test_a_file_without_a_password_passes(case, report):
    assert "FIL-02 pass /files/3" in report(case)


def test_an_illegible_page_is_asked_for_again(case, report):
    case.qualities["award"] = "unreadable"
    assert "FIL-03 fail /pages/10" in report(case)


@pytest.mark.parametrize("reason", ["timeout", "memory", "crashed", "error"])
def test_a_page_that_the_machine_gave_up_is_asked_about_and_so_is_what_may_stand_on_it(case, report, listed, reason):
    case.drop("publicity").publicity = None
    case.documents["scribble"] = {"type": "other"}
    case.qualities["scribble"], case.reasons["scribble"] = "unreadable", reason
    found = set(report(case))
    assert any(line.startswith("FIL-03 undetermined") for line in found)
    assert "DOC-04 undetermined -" in found
    assert any("本系统未能读完" in asked.question for asked in listed(case).referrals if asked.code == "FIL-03")
    assert [line for line in found if line.startswith(("FIL-03 fail", "DOC-04 fail"))] == []


def test_a_poor_page_on_which_something_was_read_is_legible(case, report):
    case.qualities["award"] = "poor"
    assert "FIL-03 pass /pages/10" in report(case)


def test_a_poor_page_of_which_only_the_seal_was_made_out_is_asked_about(case, report):
    case.qualities["award"] = "poor"
    case.documents["award"] = {"type": "award_certificate", "sealed": True, "seal_text": "某某协会"}
    assert "FIL-03 undetermined /pages/10" in report(case)


def test_a_poor_page_on_which_nothing_was_made_out_is_asked_about(case, report):
    case.documents["scribble"] = {"type": "other"}
    case.qualities["scribble"] = "poor"
    assert "FIL-03 undetermined /pages/11" in report(case)


def test_an_illegible_copy_of_a_page_that_is_there_twice_is_not_asked_for(case, report):
    case.qualities["award"], case.placements["award"] = "unreadable", "duplicate"
    assert "FIL-03 not_applicable /pages/10" in report(case)


def test_several_illegible_pages_of_one_file_are_one_item(case, listed):
    from schemas.check import Evidence
    from schemas.geometry import PageRef

    draft = case.case()
    second = draft.pages[10].model_copy(update={"ref": PageRef(file="award.pdf", page=2), "quality": "unreadable"})
    first = draft.pages[10].model_copy(update={"quality": "unreadable"})
    case.case = lambda: draft.model_copy(update={"pages": (*draft.pages[:10], first, second)})
    (item,) = listed(case).items
    assert "第1、2页" in item.message
    assert {place.page for place in item.where} == {1, 2}
    assert isinstance(item.where[0], Evidence)


def test_an_empty_file_is_reported(case, report):
    case.files["空.pdf"] = {"status": "empty"}
    assert "FIL-04 fail /files/11" in report(case)


def test_a_file_of_blank_pages_is_reported(case, report):
    case.placements["award"] = "blank"
    assert "FIL-04 fail /files/10" in report(case)


def test_a_blank_photograph_is_the_back_of_a_sheet(case, report):
    case.placements["award"] = "blank"
    case.files["award.pdf"] = {"media_type": "image/jpeg"}
    assert "FIL-04 not_applicable /files/10" in report(case)


def test_pages_missing_from_the_middle_of_a_contract_are_a_hint(case, report):
    case.documents["contract"]["tags"] = ("missing_pages:2,3",)
    assert "FIL-05 fail /files/6" in report(case)


def test_consecutive_pages_pass(case, report):
    assert "FIL-05 pass /files/6" in report(case)


def test_material_that_cannot_be_classified_is_for_the_reviewer(case, report):
    case.documents["paper"] = {"type": "other"}
    assert "FIL-06 fail /documents/11" in report(case)


def test_a_classified_material_passes(case, report):
    assert "FIL-06 pass /documents/0" in report(case)


def test_somebody_elses_diploma_is_a_hint_and_no_inconsistency(case, report):
    case.documents["diploma"]["holder"] = "贾玥宁"
    assert {"FIL-07 fail /documents/5", "XCH-01 not_applicable /documents/5"} <= set(report(case))


def test_an_experts_own_certificate_belongs_to_the_case(case, report):
    case.documents["proof"] = {"type": "title_certificate", "holder": "顾长风", "title": "教授"}
    assert {"FIL-07 pass /documents/11", "XCH-01 pass /documents/11"} <= set(report(case))


def test_a_secret_page_quarantines_the_dossier(case, listed):
    case.documents["award"]["tags"] = ("secret",)
    found = listed(case)
    assert found.status == "quarantined"
    assert [flag.code for flag in found.flags] == ["FIL-08"]


def test_a_page_without_a_mark_of_secrecy_passes(case, report):
    assert "FIL-08 pass /pages/0" in report(case)


def test_a_listed_material_that_is_nowhere_is_missing(case, report):
    case.toc.append(("3", "近五年考核表", ()))
    assert "FIL-09 fail -" in report(case)


def test_a_listed_material_that_only_another_rows_material_could_be_is_asked_about(case, report):
    case.doubtful_rows = ("2",)
    assert "FIL-09 undetermined -" in report(case)


def test_a_listed_material_that_nothing_answers_but_may_is_asked_about(case, report):
    case.toc.append(("3", "本人情况", ()))
    case.doubtful_rows = ("3",)
    assert "FIL-09 undetermined -" in report(case)


def test_a_list_of_which_everything_is_there_passes(case, report):
    assert "FIL-09 pass -" in report(case)


def test_without_a_list_nothing_is_compared(case, report):
    case.toc = []
    assert "FIL-09 not_applicable -" in report(case)


def test_a_listed_material_may_stand_in_a_file_that_was_not_read(case, listed):
    case.toc.append(("3", "近五年考核表", ()))
    case.files["附件.pdf"] = {"status": "encrypted"}
    found = listed(case)
    assert [(one.code, one.blocked_by) for one in found.referrals] == [("FIL-09", 1)]
    assert ("FIL-09", 1) in [(one.code, one.no) for one in found.announced]
