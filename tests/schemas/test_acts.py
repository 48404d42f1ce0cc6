"""What human acts come to: whether a case is ended, and what an act must say."""

import pytest
from pydantic import ValidationError

from desk.cli_acts import WAYS as OFFERED
from schemas.acts import WAYS, Abandonment, Check, FraudFinding, Recorded, Reinstatement, Service, closings, ending, service

GIVEN_UP = Abandonment(by="郑主管", grounds="逾期未补正")
FRAUD = FraudFinding(by="郑主管", found_by="市局核查组", documents=("d3",), verified_on="2026-06-01", grounds="证书系伪造")
BACK = Reinstatement(by="郑主管", reason="申报人当日已寄出")


def kept(*acts) -> tuple[Recorded, ...]:
    return tuple(Recorded(round=1, at=f"2026-06-0{n}T09:00:00+08:00", act=act) for n, act in enumerate(acts, 1))


@pytest.mark.parametrize(
    ("acts", "how"),
    [
        ((), None),
        ((Check(by="孙复核", about="0"),), None),
        ((GIVEN_UP,), "abandoned"),
        ((FRAUD,), "closed"),
        ((GIVEN_UP, BACK), None),
        ((GIVEN_UP, FRAUD), "closed"),
        ((GIVEN_UP, FRAUD, BACK), "abandoned"),
        ((GIVEN_UP, BACK, FRAUD), "closed"),
        ((BACK,), None),
    ],
)
def test_a_case_is_ended_by_the_last_act_that_was_not_taken_back(acts, how):
    assert ending(act.kind for act in acts) == how
    assert bool(closings(kept(*acts))) == (how is not None)


def test_of_several_services_the_last_one_of_the_round_counts():
    first, last = (Service(by="文受理", how=how, on="2026-05-02") for how in ("邮寄", "当面"))
    assert service(kept(first, last), 1) == last
    assert service(kept(first, last), 2) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Service(by="文受理", how="传真", on="2026-05-02"),
        lambda: Service(by="文受理", how="邮寄", on="2026-02-30"),
        lambda: Abandonment(by="郑主管", grounds="  "),
        lambda: Abandonment(by=" ", grounds="逾期"),
        lambda: FRAUD.model_validate(FRAUD.model_dump() | {"documents": ()}),
    ],
)
def test_an_act_that_does_not_say_what_it_must_is_none(wrong):
    with pytest.raises(ValidationError):
        wrong()


def test_the_command_line_offers_the_ways_that_there_are():
    assert tuple(OFFERED) == WAYS
