"""Human decisions: they outrank the machine, say who and why, and lapse only when what they are about changes."""

import hashlib
import random

import pytest

from schemas.decision import Decision
from schemas.field import Field
from schemas.geometry import Place
from validators.conclude import conclude
from validators.corrections import take_corrections
from validators.decisions import DecisionError, open_questions, take
from validators.judge import judge

AT = "2026-05-13T09:00:00+08:00"


def bytes_told_apart(case, changed=()):
    """The case with a hash for each file, and another one for those that changed."""

    def sha(path):
        return hashlib.sha256(f"{path} {path in changed}".encode()).hexdigest()

    return case.model_copy(update={"files": tuple(f.model_copy(update={"sha256": sha(f.path)}) for f in case.files)})


def said(decision, code, subject=None, reason="核对原件", **more):
    return Decision(code=code, subject=subject, decision=decision, reason=reason, by="王审核", **more)


class Round:
    """One round of a draft under decisions."""

    def __init__(self, draft, profile, *wishes, changed=(), taken=()):
        self.held = bytes_told_apart(draft.case(), changed)
        corrections = take_corrections(wishes, self.held, AT)
        machine = conclude(self.held, profile, corrections, None, ()).machine
        self.taken = (*taken, *corrections, *take(wishes, machine, self.held, AT, (*taken, *corrections)))
        self.made = conclude(self.held, profile, self.taken, None, ())
        self.list = self.made.deficiencies

    def codes(self, state=None):
        return [item.code for item in self.list.items if state in (None, item.state)]


@pytest.fixture
def ruled(profile):
    return lambda draft, *wishes, **more: Round(draft, profile, *wishes, **more)


@pytest.fixture
def asking(case):
    """A dossier with one question: whether 高工 is of full rank."""
    case.experts[1]["title"] = "高工"
    return case


def test_a_question_answered_with_yes_is_passed(asking, ruled):
    assert open_questions(ruled(asking).list) == ("REC-05（/recommendation/experts/1）",)
    done = ruled(asking, said("pass", "REC-05", "/recommendation/experts/1"))
    assert (done.list.referrals, done.list.items, done.list.status) == ((), (), "complete")


def test_a_question_answered_with_no_becomes_an_item_with_its_wording_and_the_person(asking, ruled):
    (item,) = ruled(asking, said("fail", "REC-05")).list.items
    assert (item.code, item.state, item.decided_by, item.decided_at) == ("REC-05", "confirmed", "王审核", AT)
    assert "第2名" in item.message
    assert item.remedy
    assert item.basis


def test_a_dismissed_item_stands_last_and_says_who_and_why(case, ruled):
    case.experts[0]["opinion"], case.plus_one["position"] = None, None
    done = ruled(case, said("dismiss", "REC-08", reason="意见在附页"))
    assert [(item.no, item.code, item.state) for item in done.list.items] == [
        (1, "PLU-04", "proposed"),
        (2, "REC-08", "dismissed"),
    ]
    assert done.list.items[1].decision_reason == "意见在附页"
    assert done.list.status == "deficient"


def test_where_all_is_dismissed_the_dossier_is_complete(case, ruled):
    case.plus_one["position"] = None
    assert ruled(case, said("dismiss", "PLU-04")).list.status == "complete"


def test_what_stood_behind_a_dismissed_item_is_not_lost(case, ruled):
    case.experts[1]["name"] = None
    (whole,) = ruled(case).list.items
    assert whole.also
    done = ruled(case, said("dismiss", whole.code, whole.subject))
    assert set(done.codes("proposed")) == set(whole.also)


def test_a_hint_is_promoted_with_its_wording_or_dropped_with_a_reason(case, ruled):
    case.experts[0]["signed_on"] = "2026-06-01"
    assert open_questions(ruled(case).list) == ("REC-13（/recommendation/experts/0）",)
    (item,) = ruled(case, said("promote", "REC-13", value="nonconforming")).list.items
    assert (item.severity, item.state, item.decided_by) == ("nonconforming", "confirmed", "王审核")
    assert item.remedy
    dropped = ruled(case, said("drop", "REC-13", reason="系笔误"))
    assert (dropped.list.items, open_questions(dropped.list)) == ((), ())
    assert [(flag.state, flag.decision_reason) for flag in dropped.list.flags] == [("dropped", "系笔误")]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (said("dismiss", "PLU-04", reason=" "), "须写明理由"),
        (said("pass", "PLU-04"), "没有 PLU-04 的待核定的问题"),
        (said("confirm", "REC-99"), "没有 REC-99 的补正事项"),
        (said("promote", "PLU-04"), "没有 PLU-04 的待处理的疑点提示"),
        (said("confirm", None), "须写明规则编号"),
        (said("confirm", "PLU-04", "/recommendation/experts/0"), "没有 PLU-04（/recommendation/experts/0）"),
        (Decision(pointer="/applicant/shoe_size", decision="correct", value="x", by="王审核"), "没有可更正的"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_says_which_and_why(case, ruled, wish, why):
    case.plus_one["position"] = None
    with pytest.raises(DecisionError, match=f"第1条.*{why}"):
        ruled(case, wish)


def test_a_hint_that_may_never_reach_a_notice_is_refused(case, ruled, profile):
    case.experts[0]["opinion"] = case.experts[1]["opinion"]
    never = [c.code for c in judge(case.case(), profile, case.submitted) if c.outcome == "fail" and c.notice == "never"]
    with pytest.raises(DecisionError, match="只供审核人员参考"):
        ruled(case, said("promote", never[0]))


def test_the_last_word_on_a_thing_counts(asking, ruled):
    first = ruled(asking, said("pass", "REC-05"))
    assert ruled(asking, said("fail", "REC-05"), taken=first.taken).codes() == ["REC-05"]


def test_a_decision_lapses_when_its_material_changes_and_only_then(case, ruled):
    case.documents["contract"]["end"] = "2026-01-31"
    first = ruled(case, said("dismiss", "EMP-04"))
    assert ruled(case, taken=first.taken, changed=("award.pdf",)).codes("dismissed") == ["EMP-04"]
    assert ruled(case, taken=first.taken, changed=("contract.pdf",)).codes("proposed") == ["EMP-04"]


def test_a_document_that_is_counted_anew_keeps_its_decision(case, ruled):
    case.documents["contract"]["end"] = "2026-01-31"
    first = ruled(case, said("dismiss", "EMP-04"))
    case.documents = {"letter": {"type": "association_letter", "holder": "沈知遥"}, **case.documents}
    assert ruled(case, taken=first.taken).codes("dismissed") == ["EMP-04"]


def test_a_corrected_value_is_judged_and_the_machines_kept(case, ruled):
    case.plus_one["position"] = None
    wish = Decision(pointer="/recommendation/plus_one/position", decision="correct", value="总经理", by="王审核")
    done = ruled(case, wish)
    assert (done.codes(), done.made.case.plus_one.position.value, done.taken[0].machine) == ([], "总经理", None)


def test_a_corrected_title_is_ranked_anew(case, ruled):
    wish = Decision(pointer="/recommendation/experts/1/title", decision="correct", value="讲师", by="王审核")
    assert "REC-04" in ruled(case, wish).codes()


def test_a_correction_lapses_when_the_page_that_was_read_changes(case, ruled):
    case.plus_one["position"] = Field(value="总经埋", state="read", places=(Place(file="form.pdf", page=1),))
    wish = Decision(pointer="/recommendation/plus_one/position", decision="correct", value="总经理", by="王审核")
    first = ruled(case, wish)
    assert first.taken[0].machine == "总经埋"
    assert ruled(case, taken=first.taken, changed=("award.pdf",)).made.case.plus_one.position.value == "总经理"
    assert ruled(case, taken=first.taken, changed=("form.pdf",)).made.case.plus_one.position.value == "总经埋"


BREAKABLE = ("opinion", "title", "employer", "signed", "signed_on", "position", "conclusion", "start", "end", "level", "series")


def broken(case, seed):
    """The dossier with four slots emptied, whichever."""
    chance = random.Random(seed)
    for group in chance.sample([*case.experts, case.plus_one, case.publicity, case.opinion, case.application], 4):
        group[chance.choice([name for name in group if name in BREAKABLE])] = None
    return case


class TestSecondRound:
    """A round after a notice: `first` its list, `known` what was held then."""

    @pytest.fixture
    def second(self, profile):
        def made(draft, first, *changed, wishes=()):
            held = bytes_told_apart(draft.case(), {f"{id}.pdf" for id in changed}).model_copy(update={"round": 2})
            known = {file.sha256 for file in bytes_told_apart(draft.case()).files}
            machine = conclude(held, profile, (), first, known).machine
            return conclude(held, profile, take(wishes, machine, held, AT), first, known)

        return made

    def test_late_findings_are_flagged_for_the_supervisor_and_not_asked(self, case, listed, second):
        case.opinion["signed_on"] = None
        first = listed(case)
        case.opinion["signed_on"] = "2026-05-20"
        case.documents["contract"]["end"] = "2026-01-31"
        found = second(case, first, "opinion")
        assert (found.deficiencies.items, [item.code for item in found.late]) == ((), ["EMP-04"])
        (flag,) = found.deficiencies.flags
        assert (flag.code, flag.promotable) == ("DDL-05", False)
        assert "EMP-04" in flag.message
        assert [c.outcome for c in found.checks if c.code == "DDL-05"] == ["fail"]

    def test_a_supervisor_may_let_a_late_finding_through_with_a_reason(self, case, listed, second):
        first = listed(case)
        case.documents["contract"]["end"] = "2026-01-31"
        found = second(case, first, "opinion", wishes=[said("promote", "EMP-04", reason="市局口径")])
        assert ([item.code for item in found.deficiencies.items], found.late) == (["EMP-04"], ())

    def test_the_same_bytes_under_another_name_are_not_new(self, case, listed, second):
        first = listed(case)
        case.documents["contract"]["end"] = "2026-01-31"
        assert [item.code for item in second(case, first).late] == ["EMP-04"]

    def test_an_item_that_is_now_dismissed_is_not_asked_again(self, case, listed, second):
        case.plus_one["position"] = None
        first = listed(case)
        found = second(case, first, "opinion", wishes=[said("dismiss", "PLU-04", reason="另有任职文件")])
        assert [(item.code, item.state) for item in found.deficiencies.items] == [("PLU-04", "dismissed")]
        assert (found.late, found.deficiencies.status) == ((), "complete")

    @pytest.mark.parametrize("seed", range(30))
    def test_curing_everything_in_the_notice_leaves_nothing_and_curing_nothing_adds_nothing(self, case, ruled, second, seed):
        whole, case = case.copy(), broken(case, seed)
        said = [Decision(code=one.code, subject=one.subject, decision="fail", by="王审核") for one in ruled(case).list.referrals]
        first = ruled(case, *said).list
        cured = second(whole, first, "form", "application", "publicity", "opinion")
        assert (cured.deficiencies.items, cured.late) == ((), ())
        left = second(case, first, "award")
        assert {item.no for item in left.deficiencies.items} <= {item.no for item in first.items}
        assert left.late == ()
