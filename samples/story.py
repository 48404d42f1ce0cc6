"""What is true of one invented dossier before anything is printed: persons, dates, achievements, and who recommends whom."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import chinese_calendar

from samples.people import Organisation, Person
from samples.trades import Trade

LEVELS = ("正高级", "副高级")


@dataclass
class Expert:
    """One recommending expert. Dates ISO; `level` full, deputy or unknown."""

    name: str
    title: str
    level: str
    employer: str
    position: str
    specialty: str
    phone: str
    opinion: str
    signed_on: str | None
    signed: bool = True
    named: str = ""
    """Whom the opinion speaks of, where that is not the applicant."""


@dataclass
class PlusOne:
    """The "+1"."""

    organisation: str
    name: str | None
    position: str | None
    phone: str
    opinion: str | None
    signed_on: str | None
    signed: bool = True
    sealed: bool = True


@dataclass
class Proof:
    """One document that shows an achievement: its type, what is printed, and what is true of it."""

    type: str
    data: dict[str, Any]
    fields: dict[str, Any]
    alt: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Achievement:
    """One row of the achievements, as claimed, with what shows it."""

    kind: str
    label: str
    title: str
    level: str
    role: str
    date: str
    status: str
    proofs: list[Proof]


@dataclass
class Publicity:
    """单位内部公示 as certified. `names` and `level` are what was put on notice."""

    issuer: str
    start: str | None
    end: str | None
    result: str | None
    names: list[str]
    level: str
    specialty: str
    issued_on: str
    place: str


@dataclass
class Opinion:
    """单位推荐意见. `text` None: the slot is empty."""

    issuer: str
    text: str | None
    conclusion: str
    signed_on: str | None
    sealed: bool
    seal_text: str
    slot: bool = True


@dataclass
class Card:
    """What the identity card says."""

    person: Person
    valid_from: str
    valid_to: str


@dataclass
class Contract:
    """The employment contract; no `end`: open-ended."""

    employer: str
    employee: str
    start: str
    end: str | None
    signed_on: str
    sealed: bool = True
    signed: bool = True


@dataclass
class Story:
    """A whole dossier. Faults change it before it is printed; `absent` names the papers that are left out."""

    key: str
    trade: Trade
    submitted_on: str
    path: str
    applicant: Person
    employer: Organisation | None
    position: str
    current_title: str
    education: str
    conditions: list[int]
    level: str
    specialty: str
    experts: list[Expert]
    plus_one: PlusOne | None
    reviewer: Organisation
    reviewer_type: str
    publicity: Publicity
    opinion: Opinion
    achievements: list[Achievement]
    card: Card
    contract: Contract | None
    extras: dict[str, Proof] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    form_name: str | None = ""
    form_phone: str | None = ""
    toc_extra: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.form_name = self.form_name or self.applicant.name
        self.form_phone = self.form_phone or self.applicant.phone

    @property
    def name(self) -> str:
        """The applicant's name."""
        return self.applicant.name


def add_days(iso: str, days: int) -> str:
    """The day so many days later."""
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()


def working_days(start: str, end: str) -> int:
    """Working days from `start` to `end`, both counted, by the official calendar."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(1 for day in days if chinese_calendar.is_workday(day))


def next_workday(iso: str) -> str:
    """This day or the first working day after it."""
    while not chinese_calendar.is_workday(date.fromisoformat(iso)):
        iso = add_days(iso, 1)
    return iso


def after_working_days(start: str, count: int) -> str:
    """The day on which `count` working days are complete, `start` counted."""
    end = start
    while working_days(start, end) < count:
        end = add_days(end, 1)
    return end


def days(publicity: Publicity) -> tuple[int, int] | None:
    """Working days of the publicity with and without its first day; None where a date is missing."""
    if publicity.start is None or publicity.end is None:
        return None
    return working_days(publicity.start, publicity.end), working_days(add_days(publicity.start, 1), publicity.end)
