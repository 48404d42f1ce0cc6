"""An event for downstream systems: what happened to a case, as CloudEvents 1.0 in structured JSON.

An event is written once and never altered. It says nothing of a person: no name, key, file name or number but case ids,
rule codes and counts.
"""

from typing import Literal

from pydantic import Field

from schemas.base import Value
from schemas.record import Status

EventType = Literal["round.opened", "case.published", "notice.issued", "case.closed", "case.reopened"]


class Gist(Value):
    """What an event says of a round beside its numbers: whose it is, and the codes of what is to be supplied."""

    organ: str
    codes: tuple[str, ...]


class Counts(Value):
    """As in summary.json."""

    files: int
    pages: int
    items: int
    referrals: int
    flags: int


class EventData(Value):
    """The round as it is since this event.

    `codes` are the rules of its items, without those that a person has dismissed. `record` and `deficiencies` are the
    SHA-256 of case.json and deficiencies.json as published: with them a reader knows which version it holds.
    """

    schema_version: Literal["1"] = "1"
    organ: str
    case_id: str
    round: int
    status: Status
    counts: Counts
    codes: tuple[str, ...]
    record: str
    deficiencies: str


class Event(Value):
    """One entry of the feed.

    `id` follows from what is said and how many events the case had before. `sequence` counts all events of the feed from 1
    without a gap, in twelve digits. `time` is UTC. `correlationid` is that of the run which made the round.
    """

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: EventType
    subject: str
    time: str
    datacontenttype: Literal["application/json"] = "application/json"
    sequence: str = Field(pattern=r"^\d{12}$")
    correlationid: str
    data: EventData
