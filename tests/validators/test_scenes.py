"""Every rule that is on has a scene for each outcome that it can have: it fails, passes, does not apply, cannot tell."""

import pytest

from .scenes import BROAD, SCENES, Scene, outcomes
from .test_planted import DEFECTS

OUTCOMES = ("fail", "pass", "not_applicable", "undetermined")

PLAIN = (
    "FIL-02 FIL-04 FIL-05 FIL-07 DOC-01 DOC-03 DOC-04 DOC-05 APP-08 EMP-03 EMP-06 EMP-08 REC-13 PLU-13 PLU-14 PUB-03 PUB-10 "
    "UNI-06 CAT-03 CAT-05 EVD-04 EVD-05 EVD-08 EVD-12 XCH-03 XCH-04 DDL-03"
)
"""They ask nothing: a material is there or not, a hint is given only for what was surely read, or another rule asks."""

ALWAYS = "DOC-01 DOC-02 APP-08 APP-10 REC-18 XCH-02"
"""They are asked of every dossier, whoever applies and under whatever item."""

NEVER_FAIL = "REC-05 DDL-05"
"""REC-05 only asks; DDL-05 is failed by the comparison of rounds, which `test_rounds` shows."""


def cannot(rule) -> set[str]:
    """The outcomes that a rule cannot have; what may ask nothing of the applicant never asks anyone."""
    asks_nobody = rule.notice == "never" or rule.code in PLAIN.split()
    return (
        ({"undetermined"} if asks_nobody else set())
        | ({"not_applicable"} if rule.code in ALWAYS.split() else set())
        | ({"fail"} if rule.code in NEVER_FAIL.split() else set())
    )


@pytest.fixture(scope="module")
def shown(profile) -> set[str]:
    """All that is seen in all scenes."""
    defects = {f"planted {code}": Scene(change) for code, change in DEFECTS.items()}
    return set().union(*(outcomes(scene, profile) for scene in (*BROAD.values(), *SCENES.values(), *defects.values())))


@pytest.mark.parametrize("sentence", SCENES)
def test_each_scene_shows_what_it_says(sentence, profile):
    scene = SCENES[sentence]
    assert set(scene.shows) <= outcomes(scene, profile)


def test_no_rule_lacks_a_scene_for_an_outcome_that_it_can_have(profile, shown):
    wanted = [f"{rule.code} {each}" for rule in profile.rules if rule.enabled for each in OUTCOMES if each not in cannot(rule)]
    assert [line for line in wanted if line not in shown] == []


def test_what_a_rule_is_said_to_be_unable_to_do_it_does_nowhere(profile, shown):
    barred = [f"{rule.code} {outcome}" for rule in profile.rules if rule.enabled for outcome in cannot(rule)]
    assert [line for line in barred if line in shown] == []
