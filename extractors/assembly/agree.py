"""Agreement: one value out of what several documents say. What they say differently stays in the documents."""

from collections.abc import Callable, Sequence
from typing import Any

from schemas.field import NOT_FOUND, Field
from schemas.terms import dates, organisations
from schemas.terms.numbers import plain
from schemas.terms.persons import same_name
from schemas.terms.text import fold

DOUBT = 0.8
"""What a contradicting document leaves of the confidence."""

Same = Callable[[Any, Any], bool]

_SAME: dict[str, Same] = {
    "name": lambda a, b: same_name(str(a), str(b)),
    "birth_date": lambda a, b: dates.agree(str(a), str(b)),
    "id_number": lambda a, b: plain(str(a)) == plain(str(b)),
    "employer_uscc": lambda a, b: plain(str(a)) == plain(str(b)),
    "phone": lambda a, b: plain(str(a)) == plain(str(b)),
    "employer": lambda a, b: organisations.same(str(a), str(b)) == "same",
    "issuer": lambda a, b: organisations.same(str(a), str(b)) == "same",
}

_CUT = frozenset({"birth_date"})
"""Values of which one may be the beginning of another: a day cut at the month."""


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field are one: names, numbers, dates and organisations by their own comparison."""
    check = _SAME.get(name)
    return check(one, other) if check else fold(str(one)) == fold(str(other))


def agreed(name: str, candidates: Sequence[Field], witnesses: Sequence[Field] = ()) -> Field:
    """The candidate that most documents say, the earlier one where they are equal; `witnesses` vote but do not stand.

    Where one candidate is only part of another (a date to the month), the fuller stands. Confidence grows with each
    document that says the same, and falls where one says otherwise. Nothing written: unreadable before blank before
    `NOT_FOUND`.
    """
    written = [field for field in candidates if field.present]
    if not written:
        states = ("unreadable", "blank")
        return next((f for state in states for f in candidates if f.state == state), NOT_FOUND)
    voters = written + [field for field in witnesses if field.present]
    votes = [sum(same(name, field.value, voter.value) for voter in voters) for field in written]
    chosen = written[votes.index(max(votes))]
    if name in _CUT:
        fuller = [field for field in written if same(name, field.value, chosen.value)]
        chosen = max(fuller, key=lambda field: len(str(field.value)))
    behind = [voter for voter in voters if same(name, chosen.value, voter.value)]
    places = tuple(dict.fromkeys(place for voter in (chosen, *behind) if voter in written for place in voter.places))
    doubt = DOUBT if len(behind) < len(voters) else 1.0
    return chosen.model_copy(update={"confidence": round(_together(behind) * doubt, 4), "places": places})


def _together(fields: Sequence[Field]) -> float:
    """The chance that at least one of several independent readings of the same is right, never quite certain."""
    wrong = 1.0
    for field in fields:
        wrong *= 1.0 - min(field.confidence, 0.995)
    return min(0.9999, 1.0 - wrong)
