"""Round 2: what was told and is not cured, what new material shows, and what comes too late to be asked."""

import random

import pytest

from schemas.check import Evidence
from validators.deficiencies import list_deficiencies
from validators.judge import expected, judge
from validators.rounds import compare

NEW = "补正.pdf"


@pytest.fixture
def second(profile):
    """The comparison of a changed dossier with the list of the first round; `fresh` are the documents that are new."""

    def made(draft, previous, *fresh):
        held = draft.case()
        checks = judge(held, profile, draft.submitted, previous)
        assert len(checks) == expected(held, profile, previous)
        return compare(previous, list_deficiencies(held, checks, profile), {f"{id}.pdf" for id in fresh})

    return made


def codes(items):
    return [(item.no, item.code) for item in items]


def test_what_is_cured_is_gone_and_what_is_not_keeps_its_number(case, listed, second):
    case.experts[0]["opinion"], case.plus_one["position"], case.opinion["signed_on"] = None, None, None
    first = listed(case)
    case.experts[0]["opinion"] = "同意举荐。"
    case.opinion |= {"signed_on": "2026-05-20", "document": "opinion"}
    found = second(case, first, "opinion")
    assert codes(found.list.items) == [(2, "PLU-04")]
    assert found.list.items[0].also == ("DDL-03",)
    assert codes(found.cured) == [(1, "REC-08"), (3, "UNI-04")]
    assert found.late == ()


def test_what_new_material_shows_may_be_asked_and_goes_on_counting(case, listed, second):
    case.opinion["signed_on"] = None
    first = listed(case)
    case.opinion |= {"signed_on": "2026-05-20", "sealed": False}
    found = second(case, first, "opinion")
    assert codes(found.list.items) == [(2, "UNI-03")]


def test_what_was_there_already_and_not_told_is_kept_from_the_applicant(case, listed, second):
    case.opinion["signed_on"] = None
    first = listed(case)
    case.opinion["signed_on"] = "2026-05-20"
    case.documents["contract"]["end"] = "2026-01-31"
    found = second(case, first, "opinion")
    assert found.list.items == ()
    assert [item.code for item in found.late] == ["EMP-04"]


def test_a_document_is_known_by_its_file_when_it_is_counted_anew(case, listed, second):
    case.documents["contract"]["end"] = "2026-01-31"
    first = listed(case)
    case.documents = {"letter": {"type": "association_letter", "holder": "沈知遥"}, **case.documents}
    assert codes(second(case, first, "letter").list.items) == [(1, "EMP-04")]


def test_an_item_that_a_person_dismissed_is_not_asked_again(case, listed, second):
    case.documents["contract"]["end"] = "2026-01-31"
    first = listed(case)
    dismissed = first.model_copy(update={"items": (first.items[0].model_copy(update={"state": "dismissed"}),)})
    assert second(case, dismissed).list.items == ()


def test_a_document_that_was_missing_is_held_to_what_was_announced(case, listed, second):
    complete = case.copy()
    case.drop("opinion").opinion = None
    first = listed(case)
    complete.opinion |= {"conclusion": "none", "signed_on": None}
    found = second(complete, first, "opinion")
    assert codes(found.list.items) == [(2, "UNI-01"), (3, "UNI-04")]
    assert {"UNI-01", "UNI-04"} <= {one.code for one in first.announced}


def test_the_notice_is_judged_item_by_item(case, listed, profile):
    case.experts[0]["opinion"], case.plus_one["position"] = None, None
    first = listed(case)
    case.plus_one["position"] = "总经理"
    outcomes = [(c.subject, c.outcome) for c in judge(case.case(), profile, case.submitted, first) if c.code == "DDL-03"]
    assert outcomes == [("/items/1", "fail"), ("/items/2", "pass")]


@pytest.mark.parametrize("seed", range(40))
def test_curing_everything_in_the_notice_leaves_nothing(case, listed, second, seed):
    cured = case.copy()
    chance = random.Random(seed)
    for group in chance.sample([*case.experts, case.plus_one, case.publicity, case.opinion, case.application], 3):
        group[chance.choice([name for name in group if name not in ("document", "seal_slot", "holders")])] = None
    found = second(cured, listed(case), "form", "opinion", "publicity", "application")
    assert (found.list.items, found.late) == ((), ())


class TestWhatWaitedForAFileThatCouldNotBeOpened:
    """EVD-01 was a question that the cure of FIL-02 was to answer."""

    @pytest.fixture
    def first(self, case, listed):
        case.drop("award")
        case.files["说明.pdf"] = {"status": "encrypted"}
        found = listed(case)
        assert [(one.code, one.blocked_by) for one in found.referrals if one.code == "EVD-01"] == [("EVD-01", 1)]
        return found

    @pytest.fixture
    def now(self, case, listed):
        """The finding, which points at no page, with and without the item that asks for the file."""
        answered = case.copy()
        answered.files["说明.pdf"] = {"status": "read", "pages": 1}
        current = listed(answered)
        assert [(item.code, [place.file for place in item.where if place.file]) for item in current.items] == [("EVD-01", [])]
        return current

    def test_it_is_asked_when_that_file_has_come(self, first, now):
        assert codes(compare(first, now, {"说明.pdf"}).list.items) == [(2, "EVD-01")]

    def test_it_is_not_asked_because_some_other_file_has(self, first, now):
        still = now.model_copy(update={"items": (*now.items, first.items[0].model_copy(update={"no": 9}))})
        silent = first.model_copy(update={"announced": ()})
        found = compare(silent, still, {"别的.pdf"})
        assert (codes(found.list.items), [item.code for item in found.late]) == ([(1, "FIL-02")], ["EVD-01"])

    def test_it_is_asked_where_it_stands_in_another_new_file(self, first, now):
        shown = now.items[0].model_copy(update={"where": (Evidence(file="别的.pdf", page=1),)})
        still = now.model_copy(update={"items": (shown, first.items[0].model_copy(update={"no": 9}))})
        assert codes(compare(first, still, {"别的.pdf"}).list.items) == [(1, "FIL-02"), (2, "EVD-01")]
