"""Random dossiers with planted faults, as a perfect reader has them: all that was planted is told, and nothing else."""

import pytest

from tests.generator.judged import judged
from tests.generator.undrawn import undrawn
from validators.deficiencies import list_deficiencies
from validators.judge import judge

QUICK, SEED, SLOW_SEED = 60, 41, 42


def told_of(profile, seed, number):
    """The list's account of itself before the truth."""
    case, truth = undrawn(seed, number)
    law = profile.on(case.submitted_on)
    checks = judge(case, law, case.received_at)
    return judged(case, checks, list_deficiencies(case, checks, law), truth)


@pytest.mark.parametrize("number", range(QUICK))
def test_every_planted_deficiency_is_told_and_nothing_is_demanded_or_asked_without_cause(profile, number):
    found = told_of(profile, SEED, number)
    assert (found.missed, found.false_demands, found.undue_referrals) == ((), (), ())
    assert found.not_announced == ()


@pytest.mark.slow
def test_five_hundred_cases_are_wholly_right(profile):
    wrong = [number for number in range(500) if not told_of(profile, SLOW_SEED, number).right]
    assert wrong == []


def test_the_same_seed_gives_the_same_case():
    assert undrawn(7, 3) == undrawn(7, 3)


def test_what_is_missed_or_demanded_without_cause_is_seen(profile):
    """The comparison itself can fail: the list of one dossier is not that of another."""
    case, truth = undrawn(SEED, 0)
    law = profile.on(case.submitted_on)
    checks = judge(case, law, case.received_at)
    found = list_deficiencies(case, checks, law)
    item = found.items[0]
    assert item.code in {code for code, _ in judged(case, (), found.model_copy(update={"items": found.items[1:]}), truth).missed}
    spurious = item.model_copy(update={"code": "EMP-05", "subject": None, "also": ()})
    said = judged(case, checks, found.model_copy(update={"items": (*found.items, spurious)}), truth)
    assert said.false_demands == (("EMP-05", None),)
