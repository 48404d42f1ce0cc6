"""The subjects of a rule: everything of its kind in the case, each with its JSON Pointer into the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from schemas.base import Value
from schemas.case import Case, Opinion, Publicity
from schemas.deficiencies import DeficiencyList
from schemas.field import NOT_FOUND, Field
from schemas.profile import SubjectKind
from validators.verdict import Spot

EXPERTS = "/recommendation/experts"
ACHIEVEMENTS = "/application/achievements"
PLUS_ONE = "/recommendation/plus_one"
PUBLICITY = "/employer_review/publicity"
OPINION = "/employer_review/opinion"


@dataclass(frozen=True)
class Subject:
    """What is judged. `value` is the noun, None where the case has none; of a pair it is the later, `other` the earlier."""

    pointer: str | None
    value: Any = None
    index: int = 0
    other: Any = None
    related: str | None = None
    other_index: int = 0

    def spot(self, name: str) -> Spot:
        """One field of the noun, with its pointer."""
        return spot(self.pointer, self.value, name)

    def other_spot(self, name: str) -> Spot:
        """The same of the earlier one of the pair."""
        return spot(self.related, self.other, name)

    @property
    def number(self) -> str:
        """How it is counted before the applicant: from 1."""
        return str(self.index + 1)


def spot(pointer: str | None, noun: Any, name: str) -> Spot:
    """A noun's field as a spot; `NOT_FOUND` where there is no noun."""
    field: Field = getattr(noun, name, NOT_FOUND)
    return Spot(f"{pointer or ''}/{name}", field, getattr(noun, "document", None))


def subjects(kind: SubjectKind, case: Case, previous: DeficiencyList | None = None) -> tuple[Subject, ...]:
    """All of this kind. Where the case has none, one subject without a noun, so that the rule still gives an outcome.

    Only ``notice_item`` can be empty: before the first notice there is nothing to compare with.
    """
    match kind:
        case "dossier":
            return (Subject(None, case),)
        case "applicant":
            return (Subject("/applicant", case.applicant),)
        case "application":
            return (Subject("/application", case.application),)
        case "plus_one":
            return (Subject(PLUS_ONE, case.plus_one),)
        case "publicity":
            return (Subject(PUBLICITY, publicity_of(case)),)
        case "opinion":
            return (Subject(OPINION, opinion_of(case)),)
        case "expert":
            return _listed(EXPERTS, case.experts)
        case "expert_pair":
            return _pairs(case.experts)
        case "achievement":
            return _listed(ACHIEVEMENTS, case.application.achievements)
        case "document":
            return _listed("/documents", case.documents)
        case "file":
            return _listed("/files", case.files)
        case "page":
            return _listed("/pages", case.pages)
        case "seal":
            return _sealed(case)
        case "notice_item":
            items = previous.items if previous else ()
            return tuple(Subject(f"/items/{item.no}", item, item.no) for item in items)


def hollow(noun: Value) -> bool:
    """Whether a printed block was left wholly empty: nothing written, nothing unread, no mark set."""
    fields = [value for value in dict(noun).values() if isinstance(value, Field)]
    return not any(field.state == "unreadable" or (field.present and field.value is not False) for field in fields)


def publicity_of(case: Case) -> Publicity | None:
    """公示情况 as far as any material speaks of it: a certificate, a filled-in slot, or a mere sentence elsewhere."""
    publicity = case.employer_review.publicity
    certificate = next(iter(case.of_type("publicity_certificate")), None)
    if publicity is not None and (certificate or not hollow(publicity)):
        return publicity
    stated = certificate or next((d for d in case.documents if "publicity_stated" in d.tags), None)
    return Publicity(document=stated.id) if stated else None


def opinion_of(case: Case) -> Opinion | None:
    """推荐意见: a document of its own, however empty, or a slot of a form that was filled in."""
    opinion = case.employer_review.opinion
    paper = next(iter(case.of_type("employer_opinion")), None)
    if opinion is not None and (paper or not hollow(opinion)):
        return opinion
    return Opinion(document=paper.id) if paper else None


def _listed(pointer: str, nouns: Sequence[Any]) -> tuple[Subject, ...]:
    found = tuple(Subject(f"{pointer}/{index}", noun, index) for index, noun in enumerate(nouns))
    return found or (Subject(pointer),)


def _pairs(experts: Sequence[Any]) -> tuple[Subject, ...]:
    found = tuple(
        Subject(f"{EXPERTS}/{j}", later, j, earlier, f"{EXPERTS}/{i}", i)
        for (i, earlier), (j, later) in combinations(enumerate(experts), 2)
    )
    return found or (Subject(EXPERTS),)


def _sealed(case: Case) -> tuple[Subject, ...]:
    """The documents that bear seals; the record has no list of seals, so the document is what is pointed at."""
    bearing = {seal.document for seal in case.seals}
    found = tuple(Subject(f"/documents/{i}", d, i) for i, d in enumerate(case.documents) if d.id in bearing)
    return found or (Subject("/documents"),)
