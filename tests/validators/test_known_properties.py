"""What holds of every generated case: order and names do not matter, bases resolve, nothing barred is printed, cures cure."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.case import Case
from schemas.decision import Decision
from validators.conclude import conclude
from validators.decisions import take
from validators.judge import expected, judge
from validators.notice import compose

from .known_cases import MANY, case_of, chance_of, joined, renamed, shuffled

AT = "2026-11-30T09:00:00+08:00"
REGULATION = Path("schemas/profiles/beijing-2023-12/regulation.txt").read_text("utf-8")


def for_any(holds, examples=12):
    """Calls it with many numbers of generated cases."""
    settings(max_examples=examples, deadline=None)(given(number=st.integers(0, MANY))(holds))()


def round_1(case, profile, taken=()):
    return conclude(case, profile.on(case.submitted_on), taken, None, ())


def outcomes(checks):
    """Each outcome; documents, files and pages are counted in the order in which they come and so left without their number."""
    return Counter((c.code, c.outcome, re.sub(r"^/(documents|files|pages)/\d+", r"/\1", c.subject or "")) for c in checks)


def test_neither_the_order_nor_the_names_of_files_matter(profile):
    def holds(number):
        case, chance = case_of(number), chance_of(number)
        plain = round_1(case, profile)
        for other in (shuffled(case, chance), renamed(case, chance), shuffled(renamed(case, chance), chance)):
            found = round_1(other, profile)
            assert outcomes(found.checks) == outcomes(plain.checks)
            assert Counter(i.code for i in found.deficiencies.items) == Counter(i.code for i in plain.deficiencies.items)
            assert {one.code for one in found.deficiencies.announced} == {one.code for one in plain.deficiencies.announced}

    for_any(holds)


def test_every_enabled_rule_says_something_of_every_subject_and_once(profile):
    def holds(number):
        case = case_of(number)
        checks = judge(case, profile, case.received_at)
        assert len(checks) == expected(case, profile)
        assert {check.code for check in checks} == {r.code for r in profile.rules if r.enabled and r.subject != "notice_item"}
        assert max(Counter((c.code, c.subject, c.related if c.code in pairs else None) for c in checks).values()) == 1

    pairs = {rule.code for rule in profile.rules if rule.subject == "expert_pair"}
    for_any(holds)


def test_the_same_case_gives_the_same_bytes_be_it_kept_or_fresh(profile):
    def holds(number):
        case = case_of(number)
        kept = Case.model_validate_json(case.model_dump_json(exclude_defaults=True))
        one, other = round_1(case, profile), round_1(kept, profile)
        assert one.deficiencies.model_dump_json() == other.deficiencies.model_dump_json()
        assert [c.model_dump_json() for c in one.checks] == [c.model_dump_json() for c in other.checks]

    for_any(holds)


def resolves(basis):
    """Whether it names an article that the regulation has."""
    articles = re.findall(r"本办法(?:名称、)?(第[一二三四五六七八九十]+条)", basis)
    return any(re.search(rf"^\s*{article}", REGULATION, re.MULTILINE) for article in articles)


def test_an_article_that_the_regulation_does_not_have_does_not_resolve():
    assert resolves("本办法第七条第一项")
    assert not resolves("本办法第十九条")
    assert not resolves("通行做法")


def test_no_item_stands_in_a_notice_without_an_article_of_the_regulation(profile):
    def holds(number):
        case = case_of(number)
        found = round_1(case, profile).deficiencies
        assert [item.code for item in found.items if not any(map(resolves, item.basis))] == []

    for_any(holds)


def test_every_rule_that_may_ask_something_of_an_applicant_names_such_an_article(profile):
    asking = [rule for rule in profile.rules if rule.enabled and rule.severity != "hint" and rule.notice != "never"]
    assert [rule.code for rule in asking if not any(map(resolves, rule.basis))] == []


@pytest.mark.parametrize("code", ["REC-16", "FLG-01"])
def test_a_rule_whose_hint_may_never_reach_an_applicant_is_barred_by_the_profile(profile, code):
    assert profile.rule(code).notice == "never"


def test_neither_what_was_dismissed_nor_a_hint_that_is_barred_is_printed(profile):
    def holds(number):
        case, chance = case_of(number), chance_of(number)
        first = round_1(case, profile)
        wishes = [said("fail", one) for one in first.deficiencies.referrals]
        wishes += [said("dismiss", item) for item in first.deficiencies.items if chance.random() < 0.4]
        wishes += [said("promote", flag) for flag in first.deficiencies.flags if flag.promotable and chance.random() < 0.5]
        found = round_1(case, profile, take(wishes, first.machine, case, AT)).deficiencies
        dismissed = {item.no for item in found.items if item.state == "dismissed"}
        barred = {rule.code for rule in profile.rules if rule.notice == "never"}
        assert not barred & {item.code for item in found.items}
        if all(item.no in dismissed for item in found.items):
            return
        notice = compose(case, found, profile)
        assert {item.no for item in notice.items} == {item.no for item in found.items} - dismissed
        assert not dismissed & {requirement.no for requirement in notice.requirements}
        printed = notice.model_dump_json()
        assert [flag.code for flag in found.flags if flag.message and flag.message in printed] == []

    for_any(holds)


def said(verb, about):
    return Decision(code=about.code, subject=about.subject, decision=verb, reason="核对原件", by="王审核")


class TestTheSecondRound:
    """After a notice in which every question was answered against the applicant."""

    def noticed(self, case, profile):
        first = round_1(case, profile)
        wishes = [said("fail", one) for one in first.deficiencies.referrals if one.blocked_by is None]
        return round_1(case, profile, take(wishes, first.machine, case, AT)).deficiencies

    def second(self, case, profile, told, known):
        held = case.model_copy(update={"round": 2})
        return conclude(held, profile.on(case.submitted_on), (), told, known)

    def test_what_is_set_right_in_new_files_leaves_nothing_to_ask(self, profile):
        def holds(number):
            case = case_of(number)
            known = {file.sha256 for file in case.files}
            cured = case_of(number, faults=False)
            found = self.second(cured, profile, self.noticed(case, profile), known)
            own = {item.code for item in round_1(cured, profile).deficiencies.items}
            assert {item.code for item in found.deficiencies.items} <= own
            assert found.late == ()

        for_any(holds)

    def test_unchanged_material_shows_nothing_new(self, profile):
        def holds(number):
            case = case_of(number)
            told = self.noticed(case, profile)
            found = self.second(joined(case), profile, told, {file.sha256 for file in case.files})
            assert {item.no for item in found.deficiencies.items} <= {item.no for item in told.items}
            assert found.late == ()

        for_any(holds)
