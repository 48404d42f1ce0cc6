"""The one-shot deficiency list (CONTRACT.md §4)."""

from typing import Literal

from schemas.base import Value
from schemas.check import Evidence
from schemas.profile import Severity

ItemState = Literal["proposed", "confirmed", "dismissed"]


class Item(Value):
    """What the applicant is asked for. `also` are codes with the same cure. `no` is kept through the rounds."""

    no: int
    code: str
    also: tuple[str, ...] = ()
    subject: str | None
    severity: Severity
    title: str
    message: str
    remedy: str
    basis: tuple[str, ...]
    where: tuple[Evidence, ...]
    state: ItemState = "proposed"
    decided_by: str | None = None
    decided_at: str | None = None
    decision_reason: str | None = None


class Announced(Value):
    """A rule that a missing document will be held to when it arrives; `no` is the item's."""

    no: int
    code: str
    text: str


class Referral(Value):
    """What only a person can decide. `blocked_by` is the number of the item whose cure answers it."""

    code: str
    subject: str | None
    question: str
    where: tuple[Evidence, ...]
    blocked_by: int | None = None


class Flag(Value):
    """A hint for the reviewer; never printed in the notice as it stands. `state` says whether a person has dropped it."""

    code: str
    subject: str | None
    message: str
    where: tuple[Evidence, ...]
    promotable: bool
    state: Literal["open", "dropped"] = "open"
    decided_by: str | None = None
    decided_at: str | None = None
    decision_reason: str | None = None

    @property
    def undecided(self) -> bool:
        """Whether a person must still drop or promote it."""
        return self.promotable and self.state == "open"


class DeficiencyList(Value):
    """deficiencies.json."""

    schema_version: Literal["1"] = "1"
    case_id: str
    dossier_key: str
    round: int
    status: str
    notice_number: str | None = None
    deadline: str | None = None
    issued_at: str | None = None
    items: tuple[Item, ...]
    announced: tuple[Announced, ...]
    referrals: tuple[Referral, ...]
    flags: tuple[Flag, ...]
