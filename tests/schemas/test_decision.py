"""What stands of what people did: the last of a matter is taken back, and what was said before it holds again."""

from schemas.decision import Taken, Verb, standing


def act(decision: Verb, code: str = "REC-05", subject: str | None = "/recommendation/experts/0") -> Taken:
    return Taken(code=code, subject=subject, decision=decision, by="文受理", at="2026-05-07T09:00:00+08:00", about="")


def test_what_nobody_took_back_stands_in_order() -> None:
    acts = (act("pass"), act("confirm", "PUB-02", None))
    assert standing(acts) == acts


def test_taking_back_leaves_what_was_said_before() -> None:
    assert standing([act("confirm"), act("dismiss"), act("withdraw")]) == (act("confirm"),)


def test_only_the_same_matter_is_taken_back() -> None:
    acts = [act("pass"), act("pass", subject="/recommendation/experts/1"), act("withdraw")]
    assert standing(acts) == (act("pass", subject="/recommendation/experts/1"),)


def test_taking_back_twice_takes_back_two() -> None:
    assert standing([act("confirm"), act("dismiss"), act("withdraw"), act("withdraw"), act("withdraw")]) == ()
