"""The panel of open questions and hints: each with its basis, its places, and what may be said of it."""

from typing import NamedTuple

from desk.web.views import Spot, spots
from schemas.deficiencies import DeficiencyList, Flag, Referral
from schemas.profile import Profile
from schemas.record import CaseRecord
from validators.status import SECRET


class Question(NamedTuple):
    """Something that only a person can decide. `kind`: question, hint (may be promoted), secret (releases the dossier)."""

    kind: str
    code: str
    subject: str | None
    title: str
    text: str
    basis: tuple[str, ...]
    places: list[Spot]
    waits_for: int | None = None
    by: str = ""
    reason: str = ""

    @property
    def open(self) -> bool:
        return self.waits_for is None and not self.by and self.kind != "note"


def questions(record: CaseRecord, told: DeficiencyList, profile: Profile) -> list[Question]:
    """Open ones first, then what waits for an item of the notice, what was dropped, and mere notes."""
    asked = [_asked(each, record, profile) for each in told.referrals]
    hinted = [_hinted(each, record, profile) for each in told.flags]
    return sorted((*asked, *hinted), key=lambda each: (not each.open, each.kind == "note", each.waits_for is not None))


def _asked(referral: Referral, record: CaseRecord, profile: Profile) -> Question:
    rule = profile.rule(referral.code)
    return Question(
        "question", referral.code, referral.subject, rule.title, referral.question, rule.basis, spots(referral.where, record),
        referral.blocked_by,
    )  # fmt: skip


def _hinted(flag: Flag, record: CaseRecord, profile: Profile) -> Question:
    rule = profile.rule(flag.code)
    kind = "secret" if flag.code == SECRET else "hint" if flag.promotable else "note"
    dropped = flag.decided_by or "" if flag.state == "dropped" else ""
    return Question(
        kind, flag.code, flag.subject, rule.title, flag.message, rule.basis, spots(flag.where, record), None, dropped,
        flag.decision_reason or "",
    )  # fmt: skip
