"""DDL, where a profile states the limits and a notice was issued."""

import pytest

from validators.deficiencies import list_deficiencies
from validators.judge import judge


def judged(case, profile, today, previous=None, **settings):
    given = profile.model_copy(update={"settings": {**profile.settings, **settings}})
    return {check.code: check.outcome for check in judge(case.case(), given, today, previous)}


@pytest.mark.parametrize(("last", "outcome"), [("2026-05-11", "fail"), ("2026-05-12", "pass")])
def test_a_submission_after_the_window_is_for_people(case, profile, last, outcome):
    assert judged(case, profile, "2026-05-12", window=["2026-04-01", last])["DDL-01"] == outcome


@pytest.mark.parametrize(
    ("today", "outcome"), [("2026-05-12", "pass"), ("2026-05-14", "pass"), ("2026-05-15", "fail"), ("2026-06-30", "fail")]
)
def test_the_time_for_the_review_runs_in_working_days(case, profile, today, outcome):
    assert judged(case, profile, today, **{"sla.review_days": 5})["DDL-02"] == outcome


@pytest.mark.parametrize(("submitted", "outcome"), [("2026-10-08", "pass"), ("2026-10-09", "fail")])
def test_a_last_day_on_a_holiday_is_put_off_to_the_next_working_day(case, profile, checks, submitted, outcome):
    previous = list_deficiencies(case.case(), checks(case), profile).model_copy(update={"deadline": "2026-10-03"})
    case.submitted = submitted
    assert judged(case, profile, submitted, previous)["DDL-04"] == outcome
