"""Assemble: the documents of a dossier become one case — one applicant, the experts, one "+1", the employer's review.

What contradicts stays side by side in the documents; the case shows what the applicant's forms say. What is nowhere is not
found, and never guessed.
"""

from collections.abc import Mapping, Sequence

from extractors.assembly.applicant import applicant, application, listed
from extractors.assembly.awards import told
from extractors.assembly.electronic import with_electronic
from extractors.assembly.match_contents import contents
from extractors.assembly.plausible import issued_by, signed_by
from extractors.assembly.recommendation import experts, plus_one
from extractors.assembly.review import employer_review
from extractors.assembly.seal_list import seals
from extractors.assembly.seal_names import named
from extractors.assembly.slips import mended
from extractors.assembly.superseded import standing
from extractors.assembly.traces import traces
from extractors.documents.tags import is_secret
from schemas.case import Case, EmployerReview, Opinion, PageState, PlusOne
from schemas.document import Document, PagePlacement
from schemas.field import NOT_FOUND, Field
from schemas.files import FileRecord, Submission
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.traces import PageTrace


def assemble(
    submission: Submission,
    files: Sequence[FileRecord],
    sheets: Sequence[Sheet],
    documents: Sequence[Document],
    placements: Sequence[PagePlacement],
    case_id: str,
    round: int,
    profile: Profile,
) -> Case:
    """The case of one round. `documents` have their fields; `placements` say where every page of `sheets` went."""
    documents, superseded = standing(with_electronic(documents, files), submission.files)
    person = applicant(documents, submission.declared_path, employer_review(documents))
    documents = mended(documents, person.employer, profile.city.bodies, sheets)
    received = submission.submitted_on
    documents = issued_by(told(documents, person.name, listed(documents)), received)
    review = employer_review(documents)
    principal = plus_one(documents)
    recommenders = experts(documents, profile)
    bodies = organisations_of(
        documents, person.employer, review.reviewer_name, principal.organisation if principal else NOT_FOUND
    )
    pages = _pages(sheets, placements, traces(documents, sheets))
    replaced = {ref for d in superseded for ref in d.pages} - {ref for d in documents for ref in d.pages}
    rows = [(str(block["no"].value or ""), block["title"]) for d in documents for block in d.of_kind("list_item")]
    return Case(
        case_id=case_id,
        dossier_key=submission.key,
        round=round,
        received_at=submission.received_at,
        submitted_on=submission.submitted_on,
        declared_path=submission.declared_path,
        applicant=person,
        application=application(documents, profile),
        experts=tuple(e.model_copy(update={"signed_on": signed_by(e.signed_on, received)}) for e in recommenders),
        plus_one=principal and principal.model_copy(update=_closing(principal, bodies, profile, received)),
        employer_review=_closed(review, bodies, profile, received),
        documents=documents,
        files=tuple(files),
        pages=tuple(page for page in pages if page.ref not in replaced),
        superseded=superseded,
        superseded_pages=tuple(page for page in pages if page.ref in replaced),
        seals=seals(documents, sheets, bodies),
        toc=contents(rows, documents, profile),
    )


def organisations_of(documents: Sequence[Document], *more: Field) -> tuple[str, ...]:
    """The organisations that the dossier names in print as employer, issuer or recommender, in order: what was read off a seal
    cannot vouch for what another says.
    """
    fields = [*more, *(document[name] for document in documents for name in ("issuer", "employer"))]
    return tuple(dict.fromkeys(str(field.value) for field in fields if field.present and field.method != "image"))


def _closed(review: EmployerReview, bodies: Sequence[str], profile: Profile, received: str) -> EmployerReview:
    opinion = review.opinion and review.opinion.model_copy(update=_closing(review.opinion, bodies, profile, received))
    return review.model_copy(update={"opinion": opinion})


def _closing(signed: Opinion | PlusOne, bodies: Sequence[str], profile: Profile, received: str) -> dict[str, Field]:
    """Seal and date as far as the rest of the dossier can tell them."""
    return {"seal_text": named(signed.seal_text, bodies, profile.city.bodies), "signed_on": signed_by(signed.signed_on, received)}


def _pages(
    sheets: Sequence[Sheet], placements: Sequence[PagePlacement], traced: Mapping[PageRef, PageTrace]
) -> tuple[PageState, ...]:
    placed = {placement.ref: placement for placement in placements}
    return tuple(
        PageState(
            ref=sheet.ref,
            quality=sheet.page.quality,
            quality_reason=sheet.page.quality_reason,
            placement=placed[sheet.ref],
            reader=sheet.page.reader,
            colourless=sheet.page.colourless,
            tags=("secret",) if is_secret(sheet.page) else (),
            trace=traced.get(sheet.ref),
        )
        for sheet in sheets
    )
