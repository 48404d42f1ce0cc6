"""The applicant and the application of a case: what the forms say, the papers of the person voting where the forms differ."""

import re
from collections.abc import Sequence
from typing import Literal

from extractors.assembly.agree import agreed
from extractors.assembly.match_evidence import match_evidence
from schemas.case import Achievement, Applicant, Application, EmployerReview
from schemas.document import Block, BlockKind, Document, DocumentType
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms import organisations
from schemas.terms.text import fold

FORMS: tuple[DocumentType, ...] = ("recommendation_form", "application_form")
ROWS: tuple[DocumentType, ...] = ("application_form", "recommendation_form")
CARDS: tuple[DocumentType, ...] = ("identity_card", "residence_permit", "passport")
OWN = {"name": ("name", "holder"), "gender": ("gender",), "birth_date": ("birth_date",), "id_number": ("id_number", "number")}
"""What a card of identity says of the person: the record's name -> the card's."""
_CARD_NAMES = {"identity_card": "居民身份证", "residence_permit": "居住证", "passport": "护照"}
_FREELANCE = re.compile(r"自由职业|自由执业|无(工作)?单位|个人执业|灵活就业|独立执业")
_EMPLOYMENT: tuple[DocumentType, ...] = ("labour_contract", "social_insurance_record", "employment_certificate")
_NAMES = tuple(name for name in Applicant.model_fields if name != "path")


def applicant(
    documents: Sequence[Document], declared: Literal["employed", "freelance"] | None, review: EmployerReview
) -> Applicant:
    """What the forms say of the applicant; where no form has the slot at all, what the card of identity says."""
    blocks = _blocks(documents, FORMS, "applicant")
    cards = [document for type in CARDS for document in documents if document.type == type]
    fields = {}
    for name in _NAMES:
        said = [block[name] for block in blocks]
        shown = [card[own] for card in cards for own in OWN.get(name, ()) if card[own].present]
        written = agreed(name, said, shown)
        fields[name] = written if written.state != "not_found" else agreed(name, shown[:1])
    if fields["id_type"].state == "not_found" and cards:
        cards = [card for card in cards if card["id_number"].value == fields["id_number"].value] or cards
        fields["id_type"] = Field(value=_CARD_NAMES[cards[0].type], state="read", confidence=0.9, method="document-type")
    return Applicant(**fields, path=path(fields["employer"], documents, declared, review))


def path(
    employer: Field, documents: Sequence[Document], declared: Literal["employed", "freelance"] | None, review: EmployerReview
) -> Field:
    """``employed`` or ``freelance``: as the submitting system says, else as the materials show, else not found.

    Freelance by the applicant's own word, or when a body that Article 7(1) names for freelancers reviewed somebody whose
    employment nothing shows.
    """
    if declared:
        return Field(value=declared, state="read", method="sidecar")
    if employer.present and _FREELANCE.search(fold(str(employer.value))):
        return employer.model_copy(update={"value": "freelance"})
    shown = any(document.type in _EMPLOYMENT for document in documents)
    if shown or (employer.present and organisations.kind(str(employer.value)) == "employer"):
        return Field(value="employed", state="read", confidence=0.9, places=employer.places, method=employer.method)
    if review.reviewer_type.value in ("association", "society", "district_bureau"):
        return review.reviewer_type.model_copy(update={"value": "freelance", "confidence": 0.7})
    return Field(value="employed", state="read", confidence=0.6, places=employer.places) if employer.present else NOT_FOUND


def application(documents: Sequence[Document], profile: Profile) -> Application:
    """What is applied for by the forms, with the achievements and the documents that show them."""
    blocks = _blocks(documents, FORMS, "application")
    names = ("conditions", "level", "series", "specialty", "title")
    fields = {name: agreed(name, [block[name] for block in blocks]) for name in names}
    return Application(**fields, achievements=achievements(documents, profile))


def achievements(documents: Sequence[Document], profile: Profile) -> tuple[Achievement, ...]:
    """The rows of the 申报表 (of the 举荐表 where it lists none), each with its evidence."""
    rows = listed(documents)
    matches = match_evidence(rows, documents, profile)
    return tuple(
        Achievement(**block.fields, documents=match.documents, match_confidence=match.confidence)
        for block, match in zip(rows, matches, strict=True)
    )


def listed(documents: Sequence[Document]) -> list[Block]:
    """The rows of achievements that count: of the 申报表, else of the 举荐表."""
    return next((found for type in ROWS if (found := _blocks(documents, (type,), "achievement"))), [])


def _blocks(documents: Sequence[Document], types: Sequence[DocumentType], kind: BlockKind) -> list[Block]:
    return [block for type in types for document in documents if document.type == type for block in document.of_kind(kind)]
