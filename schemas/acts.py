"""Human acts on a case beside decisions: the second person's check, service of the notice, and what ends a case.

None of them is ever made by the machine, and none is printed in a notice. 视为放弃 is Art. 7(2), a verified fraud Art. 10.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from schemas.base import Value


def _day(said: str) -> str:
    """An ISO day. Raises `ValueError`."""
    return date.fromisoformat(said).isoformat()


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Day = Annotated[str, AfterValidator(_day)]
Way = Literal["业务系统", "当面", "邮寄", "短信或电子邮件"]
WAYS: tuple[str, ...] = get_args(Way)
Closed = Literal["abandoned", "closed"]
"""How a case was ended by a person: 视为放弃, or by a verified fraud finding. The words are those of its status."""


class Check(Value):
    """复核: a second person has looked at what is to be issued. `about` is the digest of exactly that."""

    kind: Literal["check"] = "check"
    by: Name
    about: str


class Service(Value):
    """送达: how and on which day the notice reached the applicant, and who received it, where that is known."""

    kind: Literal["serve"] = "serve"
    by: Name
    how: Way
    on: Day
    received_by: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=1000)


class Abandonment(Value):
    """视为放弃 (Art. 7(2)): the deadline has passed and nothing, or not what was asked for, was supplied in time."""

    kind: Literal["abandon"] = "abandon"
    by: Name
    grounds: Words


class FraudFinding(Value):
    """查实 (Art. 10): who found it, of which materials (ids of documents, or paths of files), on which day, on what grounds."""

    kind: Literal["fraud"] = "fraud"
    by: Name
    found_by: Name
    documents: tuple[str, ...] = Field(min_length=1)
    verified_on: Day
    grounds: Words


class Reinstatement(Value):
    """撤销: the last act that ended the case is taken back."""

    kind: Literal["reinstate"] = "reinstate"
    by: Name
    reason: Words


Act = Annotated[Check | Service | Abandonment | FraudFinding | Reinstatement, Field(discriminator="kind")]


class Recorded(Value):
    """An act as it is kept: of which round, and when (ISO moment)."""

    round: int
    at: str
    act: Act


def ending(kinds: Iterable[str]) -> Closed | None:
    """How the case was ended and not taken back, by the kinds of its acts in order; ``None`` where it goes on."""
    ended: list[Closed] = []
    for kind in kinds:
        if kind == "abandon":
            ended.append("abandoned")
        elif kind == "fraud":
            ended.append("closed")
        elif kind == "reinstate":
            ended = ended[:-1]
    return ended[-1] if ended else None


def closings(acts: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The acts that ended the case and were not taken back, in order."""
    standing: list[Recorded] = []
    for each in acts:
        if isinstance(each.act, Abandonment | FraudFinding):
            standing.append(each)
        elif isinstance(each.act, Reinstatement):
            standing = standing[:-1]
    return tuple(standing)


def service(acts: Iterable[Recorded], round: int) -> Service | None:
    """How the notice of this round was served: what was recorded last counts."""
    served = [each.act for each in acts if each.round == round and isinstance(each.act, Service)]
    return served[-1] if served else None
