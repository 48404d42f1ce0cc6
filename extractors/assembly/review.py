"""The employer's review of a case: preliminary review, publicity and opinion (Article 7(1)), whoever did them."""

from collections.abc import Sequence

from schemas.case import EmployerReview, Opinion, Publicity
from schemas.document import Block, BlockKind, Document, DocumentType
from schemas.field import NOT_FOUND, Field
from schemas.terms import organisations

OPINIONS: tuple[DocumentType, ...] = (
    "employer_opinion", "application_form", "recommendation_form", "association_letter", "publicity_certificate",
)  # fmt: skip
PUBLICITY: tuple[DocumentType, ...] = ("publicity_certificate", *OPINIONS[:-1])
_REVIEWERS = {"association": "association", "society": "society", "talent_authority": "district_bureau"}
_STATED = ("start", "end", "result")


def employer_review(documents: Sequence[Document]) -> EmployerReview:
    """The review of the papers of its own, else of the corners of the forms that are filled in."""
    opinion = _opinion(documents)
    publicity = _publicity(documents)
    examined = _held(documents, OPINIONS, "preliminary_review")
    by = next((made.issuer for made in (opinion, publicity) if made and made.issuer.present), NOT_FOUND)
    return EmployerReview(
        reviewer_name=by,
        reviewer_type=_reviewer_type(by),
        preliminary_review=examined[0][1]["text"] if examined else NOT_FOUND,
        publicity=publicity,
        opinion=opinion,
    )


def _opinion(documents: Sequence[Document]) -> Opinion | None:
    """The first written opinion; an empty one only where it is a paper of its own (an empty corner of a form is none)."""
    held = _held(documents, OPINIONS, "opinion")
    written = [pair for pair in held if pair[1]["text"].present or pair[1]["text"].state == "unreadable"]
    chosen = next(iter(written or [pair for pair in held if pair[0].type == "employer_opinion"]), None)
    if chosen is None:
        return None
    document, block = chosen
    names = ("issuer", "conclusion", "text", "sealed", "seal_text", "signed_on")
    return Opinion(
        **{name: block[name] for name in names},
        level=document["level"] if document.type == "employer_opinion" else NOT_FOUND,
        specialty=document["specialty"] if document.type == "employer_opinion" else NOT_FOUND,
        seal_slot="seal_slot" in document.tags,
        document=block.document or document.id,
    )


def _publicity(documents: Sequence[Document]) -> Publicity | None:
    """The first paper that states it; what that one leaves out and another says is taken from the other."""
    held = [(d, b) for d, b in _held(documents, PUBLICITY, "publicity") if d.type == "publicity_certificate" or _says(b)]
    if not held:
        return None
    document, block = held[0]
    names = ("issuer", "start", "end", "result", "level", "series", "specialty", "holders")
    fields = {name: _filled(name, block, [other for _, other in held[1:]]) for name in names}
    return Publicity(**fields, document=block.document or document.id)


def _says(block: Block) -> bool:
    return any(block[name].present for name in _STATED)


def _filled(name: str, block: Block, others: Sequence[Block]) -> Field:
    """The block's own field; days only together, so that no start of one paper meets the end of another."""
    own = block[name]
    if own.present or (name in ("start", "end") and (block["start"].present or block["end"].present)):
        return own
    return next((other[name] for other in others if other[name].present), own)


def _reviewer_type(by: Field) -> Field:
    kind = organisations.kind(str(by.value)) if by.present else None
    return by.model_copy(update={"value": _REVIEWERS.get(kind, "employer")}) if kind else NOT_FOUND


def _held(documents: Sequence[Document], types: Sequence[DocumentType], kind: BlockKind) -> list[tuple[Document, Block]]:
    return [(d, block) for type in types for d in documents if d.type == type for block in d.of_kind(kind)]
