"""Complete dossiers, one under each item of Article 3 and one of a freelancer: nothing is demanded, asked or hinted."""

from collections.abc import Callable

import pytest

from schemas.deficiencies import DeficiencyList


@pytest.mark.parametrize("condition", [1, 2, 3, 4])
def test_a_complete_dossier_is_complete_under_each_item_of_article_3(case, listed, condition):
    found = listed(case.under(condition))
    assert (found.status, found.items, found.referrals, found.flags) == ("complete", (), (), ())


def test_a_complete_dossier_of_a_freelancer_is_complete(case, listed: Callable[..., DeficiencyList]):
    found = listed(case.freelance())
    assert (found.status, found.items, found.referrals, found.flags) == ("complete", (), (), ())


def test_every_enabled_rule_gives_an_outcome_for_every_subject_of_its_kind(case, checks, profile):
    given = checks(case)
    assert {check.code for check in given} == {rule.code for rule in profile.rules if rule.enabled and rule.code != "DDL-03"}
    assert len({(check.code, check.subject, check.related) for check in given}) == len(given)


def test_no_check_is_made_of_a_rule_that_is_switched_off(case, report):
    assert not [line for line in report(case.drop("card")) if line.startswith("DOC-07")]


def test_a_case_without_anything_still_gets_an_outcome_for_every_kind_of_subject(case, checks, profile):
    case.experts, case.plus_one, case.publicity, case.opinion, case.achievements, case.documents = [], None, None, None, [], {}
    case.toc = []
    assert {check.code for check in checks(case)} == {
        rule.code for rule in profile.rules if rule.enabled and rule.code != "DDL-03"
    }
