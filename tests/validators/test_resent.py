"""A file that could not be read and comes again: under its name, under another name, or perhaps."""

import hashlib

import pytest

from schemas.decision import Decision
from validators.conclude import conclude
from validators.decisions import open_questions, take
from validators.resent import sent_again, stem

AT = "2026-06-01T09:00:00+08:00"


@pytest.mark.parametrize(
    "name",
    [
        "附件.docx",
        "补正/附件.pdf",
        "附件（解密）.pdf",
        "附件-重扫.pdf",
        "附件_修改.PDF",
        "补正-附件.jpg",
        "材料.zip!/附件（无密码）.pdf",
    ],
)
def test_a_name_is_the_same_whatever_its_folder_its_kind_and_how_often_it_was_sent(name):
    assert stem(name) == stem("基本材料/附件（加密）.pdf")


@pytest.mark.parametrize(("one", "other"), [("附件1.pdf", "附件2.pdf"), ("照片(1).jpg", "照片(2).jpg"), ("新.pdf", "补正.pdf")])
def test_numbers_and_what_is_left_of_a_name_tell_files_apart(one, other):
    assert stem(one) != stem(other)


class Rounds:
    """A dossier with its notice, and what is made of it when more has come."""

    def __init__(self, draft, profile):
        self.profile = profile
        first = self._case(draft)
        self.known = {file.sha256 for file in first.files}
        self.told = conclude(first, profile, (), None, ()).deficiencies

    def _case(self, draft):
        held = draft.case()
        files = [f.model_copy(update={"sha256": hashlib.sha256(f.path.encode()).hexdigest()}) for f in held.files]
        return held.model_copy(update={"files": tuple(files)})

    def second(self, draft, *wishes):
        held = self._case(draft).model_copy(update={"round": 2})
        machine = conclude(held, self.profile, (), self.told, self.known).machine
        return conclude(held, self.profile, take(wishes, machine, held, AT), self.told, self.known)


@pytest.fixture
def noticed(profile):
    return lambda draft: Rounds(draft, profile)


def arrives(case, id, **values):
    """A document in a file of its own, legible."""
    case.documents[id] = {"type": "association_letter", "holder": "沈知遥", **values}


@pytest.mark.parametrize(("status", "code"), [("unreadable", "FIL-01"), ("encrypted", "FIL-02"), ("empty", "FIL-04")])
def test_the_same_name_with_another_ending_cures_what_could_not_be_opened(case, noticed, status, code):
    case.files["说明.pdf"] = {"status": status}
    rounds = noticed(case)
    arrives(case, "补正/说明（修复）")
    found = rounds.second(case)
    assert ([item.code for item in found.cured], found.deficiencies.items, open_questions(found.deficiencies)) == ([code], (), ())
    assert found.deficiencies.status == "complete"


def test_where_nothing_new_came_it_is_not_cured_and_keeps_its_number(case, noticed):
    case.files["说明.pdf"] = {"status": "unreadable"}
    found = noticed(case).second(case)
    assert [(item.no, item.code, item.also) for item in found.deficiencies.items] == [(1, "FIL-01", ("DDL-03",))]


def test_what_came_again_unreadable_is_not_cured(case, noticed):
    case.files["说明.pdf"] = {"status": "unreadable"}
    rounds = noticed(case)
    case.files["说明（重扫）.pdf"] = {"status": "unreadable"}
    assert [(item.no, item.code) for item in rounds.second(case).deficiencies.items] == [(1, "FIL-01"), (2, "FIL-01")]


class TestUnderQuiteAnotherName:
    """The machine cannot tell and asks, naming both; a person's word settles it and what waited for it."""

    @pytest.fixture
    def rounds(self, case, noticed):
        case.drop("award")
        case.files["说明.pdf"] = {"status": "encrypted"}
        made = noticed(case)
        arrives(case, "北京软件行业协会函")
        return made

    def test_it_is_asked_about_and_neither_demanded_nor_passed(self, case, rounds):
        found = rounds.second(case)
        asked = {one.code: one for one in found.deficiencies.referrals}
        assert "《说明.pdf》未能读取；本轮收到的《北京软件行业协会函.pdf》是否就是" in asked["FIL-02"].question
        assert (found.deficiencies.items, found.cured, found.late) == ((), (), ())
        assert any("FIL-02" in one for one in open_questions(found.deficiencies))

    def test_a_yes_cures_it_and_what_waited_for_it_may_now_be_asked(self, case, rounds):
        found = rounds.second(case, Decision(code="FIL-02", decision="pass", by="王审核"))
        assert [item.code for item in found.cured] == ["FIL-02"]
        assert ([item.code for item in found.deficiencies.items], found.late) == (["EVD-01"], ())
        assert open_questions(found.deficiencies) == ()

    def test_a_no_leaves_it_open_under_its_number(self, case, rounds):
        found = rounds.second(case, Decision(code="FIL-02", decision="fail", by="王审核"))
        assert [(item.no, item.code) for item in found.deficiencies.items] == [(1, "FIL-02")]
        assert open_questions(found.deficiencies) == ()


def test_a_page_out_of_focus_that_came_again_by_its_name_is_cured(case, noticed):
    case.qualities["blurred"], case.placements["blurred"] = "unreadable", "unassigned"
    case.files["blurred.pdf"] = {}
    rounds = noticed(case)
    assert [item.code for item in rounds.told.items] == ["FIL-03"]
    arrives(case, "blurred-重扫")
    found = rounds.second(case)
    assert ([item.code for item in found.cured], found.deficiencies.items) == (["FIL-03"], ())


GENERIC = ("附件", "扫描件", "1", "IMG_0001", "图片（2）", "微信图片_20260501", "第3页", "Scan 12", "DSC0007", "新建文档")


class TestANameThatAnyFileMayBear:
    """附件.pdf in one folder and in another may be anything: a person says."""

    def again(self, draft, path, other):
        draft.files[path] = {"status": "encrypted"}
        arrives(draft, other)
        return sent_again(path, draft.case(), {f"{other}.pdf"})

    @pytest.mark.parametrize("name", GENERIC)
    def test_in_another_folder_it_is_asked_about(self, case, name):
        other = f"补正/{name}"
        assert self.again(case, f"业绩/{name}.pdf", other) == ("perhaps", (f"{other}.pdf",))

    @pytest.mark.parametrize("name", [name for name in GENERIC if len(name) > 1])
    def test_in_the_same_folder_it_is_the_file_that_was_asked_for(self, case, name):
        assert self.again(case, f"业绩/{name}.jpg", f"业绩/{name}-重扫") == ("yes", (f"业绩/{name}-重扫.pdf",))

    @pytest.mark.parametrize("name", ["说明", "聘任合同", "论文1", "北京软件行业协会函", "IMG讲座", "附件三用户报告"])
    def test_a_name_that_says_what_it_is_counts_in_any_folder(self, case, name):
        assert self.again(case, f"业绩/{name}.pdf", f"补正/{name}").how == "yes"
