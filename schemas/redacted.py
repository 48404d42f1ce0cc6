"""The redacted record: a case for those who may not see all of it (Article 9: who recommended whom is kept confidential).

It is a type of its own, made of what may be said: a field that the case record gains is not in it until somebody puts it
here. No free text is in it, for what is read from a page may hold anybody's name wherever it was looked for: only values
of a closed kind (days, levels, outcomes, counts, pointers), a masked number, and files by their number.
"""

import re
from typing import Literal

from schemas.base import Value
from schemas.check import Outcome
from schemas.field import State
from schemas.files import FileStatus
from schemas.profile import NoticeMode, Severity
from schemas.record import Balance, CaseRecord, EngineRecord, ProfileRecord, Status

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
POINTER = re.compile(r"(/[a-z_]+|/\d+)+")
NUMBER = re.compile(r"[0-9A-Za-z]{8,}")
LEVELS = ("正高级", "副高级")


class RedactedApplicant(Value):
    """`id_number` is masked but for its last two characters: with area and birthday somebody is found."""

    id_number: str | None
    path: Literal["employed", "freelance"] | None


class RedactedAchievement(Value):
    date: str | None
    documents: tuple[str, ...]


class RedactedApplication(Value):
    conditions: tuple[int, ...]
    level: str | None
    achievements: tuple[RedactedAchievement, ...]


class RedactedExpert(Value):
    """An expert without anything by which to know who it is."""

    title_level: Literal["full", "deputy", "mid", "junior", "unknown"] | None
    signed: bool | None
    signed_on: str | None


class RedactedPlusOne(Value):
    signed: bool | None
    sealed: bool | None
    signed_on: str | None


class RedactedReview(Value):
    """The employer's review: `publicity_days` are working days, the first one counted."""

    reviewer: Literal["employer", "association", "society", "district_bureau"] | None
    publicity_start: str | None
    publicity_end: str | None
    publicity_days: int | None
    conclusion: Literal["agree", "disagree", "none"] | None
    sealed: bool | None
    signed_on: str | None


class RedactedPart(Value):
    """Pages of a file, which is told by its number."""

    file: int
    pages: tuple[int, ...]


class RedactedDocument(Value):
    id: str
    type: str
    parts: tuple[RedactedPart, ...]


class RedactedFile(Value):
    """A file by its number in the record's order, from 0. `error` is a code."""

    no: int
    media_type: str
    pages: int
    status: FileStatus
    error: str | None


class RedactedCheck(Value):
    code: str
    subject: str | None
    related: str | None
    outcome: Outcome
    severity: Severity
    notice: NoticeMode
    basis: tuple[str, ...]


class RedactedRecord(Value):
    """What may be seen of a case record without seeing whom it is about."""

    schema_version: Literal["1"] = "1"
    case_id: str
    round: int
    status: Status
    received_at: str
    submitted_on: str
    organ: str
    profile: ProfileRecord
    applicant: RedactedApplicant
    application: RedactedApplication
    experts: tuple[RedactedExpert, ...]
    plus_one: RedactedPlusOne | None
    review: RedactedReview
    documents: tuple[RedactedDocument, ...]
    files: tuple[RedactedFile, ...]
    checks: tuple[RedactedCheck, ...]
    states: dict[str, State]
    balance: Balance
    engine: EngineRecord


def redacted(record: CaseRecord) -> RedactedRecord:
    """The record as it may be seen by those who may not see all."""
    return RedactedRecord(
        case_id=record.case_id,
        round=record.round,
        status=record.status,
        received_at=record.received_at,
        submitted_on=record.submitted_on,
        organ=record.organ.id,
        profile=record.profile,
        applicant=RedactedApplicant(id_number=_masked(record.applicant.id_number), path=record.applicant.path),
        application=_application(record),
        experts=tuple(
            RedactedExpert(title_level=each.title_level, signed=each.signed, signed_on=_day(each.signed_on))
            for each in record.recommendation.experts
        ),
        plus_one=_plus_one(record),
        review=_review(record),
        documents=_documents(record),
        files=_files(record),
        checks=_checks(record),
        states={pointer: state for pointer, state in record.states.items() if POINTER.fullmatch(pointer)},
        balance=record.balance,
        engine=record.engine,
    )


def _application(record: CaseRecord) -> RedactedApplication:
    said = record.application
    return RedactedApplication(
        conditions=said.conditions,
        level=said.level if said.level in LEVELS else None,
        achievements=tuple(RedactedAchievement(date=_day(each.date), documents=each.documents) for each in said.achievements),
    )


def _plus_one(record: CaseRecord) -> RedactedPlusOne | None:
    said = record.recommendation.plus_one
    return RedactedPlusOne(signed=said.signed, sealed=said.sealed, signed_on=_day(said.signed_on)) if said else None


def _review(record: CaseRecord) -> RedactedReview:
    publicity, opinion = record.employer_review.publicity, record.employer_review.opinion
    return RedactedReview(
        reviewer=record.employer_review.reviewer.type,
        publicity_start=_day(publicity.start) if publicity else None,
        publicity_end=_day(publicity.end) if publicity else None,
        publicity_days=publicity.working_days_inclusive if publicity else None,
        conclusion=opinion.conclusion if opinion else None,
        sealed=opinion.sealed if opinion else None,
        signed_on=_day(opinion.signed_on) if opinion else None,
    )


def _documents(record: CaseRecord) -> tuple[RedactedDocument, ...]:
    numbers = {file.path: no for no, file in enumerate(record.files)}
    return tuple(
        RedactedDocument(
            id=document.id,
            type=document.type,
            parts=tuple(
                RedactedPart(file=numbers[part.file], pages=part.pages) for part in document.parts if part.file in numbers
            ),
        )
        for document in record.documents
    )


def _files(record: CaseRecord) -> tuple[RedactedFile, ...]:
    return tuple(
        RedactedFile(
            no=no,
            media_type=file.media_type,
            pages=file.pages,
            status=file.status,
            error=file.error.code if file.error else None,
        )
        for no, file in enumerate(record.files)
    )


def _checks(record: CaseRecord) -> tuple[RedactedCheck, ...]:
    return tuple(
        RedactedCheck(
            code=check.code,
            subject=_pointer(check.subject),
            related=_pointer(check.related),
            outcome=check.outcome,
            severity=check.severity,
            notice=check.notice,
            basis=check.basis,
        )
        for check in record.checks
    )


def _day(said: str | None) -> str | None:
    """The day, cut where the source is; nothing where something else was read in its place."""
    return said if said and DAY.fullmatch(said) else None


def _pointer(said: str | None) -> str | None:
    return said if said and POINTER.fullmatch(said) else None


def _masked(number: str | None) -> str | None:
    return "*" * (len(number) - 2) + number[-2:] if number and NUMBER.fullmatch(number) else None
