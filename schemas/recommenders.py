"""退出名单 (Art. 11): recommending experts who had to leave, each by an explicit act of a person.

Only 把关不严, 未能尽责 and 严重失实 lead onto it. Who recommended diligently is not judged by what became of the candidate: no
rates of success are kept or computed anywhere.
"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from schemas.acts import Day, Name, Words
from schemas.base import Value
from schemas.terms.organisations import fold_organisation
from schemas.terms.persons import fold_name


class Exited(Value):
    """Somebody on the list, as a dossier is judged by it: name, unit, and the day (ISO) from which the exit holds."""

    name: str
    unit: str
    on: str


class Entry(Value):
    """An act on an organisation's list: somebody is put on it or taken off, from a day on, by whom and why."""

    kind: Literal["add", "remove"]
    name: Name
    unit: str = Field(min_length=1, max_length=100)
    on: Day
    by: Name
    reason: Words


def same_entry(one: Entry | Exited, other: Entry | Exited) -> bool:
    """Whether both are about one person of one unit, however the names are written."""
    names = (fold_name(one.name), fold_organisation(one.unit))
    return names == (fold_name(other.name), fold_organisation(other.unit))


def standing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Who is on the list, by the entries in order: put on and not taken off since."""
    listed: list[Entry] = []
    for entry in entries:
        listed = [each for each in listed if not same_entry(each, entry)]
        listed += [entry] if entry.kind == "add" else []
    return tuple(listed)
