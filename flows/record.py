"""The case record: plain values at natural paths, their states and origins beside them by JSON Pointer (CONTRACT.md §3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin

from schemas.base import Value
from schemas.case import Achievement, Case, EmployerReview, PageState, Publicity
from schemas.check import Check
from schemas.deficiencies import DeficiencyList
from schemas.document import Document, PlaceKind
from schemas.field import Field
from schemas.files import Submission
from schemas.geometry import PageRef
from schemas.profile import Profile
from schemas.record import (
    AchievementRecord,
    ApplicantRecord,
    ApplicationRecord,
    Balance,
    CaseRecord,
    CheckBalance,
    CodeRecord,
    DecisionRecord,
    DocumentRecord,
    EmployerReviewRecord,
    EngineRecord,
    ExpertRecord,
    FileBalance,
    OpinionRecord,
    OrganRecord,
    PageBalance,
    PageRecord,
    PartRecord,
    PlusOneRecord,
    PreliminaryReviewRecord,
    ProfileRecord,
    Provenance,
    PublicityRecord,
    RecommendationRecord,
    ReviewerRecord,
    Status,
)
from validators.calendar import Calendar
from validators.judge import expected

R = TypeVar("R", bound=Value)


class Judged(NamedTuple):
    """What the record is made of."""

    submission: Submission
    case: Case
    checks: tuple[Check, ...]
    deficiencies: DeficiencyList
    previous: DeficiencyList | None
    decisions: tuple[DecisionRecord, ...]


def case_record(judged: Judged, profile: Profile, engine: EngineRecord) -> CaseRecord:
    """The record of one round. The same inputs give the same record: it holds no time of processing."""
    case = judged.case
    leaves = dict(_leaves(case))
    return CaseRecord(
        case_id=case.case_id,
        dossier_key=case.dossier_key,
        round=case.round,
        status=cast(Status, judged.deficiencies.status),
        received_at=case.received_at,
        submitted_on=case.submitted_on,
        organ=OrganRecord(id=profile.organ.get("id", ""), name=profile.organ.get("name", "")),
        profile=ProfileRecord(id=profile.id, version=profile.version, sha256=profile.sha256, as_of=profile.as_of or None),
        applicant=_plain(ApplicantRecord, case.applicant),
        application=_plain(
            ApplicationRecord,
            case.application,
            conditions=case.conditions,
            achievements=tuple(
                _plain(AchievementRecord, each, documents=each.documents) for each in case.application.achievements
            ),
        ),
        recommendation=RecommendationRecord(
            experts=tuple(_plain(ExpertRecord, expert) for expert in case.experts),
            plus_one=_plain(PlusOneRecord, case.plus_one) if case.plus_one else None,
        ),
        employer_review=_employer_review(case.employer_review, Calendar.of(profile.calendar)),
        documents=tuple(_document(document) for document in case.held_documents),
        files=case.files,
        pages=tuple(_pages(case)),
        checks=judged.checks,
        states={pointer: field.state for pointer, field in leaves.items()},
        repairs={pointer: field.repaired for pointer, field in leaves.items() if field.repaired},
        decisions=judged.decisions,
        balance=_balance(judged, profile),
        provenance=_provenance(leaves, case),
        engine=engine,
    )


def parts(pages: Iterable[PageRef]) -> tuple[PartRecord, ...]:
    """A document's pages by file, in the order in which it has them."""
    return tuple(
        PartRecord(file=file, pages=tuple(ref.page for ref in run)) for file, run in groupby(pages, key=lambda ref: ref.file)
    )


def _achievement(achievement: Achievement) -> AchievementRecord:
    return _plain(AchievementRecord, achievement, documents=achievement.documents)


def _employer_review(review: EmployerReview, calendar: Calendar) -> EmployerReviewRecord:
    return EmployerReviewRecord(
        reviewer=_plain(ReviewerRecord, {"name": review.reviewer_name, "type": review.reviewer_type}),
        preliminary_review=_plain(PreliminaryReviewRecord, {"text": review.preliminary_review})
        if review.preliminary_review.state != "not_found"
        else None,
        publicity=_publicity(review.publicity, calendar) if review.publicity else None,
        opinion=_plain(OpinionRecord, review.opinion) if review.opinion else None,
    )


def _publicity(publicity: Publicity, calendar: Calendar) -> PublicityRecord:
    """With both counts of working days, where both days are written out."""
    start, end = _day(publicity.start), _day(publicity.end)
    if not start or not end:
        return _plain(PublicityRecord, publicity)
    inclusive, exclusive = calendar.inclusive(start, end), calendar.exclusive(start, end)
    return _plain(PublicityRecord, publicity, working_days_inclusive=inclusive, working_days_exclusive=exclusive)


def _day(field: Field) -> date | None:
    try:
        return date.fromisoformat(field.value) if field.present else None
    except (TypeError, ValueError):
        return None


def _document(document: Document) -> DocumentRecord:
    return DocumentRecord(
        id=document.id,
        type=document.type,
        title=document.title,
        confidence=round(document.confidence, 4),
        parts=parts(document.pages),
        fields={name: value_of(field) for name, field in document.fields.items()},
        codes=tuple(
            CodeRecord(text=code.text, file=code.place.file, page=code.place.page, box=code.place.box) for code in document.codes
        ),
    )


def _pages(case: Case) -> Iterator[PageRecord]:
    for state in case.held_pages:
        reason = "; ".join(filter(None, (state.quality_reason, state.placement.reason)))
        yield PageRecord(
            file=state.ref.file, page=state.ref.page, quality=state.quality, place=state.placement.place, reason=reason
        )


def _balance(judged: Judged, profile: Profile) -> Balance:
    """The three sums, each side counted from its own end: what came in, and what became of it."""
    case = judged.case
    recorded = {file.path for file in case.files}
    delivered = recorded | {file.path for file in judged.submission.files}
    held = _holders(case)
    places = Counter(_sort_of_place(state, held) for state in case.held_pages)
    return Balance(
        files=FileBalance.model_validate({"in": len(delivered), "accounted": len(recorded)}),
        pages=PageBalance.model_validate(
            {"in": sum(file.pages for file in case.files), "assigned": places["document"]}
            | {kind: places[kind] for kind in get_args(PlaceKind)}
        ),
        checks=CheckBalance(expected=expected(case, profile, judged.previous), given=len(judged.checks)),
    )


def _holders(case: Case) -> dict[PageRef, frozenset[str]]:
    """The documents that hold each page; a sheet onto which two certificates were copied is held by both."""
    held: dict[PageRef, frozenset[str]] = {}
    for document in case.held_documents:
        for ref in document.pages:
            held[ref] = held.get(ref, frozenset()) | {document.id}
    return held


def _sort_of_place(state: PageState, held: Mapping[PageRef, frozenset[str]]) -> str:
    """Where the page counts; nowhere, if it is said to be in a document that does not hold it."""
    place = state.placement.place
    if place in get_args(PlaceKind):
        return place if state.ref not in held else "both"
    return "document" if place in held.get(state.ref, ()) else "nowhere"


def _provenance(leaves: Mapping[str, Field], case: Case) -> dict[str, tuple[Provenance, ...]]:
    owner = {state.ref: state.placement.place for state in case.held_pages}

    def origins(field: Field) -> Iterator[Provenance]:
        for place in field.places:
            ref = PageRef(file=place.file, page=place.page) if place.page else None
            yield Provenance(
                document=owner.get(ref) if ref else None,
                file=place.file,
                page=place.page,
                box=place.box,
                text=field.raw,
                confidence=round(field.confidence, 4),
                method=field.method,
            )

    return {pointer: found for pointer, field in leaves.items() if (found := tuple(origins(field)))}


def _leaves(case: Case) -> Iterator[tuple[str, Field]]:
    """Every field with the pointer of its value in the record."""
    review = case.employer_review
    yield from _named("/applicant", case.applicant)
    yield from _named("/application", case.application)
    for number, achievement in enumerate(case.application.achievements):
        yield from _named(f"/application/achievements/{number}", achievement, AchievementRecord)
    for number, expert in enumerate(case.experts):
        yield from _named(f"/recommendation/experts/{number}", expert)
    if case.plus_one:
        yield from _named("/recommendation/plus_one", case.plus_one)
    yield "/employer_review/reviewer/name", review.reviewer_name
    yield "/employer_review/reviewer/type", review.reviewer_type
    first = review.preliminary_review
    yield f"/employer_review/preliminary_review{'/text' if first.state != 'not_found' else ''}", first
    if review.publicity:
        yield from _named("/employer_review/publicity", review.publicity, PublicityRecord)
    if review.opinion:
        yield from _named("/employer_review/opinion", review.opinion, OpinionRecord)
    for number, document in enumerate(case.held_documents):
        yield from ((f"/documents/{number}/fields/{name}", field) for name, field in document.fields.items())


def _named(pointer: str, noun: Value, record: type[Value] | None = None) -> Iterator[tuple[str, Field]]:
    """The fields of a noun; with `record`, only those that the record has as well."""
    for name, field in noun:
        if isinstance(field, Field) and (record is None or name in record.model_fields):
            yield f"{pointer}/{name}", field


def _plain(record: type[R], noun: Value | Mapping[str, Field], **more: Any) -> R:
    """The record with the plain values of the fields of the same names."""
    fields = noun if isinstance(noun, Mapping) else dict(noun)
    values = {
        name: _fitting(value_of(field), slot.annotation)
        for name, slot in record.model_fields.items()
        if name not in more and isinstance(field := fields.get(name), Field)
    }
    return record.model_validate(values | more)


def value_of(field: Field) -> Any:
    """The value, or ``None`` unless it was read."""
    return field.value if field.state == "read" else None


def _fitting(value: Any, annotation: Any) -> Any:
    """The value if its slot in the record can take it: text as text, a word only from the list, a truth only if one."""
    options = [each for each in get_args(annotation) if each is not type(None)]
    kind = options[0] if options else annotation
    if value is None:
        return None
    if get_origin(kind) is Literal:
        return value if value in get_args(kind) else None
    if kind is str:
        return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return value if isinstance(value, kind) else None
