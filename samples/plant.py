"""What was planted in a dossier, as the truth file says it: deficiencies, hints, and what may be listed or left to a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from samples.story import Story


@dataclass
class Plant:
    """The expectations of one dossier. `layout` is that of its 举荐表, which decides what slots are printed; the seals
    of `pale` papers may be beyond reading.
    """

    layout: str
    deficiencies: list[dict[str, Any]] = field(default_factory=list)
    hints: list[dict[str, Any]] = field(default_factory=list)
    optional: list[dict[str, Any]] = field(default_factory=list)
    undetermined_ok: list[dict[str, Any]] = field(default_factory=list)
    announced: set[str] = field(default_factory=set)
    alt: dict[str, list[Any]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    pale: set[str] = field(default_factory=set)

    def item(self, code: str, subject: str | None = None, **more: Any) -> None:
        """A deficiency that must be listed."""
        self.deficiencies.append({"code": code, "subject": subject, **more})

    def hint(self, code: str, subject: str | None = None, **more: Any) -> None:
        """A flag that is due."""
        self.hints.append({"code": code, "subject": subject, **more})

    def may(self, *codes: str, subject: str | None = None) -> None:
        """What may be listed or not."""
        self.optional += [{"code": code, "subject": subject} for code in codes]

    def asks(self, *codes: str, subject: str | None = None) -> None:
        """What may be left to a person."""
        self.undetermined_ok += [{"code": code, "subject": subject} for code in codes]


Apply = Callable[[Random, Story, Plant], None]
Suits = Callable[[Story, Plant], bool]


class UnsuitableError(Exception):
    """The fault finds nothing left to spoil in this dossier."""


@dataclass(frozen=True)
class Fault:
    """One thing that can be wrong. `groups` are what it touches: no two faults of a dossier touch the same."""

    code: str
    groups: frozenset[str]
    apply: Apply
    suits: Suits


FAULTS: dict[str, Fault] = {}


def fault(code: str, groups: str, suits: Suits = lambda _story, _plant: True) -> Callable[[Apply], Apply]:
    """Registers a fault under the code of the rule that finds it. Raises `ValueError` on a second of the same code."""

    def register(apply: Apply) -> Apply:
        if code in FAULTS:
            raise ValueError(f"fault {code} is registered twice")
        FAULTS[code] = Fault(code, frozenset(groups.split()), apply, suits)
        return apply

    return register


def employed(story: Story, _plant: Plant) -> bool:
    """The applicant has an employer."""
    return story.path == "employed"


def condition(*wanted: int) -> Suits:
    """The dossier is under one of these items of Article 3."""
    return lambda story, _plant: bool(story.conditions) and story.conditions[0] in wanted


def spoil(rng: Random, story: Story, plant: Plant, codes: list[str]) -> list[str]:
    """Applies these faults in turn, save those that do not suit or touch what another has touched; gives those applied."""
    touched: set[str] = set()
    done = []
    for code in codes:
        one = FAULTS[code]
        if one.groups & touched or not one.suits(story, plant):
            continue
        try:
            one.apply(rng, story, plant)
        except UnsuitableError:
            continue
        touched |= one.groups
        done.append(code)
    return done
