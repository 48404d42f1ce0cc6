"""Extract: a document's pages become fields and blocks, each type by the module that knows its papers."""

from collections.abc import Callable, Sequence

from extractors.division.leaves import cut
from extractors.division.spread import opened
from extractors.documents import (
    application_form,
    association_letter,
    award_certificate,
    benefit_certificate,
    book_or_standard,
    commitment_letter,
    diploma,
    employer_opinion,
    employment_certificate,
    heritage_certificate,
    identity_card,
    labour_contract,
    material_list,
    media_report,
    overseas_qualification,
    paper,
    patent_certificate,
    project,
    publicity_certificate,
    recommendation_form,
    social_insurance_record,
    software_copyright,
    talent_programme,
    title_certificate,
)
from extractors.documents.codes import codes_of
from extractors.documents.lost_days import with_lost_days
from extractors.documents.tags import tags_of
from schemas.document import Document, DocumentType
from schemas.page import Sheet
from schemas.profile import Profile

Read = Callable[[Document, Sequence[Sheet], Profile], Document]

READERS: dict[DocumentType, Read] = {
    "recommendation_form": recommendation_form.read,
    "application_form": application_form.read,
    "employer_opinion": employer_opinion.read,
    "publicity_certificate": publicity_certificate.read,
    "commitment_letter": commitment_letter.read,
    "material_list": material_list.read,
    "identity_card": identity_card.read,
    "residence_permit": identity_card.read,
    "passport": identity_card.read,
    "diploma": diploma.read,
    "degree_certificate": diploma.read,
    "title_certificate": title_certificate.read,
    "vocational_certificate": title_certificate.read,
    "overseas_qualification": overseas_qualification.read,
    "overseas_verification": overseas_qualification.read,
    "labour_contract": labour_contract.read,
    "social_insurance_record": social_insurance_record.read,
    "employment_certificate": employment_certificate.read,
    "award_certificate": award_certificate.read,
    "patent_certificate": patent_certificate.read,
    "software_copyright": software_copyright.read,
    "paper": paper.read,
    "retrieval_report": paper.read,
    "book_or_standard": book_or_standard.read,
    "project_approval": project.read,
    "project_acceptance": project.read,
    "benefit_certificate": benefit_certificate.read,
    "talent_programme": talent_programme.read,
    "heritage_certificate": heritage_certificate.read,
    "association_letter": association_letter.read,
    "media_report": media_report.read,
}
"""Who reads which type; ``other`` has no fields."""


def extract(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with fields, blocks, tags, codes and text. `sheets` are those of its pages, in order."""
    sheets = opened(document, sheets)
    plain = document.model_copy(update={"text": "\n".join(sheet.page.text for sheet in sheets)})
    read = READERS.get(document.type)
    made = with_lost_days(read(plain, sheets, profile)) if read else plain
    tags = made.tags if document.region else (*made.tags, *tags_of(sheets))
    codes = codes_of(cut(sheet, document.region) for sheet in sheets)
    return made.model_copy(update={"tags": tuple(dict.fromkeys(tags)), "codes": codes})
