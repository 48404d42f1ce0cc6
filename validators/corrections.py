"""Corrections: a person puts a value in place of what the machine read. The case is judged with it; both are recorded."""

import re
from collections.abc import Sequence
from typing import Any

from schemas.base import Value
from schemas.case import Case
from schemas.decision import Decision, Taken
from schemas.field import Field
from schemas.profile import Profile
from schemas.terms.titles import level_of
from validators.decisions import DecisionError, digest

PLACES = {
    "applicant": "applicant",
    "application": "application",
    "recommendation/experts": "experts",
    "recommendation/plus_one": "plus_one",
    "application/achievements": "application.achievements",
    "employer_review/publicity": "employer_review.publicity",
    "employer_review/opinion": "employer_review.opinion",
}
"""Where the record's nouns are in the case."""

_POINTER = re.compile(rf"/({'|'.join(sorted(PLACES, key=len, reverse=True))})(?:/(\d+))?/(\w+)")


def take_corrections(wishes: Sequence[Decision], case: Case, at: str) -> tuple[Taken, ...]:
    """Each correction, bound to the bytes that the value was read from. Raises `DecisionError`."""
    taken = []
    for number, wish in enumerate(wishes, 1):
        if wish.pointer is None or wish.decision == "place":
            continue
        if wish.decision != "correct" or wish.code is not None:
            raise DecisionError(f"第{number}条：写明 pointer 的，decision 应为 correct，且不写 code")
        field = value_at(case, wish.pointer)
        if field is None:
            raise DecisionError(f"第{number}条：记录中没有可更正的 {wish.pointer}")
        said = {"at": at, "about": _about(field, case), "machine": field.value if field.present else None}
        taken.append(Taken.model_validate(wish.model_dump() | said))
    return tuple(taken)


def corrected(case: Case, taken: Sequence[Taken], profile: Profile) -> Case:
    """The case with every correction that has not lapsed."""
    for each in corrections_in_force(case, taken):
        path, name = _path(str(each.pointer))
        case = _put(case, path, name, _said(each.value, value_at(case, str(each.pointer))))
        if name == "title" and path[0] == "experts":
            level = level_of(str(each.value), profile.titles) if each.value else "unknown"
            case = _put(case, path, "title_level", Field(value=level, state="read", confidence=1.0, method="person"))
    return case


def corrections_in_force(case: Case, taken: Sequence[Taken]) -> tuple[Taken, ...]:
    """The last correction of each value, as long as what it was read from is the same. `case` is the machine's own."""
    last = {each.pointer: each for each in taken if each.decision == "correct"}
    fields = {pointer: value_at(case, pointer) for pointer in last if pointer}
    return tuple(each for pointer, each in last.items() if (f := fields[str(pointer)]) and _about(f, case) == each.about)


def value_at(case: Case, pointer: str) -> Field | None:
    """The field whose value the record has at this pointer; ``None`` where the case has none."""
    if not _POINTER.fullmatch(pointer):
        return None
    path, name = _path(pointer)
    noun: Any = case
    for step in path:
        noun = (noun[step] if step < len(noun) else None) if isinstance(step, int) else getattr(noun, step, None)
        if noun is None:
            return None
    field = getattr(noun, name, None)
    return field if isinstance(field, Field) else None


def _path(pointer: str) -> tuple[list[str | int], str]:
    match = _POINTER.fullmatch(pointer)
    assert match
    index: list[str | int] = [int(match[2])] if match[2] else []
    return [*PLACES[match[1]].split("."), *index], match[3]


def _put(noun: Any, path: Sequence[str | int], name: str, field: Field) -> Any:
    """The same noun with one field of something below it replaced."""
    if not path:
        return noun.model_copy(update={name: field})
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*noun[:step], _put(noun[step], rest, name, field), *noun[step + 1 :])
    assert isinstance(noun, Value)
    return noun.model_copy(update={step: _put(getattr(noun, step), rest, name, field)})


def _said(value: Any, field: Field | None) -> Field:
    """A person's word, at the place where the machine had looked."""
    places = field.places if field else ()
    if value is None:
        return Field(state="blank", confidence=1.0, places=places, method="person")
    return Field(value=value, raw=str(value), state="read", confidence=1.0, places=places, method="person")


def _about(field: Field, case: Case) -> str:
    bytes_of = {file.path: file.sha256 for file in case.files}
    places = sorted({f"{bytes_of.get(place.file, place.file)} {place.page}" for place in field.places})
    return digest(*(places or ("nowhere",)))
