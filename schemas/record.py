"""The case record, case.json (CONTRACT.md §3): plain values at natural paths, their origin apart in `provenance`."""

from typing import Any, Literal

from pydantic import Field as Slot

from schemas.base import Value
from schemas.check import Check
from schemas.field import State
from schemas.files import FileRecord
from schemas.geometry import Box

Status = Literal["needs_review", "deficient", "complete", "quarantined", "noticed", "overdue", "abandoned", "closed"]


class OrganRecord(Value):
    id: str
    name: str


class ProfileRecord(Value):
    """The rules judged by; `as_of` is the day whose law was applied."""

    id: str
    version: str
    sha256: str
    as_of: str | None = None


class ApplicantRecord(Value):
    name: str | None = None
    gender: str | None = None
    birth_date: str | None = None
    id_type: str | None = None
    id_number: str | None = None
    phone: str | None = None
    employer: str | None = None
    employer_uscc: str | None = None
    position: str | None = None
    current_title: str | None = None
    education: str | None = None
    path: Literal["employed", "freelance"] | None = None


class AchievementRecord(Value):
    no: str | None = None
    kind: str | None = None
    title: str | None = None
    level: str | None = None
    role: str | None = None
    date: str | None = None
    status: str | None = None
    documents: tuple[str, ...] = ()


class ApplicationRecord(Value):
    conditions: tuple[int, ...] = ()
    level: str | None = None
    series: str | None = None
    specialty: str | None = None
    title: str | None = None
    achievements: tuple[AchievementRecord, ...] = ()


class ExpertRecord(Value):
    name: str | None = None
    title: str | None = None
    title_level: Literal["full", "deputy", "mid", "junior", "unknown"] | None = None
    employer: str | None = None
    position: str | None = None
    specialty: str | None = None
    phone: str | None = None
    opinion: str | None = None
    signed: bool | None = None
    signed_on: str | None = None


class PlusOneRecord(Value):
    organisation: str | None = None
    organisation_type: str | None = None
    name: str | None = None
    position: str | None = None
    phone: str | None = None
    opinion: str | None = None
    signed: bool | None = None
    sealed: bool | None = None
    seal_text: str | None = None
    signed_on: str | None = None


class RecommendationRecord(Value):
    experts: tuple[ExpertRecord, ...] = ()
    plus_one: PlusOneRecord | None = None


class ReviewerRecord(Value):
    name: str | None = None
    type: Literal["employer", "association", "society", "district_bureau"] | None = None


class PreliminaryReviewRecord(Value):
    text: str | None = None


class PublicityRecord(Value):
    issuer: str | None = None
    start: str | None = None
    end: str | None = None
    result: str | None = None
    working_days_inclusive: int | None = None
    working_days_exclusive: int | None = None


class OpinionRecord(Value):
    conclusion: Literal["agree", "disagree", "none"] | None = None
    text: str | None = None
    sealed: bool | None = None
    seal_text: str | None = None
    signed_on: str | None = None


class EmployerReviewRecord(Value):
    reviewer: ReviewerRecord = ReviewerRecord()
    preliminary_review: PreliminaryReviewRecord | None = None
    publicity: PublicityRecord | None = None
    opinion: OpinionRecord | None = None


class PartRecord(Value):
    file: str
    pages: tuple[int, ...]


class CodeRecord(Value):
    """A QR code: its text, unverified, and where it stands."""

    text: str
    file: str
    page: int | None
    box: Box | None


class DocumentRecord(Value):
    id: str
    type: str
    title: str
    confidence: float
    parts: tuple[PartRecord, ...]
    fields: dict[str, Any]
    codes: tuple[CodeRecord, ...] = ()


class PageRecord(Value):
    file: str
    page: int
    quality: Literal["read", "poor", "unreadable"]
    place: str
    reason: str


class DecisionRecord(Value):
    pointer: str | None = None
    code: str | None = None
    subject: str | None = None
    machine: Any = None
    human: Any = None
    by: str
    at: str
    reason: str


class FileBalance(Value):
    """Files in = files accounted for. `in` is a keyword of the language, hence the alias."""

    delivered: int = Slot(alias="in")
    accounted: int


class PageBalance(Value):
    """Pages in = pages in exactly one document, blank, duplicate or unassigned."""

    delivered: int = Slot(alias="in")
    assigned: int
    blank: int
    duplicate: int
    unassigned: int


class CheckBalance(Value):
    """Rules enabled × subjects = outcomes."""

    expected: int
    given: int


class Balance(Value):
    files: FileBalance
    pages: PageBalance
    checks: CheckBalance


class Provenance(Value):
    document: str | None
    file: str
    page: int | None
    box: Box | None
    text: str | None
    confidence: float
    method: str


class EngineRecord(Value):
    version: str
    models: dict[str, str]


class CaseRecord(Value):
    """case.json. `repairs` are the values, by their pointers, of which one character was put right: as they had been read."""

    schema_version: Literal["1"] = "1"
    case_id: str
    dossier_key: str
    round: int
    status: Status
    received_at: str
    submitted_on: str
    organ: OrganRecord
    profile: ProfileRecord
    applicant: ApplicantRecord
    application: ApplicationRecord
    recommendation: RecommendationRecord
    employer_review: EmployerReviewRecord
    documents: tuple[DocumentRecord, ...]
    files: tuple[FileRecord, ...]
    pages: tuple[PageRecord, ...]
    checks: tuple[Check, ...]
    states: dict[str, State]
    repairs: dict[str, str] = {}
    decisions: tuple[DecisionRecord, ...] = ()
    balance: Balance
    provenance: dict[str, tuple[Provenance, ...]]
    engine: EngineRecord
